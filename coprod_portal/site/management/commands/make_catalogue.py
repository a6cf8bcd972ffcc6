from typing import Any

from django.core.management.base import BaseCommand

from coprod_portal.languages.catalogue import SOURCE, made
from coprod_portal.languages.pseudo import locale_folder


class Command(BaseCommand):
    help = "Write the catalogue of the portal's own words, which translators start from."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = made()
        folder = locale_folder()
        folder.mkdir(exist_ok=True)
        catalogue.save(str(folder / SOURCE))
        self.stdout.write(f"{len(catalogue)} messages, in {folder / SOURCE}")
