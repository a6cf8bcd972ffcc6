"""Who may do what, as pure questions. Views, templates and tests ask here."""

from collections.abc import Iterable
from enum import Enum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import roles_of
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import MOVES, Action, Actor, State

from .models import Commitment, Party, SecondLook, Week
from .subjects import OF_COMMITMENTS, subject_of, thing_of

WRITING = [action for action, row in MOVES.items() if row.actor is Actor.WRITER]


def can_look_after(user: User, commitment: Commitment) -> bool:
    """The members of the organisation that made it, and nobody who has left it; of a person's own, its keeper.

    Until somebody first does, also those of the organisation that entered it for them. Staff who entered it come
    through their own door: `teams.staff_looks_after`.
    """
    if not user.is_active:
        return False
    if commitment.organisation_id is None and commitment.keeper_id is not None:
        return commitment.keeper_id == user.pk
    theirs = Q(organisation=commitment.organisation_id)
    if commitment.keeper_id is None:
        theirs |= Q(
            organisation__entries__commitment=commitment, organisation__entries__commitment__handovers__isnull=True
        )
    return user.memberships.filter(theirs).exists()


def can_organise(user: User, week: Week) -> bool:
    """Whoever holds the role of an organiser and was appointed to this week."""
    return Role.Name.ORGANISER in roles_of(user) and week.organisers.filter(user=user).exists()


def weeks_of(user: User) -> "QuerySet[Week]":
    """Those that somebody was appointed to, public or not."""
    organises = Role.Name.ORGANISER in roles_of(user)
    return Week.objects.filter(organisers__user=user) if organises else Week.objects.none()


def can_moderate(user: User) -> bool:
    return user.is_active and user.roles.filter(name=Role.Name.MODERATOR).exists()


def can_decide(user: User, submission: Submission) -> bool:
    return can_moderate(user) and not why_not(user, submission)


class Bar(Enum):
    """Why somebody may not decide on something."""

    OWN = _("You cannot decide on this, because it is yours or your organisation's.")
    DECLINED = _("You decided not to publish this. Somebody else looks at it first.")
    RETURNED = _("You sent this back with a question. Somebody else reads what came back.")

    @property
    def sentence(self) -> str:
        return str(self.value)


def why_not(user: User, submission: Submission) -> str:
    """Why somebody may not decide on it, as a sentence for the page; "" when they may."""
    bar = bar_for(user, submission)
    return bar.sentence if bar else ""


def why_not_among(user: User, submissions: Iterable[Submission]) -> dict[int, str]:
    """The same for many: the keys of those that somebody may not decide on, each with the sentence."""
    return {key: bar.sentence for key, bar in bars_among(user, submissions).items()}


def bar_for(user: User, submission: Submission) -> Bar | None:
    return bars_among(user, [submission]).get(submission.pk)


def bars_among(user: User, submissions: Iterable[Submission]) -> dict[int, Bar]:
    """Of those that somebody may not decide on, the keys, each with why.

    Seven queries for all: besides their own there is what they sent back with a question themselves, and what they
    decided not to publish, until somebody else has looked at it.
    """
    submissions = list(submissions)
    waiting = [submission for submission in submissions if submission.state == State.SUBMITTED]
    return {
        **dict.fromkeys(returned_among(user, waiting), Bar.RETURNED),
        **dict.fromkeys(declined_among(user, waiting), Bar.DECLINED),
        **dict.fromkeys(own_among(user, submissions), Bar.OWN),
    }


def returned_among(user: User, submissions: Iterable[Submission]) -> frozenset[int]:
    """The keys of those that somebody was the last to send back with a question."""
    returns = MoveRecord.objects.filter(submission__in=list(submissions), action=Action.RETURN).order_by("pk")
    last = dict(returns.values_list("submission_id", "by_id"))
    return frozenset(key for key, by in last.items() if by == user.pk)


def declined_among(user: User, submissions: Iterable[Submission]) -> frozenset[int]:
    """The keys of those that somebody decided not to publish, and that nobody else has looked at since."""
    looks = SecondLook.objects.filter(submission__in=list(submissions), asked_by=user, ended_at=None)
    return frozenset(looks.values_list("submission_id", flat=True))


def can_look_second(user: User, submission: Submission) -> bool:
    """Whether somebody may agree with another one's decision, or put it back: also who asked the writer before."""
    return can_moderate(user) and not is_own(user, submission) and not declined_among(user, [submission])


def is_own(user: User, submission: Submission) -> bool:
    return submission.pk in own_among(user, [submission])


def own_among(user: User, submissions: Iterable[Submission]) -> frozenset[int]:
    """The keys of those that somebody may not decide on, with four queries for all. Each comes with its subject.

    Nobody decides on their own words, or on what they look after, or on what their organisation made, alone or with
    others. Words that somebody sent or changed stay their own, also when they have left the organisation since.
    """
    submissions = list(submissions)
    written = written_among(user, submissions)
    organisations = frozenset(user.memberships.values_list("organisation_id", flat=True))
    joint = joint_among(user, submissions)
    charters = frozenset(user.stewardships.values_list("charter_id", flat=True))
    return frozenset(
        submission.pk
        for submission in submissions
        if submission.written_by_id == user.pk
        or submission.pk in written
        or (subject := subject_of(submission)).keeper_id == user.pk
        or (subject.organisation is not None and subject.organisation.pk in organisations)
        or (submission.kind in OF_COMMITMENTS and is_joint(submission, user, joint, organisations))
        or (subject.is_of_stewards and subject.charter is not None and subject.charter.pk in charters)
    )


def joint_among(user: User, submissions: Iterable[Submission]) -> frozenset[int]:
    """The commitments that somebody, or their organisation, makes or is asked to make together with the maker.

    And those that a team of theirs entered for somebody who has not taken them over yet.
    """
    keys = {thing_of(submission).pk for submission in submissions if submission.kind in OF_COMMITMENTS}
    theirs = Q(keeper=user) | Q(organisation__members__user=user) | Q(email=user.email)
    parties = Party.objects.filter(theirs, commitment__in=keys).exclude(submission__state=State.WITHDRAWN)
    team = Q(entry__organisation__members__user=user) | Q(entry__week__organisers__user=user)
    team |= Q(entry__organisation=None, entry__week=None, charter__stewardships__user=user, entry__isnull=False)
    entered = Commitment.objects.filter(team, pk__in=keys, keeper=None, handovers__isnull=True)
    both = parties.order_by().values_list("commitment_id").union(entered.order_by().values_list("pk"))
    return frozenset(key for (key,) in both)


def is_joint(submission: Submission, user: User, joint: frozenset[int], organisations: frozenset[int]) -> bool:
    """Neither side of a joint commitment decides on its words, or on the name of the other."""
    commitment = thing_of(submission)
    return commitment.pk in joint or (
        submission.kind == Submission.Kind.PARTY
        and (commitment.keeper_id == user.pk or commitment.organisation_id in organisations)
    )


def written_among(user: User, submissions: Iterable[Submission]) -> frozenset[int]:
    """The keys of those that somebody has sent or changed."""
    moves = MoveRecord.objects.filter(by=user, submission__in=list(submissions), action__in=WRITING)
    return frozenset(moves.values_list("submission_id", flat=True))
