from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from commitments.models import Commitment
from commitments.operations import filing
from commitments.recount import recount
from coprod_portal.search.spelling import learn, start_again
from coprod_portal.search.surfaces import refill, surfaces

AT_ONCE = 500


class Command(BaseCommand):
    help = "Make lists, search and counts again from what is public. Safe to run twice, and while people publish."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="Show no progress.")

    def handle(self, *args: Any, **options: Any) -> None:
        start_again()
        total, done, last = Commitment.objects.count(), 0, 0
        while numbers := list(
            Commitment.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
        ):
            refile(numbers)
            last, done = numbers[-1], done + len(numbers)
            if not options["quiet"]:
                self.stdout.write(f"\r{min(done, total):,} of {total:,} commitments", ending="")
                self.stdout.flush()
        for surface in surfaces():
            refill(surface)
        learn()
        recount()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        if not options["quiet"]:
            self.stdout.write(f"\n{total:,} commitments can be found and are counted.")


@transaction.atomic
def refile(numbers: list[int]) -> None:
    """Some of them, held so that nobody publishes them meanwhile."""
    held = Commitment.objects.select_for_update(of=("self",)).filter(pk__in=numbers)
    filing.refile(
        held.select_related(
            "charter", "organisation", "published_version__area", "published_version__submission"
        ).prefetch_related(filing.published_news(), filing.published_parties(), *filing.wordings_with_themes())
    )
