from typing import Any

from .people import MAKER, MODERATOR, SIGNED_IN, Person, only
from .rows import Row, act, form
from .world import World


def invited(world: World) -> dict[str, Any]:
    return {"key": world.invitation.key}


def organisation(world: World) -> dict[str, Any]:
    return {"slug": world.organisation.slug}


def own_invitation(world: World) -> dict[str, Any]:
    return {**organisation(world), "key": world.invitation.key}


def colleague(world: World) -> dict[str, Any]:
    return {**organisation(world), "pk": world.organisation.members.get(user=world.users[Person.COLLEAGUE]).pk}


def public(world: World) -> dict[str, Any]:
    return {"reference": world.public.reference}


def needs_owner(world: World) -> dict[str, Any]:
    """One that its only keeper has left."""
    return {"reference": world.without_owner.reference}


def asked(world: World) -> dict[str, Any]:
    return {**organisation(world), "pk": world.join_request.pk}


def asked_of_nobody(world: World) -> dict[str, Any]:
    return {"pk": world.join_request_of_nobody.pk}


# For whoever signed in with the address that it came to, and nobody else.
INVITED = only(Person.STRANGER)
# The maker leads the organisation, and the colleague is an editor.
LEAD = only(Person.MAKER)

ROWS: list[Row] = [
    form("my-invitation", INVITED, kwargs=invited),
    act("my-invitation-decline", INVITED, kwargs=invited),
    # Those who belong to it are led to its room.
    form("organisation-join", SIGNED_IN, kwargs=organisation, status=frozenset({200, 302})),
    Row("my-organisation", MAKER, kwargs=organisation),
    form("my-organisation-profile", MAKER, kwargs=organisation, data=lambda world: {"name": "New"}),
    form("my-organisation-invite", LEAD, kwargs=organisation, data=lambda world: {"email": "a@b.org", "role": "lead"}),
    act("my-organisation-invitation-take-back", LEAD, kwargs=own_invitation),
    # An editor opens the page for themselves, to leave.
    form("my-organisation-member", MAKER, kwargs=colleague, data=lambda world: {"act": "remove"}),
    form("my-organisation-request", LEAD, kwargs=asked, data=lambda world: {"decision": "lead"}),
    form("my-commitment-hand-over", MAKER, kwargs=public, data=lambda world: {"email": "a@b.org", "to": "invite"}),
    form("my-commitment-end", MAKER, kwargs=public),
    Row("moderation-requests", MODERATOR),
    Row("moderation-needing-owner", MODERATOR),
    form("moderation-needing-owner-invite", MODERATOR, kwargs=needs_owner, data=lambda world: {"email": "a@b.org"}),
    form("moderation-organisation-rename", MODERATOR, kwargs=organisation, data=lambda world: {"name": "New"}),
    form("moderation-organisation-merge", MODERATOR, kwargs=organisation),
    form("moderation-request", MODERATOR, kwargs=asked_of_nobody, data=lambda world: {"decision": "lead"}),
]
