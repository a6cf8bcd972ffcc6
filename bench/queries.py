"""How many queries a page asks, and how many of them only repeat another: `python -m bench.queries REFERENCE`.

Each is asked for with nothing kept from earlier, and then again.
"""

import json
import re
import sys
from collections import Counter

import django

from .filling import COMMON_WORD, RARE_WORD, SLIP
from .servers import HOST


def count(path: str) -> tuple[int, int, int]:
    """Queries of the first time, how many of them repeat another, queries of the second time."""
    from django.core.cache import cache

    cache.clear()
    first, repeated = count_once(path)
    again, _ = count_once(path)
    return first, repeated, again


def count_once(path: str) -> tuple[int, int]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    answers = []
    with CaptureQueriesContext(connection) as captured:
        answers.append(client.get(path, headers={"host": HOST, "x-forwarded-proto": "https"}))
    assert answers[0].status_code == 200, f"{path} answered {answers[0].status_code}"
    shapes = Counter(re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in captured)
    return len(captured), sum(times - 1 for times in shapes.values())


if __name__ == "__main__":
    django.setup()
    paths = {
        "home": "/",
        "list": "/commitments/",
        "commitment": f"/commitments/{sys.argv[1]}/",
        "common word": f"/commitments/?q={COMMON_WORD}",
        "rare word": f"/commitments/?q={RARE_WORD}",
        "everything": f"/search/?q={COMMON_WORD}",
        "a slip": f"/search/?q={SLIP}",
        "gaps": "/charters/sandwell/gaps/",
        "poster": "/charters/sandwell/poster.pdf",
    }
    print(json.dumps({name: count(path) for name, path in paths.items()}))
