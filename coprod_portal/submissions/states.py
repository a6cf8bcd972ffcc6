"""The one state machine of everything that a person must read before it is public.

A version of a commitment, news about it and a view of it are all submissions. `MOVES` is the whole law: a move that
is not in it cannot happen, whoever asks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod_portal.languages.texts import Text


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting to be read")
    RETURNED = "returned", _("Sent back with a question")
    PUBLISHED = "published", _("Public")
    DECLINED = "declined", _("Not published")
    HIDDEN = "hidden", _("Hidden")
    WITHDRAWN = "withdrawn", _("Withdrawn by its maker")
    # Somebody may be in danger: only the safeguarding lead and deputy have it. Its writer sees that it is being read.
    APART = "apart", _("Kept apart")


# Not decided yet: its writer can still change it.
OPEN = (State.SUBMITTED, State.RETURNED, State.APART)
# Those that a writer is told of as waiting to be read: nobody outside of the desk learns that something is kept apart.
WAITING = (State.SUBMITTED, State.APART)


def as_told(state: State) -> State:
    """The state that its writer, and whoever else is not of the staff, is told."""
    return State.SUBMITTED if state in WAITING else state


def told_states(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of facts for the person whom they are about, with the states that they are told."""
    return [
        {name: as_told(State.APART) if value == State.APART else value for name, value in row.items()} for row in rows
    ]


class Action(models.TextChoices):
    SUBMIT = "submit", _("Sent to be read")
    REVISE = "revise", _("Changed while waiting")
    PUBLISH = "publish", _("Published")
    RETURN = "return", _("Sent back with a question")
    DECLINE = "decline", _("Not published")
    WITHDRAW = "withdraw", _("Withdrawn by its maker")
    HIDE = "hide", _("Hidden")
    RESTORE = "restore", _("Public again")
    SET_APART = "set-apart", _("Kept apart, because somebody may be in danger")
    PUT_BACK = "put-back", _("Put back with what waits to be read")
    REOPEN = "reopen", _("Read again after an appeal")


class Actor(models.TextChoices):
    """On which side of the desk a move is made."""

    WRITER = "writer", _("The writer")
    MODERATOR = "moderator", _("A moderator")


@dataclass(frozen=True)
class Move:
    """One row of the table: where an action starts, where it ends and who makes it."""

    starts: frozenset[State]
    ends: State | None
    """None: it stays as it is."""
    actor: Actor

    def after(self, state: State) -> State:
        return self.ends or state


MOVES: dict[Action, Move] = {
    Action.SUBMIT: Move(frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED, Actor.WRITER),
    Action.REVISE: Move(frozenset({State.SUBMITTED, State.APART}), None, Actor.WRITER),
    Action.WITHDRAW: Move(
        frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.PUBLISHED, State.HIDDEN, State.APART}),
        State.WITHDRAWN,
        Actor.WRITER,
    ),
    Action.PUBLISH: Move(frozenset({State.SUBMITTED}), State.PUBLISHED, Actor.MODERATOR),
    Action.RETURN: Move(frozenset({State.SUBMITTED}), State.RETURNED, Actor.MODERATOR),
    Action.DECLINE: Move(frozenset({State.SUBMITTED, State.APART}), State.DECLINED, Actor.MODERATOR),
    Action.HIDE: Move(frozenset({State.PUBLISHED}), State.HIDDEN, Actor.MODERATOR),
    Action.RESTORE: Move(frozenset({State.HIDDEN}), State.PUBLISHED, Actor.MODERATOR),
    Action.SET_APART: Move(frozenset({State.SUBMITTED}), State.APART, Actor.MODERATOR),
    Action.PUT_BACK: Move(frozenset({State.APART}), State.SUBMITTED, Actor.MODERATOR),
    Action.REOPEN: Move(frozenset({State.DECLINED}), State.SUBMITTED, Actor.MODERATOR),
}

# A writer never learns of these.
UNTOLD = (Action.SET_APART, Action.PUT_BACK)
DECISIONS = tuple(action for action, move in MOVES.items() if move.actor is Actor.MODERATOR)

# Who did what and when, naming nobody.
DEEDS: dict[Action, Text] = {
    Action.SUBMIT: _("The writer sent this to be read at %(time)s on %(day)s"),
    Action.REVISE: _("The writer changed these words at %(time)s on %(day)s"),
    Action.WITHDRAW: _("The writer withdrew this at %(time)s on %(day)s"),
    Action.PUBLISH: _("A moderator published this at %(time)s on %(day)s"),
    Action.RETURN: _("A moderator sent this back with a question at %(time)s on %(day)s"),
    Action.DECLINE: _("A moderator decided not to publish this at %(time)s on %(day)s"),
    Action.HIDE: _("A moderator hid this at %(time)s on %(day)s"),
    Action.RESTORE: _("A moderator made this public again at %(time)s on %(day)s"),
    Action.SET_APART: _("A moderator kept this apart at %(time)s on %(day)s"),
    Action.PUT_BACK: _("A moderator put this back to be read at %(time)s on %(day)s"),
    Action.REOPEN: _("A moderator read this again after an appeal at %(time)s on %(day)s"),
}


def is_allowed(*, action: Action, state: State) -> bool:
    return state in MOVES[action].starts


def action_to_send(state: State) -> Action:
    """How a writer sends words that are open: again, or in place of those that wait."""
    return Action.REVISE if state in WAITING else Action.SUBMIT
