"""Not to publish something takes two people: one decides, and a second one agrees or puts it back.

Until then it waits as before, and its writer hears nothing.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from commitments.models import SecondLook
from commitments.operations.ending_holds import end_by_deciding
from commitments.permissions import can_look_second
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.operations import happened_since
from coprod_portal.submissions.states import Action, Actor, State


def open_look(submission: Submission) -> SecondLook | None:
    """The decision not to publish it that nobody else has looked at yet."""
    return submission.second_looks.select_related("asked_by").filter(ended_at=None).first()


def ask_second(*, submission: Submission, revision: int, reason: str, note: str, by: User) -> SecondLook:
    """Keep the decision of the first until a second one has looked. The caller holds a transaction, and the thing."""
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    if held.state != State.SUBMITTED:
        raise Stale(happened_since(held, _("So this is not possible any more."), to=Actor.MODERATOR))
    if held.revision != revision:
        raise Stale(happened_since(held, _("Please read the words again."), to=Actor.MODERATOR))
    return SecondLook.objects.create(
        submission=held,
        action=Action.DECLINE,
        revision=revision,
        reason=reason,
        note=note.strip(),
        asked_by=by,
        asked_at=timezone.now(),
    )


def refuse_unless_seen(*, submission: Submission, seen: int | None) -> None:
    """Nobody decides over the head of another: who did not see what the first decided sees it now."""
    look = open_look(submission)
    if look is not None and look.pk != seen:
        raise Stale(declined_sentence(look))
    if look is None and seen is not None:
        ended = submission.second_looks.filter(pk=seen, agreed=False).first()
        raise Stale(
            put_back_sentence(ended)
            if ended
            else happened_since(submission, _("Please look at it again."), to=Actor.MODERATOR)
        )


def declined_sentence(look: SecondLook) -> str:
    return _(
        "Another moderator decided not to publish this at %(time)s on %(day)s. See why, and then agree or decide "
        "otherwise."
    ) % moment(look.asked_at)


def put_back_sentence(look: SecondLook) -> str:
    return _("Another moderator put this back to be read at %(time)s on %(day)s. Please read it again.") % moment(
        look.ended_at or look.asked_at
    )


def moment(at: datetime) -> dict[str, str]:
    local = timezone.localtime(at)
    return {"time": time_format(local), "day": date_format(local, "DATE_FORMAT")}


@transaction.atomic
def put_back(*, look: SecondLook, by: User) -> None:
    """It waits to be read again, by anybody: the second one does not agree, or the first one thinks again."""
    is_first = look.asked_by_id == by.pk
    end(look=hold(look, by=by, is_first=is_first), agreed=None if is_first else False, by=by)
    end_by_deciding(submission=look.submission, by=by)


def hold(look: SecondLook, *, by: User, is_first: bool = False) -> SecondLook:
    """The row, kept until the end of the transaction. Raises where it has ended, or where this person may not look."""
    submission = Submission.objects.select_for_update().get(pk=look.submission_id)
    held = SecondLook.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=look.pk)
    if held.ended_at is not None:
        raise Stale(happened_since(submission, _("Somebody else has looked at it already."), to=Actor.MODERATOR))
    if not is_first and not can_look_second(by, submission):
        raise Refused(_("You cannot look at this second, because you decided first, or it is yours."))
    return held


def end(*, look: SecondLook, agreed: bool | None, by: User | None) -> None:
    look.ended_at, look.ended_by, look.agreed = timezone.now(), by, agreed
    look.save(update_fields=["ended_at", "ended_by", "agreed"])


def about_second_looks(*, email: str, user: User | None) -> dict[str, Any]:
    """What somebody of the staff decided, where another one had to agree."""
    if user is None:
        return {}
    asked = SecondLook.objects.filter(asked_by=user)
    return {"decided_not_to_publish": list(asked.values("reason", "note", "asked_at", "agreed"))}


def end_with_move(*, record: MoveRecord) -> None:
    """Whatever moves it ends what was asked: the writer has changed it, or took it back."""
    if record.before == State.SUBMITTED:
        SecondLook.objects.filter(submission=record.submission_id, ended_at=None).update(ended_at=record.at)
