"""Appeals: which decisions somebody may appeal against, and what waits for a second person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from commitments.desk import reasons
from commitments.desk.safety import IS_APART, has_duty
from commitments.models import Appeal, Danger, SecondLook
from commitments.permissions import can_moderate, is_own
from commitments.subjects import OF_THEIR_WRITER, PATHS, WITH_SUBJECT, subject_of
from coprod_portal.accounts.models import User
from coprod_portal.places import day_and_key_in, place_of
from coprod_portal.submissions.models import MoveRecord, Removal, Submission
from coprod_portal.submissions.states import Action, State

Kind = Submission.Kind
ON_A_PAGE = 25
# What each decision that can be appealed against leads to: it stands for as long as nothing else has happened.
LEADS_TO = {Action.DECLINE: State.DECLINED, Action.HIDE: State.HIDDEN, Action.PUBLISH: State.PUBLISHED}


def looking_after(user: User) -> Callable[[Submission], bool]:
    """Says of any submission whether it is somebody's to appeal, with two queries for all.

    It is its writer's, or theirs who look after the thing that it is a part of.
    """
    organisations = frozenset(user.memberships.values_list("organisation_id", flat=True))
    charters = frozenset(user.stewardships.values_list("charter_id", flat=True))

    def is_theirs(submission: Submission) -> bool:
        if submission.kind in OF_THEIR_WRITER:
            return submission.written_by_id == user.pk
        subject = subject_of(submission)
        if subject.organisation is not None:
            return subject.organisation.pk in organisations
        if subject.is_of_stewards and subject.charter is not None:
            return subject.charter.pk in charters
        return user.pk == (subject.keeper_id or submission.written_by_id)

    return is_theirs if user.is_active else lambda submission: False


def looks_after(user: User, submission: Submission) -> bool:
    return looking_after(user)(submission)


def of_somebody(user: User) -> "QuerySet[MoveRecord]":
    """The decisions on what may be theirs: a little more than what `looks_after` lets through."""
    owners = [Q(submission__written_by=user)]
    for kind, path in PATHS.items():
        if kind in OF_THEIR_WRITER:
            continue
        thing = f"submission__{path}"
        if kind == Kind.PROFILE:
            owners.append(Q(**{f"{thing}__members__user": user}))
        else:
            owners += [Q(**{f"{thing}__keeper": user}), Q(**{f"{thing}__organisation__members__user": user})]
    owners.append(Q(submission__party__keeper=user) | Q(submission__party__organisation__members__user=user))
    # The keys first: each way to them has joins of its own.
    theirs = reduce(or_, owners)
    keys = MoveRecord.objects.filter(theirs, decisions()).order_by("-pk").values("pk")
    return MoveRecord.objects.filter(pk__in=keys)


def decisions() -> Q:
    """What can be appealed against by its kind: not published, hidden, or published without some of the words."""
    removed = Exists(Removal.objects.filter(record=OuterRef("pk")))
    apart = Exists(Danger.objects.filter(IS_APART, submission=OuterRef("submission")))
    refused = Q(action__in=(Action.DECLINE, Action.HIDE))
    return (refused | (Q(action=Action.PUBLISH) & Q(removed))) & Q(part_of=None, blocked_hiding=None) & ~Q(apart)


def standing_among(records: Iterable[MoveRecord]) -> frozenset[int]:
    """The keys of the decisions that nothing else has happened to since. Each comes with its submission."""
    records = list(records)
    decided = MoveRecord.objects.filter(submission__in=[one.submission_id for one in records], action__in=LEADS_TO)
    last = dict(decided.order_by("pk").values_list("submission_id", "pk"))
    return frozenset(
        one.pk
        for one in records
        if one.submission.state == LEADS_TO.get(Action(one.action)) and last[one.submission_id] == one.pk
    )


def stands(record: MoveRecord) -> bool:
    return record.pk in standing_among([record])


def why_not(user: User, record: MoveRecord) -> str:
    """Why somebody cannot appeal against a decision, as a code for the page; "" when they can."""
    if not MoveRecord.objects.filter(decisions(), pk=record.pk).exists():
        return "not-a-decision"
    if not reasons.can_be_appealed(record.reason):
        return "reason"
    if not stands(record):
        return "over"
    return ""


@dataclass(frozen=True)
class Mine:
    """A decision on something of somebody's, and what became of their appeal."""

    record: MoveRecord
    title: str
    kind: str
    reason: str
    appeal: Appeal | None
    can_appeal: bool


def mine(user: User) -> list[Mine]:
    """The newest decisions on what is theirs."""
    rows = (
        of_somebody(user)
        .select_related("appeal", "submission", *(f"submission__{path}" for path in WITH_SUBJECT))
        .order_by("-pk")[:ON_A_PAGE]
    )
    is_theirs, known = looking_after(user), reasons.by_code()
    theirs = [record for record in rows if is_theirs(record.submission)]
    standing, found = standing_among(theirs), []
    for record in theirs:
        subject, reason = subject_of(record.submission), known.get(record.reason)
        appeal = getattr(record, "appeal", None)
        can = appeal is None and (reason is None or reason.can_appeal) and record.pk in standing
        found.append(
            Mine(record, subject.title, subject.kind, str(reason.for_writer) if reason else "", appeal, can_appeal=can)
        )
    return found


def waiting(*, by: User | None = None) -> "QuerySet[Appeal]":
    """What nobody has decided on. What is kept apart since only the safeguarding lead and deputy see."""
    found = Appeal.objects.filter(decided_at=None)
    if by is not None and has_duty(by):
        return found
    return found.exclude(Exists(Danger.objects.filter(IS_APART, submission=OuterRef("submission"))))


def page_of_waiting(place: str, *, by: User) -> tuple[list[Appeal], str]:
    """A page of those that are due first, and where the next one starts."""
    paths = (f"submission__{path}" for path in WITH_SUBJECT)
    found = waiting(by=by).select_related("record", "submission", *paths).order_by("due_on", "pk")
    if last := day_and_key_in(place):
        day, key = last
        found = found.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=key))
    rows = list(found[: ON_A_PAGE + 1])
    shown = rows[:ON_A_PAGE]
    return shown, place_of(shown[-1].due_on, shown[-1].pk) if len(rows) > ON_A_PAGE else ""


def took_part_among(user: User, appeals: Iterable[Appeal]) -> frozenset[int]:
    """The keys of those whose decision somebody made, agreed to, or asked for a second look at.

    Each comes with its record. One query for all.
    """
    appeals = list(appeals)
    theirs = Q(asked_by=user) | Q(ended_by=user, agreed=True)
    looks = SecondLook.objects.filter(theirs, submission__in=[one.submission_id for one in appeals])
    looked = set(looks.values_list("submission_id", "asked_at"))
    return frozenset(
        one.pk
        for one in appeals
        if user.pk in (one.record.by_id, one.record.second_by_id)
        or any(key == one.submission_id and at <= one.record.at for key, at in looked)
    )


def can_decide_on(user: User, appeal: Appeal) -> bool:
    return can_moderate(user) and not took_part_among(user, [appeal]) and not is_own(user, appeal.submission)


def seen(appeal: Appeal) -> str:
    """Says which state and which words whoever decides had before them."""
    submission = appeal.submission
    return f"{submission.state}-{submission.revision}-{submission.move_records.count()}"
