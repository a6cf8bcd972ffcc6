"""Brings in a sheet of rows as an organiser does, and tells how long that takes: `python -m bench.intake 1000`.

Prints one line of JSON: seconds to check the file, seconds until all rows are in, the longest wait for one page, and
how many queries a row costs.
"""

import csv
import json
import sys
import time
from datetime import timedelta
from io import StringIO
from typing import Any

import django
from django.conf import settings
from django.db import connection, reset_queries
from django.utils import timezone


def sheet(rows: int, charter: str) -> bytes:
    from commitments.intake.template import example, headings

    typed = dict(zip(headings(), example(), strict=True)) | {"Who": "organisation", "Charter": charter, "Area": ""}
    day = timezone.localdate()
    dates = {"Start": day, "Done by": day + timedelta(days=90), "On which day": day, "Read back on": day}
    text = StringIO()
    writer = csv.DictWriter(text, headings())
    writer.writeheader()
    for number in range(rows):
        # A name stands in three rows, as of an organisation that promises several things.
        own = {
            "Name": f"Kitchen {number // 3}",
            "E-mail": f"kitchen-{number}@example.org",
            "Short name": f"Promise {number}",
        }
        writer.writerow({**typed, **dates, **own})
    return text.getvalue().encode()


def main(rows: int) -> dict[str, Any]:
    from charters.models import Charter
    from commitments.models import Intake, Week
    from commitments.operations import intakes
    from coprod_portal.accounts.models import User

    today = timezone.localdate()
    week, _ = Week.objects.get_or_create(
        year=2099, defaults={"starts_on": today, "ends_on": today, "opens_on": today, "closes_on": today}
    )
    organiser = User.objects.filter(email="organiser@example.org").first()
    organiser = organiser or User.objects.create_user("organiser@example.org")
    charter = Charter.objects.public().order_by("slug").first()
    assert charter is not None
    content = sheet(rows, charter.short_title)

    began = time.perf_counter()
    checked = intakes.check(content=content, week=week, by=organiser)
    intake = intakes.bring(checked=checked, week=week, file_name="bench.csv", by=organiser)
    checked_in = time.perf_counter() - began

    settings.DEBUG = True  # So that queries are counted.
    began, waits, queries = time.perf_counter(), [], 0
    intakes.start(intake=intake)
    while Intake.objects.get(pk=intake.pk).state == Intake.State.GOING_IN:
        reset_queries()
        asked = time.perf_counter()
        intakes.go_on(intake=intake)
        waits.append(time.perf_counter() - asked)
        queries += len(connection.queries)
    took = time.perf_counter() - began
    went_in = intake.rows.filter(commitment__isnull=False).count()
    if went_in != rows:
        raise SystemExit(f"{went_in} of {rows} rows went in.")
    return {"checked": checked_in, "in": took, "longest": max(waits), "queries": queries / rows}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))
