"""Changing the words of a commitment. Old words stay public until somebody has read the new ones."""

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.models import Commitment, Version
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import OPEN, Action, State

from .care_mails import tell_received
from .words import VersionWords, add_version, locked, set_parts


def version_to_change(commitment: Commitment) -> Version | None:
    """The words to start from: those that wait or were sent back, or else those that are public."""
    versions = commitment.versions.select_related("submission", "area").order_by("-number")
    return versions.filter(submission__state__in=OPEN).first() or (
        versions.filter(submission__state=State.PUBLISHED).first()
    )


def seen_mark(submission: Submission | None) -> str:
    """Says which words somebody had before them. It differs as soon as anybody changes or decides something."""
    return f"{submission.pk}-{submission.revision}-{submission.state}" if submission else "none"


@transaction.atomic
def change(*, commitment: Commitment, words: VersionWords, seen: str, by: User) -> Submission:
    """Send changed words to be read: in place of those that wait or came back, or as a new version beside public ones.

    `seen` is the mark of the words that the person changed. Raises `Stale` when those are not the newest any more.
    """
    held = locked(commitment)
    start = version_to_change(held)
    if start is None:
        raise Refused(_("This commitment cannot be changed any more."))
    if seen_mark(start.submission) != seen:
        raise Stale(_("Somebody changed this commitment, or decided on it, after you opened it."))
    if start.submission.state == State.PUBLISHED:
        version = add_version(commitment=held, words=words, by=by)
        submission = move(submission=version.submission, action=Action.SUBMIT, revision=1, by=by)
    else:
        submission = send_again(start.submission, by=by)
        Version.objects.filter(pk=start.pk).update(**words.fields())
        set_parts(start, words)
    tell_received(commitment=held, submission=submission, title=words.title, kind="commitments/change_receipt", by=by)
    return submission


def send_again(submission: Submission, *, by: User) -> Submission:
    action = Action.REVISE if submission.state == State.SUBMITTED else Action.SUBMIT
    return move(submission=submission, action=action, revision=submission.revision, by=by)
