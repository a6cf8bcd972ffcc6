"""A charter in other forms: what anybody sees, and what a steward may do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from charters.models import Charter, EasyRead, Edition, Format, Stewardship
from charters.operations.formats import FIELDS, FormatFacts, add_format
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db

FILM = {
    "kind": "bsl-video",
    "language": "",
    "title": "The charter in BSL",
    "url": "https://films.example.org/charter",
    "edition": "1",
    "made_by": "Deaf Sandwell",
    "checked_by": "",
}
PAGE = "/charters/sandwell/formats/"
ROOM = "/steward/sandwell/formats/"


@pytest.fixture
def charter(steward: User) -> Charter:
    made = factories.charter()
    Stewardship.objects.create(charter=made, user=steward)
    return made


@pytest.fixture
def room(steward: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(steward, second_factor=True)


def words(client: Client, address: str = PAGE) -> str:
    return " ".join(client.get(address).content.decode().partition("<main")[2].partition("</main>")[0].split())


def post(client: Client, address: str, data: dict[str, str]) -> Any:
    form = client.get(address).context["form"]
    hidden = {"form_key": str(form["form_key"].value()), "seen": form["seen"].value() or ""}
    return client.post(address, {**hidden, **data})


def film(charter: Charter, **fields: Any) -> Format:
    values = {**FILM, "edition": charter.current_edition, **fields}
    return Format.objects.create(**values)


def newer_edition(charter: Charter) -> Edition:
    edition = Edition.objects.create(charter=charter, number=2, title="New", owner="O", summary="S", source="A page")
    return factories.publish(edition)


def test_steward_adds_a_film_and_everybody_sees_what_it_is(charter: Charter, room: Client, client: Client) -> None:
    assert "Nobody has told us of a film" in words(client)
    assert post(room, f"{ROOM}add/", FILM).headers["Location"] == ROOM
    page = words(client)
    for part in (
        "The charter in BSL",
        'href="https://films.example.org/charter"',
        "British Sign Language video",
        "Matches the current words",
        "Deaf Sandwell",
        "Nobody has told us that they checked it.",
        "another website: films.example.org",
        "/charters/sandwell/formats/ask/",
    ):
        assert part in page


def test_after_a_new_edition_it_belongs_to_the_older_one(charter: Charter, client: Client) -> None:
    film(charter)
    film(charter, kind="language", language="ur", title="منشور")
    newer_edition(charter)
    page = words(client)
    assert page.count("Made for an older edition (edition 1)") == 2
    assert "Matches the current words" not in page
    assert '<span lang="ur" dir="rtl">اردو</span>' in page


def test_easy_read_of_ours_is_there_only_when_it_is_written(charter: Charter, client: Client) -> None:
    assert "Easy Read, with pictures" not in words(client)
    EasyRead.objects.create(edition=charter.current_edition)
    page = words(client)
    assert ("Easy Read, with pictures" in page) == (client.get("/charters/sandwell/easy-read/").status_code == 200)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"url": "javascript:alert(1)"}, "begins with https://"),
        ({"url": "ftp://example.org/film"}, "begins with https://"),
        ({"url": "films"}, "begins with https://"),
        ({"url": ""}, "Enter the web address"),
        ({"title": ""}, "Enter what it is called"),
        ({"kind": ""}, "Choose what it is"),
        ({"kind": "language"}, "Choose which language it is in"),
        ({"kind": "language", "language": "xx"}, "xx"),
        ({"edition": "2"}, "2"),
    ],
)
def test_bad_input_gets_a_sentence(charter: Charter, room: Client, answers: dict[str, str], sentence: str) -> None:
    Edition.objects.create(charter=charter, number=2, title="Draft", owner="O", summary="S", source="A page")
    response = post(room, f"{ROOM}add/", {**FILM, **answers})
    assert any(sentence in error for errors in response.context["form"].errors.values() for error in errors)
    assert not Format.objects.exists()


def test_a_draft_edition_has_no_formats(charter: Charter, steward: User, client: Client) -> None:
    draft = Edition.objects.create(charter=charter, number=2, title="Draft", owner="O", summary="S", source="A page")
    film(charter, edition=draft)
    assert "The charter in BSL" not in words(client)
    facts = FormatFacts(draft, *(FILM[name] for name in FIELDS))
    with pytest.raises(Refused):
        add_format(facts=facts, by=steward)


def test_a_second_steward_does_not_write_over_the_first(charter: Charter, room: Client) -> None:
    held = film(charter)
    address = f"{ROOM}{held.pk}/"
    form = room.get(address).context["form"]
    seen = {"form_key": str(form["form_key"].value()), "seen": form["seen"].value()}
    assert post(room, address, {**FILM, "title": "First"}).status_code == 302
    second = room.post(address, {**seen, **FILM, "title": "Second"})
    page = second.content.decode()
    assert second.status_code == 409
    assert "British Sign Language video: First" in page
    assert 'value="Second"' in page
    held.refresh_from_db()
    assert held.title == "First"
    form = second.context["form"]
    again = {"form_key": form["form_key"].value(), "seen": form["seen"].value()}
    assert room.post(address, {**again, **FILM, "title": "Second"}).status_code == 302


def test_steward_takes_it_off_and_nobody_elses(charter: Charter, room: Client) -> None:
    mine, other = film(charter), film(factories.charter("stockport"))
    assert room.post(f"{ROOM}{other.pk}/remove/").status_code == 404
    assert room.get(f"{ROOM}{other.pk}/").status_code == 404
    leads_to = [room.post(f"{ROOM}{mine.pk}/remove/").headers.get("Location") for _click in range(2)]
    assert leads_to == [ROOM, ROOM]
    assert list(Format.objects.all()) == [other]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_as_many_queries_for_many(
    charter: Charter, client: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        film(charter)
    with django_assert_num_queries(4):
        client.get(PAGE)
