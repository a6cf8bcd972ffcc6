"""A steward writes the Easy Read of their charter."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from charters.models import Charter, EasyRead, Edition, Stewardship
from charters.operations.easy_read import WrittenIdea, save_easy_read
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/steward/sandwell/easy-read/"
LONG = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen."


@pytest.fixture
def charter(steward: User) -> Charter:
    made = factories.charter()
    Stewardship.objects.create(charter=made, user=steward)
    easy_read = EasyRead.objects.create(edition=current(made))
    easy_read.ideas.create(heading="What it says", words="Listen well.", picture="ear", position=1)
    easy_read.ideas.create(words="Pay people.", picture="money", position=2)
    return made


@pytest.fixture
def desk(charter: Charter, steward: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(steward, second_factor=True)


def current(charter: Charter) -> Edition:
    assert charter.current_edition is not None
    return charter.current_edition


def typed(*ideas: tuple[str, str, str, str], **more: Any) -> dict[str, Any]:
    """Rows of place, heading, words and picture."""
    rows = {
        f"{part}_{number}": value
        for number, idea in enumerate(ideas, 1)
        for part, value in zip(("place", "heading", "words", "picture"), idea, strict=True)
    }
    return {"count": len(ideas), "revision": 1, **rows, **more}


def words(charter: Charter) -> list[tuple[str, str, str]]:
    ideas = EasyRead.objects.get(edition=current(charter)).ideas.all()
    return [(idea.heading, idea.words, idea.picture) for idea in ideas]


def save(charter: Charter, by: User, **changes: Any) -> EasyRead:
    values: dict[str, Any] = {
        "edition": current(charter),
        "ideas": [WrittenIdea("We listen.", "ear")],
        "checked_by": "",
        "checked_on": None,
        "revision": 1,
        **changes,
    }
    return save_easy_read(by=by, **values)


def test_the_room_leads_there_and_the_page_shows_what_there_is(desk: Client) -> None:
    assert f'href="{ADDRESS}"' in desk.get("/steward/sandwell/").content.decode()
    page = desk.get(ADDRESS).content.decode()
    assert ">Listen well.</textarea>" in page
    assert 'value="What it says"' in page
    assert "What you save is public at once." in page
    assert "A thumb up" in page


def test_saving_changes_adds_orders_and_takes_away(desk: Client, charter: Charter, client: Client) -> None:
    answer = desk.post(
        ADDRESS,
        typed(
            ("1", "", "", ""),
            ("2", "What it says", "Pay people  for their time.", "money"),
            ("2", "", "Be kind.", "heart"),
            ("", "", "This is the end.", "stop"),
            ("", "", "", ""),
        ),
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{ADDRESS}?edition=1")
    assert words(charter) == [
        ("", "Be kind.", "heart"),
        ("What it says", "Pay people for their time.", "money"),
        ("", "This is the end.", "stop"),
    ]
    assert "Pay people for their time." in client.get("/charters/sandwell/easy-read/").content.decode()
    assert EasyRead.objects.get().changed_at is not None


@pytest.mark.parametrize(
    ("idea", "sentence"),
    [
        (("1", "", LONG, "ear"), f"Idea 1 has a sentence of 16 words: “{LONG}” Use at most 15 words."),
        (("1", LONG.removesuffix(" sixteen.")[:90], "One. Two. Three.", "ear"), "Idea 1 has more than two sentences."),
        (("1", "", "We listen.", ""), "Idea 1 needs a picture. Choose one from the list."),
        (("1", "A heading", "", "ear"), "Idea 1 has no words. Write a sentence."),
        (("first", "", "We listen.", "ear"), "Enter the place as a number, like 3"),
        (("1", "", "Wo" + "o" * 300 + "rd.", "ear"), "Use 300 characters or fewer."),
        (("", "", "", ""), "Write at least one idea."),
    ],
)
def test_what_is_not_easy_read_gets_a_sentence_that_says_which(
    desk: Client, charter: Charter, idea: tuple[str, str, str, str], sentence: str
) -> None:
    page = desk.post(ADDRESS, typed(idea)).content.decode()
    assert sentence in page
    assert idea[2] in page
    assert len(words(charter)) == 2


def test_who_checked_it_needs_a_day(desk: Client, charter: Charter, client: Client) -> None:
    one = ("1", "", "We listen.", "ear")
    page = desk.post(ADDRESS, typed(one, checked_by="Sandwell reading group")).content.decode()
    assert "Say who checked it and on which day, or leave both empty." in page
    day = {"checked_on_day": "2", "checked_on_month": "1", "checked_on_year": "2027"}
    assert desk.post(ADDRESS, typed(one, checked_by="Sandwell reading group", **day)).status_code == 302
    assert EasyRead.objects.get().checked_on == date(2027, 1, 2)
    public = client.get("/charters/sandwell/easy-read/").content.decode()
    assert "People with learning disabilities checked this on 2 January 2027." in public


def test_whoever_was_slower_gets_both_texts(desk: Client, charter: Charter, steward: User) -> None:
    save(charter, steward)
    answer = desk.post(ADDRESS, typed(("1", "", "Mine is other.", "ear")))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "We listen." in page
    assert "Mine is other." in page
    assert "Save mine" in page
    assert words(charter) == [("", "We listen.", "ear")]
    assert desk.post(ADDRESS, typed(("1", "", "Mine is other.", "ear"), revision=2)).status_code == 302


def test_a_draft_begins_with_the_words_of_the_edition_before(desk: Client, charter: Charter, client: Client) -> None:
    Edition.objects.create(charter=charter, number=2, title="New", owner="x", summary="x", source="x")
    page = desk.get(f"{ADDRESS}?edition=2").content.decode()
    assert "This edition has no Easy Read yet." in page
    assert ">Listen well.</textarea>" in page
    answer = desk.post(f"{ADDRESS}?edition=2", typed(("1", "", "Only in the draft.", "ear"), revision=0))
    assert answer.status_code == 302
    assert words(charter)[0][1] == "Listen well."
    assert "Only in the draft." not in client.get("/charters/sandwell/easy-read/").content.decode()


@pytest.mark.parametrize("address", [f"{ADDRESS}?edition=9", f"{ADDRESS}?edition=x", "/steward/stockport/easy-read/"])
def test_what_is_not_theirs_is_not_there(desk: Client, address: str) -> None:
    factories.charter("stockport")
    assert desk.get(address).status_code == 404


def test_an_older_edition_stays_as_it_is(desk: Client, charter: Charter, steward: User) -> None:
    old = current(charter)
    newer = Edition.objects.create(charter=charter, number=2, title="New", owner="x", summary="x", source="x")
    factories.publish(newer)
    assert desk.get(f"{ADDRESS}?edition=1").status_code == 404
    with pytest.raises(Refused, match="Its Easy Read stays as it is"):
        save(charter, steward, edition=old)


def test_the_operation_refuses_on_its_own(charter: Charter, steward: User, stranger: User) -> None:
    with pytest.raises(Refused, match="Only those who look after this charter"):
        save(charter, stranger)
    with pytest.raises(Refused, match="Idea 2 has a sentence of 16 words"):
        save(charter, steward, ideas=[WrittenIdea("We listen.", "ear"), WrittenIdea(LONG, "ear")])
    with pytest.raises(Refused, match="Write at least one idea"):
        save(charter, steward, ideas=[])
    with pytest.raises(Refused, match="Say who checked it"):
        save(charter, steward, checked_by="Somebody")
    with pytest.raises(Stale):
        save(charter, steward, revision=7)
    assert len(words(charter)) == 2


def test_when_the_last_write_fails_nothing_has_changed(
    charter: Charter, steward: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("charters.operations.easy_read.EasyReadIdea.objects.bulk_create", fail)
    with pytest.raises(RuntimeError):
        save(charter, steward)
    assert len(words(charter)) == 2
    assert EasyRead.objects.get().revision == 1


@pytest.mark.parametrize("count", ["0", "-3", "999999", "x", ""])
def test_a_count_that_somebody_made_up_does_no_harm(desk: Client, charter: Charter, count: str) -> None:
    answer = desk.post(ADDRESS, {**typed(("1", "", "We listen.", "ear")), "count": count})
    assert answer.status_code in (200, 409)
    assert len(words(charter)) == 2
