"""What people see of an organisation follows from the newest of its profiles that was published."""

from commitments.models import Organisation, Profile
from coprod_portal.submissions.states import State


def refresh(*, organisation: Organisation) -> Organisation:
    """Take over what was published last. The caller holds a transaction. Without any, it stays as it is."""
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    newest = published_profile(held)
    if newest is not None:
        held.name, held.kind, held.url, held.area = newest.name, newest.kind, newest.url, newest.area
        held.save(update_fields=["name", "kind", "url", "area"])
    return held


def published_profile(organisation: Organisation) -> Profile | None:
    published = organisation.profiles.select_related("area").filter(submission__state=State.PUBLISHED)
    return published.order_by("-number").first()
