from typing import Any

from django.core.management.base import BaseCommand, CommandError

from charters.operations import demo_reviews
from commitments.operations import demo_opportunities
from commitments.operations.demo import load
from commitments.operations.ledger import count_made_up
from coprod_portal.submissions.errors import Refused


class Command(BaseCommand):
    help = (
        "Loads the made-up commitments, opportunities, reviews, organisations and people for a trial. "
        "It may run twice, and adds nothing then."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = load(say=self.stdout.write)
            opportunities = demo_opportunities.load()
            reviews = demo_reviews.load()
            count_made_up()
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        if opportunities:
            self.stdout.write(f"Made-up opportunities: {opportunities}")
        if reviews:
            self.stdout.write(f"Made-up reviews: {reviews}")
        if not added and not opportunities and not reviews:
            self.stdout.write("The made-up commitments are here already. Nothing was added.")
