import json
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from coprod_portal.outbox.operations import send_due
from coprod_portal.outbox.recurring import Done, run

RECURRING_EVERY_SECONDS = 60
PRUNES_EVERY_SECONDS = 3600


class Command(BaseCommand):
    help = (
        "Do what is due: send mail, ask for news, delete what is out of date. It may run twice, also at the same time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--keep-going",
            action="store_true",
            help="Do not stop: look for mail each second, for the rest each minute, and delete each hour.",
        )

    def handle(self, **options: Any) -> None:
        if options["keep_going"]:
            self.keep_going()
        everything = [self.tell(done) for done in run([*settings.RECURRING, *settings.PRUNES])]
        if not all(done.worked for done in everything):
            raise CommandError("Not everything that was due could be done. The log says why.")

    def keep_going(self) -> None:
        """Until the process is ended. A database that is away for a while does not end it."""
        next_recurring = next_prunes = time.monotonic()
        while True:
            now = time.monotonic()
            tasks = [f"{send_due.__module__}.{send_due.__name__}"]
            if now >= next_recurring:
                tasks = settings.RECURRING
                next_recurring = now + RECURRING_EVERY_SECONDS
            if now >= next_prunes:
                tasks = [*settings.RECURRING, *settings.PRUNES]
                next_prunes = now + PRUNES_EVERY_SECONDS
            for done in run(tasks):
                if done.how_many or not done.worked:
                    self.tell(done)
            close_old_connections()
            # A code to sign in waits no longer than this, and an idle worker asks the database no oftener.
            time.sleep(1)

    def tell(self, done: Done) -> Done:
        """One line a task, which people and machines can read."""
        line = {
            "at": timezone.now().isoformat(timespec="seconds"),
            "task": done.task,
            "done": done.how_many,
            "seconds": done.seconds,
            "worked": done.worked,
        }
        self.stdout.write(json.dumps(line))
        self.stdout.flush()
        return done
