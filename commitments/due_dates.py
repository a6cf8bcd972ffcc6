"""The end dates of commitments, and of the steps on the way, as iCalendar (RFC 5545). Each stands on its whole day."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from icalendar import Event

from commitments.calendars import event_name, named_calendar
from commitments.going import Going
from commitments.models import Commitment, Version


def with_dates(commitments: "QuerySet[Commitment]") -> "QuerySet[Commitment]":
    return commitments.select_related("organisation", "charter", "published_version").prefetch_related(
        "published_version__milestones"
    )


def calendar_of(commitments: Iterable[Commitment], *, name: str) -> bytes:
    """Public ones, fetched by `with_dates`."""
    calendar = named_calendar(name)
    for commitment in commitments:
        if commitment.published_version:
            for event in events_of(commitment, commitment.published_version):
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def events_of(commitment: Commitment, version: Version) -> Iterator[Event]:
    """A calendar knows each again by its name: the end, or a step by its number."""
    title = f"{version.title} {_('(made up)')}" if commitment.made_up else version.title
    end = common(commitment, "end")
    end.add("dtstart", commitment.due_on)
    end.add("summary", _("To be done: %(title)s") % {"title": title})
    yield end
    for milestone in version.milestones.all():
        step = common(commitment, f"step-{milestone.position}")
        step.add("dtstart", milestone.due_on)
        step.add("summary", _("%(step)s: a step of “%(title)s”") % {"step": milestone.text, "title": title})
        yield step


def common(commitment: Commitment, part: str) -> Event:
    event = Event()
    event.add("uid", event_name(f"{commitment.reference}-{part}"))
    event.add("dtstamp", commitment.latest_at)
    event.add("sequence", changes_of(commitment))
    event.add("description", f"{commitment.maker_name} · {commitment.charter.short_title}")
    event.add("url", settings.BASE_URL + commitment.get_absolute_url())
    event.add("status", "CANCELLED" if commitment.going == Going.STOPPED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def changes_of(commitment: Commitment) -> int:
    """A number that grows with each thing that is published: whole minutes since the first."""
    if commitment.latest_at is None or commitment.first_published_at is None:
        return 0
    return (commitment.latest_at - commitment.first_published_at) // timedelta(minutes=1)
