"""Why a moderator sends words back, does not publish them or hides them: for the moderator, and for the writer.

Staff keep the list; these functions read it. A page that shows many reads `by_code` once.
"""

from django.db.models import Q

from commitments.models import Reason
from coprod_portal.submissions.states import Action

FIELDS = {Action.RETURN: "for_return", Action.DECLINE: "for_decline", Action.HIDE: "for_hide"}
NEED_REASON = frozenset(FIELDS)
NEED_NOTE = frozenset({Action.RETURN})


def reasons_for(*actions: Action) -> list[Reason]:
    """Those in use that may be given for at least one of the actions, in the order that staff gave them."""
    fits_one = Q(pk__in=[])
    for action in actions:
        if action in FIELDS:
            fits_one |= Q(**{FIELDS[action]: True})
    return list(Reason.objects.filter(fits_one, in_use=True))


def fits(*, code: str, action: Action) -> bool:
    return action in FIELDS and Reason.objects.filter(code=code, in_use=True, **{FIELDS[action]: True}).exists()


def by_code() -> dict[str, Reason]:
    """All that were ever given, also those that are used no more: the record of a decision names them."""
    return {reason.code: reason for reason in Reason.objects.all()}


def for_writer(code: str) -> str:
    """The words that the writer reads, or "" where no reason was given."""
    return Reason.objects.filter(code=code).values_list("for_writer", flat=True).first() or "" if code else ""


def can_be_appealed(code: str) -> bool:
    return not code or not Reason.objects.filter(code=code, can_appeal=False).exists()
