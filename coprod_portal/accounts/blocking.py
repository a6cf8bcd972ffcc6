"""Somebody who is blocked sends nothing. They sign in, read, take back and erase as before, and may complain."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coprod_portal.submissions.errors import Refused, Stale

from .models import Block, Role, User
from .operations import hold
from .permissions import roles_of

BLOCKERS = frozenset({Role.Name.MODERATOR, Role.Name.ADMINISTRATOR})


def block_of(user: User) -> Block | None:
    """The one that stands now."""
    return Block.objects.filter(user=user, lifted_at=None).first()


def refuse_blocked(user: User | None) -> None:
    """Asked by everything that sends something in somebody's name."""
    if user is not None and Block.objects.filter(user=user, lifted_at=None).exists():
        raise Refused(
            _(
                "You cannot send anything at the moment, because we have blocked your account. You can read, and take "
                "back what you sent. Do you think that this is wrong? Write to %(email)s."
            )
            % {"email": settings.CONTACT_EMAIL}
        )


@transaction.atomic
def block(*, user: User, why: str, hide_everything: bool, by: User) -> Block:
    """Stop somebody from sending. Whether what is theirs is hidden is up to the caller, and noted here."""
    hold(user)
    refuse_unless_blocker(by)
    if user.pk == by.pk:
        raise Refused(_("You cannot block yourself."))
    if user.roles.exists():
        raise Refused(_("This person is of the staff. An administrator takes their roles away first."))
    if not why.strip():
        raise Refused(_("Say why, so that others of the team know."))
    if block_of(user) is not None:
        raise Stale(_("Somebody has blocked this person already."))
    return Block.objects.create(user=user, why=why.strip(), by=by, at=timezone.now(), hid_everything=hide_everything)


@transaction.atomic
def lift(*, block: Block, by: User) -> Block:
    """Let somebody send again."""
    hold(block.user)
    refuse_unless_blocker(by)
    held = Block.objects.select_for_update(of=("self",)).get(pk=block.pk)
    if held.lifted_at:
        raise Stale(_("Somebody has lifted this already."))
    held.lifted_at, held.lifted_by = timezone.now(), by
    held.save(update_fields=["lifted_at", "lifted_by"])
    return held


def refuse_unless_blocker(by: User) -> None:
    if roles_of(by).isdisjoint(BLOCKERS):
        raise Refused(_("Only a moderator or an administrator can do this."))


def about_blocks(*, email: str, user: User | None) -> dict[str, Any]:
    """That somebody was blocked, and whom they blocked. It goes with the account."""
    if user is None:
        return {}
    return {
        "blocked": list(user.blocks.values("why", "at", "hid_everything", "lifted_at")),
        "blocked_others": list(Block.objects.filter(by=user).values("why", "at", "lifted_at")),
    }
