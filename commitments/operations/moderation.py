"""What a moderator decides. Each decision is one move of the table, one record, and one mail to the writer."""

from django.db import transaction

from commitments.operations.public_facts import refresh
from commitments.permissions import can_decide, commitment_of
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action

# Those moves after which the public sees something else than before.
CHANGES_WHAT_IS_PUBLIC = frozenset({Action.PUBLISH, Action.HIDE, Action.RESTORE})


@transaction.atomic
def decide(
    *, submission: Submission, action: Action, revision: int, by: User, reason: str = "", note: str = ""
) -> Submission:
    """Publish, return, decline, hide or restore. `revision` is the one that the moderator has read.

    Raises `Stale` when it has changed since or somebody else has decided, `Refused` when it is the moderator's own.
    """
    if not can_decide(by, submission):
        raise Refused("You cannot decide on this, because it is yours or your organisation's.")
    decided = move(submission=submission, action=action, revision=revision, by=by, reason=reason, note=note)
    if action in CHANGES_WHAT_IS_PUBLIC:
        refresh(commitment=commitment_of(decided))
    return decided
