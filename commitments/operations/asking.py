"""Asking makers for news when it is due: once for each due date, whoever asks and however often."""

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from commitments.models import Commitment
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.states import State

ASKED_AT_ONCE = 200


def ask_for_news() -> int:
    """Post the mails that are due, a bounded number at a time. Run by `run_due`; two at once ask nobody twice."""
    due = list(to_ask().order_by("news_due_on", "pk").values_list("pk", flat=True)[:ASKED_AT_ONCE])
    return sum(ask(pk) for pk in due)


def to_ask() -> QuerySet[Commitment]:
    """Public, due, not asked since it fell due, with somebody to ask, and no news from them that waits to be read."""
    return (
        Commitment.objects.public()
        .filter(Q(news_asked_on__isnull=True) | Q(news_asked_on__lt=F("news_due_on")))
        .filter(news_due_on__lte=timezone.localdate(), keeper__is_active=True)
        .exclude(news__submission__state=State.SUBMITTED)
    )


@transaction.atomic
def ask(pk: int) -> bool:
    """Ask about one, unless another worker has done so in the meantime."""
    held = Commitment.objects.select_for_update().filter(pk=pk).first()
    if held is None or not to_ask().filter(pk=pk).exists():
        return False
    if held.keeper is None or held.published_version is None:
        return False
    post(
        to=held.keeper.email,
        kind="commitments/news_due",
        thing=f"commitment:{held.reference}",
        period=f"{held.news_due_on:%Y-%m-%d}",
        context={"commitment": held, "title": held.published_version.title},
    )
    held.news_asked_on = timezone.localdate()
    held.save(update_fields=["news_asked_on"])
    return True
