from calendar import monthrange
from datetime import date
from typing import Any

from django.db import migrations
from django.db.models import F

AT_ONCE = 1000


def three_months_later(day: date) -> date:
    years, month = divmod(day.month + 2, 12)
    return date(day.year + years, month + 1, min(day.day, monthrange(day.year + years, month + 1)[1]))


def give_a_day(apps: Any, schema_editor: Any) -> None:
    """What was asked already is kept as asked once; what was not is asked on the day on which it was due."""
    commitments = apps.get_model("commitments", "Commitment").objects
    askings = apps.get_model("commitments", "Asking")
    live = commitments.filter(published_version__isnull=False, news_due_on__isnull=False)
    asked = live.filter(news_asked_on__gte=F("news_due_on"))
    live.exclude(pk__in=asked.values("pk")).update(ask_on=F("news_due_on"))
    rows = []
    for commitment in asked.only("pk", "news_asked_on").iterator(chunk_size=AT_ONCE):
        rows.append(commitment)
        commitment.ask_on, commitment.asks_unanswered = three_months_later(commitment.news_asked_on), 1
    askings.objects.bulk_create(
        [askings(commitment_id=row.pk, asked_on=row.news_asked_on, occasion="regular") for row in rows],
        batch_size=AT_ONCE,
    )
    commitments.bulk_update(rows, ["ask_on", "asks_unanswered"], batch_size=AT_ONCE)


def nothing(apps: Any, schema_editor: Any) -> None:
    """The days stay: without the schedule nobody looks at them."""


class Migration(migrations.Migration):
    dependencies = [("commitments", "0009_likeness")]

    operations = [migrations.RunPython(give_a_day, nothing)]
