"""Weeks of the past, from `content/weeks.toml`. What somebody has changed on the pages is not written over."""

from pathlib import Path
from typing import Any

from django.utils import timezone

from charters.models import Charter
from charters.operations.content_files import ContentFile, Table
from charters.operations.keeping import Tally
from commitments.models import Week


def load_weeks(path: Path) -> Tally:
    """Called by `load_content`, in its transaction, once the charters are in."""
    top, tally = ContentFile(path).top(), Tally()
    seen: set[str] = set()
    for table in top.tables("weeks"):
        load_week(table, seen, tally)
    top.finish()
    return tally


def load_week(table: Table, seen: set[str], tally: Tally) -> None:
    year = table.number("year")
    table.once("year", str(year), seen)
    values = values_of(table)
    slugs = table.texts("charters")
    charters = list(Charter.objects.filter(slug__in=slugs))
    for slug in sorted(set(slugs) - {charter.slug for charter in charters}):
        raise table.problem(f'There is no charter "{slug}".', "charters")
    table.finish()
    week = Week.objects.filter(year=year).first()
    if week is not None and (week.made_up or week.revision > 1):
        return
    week = tally.keep(Week, {"year": year}, values)
    if week.published_at is None:
        week.published_at = timezone.now()
        week.save(update_fields=["published_at"])
    if set(week.charters.all()) != set(charters):
        week.charters.set(charters)


def values_of(table: Table) -> dict[str, Any]:
    starts_on, ends_on = table.day("starts_on"), table.day("ends_on")
    opens_on, closes_on = table.day("opens_on"), table.day("closes_on")
    if starts_on is None or ends_on is None or ends_on < starts_on:
        raise table.problem("A week needs `starts_on` and `ends_on`, in this order.", "starts_on")
    if (opens_on is None) != (closes_on is None) or (opens_on and closes_on and closes_on < opens_on):
        raise table.problem("`opens_on` and `closes_on` go together, in this order.", "opens_on")
    nations = [str(nation) for nation in Week.Nation.values]
    return {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "opens_on": opens_on,
        "closes_on": closes_on,
        "nation": table.choice("nation", nations) if "nation" in table.values else table.text("nation", needed=False),
        "theme": table.text("theme", needed=False, longest=150),
        "hashtag": table.text("hashtag", needed=False, longest=60),
        "email": table.text("email", needed=False, longest=254),
        "is_contact_old": table.yes_or_no("contact_is_old", default=False),
        "about": table.text("about", needed=False),
        "note": table.text("note", needed=False),
        "source_url": table.address("source_url", longest=500),
        "ideas": table.texts("ideas"),
    }
