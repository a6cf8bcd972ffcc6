from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from charters.operations.content_files import ContentProblem
from charters.operations.loading import load_content


class Command(BaseCommand):
    help = "Load areas, themes and charters from the content files. Running it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.CONTENT_FOLDER, help="where the content files are")

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            total = load_content(folder=folder, tell=self.stdout.write)
        except ContentProblem as problem:
            raise CommandError(f"{problem}\nNothing was loaded.") from None
        self.stdout.write("Nothing changed." if total.is_nothing else f"Loaded: {total.in_words()}.")
