"""Making sure that an organisation is who it says. A checked one may list opportunities."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import Organisation
from commitments.permissions import can_moderate
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale


def can_check(user: User, organisation: Organisation) -> bool:
    """A moderator who does not belong to it."""
    return can_moderate(user) and not organisation.members.filter(user=user).exists()


@transaction.atomic
def check(*, organisation: Organisation, how: str, by: User) -> Organisation:
    held = held_by_checker(organisation, by)
    if held.checked_at:
        raise Stale(_("Somebody has checked this organisation already."))
    held.checked_at, held.checked_how, held.checked_by = timezone.now(), how, by
    return kept(held)


@transaction.atomic
def take_back(*, organisation: Organisation, by: User) -> Organisation:
    """It can list nothing new from now on. What it has listed stays, until a moderator hides it."""
    held = held_by_checker(organisation, by)
    if not held.checked_at:
        raise Stale(_("This organisation is not marked as checked any more."))
    held.checked_at, held.checked_how, held.checked_by = None, "", None
    return kept(held)


def held_by_checker(organisation: Organisation, by: User) -> Organisation:
    if not can_check(by, organisation):
        raise Refused(_("You cannot check this organisation, because you belong to it."))
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def kept(organisation: Organisation) -> Organisation:
    organisation.save(update_fields=["checked_at", "checked_how", "checked_by"])
    return organisation
