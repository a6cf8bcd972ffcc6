"""The made-up Co-production Weeks of a trial, from `content/demo_weeks.toml`."""

import tomllib
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from charters.models import Charter
from commitments.models import Week, WeekOrganiser
from coprod_portal.accounts.models import User

PLAIN = ("nation", "theme", "hashtag", "email", "about", "ideas")
DAYS = ("starts", "ends", "opens", "closes")


def read_weeks() -> list[dict[str, Any]]:
    with (settings.CONTENT_FOLDER / "demo_weeks.toml").open("rb") as file:
        weeks: list[dict[str, Any]] = tomllib.load(file)["weeks"]
    return weeks


def load_weeks() -> None:
    """Before the commitments, which say for which week they were made. A year that is taken is left out."""
    if Week.objects.filter(made_up=True).exists():
        return
    for entry in read_weeks():
        days = {f"{name}_on": day_of(entry, name) for name in DAYS}
        year = days["starts_on"].year
        if Week.objects.filter(year=year).exists():
            continue
        plain = {name: entry[name] for name in PLAIN}
        week = Week.objects.create(year=year, made_up=True, published_at=timezone.now(), **days, **plain)
        week.charters.set(Charter.objects.filter(slug__in=entry["charters"]))
        organiser, _ = User.objects.get_or_create(email=entry["organiser"], defaults={"made_up": True})
        WeekOrganiser.objects.create(week=week, user=organiser)


def commitments_of_weeks() -> list[dict[str, Any]]:
    """Those of the open week, with their days worked out, as `demo_commitments.toml` has them."""
    week = Week.objects.filter(made_up=True).order_by("-year").first()
    entries = [one for entry in read_weeks() for one in entry.get("commitments", [])]
    return [
        {**entry, **{f"{name}_on": day_of(entry, name) for name in ("starts", "due")}, "week": week.year if week else 0}
        for entry in entries
    ]


def day_of(entry: dict[str, Any], name: str) -> date:
    """The day itself, or so many days from today."""
    fixed: date | None = entry.get(f"{name}_on")
    return fixed or timezone.localdate() + timedelta(days=entry[f"{name}_in_days"])
