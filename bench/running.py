"""What `run_due` costs on a filled database: `python -m bench.running`. Its seconds, and its queries.

First what has piled up is asked for, run by run; then it runs with nothing due; then on an ordinary day, on which one
in ninety is due.
"""

import json
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import django
from django.urls import reverse

ORDINARY_DAYS = 90


def run() -> None:
    from django.conf import settings

    from coprod_portal.outbox import recurring

    broken = [done.task for done in recurring.run([*settings.RECURRING, *settings.PRUNES]) if not done.worked]
    assert not broken, broken


def cost(act: Callable[[], None]) -> dict[str, float]:
    from django.db import connection

    queries = 0

    def count(execute: Callable[..., Any], *query: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*query)

    asked, begun = how_many_asked(), time.perf_counter()
    with connection.execute_wrapper(count):
        act()
    seconds = time.perf_counter() - begun
    return {"seconds": round(seconds, 3), "queries": queries, "asked": how_many_asked() - asked}


def how_many_asked() -> int:
    from commitments.models import Asking

    return Asking.objects.count()


def ask_all() -> None:
    from commitments.operations.asking import ask_for_news, to_ask

    while to_ask().exists():
        ask_for_news()


def make_quiet() -> None:
    """As if all that was asked had been asked, and had arrived, long ago."""
    from commitments.models import Asking
    from coprod_portal.outbox.models import LetterPart, Mail

    for model in (Asking, LetterPart, Mail):
        model._default_manager.all().delete()


def make_ordinary() -> None:
    from django.db.models import F
    from django.db.models.functions import Mod
    from django.utils import timezone

    from commitments.models import Commitment

    live = Commitment.objects.filter(ask_on__isnull=False).annotate(rest=Mod(F("pk"), ORDINARY_DAYS))
    live.filter(rest=0).update(ask_on=timezone.localdate(), asks_unanswered=0)


def measure() -> dict[str, dict[str, float]]:
    reverse("home")  # A worker has read all code long before.
    found = {"full run": cost(run), "all that is due": cost(ask_all)}
    make_quiet()
    idle = [cost(run) for _ in range(3)]
    found["nothing due"] = {name: median(one[name] for one in idle) for name in idle[0]}
    make_ordinary()
    found["ordinary day"] = cost(run)
    return found


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure()))
