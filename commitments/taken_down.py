"""Why and when something that was public is not any more, as its address says it. Nothing of what never was public."""

from datetime import datetime

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.models import Commitment, News, Opportunity, Organisation, Picture, Reason, Version
from commitments.operations.safety import REASON as DANGER
from coprod_portal.languages.texts import Text
from coprod_portal.submissions.models import MoveRecord
from coprod_portal.submissions.states import Action, State

# The groups of reasons, within a sentence.
WHY: dict[str, Text] = {
    Reason.Group.PRIVATE: gettext_lazy("names or private facts"),
    Reason.Group.UNKIND: gettext_lazy("unkind or unfair words"),
    Reason.Group.UNCLEAR: gettext_lazy("it was unclear, or something was missing"),
    Reason.Group.ELSEWHERE: gettext_lazy("it was not for this place"),
    Reason.Group.UNTRUE: gettext_lazy("it was not true, or not theirs to say"),
    Reason.Group.LAW: gettext_lazy("the law"),
}


def month_of(at: datetime) -> str:
    return date_format(localdate(at), "YEAR_MONTH_FORMAT")


def by_us(at: datetime, hidings: "QuerySet[MoveRecord]") -> str:
    """Of what a moderator hid. Nobody learns from it that somebody may be in danger: all of safety looks the same."""
    record = hidings.filter(action=Action.HIDE).order_by("-pk").first()
    code = record.reason if record is not None and record.reason != DANGER else ""
    group = Reason.objects.filter(code=code).values_list("group", flat=True).first() if code else None
    if group is None or group == Reason.Group.SAFETY:
        return _("We took it down after reading it again, in %(month)s.") % {"month": month_of(at)}
    return _("Taken down in %(month)s. Why: %(why)s.") % {"month": month_of(at), "why": WHY[group]}


def commitment_gone(reference: str) -> str:
    once = Commitment.objects.once_public().filter(reference=reference).first()
    if once is None or once.taken_down_at is None:
        return ""
    if once.taken_down_why == Commitment.TakenDown.MAKER:
        return _("Its maker took it down, in %(month)s.") % {"month": month_of(once.taken_down_at)}
    return by_us(once.taken_down_at, MoveRecord.objects.filter(submission__version__commitment=once))


def opportunity_gone(reference: str) -> str:
    once = Opportunity.objects.once_public().filter(reference=reference).first()
    if once is None or once.taken_down_at is None:
        return ""
    if not once.notices.filter(submission__state=State.HIDDEN).exists():
        return _("Those who listed it took it down, in %(month)s.") % {"month": month_of(once.taken_down_at)}
    return by_us(once.taken_down_at, MoveRecord.objects.filter(submission__notice__opportunity=once))


def picture_gone(picture: Picture) -> str:
    """A picture goes with the words that it stood beside, or with the commitment that these were about."""
    every: list[Version | News] = [*picture.versions.all(), *picture.news.all()]
    for words in every:
        submission = words.submission
        if submission.published_at is None or (words.commitment.made_up and not settings.SHOW_MADE_UP):
            continue
        last = submission.move_records.filter(action__in=(Action.HIDE, Action.WITHDRAW)).order_by("-pk").first()
        if submission.state == State.HIDDEN and last is not None:
            return by_us(last.at, submission.move_records.all())
        if submission.state == State.WITHDRAWN and last is not None:
            return _("Its maker took it down, in %(month)s.") % {"month": month_of(last.at)}
        if gone := commitment_gone(words.commitment.reference):
            return gone
    return ""


def organisation_gone(organisation: Organisation) -> str:
    """Of one that nothing public is left of, and was."""
    theirs = Q(organisation=organisation)
    joint = Q(parties__organisation=organisation, parties__submission__state__in=[State.PUBLISHED, State.HIDDEN])
    commitments = Commitment.objects.once_public().filter(theirs | joint)
    last = max(
        filter(
            None,
            (
                rows.aggregate(last=Max("taken_down_at"))["last"]
                for rows in (commitments, Opportunity.objects.once_public().filter(theirs))
            ),
        ),
        default=None,
    )
    return _("The last of what it made was taken down in %(month)s.") % {"month": month_of(last)} if last else ""
