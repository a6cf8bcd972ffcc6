"""Who is told at once when somebody may be in danger: an administrator names a lead and a deputy."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.desk.safety import administrators
from commitments.models import SafeguardingDuty
from commitments.permissions import can_moderate
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import roles_of
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused

Position = SafeguardingDuty.Position


@transaction.atomic
def name(*, position: Position, email: str, by: User) -> SafeguardingDuty | None:
    """Give a position to a moderator; with no address, to nobody. Both and all administrators are told.

    Naming whoever holds it already changes nothing.
    """
    if Role.Name.ADMINISTRATOR not in roles_of(by):
        raise Refused(_("Only an administrator can do this."))
    # All rows, so that two administrators who exchange lead and deputy wait for each other.
    held = {duty.position: duty for duty in SafeguardingDuty.objects.select_for_update().order_by("pk")}
    before = held.get(position)
    user = moderator_at(email) if email.strip() else None
    if (before.user_id if before else None) == (user.pk if user else None):
        return before
    if user is not None and any(duty.user_id == user.pk for duty in held.values()):
        raise Refused(_("Lead and deputy must be two people. Name somebody else, or empty the other position first."))
    left = before.user if before else None
    if before is not None:
        before.delete()
    duty = SafeguardingDuty.objects.create(position=position, user=user) if user else None
    now = timezone.now()
    told = [*(one.email for one in (left, user) if one), *administrators()]
    for address in dict.fromkeys(told):
        post(
            to=address,
            kind="commitments/safeguarding_named",
            thing=f"safeguarding:{position.value}",
            period=now.isoformat(),
            context={
                "position": Position(position).label,
                "before": left.email if left else "",
                "after": user.email if user else "",
            },
        )
    return duty


def moderator_at(email: str) -> User:
    user = User.objects.filter(email=User.objects.normalize(email)).first()
    if user is None or not can_moderate(user):
        raise Refused(_("There is no moderator with this address. Give them the role of a moderator first."))
    return user
