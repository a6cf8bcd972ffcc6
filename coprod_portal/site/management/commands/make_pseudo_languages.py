from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coprod_portal.languages.pseudo import locale_folder, make


class Command(BaseCommand):
    help = "Make two languages that nobody speaks, to see which words are not translatable. Only for a trial."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Pseudo-languages are for a trial. They cannot be made with DEBUG off.")
        for path in make(locale_folder()):
            self.stdout.write(str(path))
