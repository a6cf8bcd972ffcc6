"""What can happen to a public commitment, in one call each."""

from typing import Any

from commitments.models import Commitment, News, Reply, Version, View
from commitments.operations.moderation import decide
from commitments.operations.public_facts import refresh
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action
from tests import factories


def decided(part: Version | News | View | Reply, action: Action) -> None:
    part.submission.refresh_from_db()
    if action is Action.DECLINE:
        factories.decline(part.submission, reason="names-a-person")
        return
    decide(
        submission=part.submission,
        action=action,
        revision=part.submission.revision,
        by=factories.who_may_decide(part.submission),
        reason="names-a-person",
        note="Please look again.",
    )


def hide(commitment: Commitment) -> None:
    decided(newest(commitment), Action.HIDE)


def withdraw(commitment: Commitment) -> None:
    """Its maker takes all of it down."""
    for version in commitment.versions.filter(submission__state="published"):
        withdrawn(version)
    refresh(commitment=commitment, taken_down_why=Commitment.TakenDown.MAKER)


def withdrawn(part: Version | News) -> None:
    part.submission.refresh_from_db()
    move(submission=part.submission, action=Action.WITHDRAW, revision=part.submission.revision, by=None)


def newest(commitment: Commitment) -> Version:
    version: Version = commitment.versions.order_by("-number")[0]
    return version


def not_public(**fields: Any) -> list[Commitment]:
    """One in each state that nobody may see, all called "Secret"."""
    fields = {"title": "Secret zebra", **fields}
    returned, declined = factories.waiting_commitment(**fields), factories.waiting_commitment(**fields)
    decided(newest(returned), Action.RETURN)
    decided(newest(declined), Action.DECLINE)
    hidden, gone = factories.public_commitment(**fields), factories.public_commitment(**fields)
    factories.published(factories.news(hidden, happened="Secret zebra news"))
    hide(hidden)
    withdraw(gone)
    draft = factories.commitment(**{name: value for name, value in fields.items() if name != "title"})
    factories.version(draft, title="Secret zebra")
    return [factories.waiting_commitment(**fields), returned, declined, hidden, gone, draft]
