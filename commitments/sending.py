"""A draft is sent to be read: at once, or when a code has confirmed the address of somebody who had not signed in."""

import uuid

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

from commitments.forms.steps import Answers
from commitments.models import Draft
from commitments.operations import making
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused

SESSION_KEY = "draft"


def draft_in(session: SessionBase) -> Draft | None:
    """The draft that a browser holds, sent or not, whoever's it is by now."""
    key = session.get(SESSION_KEY)
    try:
        return Draft.objects.kept().filter(pk=uuid.UUID(key)).select_related("sent_as").first() if key else None
    except ValueError:
        return None


def send_answers(*, draft: Draft, answers: Answers, by: User) -> None:
    if answers.charter is None:
        raise Refused(_("The charter that you chose is not here any more. Please choose again."))
    making.send(draft=draft, maker=answers.maker(), charter=answers.charter, words=answers.words(), by=by)


def send_waiting(*, user: User, session: SessionBase) -> None:
    """What this very browser sent with the address that a code has just confirmed goes on now.

    A draft that was sent with the address in another browser does not: somebody else may have typed the address.
    Its owner finds it at /my/.
    """
    draft = draft_in(session)
    if draft is None or draft.sent_as_id or not draft.waits_for_code or draft.email != user.email:
        return
    if draft.keeper_id not in (None, user.pk):
        return
    answers = Answers(draft, user)
    if answers.first_unanswered is None:
        send_answers(draft=draft, answers=answers, by=user)
