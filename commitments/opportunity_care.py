"""What somebody has listed, and where each opportunity stands for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Prefetch, Q, QuerySet

from commitments.caring import Question, question
from commitments.models import Notice, Opportunity, Outcome
from commitments.operations.outcomes import over
from commitments.opportunity_owners import owned_by
from coprod_portal.accounts.models import User
from coprod_portal.submissions.models import MoveRecord
from coprod_portal.submissions.states import OPEN, State


@dataclass(frozen=True)
class Cared:
    """An opportunity as those whose it is see it. Its words are fetched already."""

    opportunity: Opportunity
    is_over: bool
    """Closed, and what was listed lies behind us."""
    waiting: int
    """How many people wait to hear."""

    @cached_property
    def notices(self) -> list[Notice]:
        return sorted(self.opportunity.notices.all(), key=lambda notice: -notice.number)

    @cached_property
    def outcomes(self) -> list[Outcome]:
        return sorted(self.opportunity.outcomes.all(), key=lambda outcome: -outcome.pk)

    @cached_property
    def newest(self) -> Notice | None:
        return self.notices[0] if self.notices else None

    @cached_property
    def open_notice(self) -> Notice | None:
        return next((notice for notice in self.notices if notice.submission.state in OPEN), None)

    @cached_property
    def open_outcome(self) -> Outcome | None:
        return next((outcome for outcome in self.outcomes if outcome.submission.state in OPEN), None)

    @property
    def has_told(self) -> bool:
        return any(outcome.submission.state == State.PUBLISHED for outcome in self.outcomes)

    @property
    def title(self) -> str:
        return self.newest.title if self.newest else self.opportunity.reference

    @property
    def is_public(self) -> bool:
        return self.opportunity.published_notice_id is not None

    @property
    def notice_question(self) -> Question | None:
        return question(self.open_notice.submission) if self.open_notice else None

    @property
    def outcome_question(self) -> Question | None:
        return question(self.open_outcome.submission) if self.open_outcome else None

    @property
    def can_change(self) -> bool:
        return self.is_public or self.open_notice is not None

    @property
    def can_take_down(self) -> bool:
        """Also what we have hidden: so that we do not make it public again."""
        return self.can_change or (self.newest is not None and self.newest.submission.state == State.HIDDEN)

    @property
    def group(self) -> str:
        """Under which heading it stands at /my/opportunities/."""
        parts = (self.open_notice, self.open_outcome)
        if any(part is not None and part.submission.state == State.RETURNED for part in parts):
            return "returned"
        if self.is_public:
            return "open" if self.opportunity.is_open else "closed"
        return "waiting" if self.open_notice else "down"


def cared_for_by(user: User) -> list[Cared]:
    """Everything that is theirs, the newest first."""
    return with_all(owned_by(user))


def cared(opportunity: Opportunity) -> Cared:
    (found,) = with_all(Opportunity.objects.filter(pk=opportunity.pk))
    return found


def with_all(opportunities: "QuerySet[Opportunity]") -> list[Cared]:
    records = Prefetch("submission__move_records", MoveRecord.objects.order_by("at", "pk"))
    rows = (
        opportunities.select_related("charter", "organisation")
        .annotate(waiting=Count("interests", filter=Q(interests__answered_at=None)))
        .prefetch_related(
            Prefetch("notices", Notice.objects.select_related("submission", "area").prefetch_related(records)),
            Prefetch("outcomes", Outcome.objects.select_related("submission").prefetch_related(records)),
        )
        .order_by("-created_at", "-pk")
    )
    found = list(rows)
    ended = keys_of_ended(found)
    return [Cared(one, is_over=one.pk in ended, waiting=one.waiting) for one in found]


def keys_of_ended(opportunities: Iterable[Opportunity]) -> frozenset[int]:
    return frozenset(over().filter(pk__in=[one.pk for one in opportunities]).values_list("pk", flat=True))
