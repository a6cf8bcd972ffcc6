"""Opportunities as iCalendar (RFC 5545).

What has a time stands at that time in London; what has none stands on its last day.
"""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vText

from commitments.models import Notice, Opportunity
from commitments.opportunity_words import listed_by

CONTENT_TYPE = "text/calendar; charset=utf-8"
# The rule since 1996: forward on the last Sunday of March, back on the last of October.
LONDON = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""
REFRESH = timedelta(hours=12)


def calendar_of(opportunities: Iterable[Opportunity], *, name: str) -> bytes:
    """Public ones, each with its notice, charter and organisation."""
    calendar = named_calendar(name)
    calendar.add_component(Timezone.from_ical(LONDON))
    for one in opportunities:
        if one.published_notice:
            calendar.add_component(event_of(one, one.published_notice))
    return bytes(calendar.to_ical())


def empty_calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PORTAL_NAME}//EN")
    calendar.add("version", "2.0")
    return calendar


def named_calendar(name: str) -> Calendar:
    """To subscribe to: a program looks for what is new some times a day."""
    calendar = empty_calendar()
    # The library escapes words of the properties that it knows, and this is none of them.
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    return calendar


def event_of(opportunity: Opportunity, notice: Notice) -> Event:
    event = common(opportunity, notice)
    event.add("summary", title_of(opportunity, notice))
    event.add("description", "\n\n".join([notice.what, last_day(notice), listed_by(opportunity)]))
    event.add("url", settings.BASE_URL + opportunity.get_absolute_url())
    event.add("status", "CONFIRMED")
    if notice.place:
        event.add("location", notice.place)
    return event


def title_of(opportunity: Opportunity, notice: Notice) -> str:
    title = notice.title if notice.starts_at else _("Last day to ask: %(title)s") % {"title": notice.title}
    return f"{title} {_('(made up)')}" if opportunity.made_up else title


def last_day(notice: Notice) -> str:
    return _("You can ask to take part until %(date)s.") % {"date": date_format(notice.closes_on, "DATE_FORMAT")}


def event_name(thing: str) -> str:
    """By which every calendar knows it again, whoever else uses the same words."""
    return f"{thing}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}"


def common(opportunity: Opportunity, notice: Notice) -> Event:
    """What an event keeps for as long as it lives, so that a calendar knows it again, and when it is."""
    event = Event()
    event.add("uid", event_name(opportunity.reference))
    event.add("dtstamp", opportunity.taken_down_at or notice.submission.published_at)
    event.add("sequence", notice.number - (opportunity.taken_down_at is None))
    if notice.starts_at is None:
        event.add("dtstart", notice.closes_on)
        event.add("transp", "TRANSPARENT")
        return event
    event.add("dtstart", timezone.localtime(notice.starts_at))
    if notice.ends_at and notice.ends_at > notice.starts_at:
        event.add("dtend", timezone.localtime(notice.ends_at))
    return event


def cancelled(opportunity: Opportunity, notice: Notice) -> bytes:
    """What a calendar is told of one that is public no more: that it is off. None of its words."""
    event = common(opportunity, notice)
    event.add("summary", _("Taken down: %(reference)s") % {"reference": opportunity.reference})
    event.add("status", "CANCELLED")
    calendar = empty_calendar()
    calendar.add_component(Timezone.from_ical(LONDON))
    calendar.add_component(event)
    return bytes(calendar.to_ical())
