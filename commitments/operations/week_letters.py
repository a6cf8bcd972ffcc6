"""Inviting those who committed in the last Co-production Week to say what came of it, and to commit again."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone

from commitments.models import Commitment, Draft, Week
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import LetterPart, Stop, Subject, Unreachable

KIND = "commitments/week_coming"
BEFORE = timedelta(days=7)
AT_ONCE = 200


def invite_makers() -> int:
    """From a week before it opens until it closes, once for each commitment and week. Run by `run_due`."""
    today = timezone.localdate()
    weeks = Week.objects.public().filter(opens_on__lte=today + BEFORE, closes_on__gte=today)
    return sum(invite_to(week) for week in weeks)


def invite_to(week: Week) -> int:
    before = Week.objects.filter(year__lt=week.year, commitments__isnull=False).order_by("-year").first()
    if before is None:
        return 0
    asked = list(to_invite(week, before).order_by("pk")[:AT_ONCE])
    return sum(invite_one(week, before, commitment) for commitment in asked)


def to_invite(week: Week, before: Week) -> "QuerySet[Commitment]":
    """Public ones of the week before, that nobody goes on with yet, whose keeper is there and wants such mail."""
    keepers = OuterRef("keeper__email")
    told = LetterPart.objects.filter(
        kind=KIND, period=period_of(week), thing=Concat(Value("commitment:"), OuterRef("reference"))
    )
    return (
        Commitment.objects.public()
        .filter(week=before, keeper__is_active=True, renewals__isnull=True)
        .filter(
            ~Exists(told),
            ~Exists(Stop.objects.filter(email=keepers, subject=Subject.WEEKS)),
            ~Exists(Unreachable.objects.filter(email=keepers)),
            ~Exists(Draft.objects.open().filter(renews=OuterRef("pk"))),
        )
        .select_related("keeper", "published_version")
    )


@transaction.atomic
def invite_one(week: Week, before: Week, commitment: Commitment) -> bool:
    if commitment.keeper is None or commitment.published_version is None:
        return False
    part = letters.add(
        to=commitment.keeper.email,
        subject=Subject.WEEKS,
        kind=KIND,
        thing=f"commitment:{commitment.reference}",
        period=period_of(week),
        context={
            "week": week,
            "before": before,
            "title": commitment.published_version.title,
            "renew": reverse("my-commitment-renew", args=[commitment.reference]),
            "news": reverse("my-commitment-news", args=[commitment.reference]),
            "page": week.get_absolute_url(),
        },
    )
    return part is not None


def period_of(week: Week) -> str:
    return f"week {week.year}"
