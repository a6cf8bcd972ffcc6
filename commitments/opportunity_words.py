"""The words of a notice and of an outcome as a person reads them, each under the same name on every page."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commitments.models import Notice, Opportunity, Outcome
from commitments.opportunity_kinds import kind_of
from commitments.opportunity_scale import BY_VALUE
from commitments.words import Words, day


def words_of_notice(notice: Notice) -> list[Words]:
    """All that would be public, with parts left empty as "", so that two notices have the same labels."""
    return [
        Words(_("Charter"), notice.opportunity.charter.short_title),
        Words(_("Listed by"), listed_by(notice.opportunity)),
        Words(_("Kind"), kind_of(notice.kind).name),
        Words(_("Short name"), notice.title),
        Words(_("What it is"), notice.what),
        Words(_("What people can change"), notice.can_change),
        Words(_("What people cannot change"), notice.cannot_change),
        Words(_("How much say people have"), str(BY_VALUE[notice.scale].name)),
        Words(_("Pay"), notice.pay),
        Words(_("Travel"), notice.travel),
        Words(_("Care costs"), notice.care_costs),
        Words(_("Getting in and joining in"), "\n".join(access_of(notice))),
        Words(_("Where"), notice.place),
        Words(_("Area"), notice.area.name if notice.area else ""),
        Words(_("When"), when(notice)),
        Words(_("Last day to ask"), day(notice.closes_on)),
        Words(_("A page with more"), notice.url),
    ]


def words_of_outcome(outcome: Outcome) -> list[Words]:
    return [
        Words(_("What we heard"), outcome.heard),
        Words(_("What we did"), outcome.did),
        Words(_("What we could not do, and why"), outcome.could_not),
    ]


def listed_by(opportunity: Opportunity) -> str:
    """An organisation, or whoever looks after the charter."""
    if opportunity.organisation:
        return opportunity.organisation.name
    return _("The people who look after %(charter)s") % {"charter": opportunity.charter.short_title}


def access_of(notice: Notice) -> list[str]:
    """What there is, one line each, and then their own words. What nobody ticked is not said to be missing."""
    said = {
        _("Step-free"): notice.is_step_free,
        _("British Sign Language (BSL)"): notice.has_bsl,
        _("A quiet room"): notice.has_quiet_room,
        _("You can join online"): notice.is_online,
    }
    return [*(words for words, is_so in said.items() if is_so), *([notice.access] if notice.access else [])]


def when(notice: Notice) -> str:
    """In London time, or "" where it has no set time."""
    if notice.starts_at is None:
        return ""
    facts = {"day": date_format(localtime(notice.starts_at), "l j F Y"), "start": clock(notice.starts_at)}
    if notice.ends_at is None:
        return _("%(day)s at %(start)s") % facts
    return _("%(day)s, from %(start)s to %(end)s") % {**facts, "end": clock(notice.ends_at)}


def clock(moment: datetime) -> str:
    return f"{localtime(moment):%H:%M}"
