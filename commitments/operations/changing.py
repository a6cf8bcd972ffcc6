"""Changing the words of a commitment. Old words stay public until somebody has read the new ones."""

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.models import Commitment, Version
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State, action_to_send

from . import first_readings
from .care_mails import tell_received
from .words import VersionWords, add_version, locked, refuse_picture_of_young_person, set_parts


def version_to_change(commitment: Commitment) -> Version | None:
    """The words to start from: those that wait or were sent back, or else those that are public.

    Where nothing was ever public, also those that we did not publish: their maker can mend them and send them again.
    """
    versions = commitment.versions.select_related("submission", "area").order_by("-number")
    start = versions.filter(first_readings.CHANGEABLE).first() or (
        versions.filter(submission__state=State.PUBLISHED).first()
    )
    if start is None and commitment.first_published_at is None:
        newest = versions.first()
        start = newest if newest and newest.submission.told_state == State.DECLINED else None
    return start


def seen_mark(submission: Submission | None) -> str:
    """Says which words somebody had before them. It differs as soon as anybody changes or decides something."""
    return f"{submission.pk}-{submission.revision}-{submission.told_state}" if submission else "none"


@transaction.atomic
def change(*, commitment: Commitment, words: VersionWords, seen: str, by: User, read_first_by: str = "") -> Submission:
    """Send changed words to be read: in place of those that wait or came back, or as a new version beside public ones.

    `seen` is the mark of the words that the person changed. Raises `Stale` when those are not the newest any more. A
    young person's go to `read_first_by` before anybody else reads them.
    """
    held = locked(commitment)
    refuse_picture_of_young_person(held, words.picture)
    start = version_to_change(held)
    if start is None:
        raise Refused(_("This commitment cannot be changed any more."))
    if seen_mark(start.submission) != seen:
        raise Stale(_("Somebody changed this commitment, or decided on it, after you opened it."))
    if start.submission.state in (State.PUBLISHED, State.DECLINED) or goes_to_first_reader_anew(
        held, start.submission, by=by
    ):
        version = add_version(commitment=held, words=words, by=by)
        submission = send_on(held, version.submission, read_first_by, by=by)
    else:
        Version.objects.filter(pk=start.pk).update(**words.fields())
        set_parts(start, words)
        submission = send_in_place(held, start.submission, read_first_by, by=by)
    if submission.told_state == State.SUBMITTED:
        tell_received(
            commitment=held, submission=submission, title=words.title, kind="commitments/change_receipt", by=by
        )
    return submission


def goes_to_first_reader_anew(commitment: Commitment, submission: Submission, *, by: User) -> bool:
    """What a young person sent on already is taken back: the new words are a draft, for their first reader alone."""
    if not commitment.by_young_person or submission.state == State.DRAFT:
        return False
    move(submission=submission, action=Action.WITHDRAW, revision=submission.revision, by=by)
    return True


def send_on(commitment: Commitment, submission: Submission, read_first_by: str, *, by: User) -> Submission:
    """Send a draft to be read: to the moderators, or to a young person's first reader."""
    if not commitment.by_young_person:
        return move(submission=submission, action=Action.SUBMIT, revision=submission.revision, by=by)
    first_readings.ask(submission=submission, email=read_first_by or first_readings.last_reader(commitment), by=by)
    return submission


def send_again(submission: Submission, *, by: User) -> Submission:
    action = action_to_send(State(submission.state))
    return move(submission=submission, action=action, revision=submission.revision, by=by)


def send_in_place(commitment: Commitment, submission: Submission, read_first_by: str, *, by: User) -> Submission:
    """Send words that took the place of those that were there."""
    if submission.state == State.DRAFT:
        return send_on(commitment, first_readings.changed_again(submission), read_first_by, by=by)
    return send_again(submission, by=by)
