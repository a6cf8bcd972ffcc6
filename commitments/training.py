"""Training with made-up items: how somebody's answers compare with what the team agreed on. Nothing here is real."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commitments.desk import reasons
from commitments.models import TrainingAnswer, TrainingItem
from coprod_portal.accounts.models import Role, User
from coprod_portal.languages.texts import Text
from coprod_portal.submissions.states import Action

ANSWERS: dict[Action, Text] = {
    Action.PUBLISH: _("Publish it"),
    Action.RETURN: _("Send it back with a question"),
    Action.DECLINE: _("Do not publish it"),
    Action.SET_APART: _("Keep it apart: somebody may be in danger"),
}
NEED_REASON = frozenset({Action.RETURN, Action.DECLINE})


@dataclass(frozen=True)
class Compared:
    """One answer beside what the team agreed on."""

    item: TrainingItem
    action: Text
    reason: str
    agreed_action: Text
    agreed_reason: str
    is_same: bool
    is_same_reason: bool


@dataclass
class Comparison:
    """All that somebody has answered."""

    email: str = ""
    same: list[Compared] = field(default_factory=list)
    different: list[Compared] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return len(self.same) + len(self.different)


def items() -> "QuerySet[TrainingItem]":
    return TrainingItem.objects.filter(in_use=True)


def next_item(*, by: User) -> TrainingItem | None:
    return items().exclude(answers__by=by).first()


def answers() -> "QuerySet[TrainingAnswer]":
    return TrainingAnswer.objects.filter(item__in_use=True).select_related("item").order_by("item__position", "item_id")


def compared(answer: TrainingAnswer, named: dict[str, str]) -> Compared:
    item = answer.item
    same = answer.action == item.agreed_action
    return Compared(
        item=item,
        action=ANSWERS[Action(answer.action)],
        reason=named.get(answer.reason, ""),
        agreed_action=ANSWERS[Action(item.agreed_action)],
        agreed_reason=named.get(item.agreed_reason, ""),
        is_same=same,
        is_same_reason=same and answer.reason == item.agreed_reason,
    )


def reason_names() -> dict[str, str]:
    """What the desk calls each reason."""
    return {code: reason.for_staff for code, reason in reasons.by_code().items()}


def comparison(found: Iterable[TrainingAnswer], *, email: str = "") -> Comparison:
    named, result = reason_names(), Comparison(email)
    for answer in found:
        one = compared(answer, named)
        (result.same if one.is_same else result.different).append(one)
    return result


def team() -> list[Comparison]:
    """Each moderator who has trained, by address: nobody is first or last."""
    named, found = reason_names(), dict[int, Comparison]()
    theirs = answers().filter(by__roles__name=Role.Name.MODERATOR, by__is_active=True).select_related("by")
    for answer in theirs.order_by("by__email", "item__position", "item_id"):
        result = found.setdefault(answer.by_id, Comparison(answer.by.email))
        one = compared(answer, named)
        (result.same if one.is_same else result.different).append(one)
    return list(found.values())
