"""The made-up reviews of a trial, from `content/demo_reviews.toml`: one that has closed, and one that is open."""

import tomllib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from charters.models import Charter, Review, ReviewAnswer, ReviewPoint, ReviewSheet
from charters.operations.review_answers import FORGOTTEN
from charters.operations.reviews import CODE_LENGTH
from coprod_portal.references import new_reference
from coprod_portal.submissions.errors import Refused


@transaction.atomic
def load() -> int:
    """Add them where the made-up charter has none yet. Returns how many. Refused on a live site."""
    if not settings.SHOW_MADE_UP:
        raise Refused("Made-up reviews are for a trial. They cannot be loaded with DEBUG off.")
    with (settings.CONTENT_FOLDER / "demo_reviews.toml").open("rb") as file:
        demo = tomllib.load(file)
    charter = Charter.objects.filter(slug=demo["charter"], made_up=True).first()
    if charter is None or charter.reviews.exists():
        return 0
    load_closed(charter, demo["closed"])
    load_open(charter, demo["open"])
    return 2


def load_closed(charter: Charter, entry: dict[str, Any]) -> None:
    review = create(charter, entry, closes_in_days=-entry["closed_days_ago"])
    moment = timezone.now() - timedelta(days=entry["closed_days_ago"])
    for name in ("heard", "changed", "not_changed"):
        setattr(review, name, entry[name])
    review.told_at = moment
    review.save()
    words = [*entry["missing"], *[""] * entry["people"]]
    answers = ReviewAnswer.objects.bulk_create(
        ReviewAnswer(
            review=review,
            address_seal=f"{FORGOTTEN}made-up-{number}",
            missing=words[number],
            answered_at=moment,
            confirmed_at=moment,
        )
        for number in range(entry["people"])
    )
    for point in entry["points"]:
        wording = review.edition.wordings.get(principle__slug=point["principle"])
        matters, happening = one_each(point["matters"]), one_each(point["happening"])
        ReviewPoint.objects.bulk_create(
            ReviewPoint(
                answer=answer,
                wording=wording,
                matters=matters[number] if number < len(matters) else "",
                happening=happening[number] if number < len(happening) else "",
            )
            for number, answer in enumerate(answers)
            if number < max(len(matters), len(happening))
        )


def one_each(counts: dict[str, int]) -> list[str]:
    return [answer for answer, people in counts.items() for _person in range(people)]


def load_open(charter: Charter, entry: dict[str, Any]) -> None:
    review = create(charter, entry, closes_in_days=entry["closes_in_days"])
    ReviewSheet.objects.bulk_create(
        ReviewSheet(review=review, code=new_reference(CODE_LENGTH)) for _each in range(entry["sheets"])
    )


def create(charter: Charter, entry: dict[str, Any], *, closes_in_days: int) -> Review:
    today = timezone.localdate()
    return Review.objects.create(
        charter=charter,
        edition=charter.editions.get(number=entry["edition"]),
        opens_on=today - timedelta(days=entry["opened_days_ago"]),
        closes_on=today + timedelta(days=closes_in_days),
        why=entry["why"],
    )
