"""The one state machine of everything that a person must read before it is public.

A version of a commitment, news about it and a view of it are all submissions. `MOVES` is the whole law: a move that
is not in it cannot happen, whoever asks.
"""

from dataclasses import dataclass

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting to be read"
    RETURNED = "returned", "Sent back with a question"
    PUBLISHED = "published", "Public"
    DECLINED = "declined", "Not published"
    HIDDEN = "hidden", "Hidden"
    WITHDRAWN = "withdrawn", "Withdrawn by its maker"


# Not decided yet: its writer can still change it.
OPEN = (State.SUBMITTED, State.RETURNED)


class Action(models.TextChoices):
    SUBMIT = "submit", "Sent to be read"
    REVISE = "revise", "Changed while waiting"
    PUBLISH = "publish", "Published"
    RETURN = "return", "Sent back with a question"
    DECLINE = "decline", "Not published"
    WITHDRAW = "withdraw", "Withdrawn by its maker"
    HIDE = "hide", "Hidden"
    RESTORE = "restore", "Public again"


class Actor(models.TextChoices):
    """On which side of the desk a move is made."""

    WRITER = "writer", "The writer"
    MODERATOR = "moderator", "A moderator"


@dataclass(frozen=True)
class Move:
    """One row of the table: where an action starts, where it ends and who makes it."""

    starts: frozenset[State]
    ends: State
    actor: Actor


MOVES: dict[Action, Move] = {
    Action.SUBMIT: Move(frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED, Actor.WRITER),
    Action.REVISE: Move(frozenset({State.SUBMITTED}), State.SUBMITTED, Actor.WRITER),
    Action.WITHDRAW: Move(
        frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.PUBLISHED, State.HIDDEN}),
        State.WITHDRAWN,
        Actor.WRITER,
    ),
    Action.PUBLISH: Move(frozenset({State.SUBMITTED}), State.PUBLISHED, Actor.MODERATOR),
    Action.RETURN: Move(frozenset({State.SUBMITTED}), State.RETURNED, Actor.MODERATOR),
    Action.DECLINE: Move(frozenset({State.SUBMITTED}), State.DECLINED, Actor.MODERATOR),
    Action.HIDE: Move(frozenset({State.PUBLISHED}), State.HIDDEN, Actor.MODERATOR),
    Action.RESTORE: Move(frozenset({State.HIDDEN}), State.PUBLISHED, Actor.MODERATOR),
}

DECISIONS = tuple(action for action, move in MOVES.items() if move.actor is Actor.MODERATOR)

# What somebody did, to follow "A moderator" or "The writer".
DEEDS: dict[Action, str] = {
    Action.SUBMIT: "sent this to be read",
    Action.REVISE: "changed these words",
    Action.WITHDRAW: "withdrew this",
    Action.PUBLISH: "published this",
    Action.RETURN: "sent this back with a question",
    Action.DECLINE: "decided not to publish this",
    Action.HIDE: "hid this",
    Action.RESTORE: "made this public again",
}


def is_allowed(*, action: Action, state: State) -> bool:
    return state in MOVES[action].starts
