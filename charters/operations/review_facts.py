"""What is known of somebody's answers to reviews, as long as a seal lets us find them: until the review has closed."""

from typing import Any

from django.db.models import QuerySet

from charters.models import Review, ReviewAnswer
from charters.operations.review_answers import FORGOTTEN
from charters.review_seals import seals


def answers_of(email: str) -> QuerySet[ReviewAnswer]:
    """Those that can be told apart by their seals still, confirmed or not."""
    sealed = ReviewAnswer.objects.exclude(address_seal="").exclude(address_seal__startswith=FORGOTTEN)
    reviews = Review.objects.filter(pk__in=sealed.values("review"))
    theirs = [seal for review in reviews for seal in seals(review, email)]
    return ReviewAnswer.objects.filter(address_seal__in=theirs)


def about_answers(*, email: str, **_others: Any) -> dict[str, Any]:
    found = answers_of(email).select_related("review__edition__charter").prefetch_related("points__wording")
    return {
        "review_answers": [
            {
                "review": str(answer.review),
                "answered_at": answer.answered_at,
                "confirmed_at": answer.confirmed_at,
                "missing": answer.missing,
                "points": [
                    {"words": point.wording.text, "matters": point.matters, "happening": point.happening}
                    for point in answer.points.all()
                ],
            }
            for answer in found.order_by("pk")
        ]
    }


def forget_answers(*, email: str, **_others: Any) -> None:
    answers_of(email).delete()
