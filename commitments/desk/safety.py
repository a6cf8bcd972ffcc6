"""Who may be told that somebody may be in danger, and what is kept apart from everybody else of the desk."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from charters.models import Area, AreaContact
from commitments.models import Commitment, Danger, Opportunity, Organisation, SafeguardingDuty
from commitments.permissions import can_moderate, is_own
from commitments.subjects import PATHS, REPLACED, subject_of, thing_of, words_of
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import holders_of
from coprod_portal.places import key_in
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import State

CLOSED_ON_A_PAGE = 25
Position = SafeguardingDuty.Position
# What nobody has looked at, and what turned out to be true, only lead and deputy see.
IS_APART = Q(looked_at__isnull=True) | Q(was_danger=True)


def end_of_day(moment: datetime) -> datetime:
    """When the day ends, in the portal's own time."""
    tomorrow = timezone.localdate(moment) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time()))


def duties() -> list[SafeguardingDuty]:
    """The lead, then the deputy, as far as they are named and still moderators."""
    named = SafeguardingDuty.objects.select_related("user").prefetch_related("user__roles")
    order = list(Position.values)
    return sorted((duty for duty in named if can_moderate(duty.user)), key=lambda duty: order.index(duty.position))


def has_duty(user: User) -> bool:
    return can_moderate(user) and SafeguardingDuty.objects.filter(user=user).exists()


def to_look_at(user: User) -> int | None:
    """How many wait, for lead and deputy; None for everybody else. One question for who has no duty."""
    if not SafeguardingDuty.objects.filter(user=user).exists():
        return None
    return Danger.objects.filter(looked_at__isnull=True).count()


def unfilled() -> list[Position]:
    """The positions that nobody holds now."""
    held = {duty.position for duty in duties()}
    return [position for position in Position if position.value not in held]


def can_look(user: User, danger: Danger) -> bool:
    """Lead or deputy, but not whoever raised it, nor anybody about their own words."""
    if not has_duty(user) or danger.raised_by_id == user.pk:
        return False
    return danger.submission is None or not is_own(user, danger.submission)


def told_at_once(danger: Danger) -> list[str]:
    """The addresses of lead and deputy; where none of them may look, of those who can name one."""
    named = [duty.user for duty in duties()]
    addresses = [user.email for user in named]
    if not any(can_look(user, danger) for user in named):
        addresses += [*administrators(), settings.CONTACT_EMAIL]
    return list(dict.fromkeys(addresses))


def administrators() -> list[str]:
    """Their addresses."""
    return list(holders_of(Role.Name.ADMINISTRATOR).values_list("email", flat=True))


def without_apart(rows: "QuerySet[Submission]") -> "QuerySet[Submission]":
    """Without what only lead and deputy may see."""
    return rows.exclude(Exists(Danger.objects.filter(IS_APART, submission=OuterRef("pk"))))


def records_without_apart(records: "QuerySet[MoveRecord]") -> "QuerySet[MoveRecord]":
    return records.exclude(Exists(Danger.objects.filter(IS_APART, submission=OuterRef("submission"))))


def is_kept_apart(key: int) -> bool:
    """Whether only lead and deputy may see the submission with this key."""
    return Danger.objects.filter(IS_APART, submission=key).exists()


def is_hidden_with_apart(submission: Submission) -> bool:
    """Whether other words of the same thing are hidden, and only lead and deputy may see them: one act hid them all."""
    kind = Submission.Kind(submission.kind)
    if kind not in REPLACED:
        return False
    of_thing = {f"submission__{PATHS[kind]}": thing_of(submission)}
    return Danger.objects.filter(IS_APART, submission__state=State.HIDDEN, **of_thing).exists()


def words_now(submission: Submission) -> str:
    """All that somebody wrote, to be kept as it was when a danger was raised."""
    subject = subject_of(submission)
    head = " · ".join(filter(None, (subject.kind, subject.title, subject.maker, subject.reference)))
    return "\n\n".join([head, *(f"{one.label}\n{one.text}" for one in words_of(submission) if one.text)])


def area_of(submission: Submission) -> Area | None:
    """Where it is: of the words themselves, of the thing that they are about, or of its charter."""
    thing = thing_of(submission)
    if isinstance(thing, Organisation):
        return thing.area
    own = getattr(getattr(submission, submission.kind), "area", None)
    public = getattr(thing, REPLACED[Submission.Kind.VERSION], None) if isinstance(thing, Commitment) else None
    if isinstance(thing, Opportunity):
        public = thing.published_notice
    found: Area | None = own or getattr(public, "area", None) or thing.charter.area
    return found


def contacts_for(area: Area | None) -> list[AreaContact]:
    """Who to tell there; where we know of nobody there, what holds everywhere."""
    found = AreaContact.objects.filter(kind=AreaContact.Kind.SAFEGUARDING).select_related("area")
    there = list(found.filter(area=area)) if area else []
    return there or list(found.filter(area=None))


def still_open() -> "QuerySet[Danger]":
    return Danger.objects.filter(looked_at__isnull=True).select_related("submission", "case").order_by("due_at", "pk")


@dataclass(frozen=True)
class Closed:
    dangers: list[Danger]
    next_place: str


def closed(place: str = "") -> Closed:
    """What was looked at, the newest first."""
    found = Danger.objects.filter(looked_at__isnull=False).order_by("-pk")
    if (last := key_in(place)) is not None:
        found = found.filter(pk__lt=last)
    rows = list(found[: CLOSED_ON_A_PAGE + 1])
    shown = rows[:CLOSED_ON_A_PAGE]
    return Closed(shown, str(shown[-1].pk) if len(rows) > CLOSED_ON_A_PAGE else "")
