"""What the public sees of an opportunity follows from its published notices, and from nothing else."""

from django.utils import timezone

from commitments.models import Notice, Opportunity
from coprod_portal.search import index
from coprod_portal.submissions.states import State

KIND = "opportunity"


def locked(opportunity: Opportunity) -> Opportunity:
    """The opportunity, held until the transaction ends. Whoever needs its submissions too locks them afterwards."""
    return Opportunity.objects.select_for_update().get(pk=opportunity.pk)


def refresh(*, opportunity: Opportunity) -> Opportunity:
    """Called in the transaction of every move of a notice. The caller holds it. It may run twice."""
    held = locked(opportunity)
    notice = published_notice(held)
    held.published_notice = notice
    held.closes_on = notice.closes_on if notice else None
    if notice:
        held.first_published_at = held.first_published_at or notice.submission.published_at
        held.taken_down_at = None
    elif held.first_published_at:
        held.taken_down_at = held.taken_down_at or timezone.now()
    held.save(update_fields=["published_notice", "closes_on", "first_published_at", "taken_down_at"])
    if notice:
        index.put(kind=KIND, texts=[text_of(held, notice)])
    else:
        index.remove(kind=KIND, things=[held.pk])
    return held


def text_of(opportunity: Opportunity, notice: Notice) -> index.Text:
    """What search finds it by."""
    words = [notice.title, notice.what, notice.can_change, notice.place, opportunity.charter.short_title]
    words += [notice.area.name] if notice.area else []
    words += [opportunity.organisation.name] if opportunity.organisation else []
    return index.Text(opportunity.pk, "\n".join(words))


def published_notice(opportunity: Opportunity) -> Notice | None:
    """The newest of the notices that a moderator has published and nobody has hidden or withdrawn since."""
    return (
        opportunity.notices.select_related("submission", "area")
        .filter(submission__state=State.PUBLISHED)
        .order_by("-number")
        .first()
    )
