"""What a reader finds on the pages of charters, principles and themes, with the content that comes with the portal."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from charters.models import AreaContact, Charter, Edition, Principle, Theme, Wording
from charters.operations.loading import load_content
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> None:
    load_content(folder=settings.CONTENT_FOLDER, tell=lambda line: None)


def words(client: Client, address: str) -> str:
    """All words of a page as a reader meets them, in one line; what hard words mean opens only when asked for."""
    response = client.get(address)
    assert response.status_code == 200
    body = response.content.decode().partition("<main")[2]
    body = re.sub(r'<span class="hard-word-means".*?</a></span>', "", body, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", body)).split())


def main_part(client: Client, address: str) -> str:
    return client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("slug", ["sandwell", "stockport", "bracknell-forest", "scie", "west-midlands"])
def test_charter_shows_every_word_exactly(client: Client, content: None, slug: str) -> None:
    page = words(client, f"/charters/{slug}/")
    edition = Edition.objects.get(charter__slug=slug)
    for wording in edition.wordings.all():
        whole = f"{wording.text[: wording.text.index(wording.sic)]}{wording.sic} [sic]" if wording.sic else wording.text
        assert whole in page
        for part in [wording.gloss, wording.note, *wording.detail.splitlines()]:
            assert part in page
    for section in edition.sections.all():
        assert (section.heading or section.our_label) in page
    for way in edition.ways_to_take_part.all():
        assert way.text in page
    for note in edition.source_notes.all():
        assert note.text in page
    for resource in edition.resources.all():
        assert resource.text in page
    for part in [edition.title, edition.summary, edition.owner, edition.source]:
        assert part in page


def test_words_that_are_ours_are_marked(client: Client, content: None) -> None:
    page = main_part(client, "/charters/bracknell-forest/")
    ours = page.index("What the framework sets out to do (our words)")
    assert page.index('class="ours"', ours) < page.index("Use co-production in more services than today.")
    assert "<blockquote" not in page[ours : page.index("<h2", ours)]
    assert 'Three values</span> <span class="muted">(our label)</span>' in page


def test_broken_words_are_shown_as_they_reached_us(client: Client, content: None) -> None:
    page = words(client, "/charters/sandwell/principles/understand-value-embrace/")
    assert "Aim for co-production as 'business as usual', or: Our note: This is how the words reached us." in page


def test_misprint_is_kept_and_marked(client: Client, content: None) -> None:
    page = words(client, "/charters/bracknell-forest/principles/model-three-values/")
    assert "to be inclusive, ambitions [sic] and always learning." in page


def test_what_the_source_lacks_is_said(client: Client, content: None) -> None:
    page = words(client, "/charters/sandwell/")
    assert "Not in the words we have" in page
    assert "how to raise a concern" in page
    assert "The words we have do not say what to do." in page
    assert "The words we have do not list ways to take part." in page


def test_review_under_way_has_no_dates_of_ours(client: Client, content: None) -> None:
    page = words(client, "/charters/stockport/")
    assert "Review planned and under way With Parents and Carers Together Stockport (PACTS)." in page


def test_a_campaign_that_ended_says_so(client: Client, content: None) -> None:
    for address in ["/charters/scie/", "/charters/scie/take-part/"]:
        assert "This call was for 3 July 2017 to 7 July 2017. It has ended." in words(client, address)
    assert "It has ended." not in words(client, "/charters/stockport/")


@pytest.mark.parametrize("page", ["", "take-part/", "concern/"])
def test_an_old_contact_is_words_and_no_link(client: Client, content: None, page: str) -> None:
    html = client.get(f"/charters/scie/{page}").content.decode()
    assert "copro@scie.org.uk" in html
    assert "old contact" in html
    assert "mailto" not in html


def test_take_part_gives_the_charters_own_ways(client: Client, content: None) -> None:
    page = words(client, "/charters/stockport/take-part/")
    assert "being a member of Stockport boards and meetings" in page
    page = words(client, "/charters/sandwell/take-part/")
    assert "The words we have do not list ways to take part." in page


def test_concern_begins_with_danger_then_own_words_then_general_ways(client: Client, content: None) -> None:
    page = words(client, "/charters/stockport/concern/")
    order = [
        "Call 999",
        "please speak directly to them or someone in their team",
        "No named person, no independent route, no written route, no time limit.",
        "Other ways, whatever the charter says",
        "We have not checked these addresses yet.",
        "Stockport Council",
        "Find your council on GOV.UK",
    ]
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert "The portal must not" not in page


def test_each_address_says_whether_it_was_checked_once_one_was(client: Client, content: None) -> None:
    AreaContact.objects.filter(area__name="Stockport").update(checked_on=date(2026, 11, 2))
    page = words(client, "/charters/stockport/concern/")
    assert "We have not checked these addresses yet." not in page
    assert "Stockport Council We checked this on 2 November 2026." in page
    assert "Find your council on GOV.UK We have not checked this yet." in page


def test_concern_invents_no_route(client: Client, content: None) -> None:
    page = words(client, "/charters/scie/concern/")
    assert "The words we have do not say what to do." in page
    assert "Find your council on GOV.UK" in page
    assert "Stockport Council" not in page
    assert not re.search(r"0\d{3,4} ?\d{3}", page)


def test_principle_tells_its_themes_and_why(client: Client, content: None) -> None:
    page = words(client, "/charters/stockport/principles/listen-actively/")
    assert "listen actively" in page
    assert "Listening well" in page
    assert "Why: Same words as the theme." in page


def test_principle_names_the_nearest_words_of_others(client: Client, content: None) -> None:
    page = main_part(client, "/charters/stockport/principles/listen-actively/")
    nearest = page.partition("Close words in other charters")[2]
    assert "use health and care services are heard." in nearest
    assert "We do this by promoting partnership." in nearest
    assert "/charters/stockport/principles/" not in nearest


def test_sentence_of_a_group_is_never_shown_alone(client: Client, content: None) -> None:
    group = ["We use active listening to do this.", "We reflect and check that we understand what each other means."]
    for address in [
        "/charters/west-midlands/principles/use-active-listening/",
        "/themes/listening/",
    ]:
        page = words(client, address)
        assert all(sentence in page for sentence in group), address
    marked = main_part(client, "/charters/west-midlands/principles/use-active-listening/")
    assert "<strong>We use active listening to do this.</strong>" in " ".join(marked.split()).replace("> ", ">")
    assert "We choose to be open to change." not in words(client, "/charters/")
    assert "We show how we all work together." not in words(client, "/charters/")


def test_themes_lists_all_twelve(client: Client, content: None) -> None:
    page = words(client, "/themes/")
    for theme in Theme.objects.all():
        assert theme.name in page
        assert theme.plain in page
    assert "In 3 of 5 charters" in page


def test_charters_lists_all_five(client: Client, content: None) -> None:
    page = words(client, "/charters/")
    for charter in Charter.objects.all():
        assert charter.short_title in page
    assert "People have something to offer" in page


@pytest.mark.parametrize(
    "address",
    [
        "/charters/atlantis/",
        "/charters/atlantis/take-part/",
        "/charters/sandwell/editions/2/",
        "/charters/sandwell/editions/0/",
        "/charters/sandwell/editions/99999999999999999999/",
        "/charters/sandwell/principles/atlantis/",
        "/charters/stockport/principles/be-honest-and-open/",
        "/themes/atlantis/",
    ],
)
def test_unknown_addresses_answer_404(client: Client, content: None, address: str) -> None:
    assert client.get(address).status_code == 404


def new_edition(charter: Charter, *, published: bool, text: str = "listen well") -> Edition:
    """A second edition with one of the two principles, newly worded."""
    old = charter.editions.get(number=1)
    edition = Edition.objects.create(
        charter=charter, number=2, title="The second", owner=old.owner, summary="Newer.", source="A page"
    )
    section = edition.sections.create(slug="we-will", heading="We will:", kind="promise", position=1)
    principle = Principle.objects.get(charter=charter, slug="listen")
    Wording.objects.create(
        edition=edition, section=section, principle=principle, text=text, is_quotation=True, position=1
    )
    if published:
        edition.published_at = old.published_at
        edition.save(update_fields=["published_at"])
        charter.current_edition = edition
        charter.save(update_fields=["current_edition"])
    return edition


def test_draft_edition_is_nowhere(client: Client) -> None:
    new_edition(factories.charter(), published=False)
    for address in ["/charters/", "/charters/sandwell/", "/charters/sandwell/principles/listen/", "/themes/"]:
        page = words(client, address)
        assert "listen well" not in page
        assert "The second" not in page
    assert client.get("/charters/sandwell/editions/2/").status_code == 404


def test_old_edition_keeps_its_address_and_points_to_the_new(client: Client) -> None:
    new_edition(factories.charter(), published=True)
    assert "listen well" in words(client, "/charters/sandwell/")
    old = words(client, "/charters/sandwell/editions/1/")
    assert "listen actively" in old
    assert "There is a newer one: edition 2." in old
    assert "It is the one that stands now." in words(client, "/charters/sandwell/editions/2/")


def test_principle_that_a_new_edition_dropped_keeps_its_address(client: Client) -> None:
    new_edition(factories.charter(), published=True)
    page = words(client, "/charters/sandwell/principles/pay/")
    assert "pay people for their time" in page
    assert "These words stand in edition 1." in page


def test_charter_without_a_published_edition_is_not_there(client: Client) -> None:
    factories.charter()
    Charter.objects.update(current_edition=None)
    assert client.get("/charters/sandwell/").status_code == 404
    assert "Sandwell" not in words(client, "/charters/")


def test_made_up_charter_is_not_on_a_live_site(client: Client, settings: Any) -> None:
    factories.charter("real")
    factories.charter("invented", made_up=True)
    assert "made up" in words(client, "/charters/invented/")
    settings.SHOW_MADE_UP = False
    assert client.get("/charters/invented/").status_code == 404
    assert client.get("/charters/invented/principles/listen/").status_code == 404
    for address in ["/charters/", "/themes/", "/themes/listening/", "/charters/real/principles/listen/"]:
        page = words(client, address)
        assert "Invented" not in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/charters/", 1),
        ("/charters/number-0/", 12),
        ("/charters/number-0/editions/1/", 13),
        ("/charters/number-0/take-part/", 4),
        ("/charters/number-0/concern/", 4),
        ("/themes/", 4),
        ("/themes/listening/", 5),
        ("/themes/map.csv", 4),
    ],
)
def test_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int, count: int
) -> None:
    for number in range(count):
        factories.charter(f"number-{number}")
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("others", [1, 3])
def test_queries_of_a_principle(client: Client, django_assert_num_queries: DjangoAssertNumQueries, others: int) -> None:
    for number in range(1 + others):
        factories.charter(f"number-{number}")
    with django_assert_num_queries(8):
        assert client.get("/charters/number-0/principles/listen/").status_code == 200


def test_charter_counts_commitments_to_each_principle(client: Client) -> None:
    factories.public_commitment()
    factories.waiting_commitment()
    page = words(client, "/charters/sandwell/")
    assert "Words Commitments We will: listen actively 1 pay people for their time 0" in page


def test_charter_without_commitments_invites_the_first(client: Client) -> None:
    factories.charter()
    page = words(client, "/charters/sandwell/")
    assert "Nobody has made a commitment to Sandwell yet." in page
    assert "How many to each principle" not in page
