"""The mail that tells a writer what we decided, why, and what they can do next."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commitments.desk import reasons
from commitments.models import Entry
from commitments.subjects import subject_of
from coprod_portal.accounts.models import User
from coprod_portal.languages.texts import Text
from coprod_portal.outbox.letters import add
from coprod_portal.outbox.models import Subject
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.models import MoveRecord, Removal, Submission
from coprod_portal.submissions.states import Action

# Nobody hears that something was kept apart: it could come to the eyes of whoever is the danger.
KINDS: dict[Action, str] = {
    Action.PUBLISH: "commitments/published",
    Action.RETURN: "commitments/returned",
    Action.DECLINE: "commitments/declined",
    Action.HIDE: "commitments/hidden",
    Action.RESTORE: "commitments/restored",
}


WHY_REMOVED: dict[Removal.What, Text] = {
    Removal.What.NAME: _("A name. We do not know that this person agreed to be named here."),
    Removal.What.ADDRESS: _("An address. It could lead people to somebody's home."),
    Removal.What.CONTACT: _("Contact details. Anybody could ring or write."),
    Removal.What.PRIVATE: _("A private fact about somebody."),
    Removal.What.LINK: _("A link. We could not be sure of the page that it leads to."),
}


def tell_writer(*, record: MoveRecord) -> None:
    """Post the mail of one decision, once. Where the writer has left, it goes to whoever looks after the thing."""
    action = Action(record.action)
    if action not in KINDS:
        return
    submission = record.submission
    subject = subject_of(submission)
    writer = submission.written_by
    if writer is None and subject.keeper_id and submission.kind != Submission.Kind.VIEW:
        writer = User.objects.filter(pk=subject.keeper_id).first()
    if writer is None:
        tell_entering_team(record=record)
        return
    if not writer.is_active:
        return
    post(
        to=writer.email,
        kind=KINDS[action],
        thing=f"submission:{submission.pk}",
        period=str(record.pk),
        context={
            "subject": subject,
            "kind": submission.kind,
            "reason": reasons.for_writer(record.reason),
            "note": record.note,
            "removed": removed(record),
            "appeal_page": appeal_page(record),
        },
    )


def appeal_page(record: MoveRecord) -> str:
    """Where its writer asks that somebody else reads it again; "" where this cannot be appealed against."""
    refused = record.action in (Action.DECLINE, Action.HIDE) and reasons.can_be_appealed(record.reason)
    return reverse("appeal", args=[record.pk]) if refused or record.removals.exists() else ""


def removed(record: MoveRecord) -> list[Text]:
    """Why each kind of what was taken out is not public. Never the words themselves."""
    kinds = dict.fromkeys(removal.what for removal in record.removals.all())
    return [WHY_REMOVED[Removal.What(kind)] for kind in kinds]


def tell_entering_team(*, record: MoveRecord) -> None:
    """Of what was entered for somebody who does not look after it yet, whoever entered it hears, in their letter."""
    if record.submission.kind != Submission.Kind.VERSION:
        return
    commitment = record.submission.version.commitment
    entry = Entry.objects.select_related("entered_by").filter(commitment=commitment).first()
    if entry is None or entry.entered_by is None or not entry.entered_by.is_active:
        return
    add(
        to=entry.entered_by.email,
        subject=Subject.CARE,
        kind="commitments/entry_decided",
        thing=f"submission:{record.submission_id}",
        period=str(record.pk),
        context={
            "title": record.submission.version.title,
            "commitment": commitment,
            "action": record.action,
            "reason": reasons.for_writer(record.reason),
            "note": record.note,
            "removed": removed(record),
        },
    )
