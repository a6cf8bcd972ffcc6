"""A review, from the day that a steward opens it to what came of it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Charter, Review, ReviewSheet
from coprod_portal.accounts.models import User
from coprod_portal.references import new_reference
from coprod_portal.submissions.errors import Refused, Stale

LONGEST = timedelta(days=366)
CODE_LENGTH = 8
MOST_SHEETS_AT_ONCE = 100
MOST_SHEETS = 1000


@transaction.atomic
def open_review(*, charter: Charter, opens_on: date, closes_on: date, why: str, by: User) -> Review:
    """Ask everybody about the edition that stands now. One review of a charter at a time."""
    held = Charter.objects.select_for_update().get(pk=charter.pk)
    if held.current_edition is None:
        raise Refused(_("This charter has no public edition yet. Publish one first, then open a review of it."))
    today = timezone.localdate()
    if held.reviews.filter(closes_on__gte=today).exists():
        raise Refused(_("There is a review of this charter already. Wait until it has closed, or change its dates."))
    if opens_on < today:
        raise Refused(_("A review cannot open on a day that has gone. Choose today or a later day."))
    check_dates(opens_on=opens_on, closes_on=closes_on)
    return Review.objects.create(
        charter=held, edition=held.current_edition, opens_on=opens_on, closes_on=closes_on, why=why, opened_by=by
    )


@transaction.atomic
def change_review(*, review: Review, opens_on: date, closes_on: date, why: str, revision: int, by: User) -> Review:
    """Change the dates or the words, until it has closed. Raises `Stale` when somebody else changed it meanwhile."""
    held = lock(review, revision=revision)
    today = timezone.localdate()
    if held.has_closed:
        raise Refused(_("This review has closed. Its dates stay as they were."))
    if held.opens_on <= today and opens_on != held.opens_on:
        raise Refused(_("This review is open already. Its first day stays as it was."))
    if opens_on != held.opens_on and opens_on < today:
        raise Refused(_("A review cannot open on a day that has gone. Choose today or a later day."))
    if closes_on < today:
        raise Refused(_("People may be answering now. Choose today or a later day as the last day."))
    check_dates(opens_on=opens_on, closes_on=closes_on)
    held.opens_on, held.closes_on, held.why = opens_on, closes_on, why
    return save(held, "opens_on", "closes_on", "why")


def check_dates(*, opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise Refused(_("The last day comes before the first day. Choose a later last day."))
    if closes_on - opens_on > LONGEST:
        raise Refused(_("A review may be open for a year at most. Choose an earlier last day."))


@transaction.atomic
def write_outcome(*, review: Review, heard: str, changed: str, not_changed: str, revision: int, by: User) -> Review:
    """Keep the words on what came of it. Those that are public already change on the public page too."""
    held = lock(review, revision=revision)
    if not held.has_closed:
        raise Refused(_("This review has not closed yet. Write what came of it when it has."))
    if held.told_at and not (heard and changed and not_changed):
        raise Refused(_("These words are public. Leave none of the three parts empty."))
    held.heard, held.changed, held.not_changed = heard, changed, not_changed
    return save(held, "heard", "changed", "not_changed")


@transaction.atomic
def tell_outcome(*, review: Review, revision: int, by: User) -> Review:
    """Make public what came of a review. Raises `Stale` when the words are not those that the steward read."""
    held = lock(review, revision=revision)
    if held.told_at:
        return held
    if not (held.has_closed and held.heard and held.changed and held.not_changed):
        raise Refused(_("Write all three parts first: what you heard, what you changed, and what you did not."))
    held.told_at = timezone.now()
    return save(held, "told_at")


@transaction.atomic
def make_sheets(*, review: Review, how_many: int, by: User) -> list[ReviewSheet]:
    """Numbered paper sheets, each good for one person's answers."""
    held = Review.objects.select_for_update().get(pk=review.pk)
    if held.has_closed:
        raise Refused(_("This review has closed. No more sheets can be filled in."))
    if held.sheets.count() + how_many > MOST_SHEETS:
        raise Refused(_("A review may have 1,000 sheets at most."))
    codes = {new_reference(CODE_LENGTH) for _each in range(how_many)}
    return ReviewSheet.objects.bulk_create(ReviewSheet(review=held, code=code) for code in sorted(codes))


def lock(review: Review, *, revision: int) -> Review:
    held = Review.objects.select_for_update().get(pk=review.pk)
    if held.revision != revision:
        raise Stale(_("Somebody else changed this review after you opened the page."))
    return held


def save(review: Review, *fields: str) -> Review:
    review.revision += 1
    review.save(update_fields=[*fields, "revision"])
    return review
