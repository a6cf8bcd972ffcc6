from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coprod_portal.outbox.recurring import run


class Command(BaseCommand):
    help = "Delete what is out of date: sessions, old mail, drafts and the like. `run_due` does this too."

    def handle(self, **options: Any) -> None:
        all_worked = True
        for done in run(settings.PRUNES):
            self.stdout.write(f"{done.task}: {done.how_many} deleted" if done.worked else f"{done.task}: broke")
            all_worked = all_worked and done.worked
        if not all_worked:
            raise CommandError("Not everything could be deleted. The log says why.")
