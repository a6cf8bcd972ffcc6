"""The database itself refuses to change what a published edition says, whatever code asks."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from charters.models import Edition, Principle, Section, WayToTakePart, Wording
from tests import factories

pytestmark = pytest.mark.django_db

CHANGES: list[Callable[[Edition], object]] = [
    lambda edition: Edition.objects.filter(pk=edition.pk).update(title="Other words"),
    lambda edition: Edition.objects.filter(pk=edition.pk).update(concern_words="Tell nobody."),
    lambda edition: Edition.objects.filter(pk=edition.pk).delete(),
    lambda edition: edition.sections.update(heading="We might:"),
    lambda edition: Section.objects.create(edition=edition, slug="more", heading="More", kind="promise", position=9),
    lambda edition: edition.ways_to_take_part.update(text="Stay at home"),
    lambda edition: edition.ways_to_take_part.all().delete(),
    lambda edition: edition.wordings.update(text="listen a bit"),
    lambda edition: Wording.objects.create(
        edition=edition,
        section=edition.sections.get(),
        principle=Principle.objects.create(charter=edition.charter, slug="new"),
        text="a new promise",
        is_quotation=True,
        position=9,
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_published_edition_keeps_its_words_and_a_draft_does_not(change: Callable[[Edition], object]) -> None:
    edition = factories.charter().current_edition
    assert edition is not None
    with pytest.raises(DatabaseError), transaction.atomic():
        add_a_way(edition)
    Edition.objects.filter(pk=edition.pk).update(published_at=None)
    add_a_way(edition)
    factories.publish(edition)

    with pytest.raises(DatabaseError), transaction.atomic():
        change(edition)

    edition.charter.current_edition = None
    edition.charter.save(update_fields=["current_edition"])
    Edition.objects.filter(pk=edition.pk).update(published_at=None)
    change(edition)


def add_a_way(edition: Edition) -> None:
    WayToTakePart.objects.create(edition=edition, slug="board", text="Join a board", position=1)


def test_what_is_ours_may_change_at_any_time() -> None:
    edition = factories.charter().current_edition
    assert edition is not None

    Edition.objects.filter(pk=edition.pk).update(summary="In other words of ours.", source="The poster in the hall")
    edition.sections.update(our_label="Ours")
    edition.wordings.update(why="Because it says so.", note="Odd.")

    edition.refresh_from_db()
    assert edition.summary == "In other words of ours."
