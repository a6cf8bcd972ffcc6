import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError

from coprod_portal.outbox.bounces import MOST_BYTES, take_report

# What a mail server understands as: try again later.
TRY_LATER = 75


class Command(BaseCommand):
    help = "Read one report that a mail came back (RFC 3464) from standard input. A mail server pipes it here."

    def handle(self, **options: Any) -> None:
        """What is no such report, or tells of no mail of ours, is passed over: a bounce must never bounce."""
        try:
            took = take_report(sys.stdin.buffer.read(MOST_BYTES))
        except OperationalError:
            sys.exit(TRY_LATER)
        self.stdout.write("noted" if took else "nothing to note")
