"""Why a moderator sends words back, does not publish them or hides them: for the moderator, and for the writer.

The code is kept in the record of the move, so a code is never given a new meaning. A reason that is used no more keeps
its row with no actions.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from coprod_portal.languages.texts import Text
from coprod_portal.submissions.states import Action


@dataclass(frozen=True)
class Reason:
    code: str
    for_staff: Text
    for_writer: Text
    actions: frozenset[Action]


MENDABLE = frozenset({Action.RETURN, Action.DECLINE, Action.HIDE})
BEYOND_MENDING = frozenset({Action.DECLINE, Action.HIDE})
TO_ASK = frozenset({Action.RETURN})

REASONS = (
    Reason(
        "names-a-person",
        _("Names a person"),
        _("It names a person, or says enough for people to guess who it is. Please use a role, like “our manager”."),
        MENDABLE,
    ),
    Reason(
        "private-facts",
        _("Private facts or contact details"),
        _("It has private facts in it, like an address, a phone number or somebody's health. Please leave them out."),
        MENDABLE,
    ),
    Reason(
        "unkind",
        _("Unkind or unfair words"),
        _("Some words in it may hurt people. Please say it in a kinder way."),
        MENDABLE,
    ),
    Reason(
        "not-about-charter",
        _("Not about the charter"),
        _("We could not see how it answers the words of the charter that you chose."),
        MENDABLE,
    ),
    Reason(
        "cannot-be-checked",
        _("Nobody could tell whether it happened"),
        _("People could not tell later whether it happened. Please say what they will see, and by when."),
        frozenset({Action.RETURN, Action.DECLINE}),
    ),
    Reason(
        "unclear",
        _("Hard to understand"),
        _("We did not understand all of it. Please say it in shorter, plainer words."),
        TO_ASK,
    ),
    Reason(
        "something-missing",
        _("Something is missing or does not fit together"),
        _("Something seems to be missing, or two parts do not fit together."),
        TO_ASK,
    ),
    Reason(
        "advertising",
        _("Advertising"),
        _("It reads like an advert. This portal is for what you will do together with people."),
        MENDABLE,
    ),
    Reason(
        "not-theirs",
        _("Not for this person to say"),
        _("It speaks for somebody else, and we cannot tell that they agreed."),
        MENDABLE,
    ),
    Reason(
        "twice",
        _("We have it already"),
        _("We already have the same words from you."),
        BEYOND_MENDING,
    ),
    Reason(
        "not-true",
        _("We learned that it is not true"),
        _("We were told that something in it is not true."),
        BEYOND_MENDING,
    ),
    Reason(
        "law",
        _("The law does not let us show it"),
        _("The law does not let us show these words."),
        BEYOND_MENDING,
    ),
)

BY_CODE = {reason.code: reason for reason in REASONS}
NEED_REASON = frozenset({Action.RETURN, Action.DECLINE, Action.HIDE})
NEED_NOTE = frozenset({Action.RETURN})


def reasons_for(*actions: Action) -> list[Reason]:
    """Those that may be given for at least one of the actions, in the order of the table."""
    return [reason for reason in REASONS if reason.actions.intersection(actions)]


def fits(*, code: str, action: Action) -> bool:
    return code in BY_CODE and action in BY_CODE[code].actions
