import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from coprod_portal.accounts.personal_facts import export, find
from coprod_portal.accounts.staff_log import record


class Command(BaseCommand):
    help = "Write all that we know about somebody, as JSON: for when they ask."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, **options: Any) -> None:
        email, user = find(options["email"])
        record(what="export_person", thing=f"person:{user.pk}" if user else "")
        facts = export(email=email)
        self.stdout.write(json.dumps(facts, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False))
