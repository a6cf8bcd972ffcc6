from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction

from coprod_portal.accounts.staff_log import record
from coprod_portal.site.backups import restore
from coprod_portal.submissions.errors import Refused


class Command(BaseCommand):
    help = "Puts back what `backup` wrote. Stop the portal first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="Lose all that is in the database now.")

    def handle(self, **options: Any) -> None:
        try:
            restore(file=options["file"], replace=options["replace"])
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        # An earlier backup may have no such log yet.
        with suppress(DatabaseError), transaction.atomic():
            record(what="restore")
        self.stdout.write("The database is as it was backed up. Now run: ./run manage migrate")
