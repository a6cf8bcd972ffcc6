"""Following by mail, with no account: asked for, confirmed from a mail, stopped by one press, and forgotten."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commitments.following import Thing, things_of
from commitments.following_links import CONFIRM, MINE, link
from commitments.models import Follow
from commitments.operations.followers import drop_what_nobody_asked_for
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import Stop
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused

PRUNED_AT_ONCE = 1000


@transaction.atomic
def ask(*, thing: Thing, email: str) -> Follow:
    """Mail somebody the link that confirms. The same for an address that follows already: nobody learns that here."""
    email, now = User.objects.normalize(email), timezone.now()
    follow, is_new = Follow.objects.get_or_create(email=email, **{thing.kind: thing.row})
    if not is_new and follow.confirmed_at is None:
        follow.asked_at = now
        follow.save(update_fields=["asked_at"])
    post(
        to=email,
        kind="commitments/follow_confirm",
        language=get_language(),
        thing=f"follow:{follow.pk}",
        period=get_random_string(20),
        context={"thing": thing, "link": link(CONFIRM, str(follow.pk)), "days": settings.FOLLOW_LINK_DAYS},
        useless_after=now + timedelta(days=settings.FOLLOW_LINK_DAYS),
    )
    return follow


def send_list(*, email: str) -> None:
    """Mail the link to all that an address follows. Where it follows nothing, the mail says so."""
    email, now = User.objects.normalize(email), timezone.now()
    post(
        to=email,
        kind="commitments/follow_mine",
        language=get_language(),
        thing="follows",
        period=get_random_string(20),
        context={
            "link": link(MINE, email),
            "days": settings.FOLLOW_LINK_DAYS,
            "has_any": confirmed().filter(email=email).exists(),
        },
        useless_after=now + timedelta(days=settings.FOLLOW_LINK_DAYS),
    )


def confirmed() -> "QuerySet[Follow]":
    return Follow.objects.filter(confirmed_at__isnull=False)


@transaction.atomic
def confirm(*, follow: Follow) -> Follow:
    """From now on, what is new is told. Who had stopped all such mail gets it again, but not for what they followed
    before they stopped.
    """
    held = Follow.objects.select_for_update().filter(pk=follow.pk).first()
    if held is None:
        raise Refused(_("This link has ended. You can ask to follow it again."))
    if held.confirmed_at is None:
        held.confirmed_at = held.told_until = timezone.now()
        held.save(update_fields=["confirmed_at", "told_until"])
    stopped = Stop.objects.filter(email=held.email, subject=letters.Subject.FOLLOWED).first()
    if stopped is not None:
        earlier = Follow.objects.filter(email=held.email, confirmed_at__lte=stopped.stopped_at)
        earlier.exclude(pk=held.pk).delete()
        letters.start_again(email=held.email, subjects=[letters.Subject.FOLLOWED])
    return held


@transaction.atomic
def stop(*, pk: int) -> None:
    """No more about this one, from this moment: what waits to be told goes too. Stopping again changes nothing."""
    follow = Follow.objects.select_for_update().filter(pk=pk).first()
    if follow is not None:
        follow.delete()
        drop_what_nobody_asked_for(email=follow.email)


@transaction.atomic
def stop_all(*, email: str) -> None:
    Follow.objects.filter(email=email).delete()
    drop_what_nobody_asked_for(email=email)


def prune_follows() -> int:
    """Delete those that nobody confirmed in time, and those of people who stopped all such mail as long ago."""
    before = timezone.now() - timedelta(days=settings.FOLLOW_LINK_DAYS)
    stopped = Stop.objects.filter(
        email=OuterRef("email"), subject=letters.Subject.FOLLOWED, stopped_at__lt=before
    ).exclude(stopped_at__lt=OuterRef("confirmed_at"))
    late = Follow.objects.filter(confirmed_at__isnull=True, asked_at__lt=before)
    over = [*late.values_list("pk", flat=True)[:PRUNED_AT_ONCE]]
    over += confirmed().filter(Exists(stopped)).values_list("pk", flat=True)[:PRUNED_AT_ONCE]
    Follow.objects.filter(pk__in=over).delete()
    return len(over)


def about_follows(*, email: str, **_others: Any) -> dict[str, Any]:
    follows = list(Follow.objects.filter(email=email).order_by("pk"))
    things = things_of(follows)
    return {
        "follows": [
            {
                "what": things[follow.pk].name if follow.pk in things else None,
                "asked_at": follow.asked_at,
                "confirmed_at": follow.confirmed_at,
                "told_until": follow.told_until,
            }
            for follow in follows
        ]
    }


def forget_follows(*, email: str, **_others: Any) -> None:
    Follow.objects.filter(email=email).delete()
