"""The database itself refuses to change the words of a published edition."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from charters.models import Charter, Edition, Principle, Wording
from tests import factories

pytestmark = pytest.mark.django_db


def published_wording() -> Wording:
    return Wording.objects.get(edition__charter=factories.charter(), principle__slug="listen")


def draft_wording() -> Wording:
    wording = published_wording()
    Edition.objects.update(published_at=None)
    return wording


@pytest.mark.parametrize(
    "change",
    [{"text": "listen"}, {"short": "Listen"}, {"gloss": "Hear"}, {"detail": "Well"}, {"is_quotation": False}],
    ids=lambda change: next(iter(change)),
)
def test_own_words_stay(change: dict[str, Any]) -> None:
    wording = published_wording()
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        Wording.objects.filter(pk=wording.pk).update(**change)
    wording.refresh_from_db()
    assert wording.text == "listen actively"


def test_words_cannot_move_to_another_principle() -> None:
    wording = published_wording()
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        Wording.objects.filter(pk=wording.pk).update(
            principle=Principle.objects.create(charter=wording.edition.charter, slug="hear")
        )


def test_words_cannot_be_removed() -> None:
    wording = published_wording()
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        wording.delete()
    assert Wording.objects.filter(pk=wording.pk).exists()


def test_a_published_edition_cannot_be_removed() -> None:
    wording = published_wording()
    Charter.objects.update(current_edition=None)
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        wording.edition.delete()


def test_what_is_ours_may_change() -> None:
    wording = published_wording()
    wording.note, wording.why = "Printed twice.", "It is about hearing."
    wording.save()
    wording.refresh_from_db()
    assert (wording.note, wording.why) == ("Printed twice.", "It is about hearing.")


def test_words_of_a_draft_may_change_and_go() -> None:
    wording = draft_wording()
    Wording.objects.filter(pk=wording.pk).update(text="listen well")
    wording.refresh_from_db()
    assert wording.text == "listen well"
    wording.delete()
    assert not Wording.objects.filter(pk=wording.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_words_of_committed_editions_stay_too() -> None:
    """Also leaves committed rows behind, so that the next test would stumble if they could not be cleared."""
    wording = published_wording()
    with pytest.raises(IntegrityError, match="never change"):
        wording.delete()
