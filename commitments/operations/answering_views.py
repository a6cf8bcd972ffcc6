"""A maker answers once what people involved say. The answer is read before it is public."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.caring import Question, question
from commitments.confirming import NEEDED
from commitments.models import Commitment, Reply
from commitments.permissions import can_look_after
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import OPEN, Action, State

from .changing import seen_mark, send_again
from .giving_views import hold_public
from .words import draft_about


def reply_of(commitment: Commitment) -> Reply | None:
    return Reply.objects.select_related("submission").filter(commitment=commitment).first()


def seen_reply(commitment: Commitment) -> str:
    reply = reply_of(commitment)
    return seen_mark(reply.submission if reply else None)


def question_about(reply: Reply | None) -> Question | None:
    """What a moderator would like to know of an answer that came back."""
    return question(reply.submission) if reply else None


def can_answer(commitment: Commitment) -> bool:
    """Once there is something to answer, and until the answer was decided on."""
    reply = reply_of(commitment)
    if reply is not None:
        return reply.submission.state in OPEN
    return commitment.views.filter(submission__state=State.PUBLISHED).count() >= NEEDED


@transaction.atomic
def answer_views(*, commitment: Commitment, words: str, seen: str, by: User) -> Submission:
    """Send the answer to be read, in place of one that still waits or came back."""
    held = hold_public(commitment)
    if not can_look_after(by, held):
        raise Refused(_("Only those who look after a commitment can answer."))
    if seen_reply(held) != seen:
        raise Stale(_("Somebody sent an answer, or decided on it, after you opened this page."))
    reply = reply_of(held)
    if not can_answer(held):
        raise Refused(
            _("You have answered already. There is one answer for each commitment.")
            if reply
            else _("You can answer once %(needed)s people have said how they see it.") % {"needed": NEEDED}
        )
    today = timezone.localdate()
    if reply is not None:
        submission = send_again(reply.submission, by=by)
        Reply.objects.filter(pk=reply.pk).update(told_on=today, words=words)
        return submission
    submission = draft_about(held, kind=Submission.Kind.REPLY, by=by)
    Reply.objects.create(submission=submission, commitment=held, told_on=today, words=words)
    return move(submission=submission, action=Action.SUBMIT, revision=1, by=by)
