"""Answers to a review: sent, confirmed from a mail, entered from paper, taken back, and forgotten."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from charters.models import Charter, Review, ReviewAnswer, ReviewPoint, ReviewSheet
from charters.review_questions import Thoughts
from charters.review_seals import seal, token_of
from coprod_portal.outbox.operations import post
from coprod_portal.references import ALPHABET
from coprod_portal.submissions.errors import Refused

FORGOTTEN = "forgotten-"


@transaction.atomic
def send_answer(*, review: Review, thoughts: Thoughts, email: str, in_easy_read: bool = False) -> ReviewAnswer:
    """Keep what somebody thinks and mail them a link. It counts once they press the button of the page behind it.

    The mail is filed under a name made by chance: nothing in the outbox leads from an address to its answers.
    """
    held = lock_open(review)
    answer = ReviewAnswer.objects.create(
        review=held, address_seal=seal(held, email), missing=thoughts.missing, in_easy_read=in_easy_read
    )
    keep_points(answer, thoughts)
    path = reverse("charter-review-confirm", args=[held.charter.slug, token_of(answer)])
    post(
        to=email,
        kind="charters/review_confirm",
        thing=f"review:{held.pk}",
        period=get_random_string(20),
        context={
            "charter": held.charter,
            "review": held,
            "link": settings.BASE_URL + path,
            "until": link_works_until(answer),
        },
        useless_after=link_ends_at(answer),
    )
    return answer


def link_ends_at(answer: ReviewAnswer) -> datetime:
    """When answers that were not confirmed go."""
    return answer.answered_at + timedelta(days=settings.REVIEW_LINK_DAYS)


def link_works_until(answer: ReviewAnswer) -> datetime:
    """The last moment for confirming, as a day for people: the link's own last day, or that of the review."""
    closing = timezone.make_aware(datetime.combine(answer.review.closes_on, datetime.max.time()))
    return min(link_ends_at(answer), closing)


def can_confirm(answer: ReviewAnswer) -> bool:
    return answer.review.is_open and timezone.now() < link_ends_at(answer)


def has_answered_before(answer: ReviewAnswer) -> bool:
    """Other answers of the same address count already."""
    same = ReviewAnswer.objects.counted().filter(review=answer.review_id, address_seal=answer.address_seal)
    return same.exclude(pk=answer.pk).exists()


@transaction.atomic
def confirm_answer(*, answer: ReviewAnswer) -> ReviewAnswer:
    """Let somebody's answers count. Whoever holds the review's row is alone, so an address counts once."""
    Review.objects.select_for_update().get(pk=answer.review_id)
    held = ReviewAnswer.objects.select_related("review__charter").filter(pk=answer.pk).first()
    if held is None:
        raise Refused(_("These answers are not here any more."))
    if held.confirmed_at:
        return held
    if not can_confirm(held):
        raise Refused(_("This link has ended, so these answers cannot be counted any more."))
    if has_answered_before(held):
        raise Refused(_("You have answered this review already. Your first answers count."))
    held.confirmed_at = timezone.now()
    held.save(update_fields=["confirmed_at"])
    return held


@transaction.atomic
def take_back_answer(*, answer: ReviewAnswer) -> None:
    """Delete somebody's answers, while the review is open. A second click finds them gone, as it asked."""
    held = Review.objects.select_for_update().get(pk=answer.review_id)
    if held.has_closed:
        raise Refused(_("The review has closed. We cannot tell any more which answers were yours."))
    ReviewAnswer.objects.filter(pk=answer.pk, sheet__isnull=True).delete()


@transaction.atomic
def enter_sheet(*, charter: Charter, code: str, thoughts: Thoughts) -> ReviewAnswer:
    """Count what somebody wrote on a paper sheet. Each sheet counts once."""
    sheet = (
        ReviewSheet.objects.select_for_update(of=("self",))
        .select_related("review__charter")
        .filter(review__charter=charter, code=code_as_kept(code))
        .first()
    )
    if sheet is None:
        raise Refused(_("We do not know this code. Look at the sheet again: it has 8 letters and numbers."))
    review = lock_open(sheet.review)
    if ReviewAnswer.objects.filter(sheet=sheet).exists():
        raise Refused(_("The answers of this sheet are here already. Each sheet counts once."))
    answer = ReviewAnswer.objects.create(
        review=review, sheet=sheet, missing=thoughts.missing, confirmed_at=timezone.now()
    )
    keep_points(answer, thoughts)
    return answer


def is_code_known(*, charter: Charter, code: str) -> bool:
    return ReviewSheet.objects.filter(review__charter=charter, code=code_as_kept(code)).exists()


def code_as_kept(code: str) -> str:
    """As people type it: small letters, spaces and dashes do not matter."""
    return "".join(letter for letter in code.upper() if letter in ALPHABET)


def lock_open(review: Review) -> Review:
    held = Review.objects.select_for_update(of=("self",)).select_related("charter").get(pk=review.pk)
    if not held.is_open:
        raise Refused(_("This review is not open any more, so we cannot take answers to it."))
    return held


def keep_points(answer: ReviewAnswer, thoughts: Thoughts) -> None:
    points = thoughts.as_points()
    for point in points:
        point.answer = answer
    ReviewPoint.objects.bulk_create(points)


def prune_review_answers() -> int:
    """Delete answers that nobody confirmed in time, and the seals of reviews that have closed. Returns how many."""
    before = timezone.now() - timedelta(days=settings.REVIEW_LINK_DAYS)
    today = timezone.localdate()
    waiting = ReviewAnswer.objects.filter(confirmed_at__isnull=True)
    late = waiting.filter(answered_at__lt=before) | waiting.filter(review__closes_on__lt=today)
    deleted = late.count()
    late.delete()
    sealed = ReviewAnswer.objects.filter(review__closes_on__lt=today).exclude(address_seal="")
    forgotten = Concat(Value(FORGOTTEN), Cast("pk", CharField()))
    return deleted + sealed.exclude(address_seal__startswith=FORGOTTEN).update(address_seal=forgotten)
