"""The pages of a draft: each form, a late save, the preview and publishing."""

from collections.abc import Callable
from html import unescape
from re import sub
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from charters.models import Charter, Edition, Mapping, Principle, Section, Stewardship, Wording
from charters.operations.drafting import begin_draft, change_facts
from coprod_portal.accounts.models import User
from tests import factories

SignIn = Callable[..., Client]

pytestmark = pytest.mark.django_db

DRAFT = "/steward/sandwell/draft/"


@pytest.fixture
def charter(steward: User) -> Charter:
    made = factories.charter()
    Stewardship.objects.create(charter=made, user=steward)
    return made


@pytest.fixture
def draft(charter: Charter, steward: User) -> Edition:
    return begin_draft(charter=charter, by=steward)


@pytest.fixture
def client(steward: User, signed_in: SignIn) -> Client:
    return signed_in(steward, second_factor=True)


def words(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(unescape(sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])).split())


def principle(draft: Edition, slug: str = "listen") -> Wording:
    return Wording.objects.get(edition=draft, principle__slug=slug)


def of(draft: Edition, slug: str = "listen") -> str:
    return f"{DRAFT}principles/{principle(draft, slug).pk}/"


def answers(draft: Edition, **changes: Any) -> dict[str, Any]:
    return {
        "revision": Edition.objects.get(pk=draft.pk).revision,
        "section": draft.sections.all()[0].pk,
        "is_quotation": "yes",
        "text": "listen actively",
        "text_status": "whole",
        **changes,
    }


def test_a_draft_begins_with_a_button(client: Client, charter: Charter) -> None:
    assert "Begin a new edition" in words(client.get("/steward/sandwell/editions/"))
    assert client.get(DRAFT).status_code == 404

    response = client.post(f"{DRAFT}begin/")

    assert response.headers["Location"] == DRAFT
    assert "listen actively" in words(client.get(DRAFT))
    assert "Go on with the draft" in words(client.get("/steward/sandwell/editions/"))


def test_words_are_changed_and_the_draft_says_so(client: Client, draft: Edition) -> None:
    response = client.post(of(draft), answers(draft, text=" listen \r\n and act ", detail="One\r\n\r\n Two "))

    assert response.headers["Location"] == f"{DRAFT}#principles-{principle(draft).pk}"
    changed = principle(draft)
    assert (changed.text, changed.detail, changed.is_quotation) == ("listen and act", "One\nTwo", True)
    page = words(client.get(DRAFT))
    assert "listen and act The words changed." in page
    assert "pay people for their time The words are the same." in page


def test_a_late_save_shows_both_texts_and_loses_nothing(client: Client, draft: Edition) -> None:
    late = answers(draft, text="listen and act", note="Odd.")
    client.post(of(draft), answers(draft, text="listen and answer"))

    response = client.post(of(draft), late)

    page = words(response, 409)
    assert "Somebody changed this draft since you opened the page" in page
    assert "What is there now listen and answer What you typed listen and act" in page
    html = response.content.decode()
    assert ">listen and act</textarea>" in html
    assert ">Odd.</textarea>" in html
    assert principle(draft).text == "listen and answer"
    again = {**late, "revision": response.context["form"]["revision"].value()}
    assert client.post(of(draft), again).status_code == 302
    assert principle(draft).text == "listen and act"


def test_what_was_typed_for_something_that_is_gone_is_given_back(client: Client, draft: Edition) -> None:
    address, late = of(draft), answers(draft, text="listen and act")
    client.post(f"{address}remove/", {"revision": 1})

    page = words(client.post(address, late), 409)
    assert "Somebody took this out of the draft." in page
    assert "The words listen and act" in page

    Edition.objects.filter(pk=draft.pk).delete()
    page = words(client.post(address, late), 409)
    assert "There is no draft any more." in page
    assert "listen and act" in page
    page = words(client.post(f"{DRAFT}facts/names/", {"title": "Typed by me", "revision": 1}), 409)
    assert "Typed by me" in page


def test_a_form_posts_once(client: Client, draft: Edition) -> None:
    page = client.get(f"{DRAFT}principles/add/?section=we-will")
    key = page.context["form"]["form_key"].value()
    typed = answers(draft, text="thank people", form_key=key)

    addresses = {client.post(f"{DRAFT}principles/add/", typed).headers["Location"] for _ in range(2)}

    assert len(addresses) == 1
    assert draft.wordings.count() == 3


@pytest.mark.parametrize(
    ("page", "typed", "leads_to"),
    [
        ("publish/", {"changes": "Plainer words."}, "/steward/sandwell/"),
        ("delete/", {}, "/steward/sandwell/"),
        ("principles/{}/remove/", {}, f"{DRAFT}#principles"),
    ],
)
def test_a_slow_second_click_comes_to_where_the_first_led(
    client: Client, draft: Edition, page: str, typed: dict[str, str], leads_to: str
) -> None:
    """The button takes away what its own page is about, so nothing is left to click on."""
    address = DRAFT + page.format(principle(draft).pk)
    typed = {**typed, "revision": "1", "form_key": client.get(address).context["form"]["form_key"].value()}

    assert [client.post(address, typed).headers.get("Location") for _ in range(2)] == [leads_to, leads_to]

    assert client.post(address, {**typed, "form_key": ""}).status_code == 404


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": " "}, "Enter the words of the principle"),
        ({"section": ""}, "Choose a section"),
        ({"is_quotation": ""}, "Choose whose words they are"),
        ({"sic": "lisen"}, "Copy the misprint letter by letter"),
        ({"text": "x" * 5001}, "Use 5,000 characters or fewer"),
    ],
)
def test_wrong_answers_are_told(client: Client, draft: Edition, change: dict[str, str], sentence: str) -> None:
    assert sentence in words(client.post(of(draft), answers(draft, **change)))
    assert Edition.objects.get(pk=draft.pk).revision == 1


def test_a_section_of_another_charter_is_not_taken(client: Client, draft: Edition) -> None:
    other = factories.charter("stockport").current_edition
    assert other is not None

    page = words(client.post(of(draft), answers(draft, section=other.sections.get().pk)))

    assert "Choose a section of this draft" in page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/a", "example.org", "https://"])
def test_links_are_web_addresses(client: Client, draft: Edition, url: str) -> None:
    posted = {"revision": 1, "text": "A fact", "url": url}

    assert "begins with https://" in words(client.post(f"{DRAFT}background/add/", posted))


@pytest.mark.parametrize(
    ("part", "values", "field"),
    [
        ("names", {"title": "The new title", "owner": "All of us"}, "title"),
        ("summary", {"summary": "How we work."}, "summary"),
        ("making", {"made_by": "Parents", "people_involved": "40", "year_made": "2026"}, "made_by"),
        ("source", {"source": "A page", "source_url": "https://example.org/", "source_seen_on_day": "1"}, "source"),
        ("concern", {"concern_words": "Tell us.", "concern_gap": "No name."}, "concern_words"),
        ("review", {"review_status": "Every year", "review_partner": "Parents"}, "review_status"),
    ],
)
def test_the_facts_are_changed_on_small_pages(
    client: Client, draft: Edition, part: str, values: dict[str, str], field: str
) -> None:
    if part == "source":
        values = {**values, "source_seen_on_month": "11", "source_seen_on_year": "2026"}
    response = client.post(f"{DRAFT}facts/{part}/", {"revision": 1, **values})

    assert response.status_code == 302
    draft.refresh_from_db()
    assert getattr(draft, field) == values[field]
    assert values[field] in words(client.get(DRAFT))


def test_there_are_no_other_facts_or_parts(client: Client, draft: Edition) -> None:
    for address in ("facts/changes/", "themes/add/", "themes/1/", "principles/99999/"):
        assert client.get(f"{DRAFT}{address}").status_code == 404


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("sections", {"heading": "We thank:", "together": "yes"}),
        ("ways", {"text": "Come to a meeting"}),
        ("resources", {"kind": "film", "text": "Our film", "is_present": "yes", "is_historic": "no"}),
        ("missing", {"text": "The day of the review"}),
        ("oddities", {"text": "Two full stops"}),
        ("background", {"text": "It was a poster", "url": "https://example.org/", "confidence": "Sure"}),
    ],
)
def test_parts_are_added_changed_and_taken_out(
    client: Client, draft: Edition, kind: str, values: dict[str, str]
) -> None:
    shown = values.get("heading") or values["text"]
    response = client.post(f"{DRAFT}{kind}/add/", {"revision": 1, **values})
    address = f"{DRAFT}{kind}/{response.headers['Location'].rpartition('-')[2]}/"
    assert shown in words(client.get(DRAFT))

    name = "heading" if kind == "sections" else "text"
    assert client.post(address, {"revision": 2, **values, name: "Other words"}).status_code == 302
    page = words(client.get(DRAFT))
    assert "Other words" in page
    assert shown not in page

    client.post(f"{address}remove/", {"revision": 3})
    assert "Other words" not in words(client.get(DRAFT))


def test_a_section_needs_a_heading_or_a_label(client: Client, draft: Edition) -> None:
    assert "Enter a heading" in words(client.post(f"{DRAFT}sections/add/", {"revision": 1, "together": "no"}))


def test_a_section_keeps_what_it_was_when_its_heading_changes(client: Client, draft: Edition) -> None:
    section = draft.sections.get()

    client.post(f"{DRAFT}sections/{section.pk}/", {"revision": 1, "heading": "We do:", "together": "no"})

    section.refresh_from_db()
    assert (section.heading, section.kind) == ("We do:", "promise")
    client.post(f"{DRAFT}sections/{section.pk}/", {"revision": 2, "heading": "We do:", "together": "yes"})
    section.refresh_from_db()
    assert section.kind == Section.GROUP


def test_buttons_move_a_principle_and_a_late_one_shows_the_draft(client: Client, draft: Edition) -> None:
    press = {"revision": 1, "part": principle(draft).pk, "way": "down"}

    assert client.post(f"{DRAFT}principles/move/", press).status_code == 302
    assert [one.principle.slug for one in draft.wordings.all()] == ["pay", "listen"]

    assert "Somebody changed this draft" in words(client.post(f"{DRAFT}principles/move/", press), 409)
    assert [one.principle.slug for one in draft.wordings.all()] == ["pay", "listen"]


def test_what_was_taken_out_is_put_back(client: Client, draft: Edition) -> None:
    old = Wording.objects.get(edition__number=1, principle__slug="pay")
    client.post(f"{of(draft, 'pay')}remove/", {"revision": 1})
    page = words(client.get(DRAFT))
    assert page.index("No longer in the charter") < page.index("pay people for their time") < page.index("Put it back")

    client.post(f"{DRAFT}put-back/", {"revision": 2, "part": old.pk})

    assert "No longer in the charter" not in words(client.get(DRAFT))


def test_themes_are_given_with_reasons(client: Client, draft: Edition) -> None:
    factories.theme("power", "Equal power")
    address = f"{of(draft)}themes/"
    assert "Same words." in client.get(address).content.decode()

    client.post(address, {"revision": 1, "theme-listening": "", "theme-power": "It says equal."})

    made = Mapping.objects.filter(wording=principle(draft)).values_list("theme__slug", "reason")
    assert list(made) == [("power", "It says equal.")]


def test_where_words_come_from_is_said_on_a_page(client: Client, draft: Edition) -> None:
    client.post(f"{of(draft, 'pay')}remove/", {"revision": 1})
    address = f"{of(draft)}sources/"
    assert "pay people for their time" in words(client.get(address))

    client.post(address, {"revision": 2, "principles": ["pay"]})

    assert [one.slug for one in principle(draft).came_from.all()] == ["pay"]
    page = words(client.get(DRAFT))
    assert "Joined with other words" in page
    assert "No longer in the charter" not in page


def test_the_preview_is_the_public_page_for_stewards_alone(
    client: Client, draft: Edition, signed_in: SignIn, stranger: User
) -> None:
    Wording.objects.filter(edition=draft, principle__slug="listen").update(text="listen and act")

    page = words(client.get(f"{DRAFT}preview/"))
    assert "This is a draft." in page
    assert "listen and act" in page
    assert client.get(f"{DRAFT}preview/").headers["Cache-Control"] == "private, no-store"
    assert signed_in(stranger).get(f"{DRAFT}preview/").status_code == 404
    assert Client().get("/charters/sandwell/editions/2/").status_code == 404
    assert "listen and act" not in words(Client().get("/charters/sandwell/"))


def test_publishing_says_what_will_happen_and_asks_what_changed(client: Client, draft: Edition) -> None:
    client.post(of(draft), answers(draft, text="listen and act"))
    page = words(client.get(f"{DRAFT}publish/"))
    assert "The words are the same: 1 The words changed: 1" in page

    assert "Write what changed" in words(client.post(f"{DRAFT}publish/", {"revision": 2}))
    posted = {"revision": 2, "changes": "We also act."}
    assert client.post(f"{DRAFT}publish/", posted).headers["Location"] == "/steward/sandwell/"

    assert "listen and act" in words(Client().get("/charters/sandwell/"))
    assert client.get(DRAFT).status_code == 404


def test_a_draft_that_is_not_fit_has_no_button(client: Client, draft: Edition, steward: User) -> None:
    change_facts(edition=draft, revision=1, values={"source": ""}, by=steward)
    page = words(client.get(f"{DRAFT}publish/"))
    assert "Write where the words came from." in page
    assert "Publish it" not in page

    answer = client.post(f"{DRAFT}publish/", {"revision": 2, "changes": "New."})

    assert "Write where the words came from." in words(answer, 409)
    assert Edition.objects.get(pk=draft.pk).published_at is None


def test_a_late_publish_keeps_the_summary(client: Client, draft: Edition) -> None:
    client.post(of(draft), answers(draft, text="listen and act"))

    response = client.post(f"{DRAFT}publish/", {"revision": 1, "changes": "We also act."})

    assert "Somebody changed this draft" in words(response, 409)
    assert ">We also act.</textarea>" in response.content.decode()


def test_a_draft_is_deleted_after_a_question(client: Client, draft: Edition) -> None:
    assert "goes, for good" in words(client.get(f"{DRAFT}delete/"))

    assert client.post(f"{DRAFT}delete/", {"revision": 1}).headers["Location"] == "/steward/sandwell/"

    assert Edition.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_queries(client: Client, draft: Edition, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    section = Section.objects.create(edition=draft, slug="more", heading="More", kind="promise", position=2)
    for number in range(count):
        new = Principle.objects.create(charter=draft.charter, slug=f"new-{number}")
        Wording.objects.create(
            edition=draft, section=section, principle=new, text="more", is_quotation=True, position=9 + number
        )

    with django_assert_num_queries(16):
        assert client.get(DRAFT).status_code == 200
