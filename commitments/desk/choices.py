"""What somebody may decide on an item that waits, and what can be taken out of it with one tick."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.desk.hints import hints
from commitments.models import SecondLook
from commitments.operations.moderation import can_be_asked
from commitments.operations.removing import Stretch, places
from commitments.operations.second_looks import open_look
from commitments.permissions import Bar, bar_for
from coprod_portal.accounts.models import User
from coprod_portal.languages.texts import Text
from coprod_portal.submissions.models import Removal, Submission
from coprod_portal.submissions.states import Action, State

# Beside the actions of the table: to publish without some of the words, and the second look at another's decision.
WITHOUT, AGREE, PUT_BACK = "publish-without", "agree", "disagree"
WORDS: dict[str, Text] = {
    AGREE: _("I agree: do not publish it"),
    PUT_BACK: _("Put it back with what waits to be read"),
    Action.PUBLISH.value: _("Publish it"),
    WITHOUT: _("Publish it with parts removed"),
    Action.RETURN.value: _("Send it back with a question"),
    Action.DECLINE.value: _("Do not publish it"),
    Action.SET_APART.value: _("Somebody may be in danger"),
}


@dataclass(frozen=True)
class Offer:
    """What one person finds under "Decide"."""

    bar: Bar | None
    look: SecondLook | None
    choices: list[tuple[str, Text]]
    hinted: list[Stretch]


def offer(user: User, submission: Submission) -> Offer:
    bar, look = bar_for(user, submission), open_look(submission)
    values = open_now(submission, bar, look) if submission.state == State.SUBMITTED else []
    return Offer(
        bar=bar,
        look=look,
        choices=[(value, WORDS[value]) for value in values],
        hinted=hinted(submission) if WITHOUT in values else [],
    )


def open_now(submission: Submission, bar: Bar | None, look: SecondLook | None) -> list[str]:
    """What somebody may decide now, in the order of the page. None of it of their own.

    Whoever decided first can only think again. Whoever sent it back with a question before can agree with another.
    """
    danger = [Action.SET_APART.value]
    if bar is Bar.OWN:
        return []
    if bar is Bar.DECLINED:
        return [PUT_BACK, *danger]
    second = [AGREE, PUT_BACK] if look else []
    if bar is Bar.RETURNED:
        return [*second, *danger]
    asking = [Action.RETURN.value] if can_be_asked(submission) else []
    declining = [] if look else [Action.DECLINE.value]
    return [*second, Action.PUBLISH.value, WITHOUT, *asking, *declining, *danger]


def hinted(submission: Submission) -> list[Stretch]:
    """The stretches that a hint points at, each once, as far as they can be taken out."""
    today, found = timezone.localdate(), {}
    for place in places(submission):
        for hint in hints(place.text, today=today):
            words = place.text[hint.start : hint.end]
            if hint.what and "\n" not in words:
                found[words] = Stretch(words, Removal.What(hint.what))
    return list(found.values())
