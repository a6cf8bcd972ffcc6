"""What is known of somebody who raised a danger, looked at one or wrote such words, and how it is forgotten."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from commitments.models import Danger, SafeguardingDuty
from coprod_portal.accounts.models import User

FORGOTTEN = "Deleted in time."


def about_safety(*, email: str, user: User | None) -> dict[str, Any]:
    """What somebody did as staff. That words of theirs were kept apart is told to nobody but lead and deputy."""
    if user is None:
        return {}
    return {
        "safeguarding_duties": list(SafeguardingDuty.objects.filter(user=user).values("position", "since")),
        "dangers_raised": list(Danger.objects.filter(raised_by=user).order_by("pk").values("why", "raised_at")),
        "dangers_looked_at": list(
            Danger.objects.filter(looked_by=user).order_by("pk").values("was_danger", "what_was_done", "looked_at")
        ),
    }


@transaction.atomic
def forget_safety(*, email: str, user: User | None) -> None:
    """Words of theirs that somebody has looked at. What nobody has looked at is kept until then: a life may hang on it.

    Called before the words themselves go.
    """
    if user is not None:
        theirs = Danger.objects.filter(submission__written_by=user, looked_at__isnull=False)
        theirs.update(words="", why="", what_was_done=FORGOTTEN)


def prune_dangers() -> int:
    """Forget the words of those that were looked at long ago. That there was one, and its dates, stay."""
    before = timezone.now() - timedelta(days=settings.CASE_DAYS)
    old = Danger.objects.filter(looked_at__lt=before).exclude(what_was_done=FORGOTTEN)
    return old.update(why="", words="", what_was_done=FORGOTTEN)
