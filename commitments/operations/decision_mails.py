"""The mail that tells a writer what we decided, why, and what they can do next."""

from commitments import reasons
from commitments.permissions import commitment_of
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import Action

KINDS: dict[Action, str] = {
    Action.PUBLISH: "commitments/published",
    Action.RETURN: "commitments/returned",
    Action.DECLINE: "commitments/declined",
    Action.HIDE: "commitments/hidden",
    Action.RESTORE: "commitments/restored",
}


def tell_writer(*, record: MoveRecord) -> None:
    """Post the mail of one decision, once. Where the writer has left, it goes to whoever looks after the commitment."""
    submission = record.submission
    commitment = commitment_of(submission)
    writer = submission.written_by
    if writer is None and submission.kind != Submission.Kind.VIEW:
        writer = commitment.keeper
    if writer is None or not writer.is_active:
        return
    reason = reasons.BY_CODE.get(record.reason)
    newest = commitment.versions.order_by("-number").first()
    post(
        to=writer.email,
        kind=KINDS[Action(record.action)],
        thing=f"commitment:{commitment.reference}",
        period=str(record.pk),
        context={
            "reference": commitment.reference,
            "title": newest.title if newest else "",
            "kind": submission.kind,
            "is_public": commitment.published_version_id is not None,
            "reason": reason.for_writer if reason else "",
            "note": record.note,
        },
    )
