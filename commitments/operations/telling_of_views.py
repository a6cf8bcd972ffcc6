"""Telling makers that people involved have said how they see it: not of each, and never who."""

from django.conf import settings
from django.utils import timezone

from commitments.confirming import NEEDED
from commitments.membership import leads_of
from commitments.models import Commitment
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.outbox.letters import Subject
from coprod_portal.submissions.states import State


def tell_makers(*, commitment: Commitment) -> None:
    """Once a month at most, and not before there are enough to be shown. What is hidden again goes out of letters."""
    thing = f"views:{commitment.reference}"
    version = commitment.published_version
    published = commitment.views.filter(submission__state=State.PUBLISHED).count()
    if version is None or published < NEEDED:
        letters.drop(thing=thing)
        return
    if commitment.made_up and not settings.SHOW_MADE_UP:
        return
    for person in those_to_tell(commitment):
        letters.add(
            to=person.email,
            subject=Subject.CARE,
            kind="commitments/views_public",
            thing=thing,
            period=f"{timezone.localdate():%Y-%m}",
            context={"commitment": commitment, "title": version.title},
        )


def those_to_tell(commitment: Commitment) -> list[User]:
    """Its keeper, or else the leads of the organisation."""
    if commitment.keeper and commitment.keeper.is_active:
        return [commitment.keeper]
    return list(leads_of(commitment.organisation)) if commitment.organisation else []
