"""Boring opportunities for tests. Moves go through the operations, so that what follows is true."""

from datetime import date
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from charters.models import Charter, Stewardship
from commitments.models import Notice, Opportunity, Organisation, Outcome, Scale
from commitments.operations.opportunities import refresh
from coprod_portal.accounts.models import User
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move, new_draft
from coprod_portal.submissions.states import Action
from tests import factories

NOTICE_FIELDS = {field.name for field in Notice._meta.get_fields()} - {"opportunity", "submission"}
titles = count(1)


def checked(organisation: Organisation, by: User | None = None) -> Organisation:
    """One of which we made sure that it is who it says."""
    organisation.checked_at, organisation.checked_how, organisation.checked_by = timezone.now(), "We rang it", by
    organisation.save()
    return organisation


def stewarded(charter: Charter, *stewards: User) -> Charter:
    for steward in stewards:
        Stewardship.objects.create(charter=charter, user=steward)
    return charter


def opportunity(*, by: User | None = None, listed_by: Organisation | None = None, **fields: Any) -> Opportunity:
    """Without words yet. The stewards of the charter list it, unless `listed_by` names an organisation."""
    values: dict[str, Any] = {"charter": factories.charter(), **fields}
    return Opportunity.objects.create(
        reference=factories.reference(), organisation=listed_by, keeper=by, created_at=timezone.now(), **values
    )


def notice(of: Opportunity, **fields: Any) -> Notice:
    """The next notice, as a draft."""
    values: dict[str, Any] = {
        "kind": "focus-group",
        "title": f"Opportunity {next(titles)}",
        "what": "Talk with us about the bus to the day centre.",
        "can_change": "When the bus comes.",
        "cannot_change": "How many buses there are.",
        "scale": Scale.ENGAGE,
        "pay": "£15 in cash on the day",
        "closes_on": date(2026, 12, 11),
        **fields,
    }
    return Notice.objects.create(
        submission=new_draft(kind=Submission.Kind.NOTICE, by=of.keeper, charter_slug=of.charter.slug),
        opportunity=of,
        number=of.notices.count() + 1,
        **values,
    )


@transaction.atomic
def moved(part: Notice | Outcome, *actions: Action) -> Any:
    """By the table alone, as the desk does it."""
    for action in actions:
        part.submission.refresh_from_db()
        reason = "unclear" if action in (Action.RETURN, Action.DECLINE) else ""
        move(
            submission=part.submission,
            action=action,
            revision=part.submission.revision,
            by=factories.deciding_moderator(),
            reason=reason,
            note="Which day?" if reason else "",
        )
    refresh(opportunity=part.opportunity)
    part.submission.refresh_from_db()
    part.opportunity.refresh_from_db()
    return part


def waiting_opportunity(**fields: Any) -> Opportunity:
    """Sent, and nobody has read it yet."""
    words = {name: fields.pop(name) for name in list(fields) if name in NOTICE_FIELDS}
    made = opportunity(**fields)
    moved(notice(made, **words), Action.SUBMIT)
    return made


def public_opportunity(**fields: Any) -> Opportunity:
    """Read, published, and on every surface."""
    made = waiting_opportunity(**fields)
    moved(made.notices.get(), Action.PUBLISH)
    made.refresh_from_db()
    return made


def outcome(of: Opportunity, **fields: Any) -> Outcome:
    values: dict[str, Any] = {
        "told_on": timezone.localdate(),
        "heard": "The bus is late.",
        "did": "It comes ten minutes earlier.",
        "could_not": "A second bus. It costs too much.",
        **fields,
    }
    return Outcome.objects.create(
        submission=new_draft(kind=Submission.Kind.OUTCOME, by=of.keeper, charter_slug=of.charter.slug),
        opportunity=of,
        **values,
    )
