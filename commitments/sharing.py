"""What a commitment says of itself wherever it is shown outside its own page: a card, a certificate, another site.

It is never more than the page says: what, who, by when, how it is going now, and, where nobody has said for long, that.
"""

from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.printed import shown
from commitments.joint import makers
from commitments.models import Commitment, Version
from coprod_portal.printing import code_svg


def by_when(commitment: Commitment) -> str:
    return _("To be done by %(day)s") % {"day": date_format(commitment.due_on)} if commitment.due_on else ""


def latest(commitment: Commitment) -> str:
    """When its maker last said something, or that it is silent. Empty where news is not due yet."""
    if commitment.has_no_news:
        return silence(commitment)
    news, on_track = commitment.latest_news, commitment.on_track_on
    if on_track and on_track == commitment.silent_since:
        return _("On track, said its maker on %(day)s") % {"day": date_format(on_track)}
    return _("Last news %(day)s") % {"day": date_format(news.told_on)} if news else ""


def silence(commitment: Commitment) -> str:
    since, times = commitment.silent_since, commitment.asks_unanswered
    said = _("No news since %(day)s.") % {"day": date_format(since)} if since else _("No news yet.")
    if not times:
        return said
    asked = ngettext("We asked once.", "We asked %(times)s times.", times) % {"times": times}
    return f"{said} {asked}"


def kind_of(commitment: Commitment) -> str:
    kind = _("A commitment to %(charter)s") % {"charter": commitment.charter.short_title}
    return f"{kind} · {_('made up')}" if commitment.made_up else kind


def card(commitment: Commitment, version: Version) -> dict[str, Any]:
    """What the picture of a link to it shows."""
    return {
        "kind": kind_of(commitment),
        "heading": version.title,
        "words": [(version.what, False)],
        "state": str(commitment.going_words),
        "by": makers(commitment),
        "facts": [fact for fact in (by_when(commitment), latest(commitment)) if fact],
        "thread": commitment.charter.thread,
    }


def certificate(commitment: Commitment, version: Version) -> dict[str, Any]:
    address = settings.BASE_URL + commitment.get_absolute_url()
    today = localdate()
    rows = [
        (_("Who"), makers(commitment), True),
        (_("Who with"), version.with_whom, True),
        (_("Charter"), commitment.charter.short_title, True),
        (_("Start"), date_format(version.starts_on), False),
        (_("Done by"), date_format(commitment.due_on) if commitment.due_on else "", False),
        (_("How people will know"), version.how_people_will_know, True),
        (_("How it is going"), str(commitment.going_words), False),
        (_("News"), latest(commitment) or _("No news yet. It is not due."), False),
    ]
    return {
        "title": version.title,
        "author": settings.PORTAL_NAME,
        "date": str(today),
        "portal": settings.PORTAL_NAME,
        "thread": commitment.charter.thread,
        "kind": kind_of(commitment),
        "what": version.what,
        "rows": [{"name": name, "text": text, "theirs": is_theirs} for name, text, is_theirs in rows if text],
        "code": code_svg(address),
        "shown_address": shown(address),
        "words": {
            "as_it_was": _("This is how it was on %(day)s. It may have changed since.") % {"day": date_format(today)},
            "made_up": _("This commitment is made up, to show how the portal works.") if commitment.made_up else "",
            "says": _("%(maker)s made this commitment:") % {"maker": makers(commitment)},
            "scan": _("Scan to see how it is going now"),
            "code_alt": _("A code to scan with a telephone. It leads to %(address)s") % {"address": shown(address)},
            "weave_alt": _("A band of woven threads in the colour of this charter"),
            "reference": _("Reference %(reference)s") % {"reference": commitment.reference},
        },
    }
