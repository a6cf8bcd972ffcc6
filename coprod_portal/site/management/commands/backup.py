from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from coprod_portal.accounts.staff_log import record
from coprod_portal.site.backups import backup
from coprod_portal.submissions.errors import Refused


class Command(BaseCommand):
    help = "Writes the whole database to a file. The portal may be in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, **options: Any) -> None:
        try:
            backup(file=options["file"])
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        record(what="backup")
        self.stdout.write(f"Written to {options['file']}. It holds facts about people: keep it safe.")
