from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commitments.operations import demo_opportunities
from commitments.operations.demo import load
from coprod_portal.submissions.errors import Refused


class Command(BaseCommand):
    help = (
        "Loads the made-up commitments, opportunities, organisations and people for a trial. "
        "It may run twice, and adds nothing then."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = load(say=self.stdout.write)
            opportunities = demo_opportunities.load()
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        if opportunities:
            self.stdout.write(f"Made-up opportunities: {opportunities}")
        if not added and not opportunities:
            self.stdout.write("The made-up commitments are here already. Nothing was added.")
