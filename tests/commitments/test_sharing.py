"""What leaves the portal: a certificate, code for other sites, and what stands in the frames there."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from commitments.going import Going
from commitments.models import Commitment, FormerName
from commitments.operations.withdrawing import withdraw
from coprod_portal import printing
from coprod_portal.accounts.models import User
from tests import factories
from tests.pdfs import is_for_everybody

pytestmark = pytest.mark.django_db
LATER = "2027-06-01 10:00"


@pytest.fixture(autouse=True)
def address() -> Iterator[None]:
    with patch.object(settings, "BASE_URL", "https://commitments.example.org"):
        yield


def embeds(commitment: Commitment) -> dict[str, str]:
    assert commitment.organisation is not None
    assert commitment.week is not None
    return {
        "commitment": f"/embed/commitments/{commitment.reference}/",
        "organisation": f"/embed/organisations/{commitment.organisation.slug}/",
        "charter": f"/embed/charters/{commitment.charter.slug}/",
        "week": f"/embed/weeks/{commitment.week.year}/",
    }


@pytest.fixture
def made(maker: User) -> Commitment:
    organisation = factories.organisation("Marmalade Street Kitchen", maker)
    return factories.public_commitment(
        by=maker, made_by=organisation, week=factories.week(), title="Pay <b>on</b> the day", what="We will pay people."
    )


def test_a_certificate_says_what_who_by_when_and_how_it_is_going_on_which_day(client: Client, made: Commitment) -> None:
    factories.published(factories.news(made, going=Going.LATE, new_due_on=date(2027, 3, 31)))
    response = client.get(f"/commitments/{made.reference}/certificate.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    pdf = is_for_everybody(response.content, title="Pay <b>on</b> the day")
    assert "H1" in pdf.tags
    assert f"A code to scan with a telephone. It leads to commitments.example.org/commitments/{made.reference}" in (
        pdf.alternatives
    )
    for text in (
        "A commitment to Sandwell",
        "Pay <b>on</b> the day",
        "Marmalade Street Kitchen made this commitment: We will pay people.",
        "31 March 2027",
        "Running late",
        "Last news 23 November 2026",
        "This is how it was on 23 November 2026. It may have changed since.",
        "Scan to see how it is going now",
    ):
        assert text in pdf.words
    assert "made up" not in pdf.words
    assert len(pdf.reader.pages) == 1


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_card_certificate_and_frame_tell_the_makers_word_from_that_of_people_involved(
    client: Client, made: Commitment, is_confirmed: bool
) -> None:
    factories.published(factories.news(made, going=Going.DONE))
    Commitment.objects.update(is_confirmed=is_confirmed)
    said = "Done, confirmed by people involved" if is_confirmed else "Done, says its maker"
    with patch.object(printing, "compiled", return_value=b"") as drawn:
        client.get(f"/commitments/{made.reference}/share.png")
        client.get(f"/commitments/{made.reference}/certificate.pdf")
    assert [said in call.args[1] for call in drawn.call_args_list] == [True, True]
    for name, where in embeds(made).items():
        assert said in client.get(where).content.decode(), name


def test_silence_is_shown_as_silence_everywhere(client: Client, made: Commitment) -> None:
    factories.published(factories.news(made, going=Going.HAPPENING))
    Commitment.objects.update(asks_unanswered=3)
    with time_machine.travel(LATER), patch.object(printing, "compiled", return_value=b"") as drawn:
        client.get(f"/commitments/{made.reference}/share.png")
        client.get(f"/commitments/{made.reference}/certificate.pdf")
        pages = [client.get(where).content.decode() for where in embeds(made).values()]
    silent = "No news since 23 November 2026. We asked 3 times."
    assert [silent in call.args[1] for call in drawn.call_args_list] == [True, True]
    assert silent in pages[0]
    assert ["No news since 23 November 2026" in page for page in pages] == [True] * 4
    assert ["Happening now" in page for page in pages] == [True] * 4


def test_the_card_says_by_when(client: Client, made: Commitment) -> None:
    with patch.object(printing, "compiled", return_value=b"") as drawn:
        client.get(f"/commitments/{made.reference}/share.png")
    words = drawn.call_args.args[1]
    for text in ("Marmalade Street Kitchen", "To be done by 28 February 2027", "Not started"):
        assert text in words


def test_a_maker_who_said_that_it_is_on_track_is_not_silent(client: Client, made: Commitment) -> None:
    Commitment.objects.update(on_track_on=date(2026, 11, 20))
    assert "On track, said its maker on 20 November 2026" in client.get(embeds(made)["commitment"]).content.decode()


def test_code_to_copy_stands_on_a_page_of_each(client: Client, made: Commitment) -> None:
    assert made.organisation is not None
    pages = {
        "commitment": f"/commitments/{made.reference}/share/",
        "organisation": f"/organisations/{made.organisation.slug}/share/",
        "charter": "/charters/sandwell/share/",
        "week": "/weeks/2026/share/",
    }
    for name, where in embeds(made).items():
        html = client.get(pages[name]).content.decode()
        assert f'&lt;iframe src="https://commitments.example.org{where}" title="' in html, name
        assert "<b>on</b>" not in html
        above = pages[name].removesuffix("share/")
        assert pages[name] in client.get(above).content.decode(), name


def test_a_frame_has_no_cookie_no_script_and_opens_links_in_the_whole_window(client: Client, made: Commitment) -> None:
    factories.published(factories.news(made))
    for name, where in embeds(made).items():
        response = client.get(where)
        html = response.content.decode()
        assert not response.cookies, name
        assert "<script" not in html
        assert html.count("<a ") == html.count('target="_top"') > 1
        assert "Marmalade Street Kitchen" in html
        assert "23 November 2026" in html
        assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
        assert "script-src 'none'" in response.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in response.headers
        assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_all_of_it_is_gone_at_once_when_it_is_hidden(client: Client, made: Commitment, maker: User) -> None:
    picture = factories.picture()
    other = factories.public_commitment(title="Still here", week=made.week)
    news = factories.published(factories.news(made, picture=picture))
    validators = {where: client.get(where).headers["ETag"] for where in embeds(made).values()}

    withdraw(commitment=made, by=maker)

    for page in ("", "history/", "share/", "share.png", "certificate.pdf"):
        assert client.get(f"/commitments/{made.reference}/{page}").status_code == 410, page
    assert client.get(f"/pictures/{news.picture.key}/").status_code == 410
    for name, status in {"commitment": 410, "organisation": 404, "charter": 200, "week": 200}.items():
        where = embeds(made)[name]
        response = client.get(where, headers={"if-none-match": validators[where]})
        html = response.content.decode()
        assert response.status_code == status, name
        assert "Pay" not in html
        assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
        assert (other.reference in html) == (status == 200)
    gone = client.get(embeds(made)["commitment"]).content.decode()
    assert "This commitment was taken down" in gone
    assert "Its maker took it down, in November 2026." in gone


def test_what_waits_is_not_there(client: Client) -> None:
    waiting = factories.waiting_commitment(made_by=factories.organisation("Hopeful"))
    assert waiting.organisation is not None
    for where in (
        f"/commitments/{waiting.reference}/certificate.pdf",
        f"/commitments/{waiting.reference}/share/",
        f"/embed/commitments/{waiting.reference}/",
        f"/embed/organisations/{waiting.organisation.slug}/",
        "/embed/weeks/1999/",
    ):
        assert client.get(where).status_code == 404, where


def test_what_is_made_up_says_so_and_is_not_there_on_a_live_site(client: Client) -> None:
    pretend = factories.public_commitment(made_up=True)
    where, paper = f"/embed/commitments/{pretend.reference}/", f"/commitments/{pretend.reference}/certificate.pdf"
    assert "made up" in client.get(where).content.decode()
    assert '<meta name="robots" content="noindex">' in client.get(where).content.decode()
    assert "made up" in is_for_everybody(client.get(paper).content, title=str(pretend.published_version)).words
    with patch.object(settings, "SHOW_MADE_UP", new=False):
        assert [client.get(one).status_code for one in (where, paper)] == [404, 404]
        assert pretend.reference not in client.get("/embed/charters/sandwell/").content.decode()


def test_a_frame_of_an_organisation_follows_its_new_name(client: Client, made: Commitment) -> None:
    assert made.organisation is not None
    FormerName.objects.create(organisation=made.organisation, name="Old", slug="old", why=FormerName.Why.RENAMED)
    assert client.get("/embed/organisations/old/", follow=True).redirect_chain == [
        (f"/embed/organisations/{made.organisation.slug}/", 301)
    ]


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_list_in_a_frame_costs_the_same_at_any_size(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    for _ in range(how_many):
        factories.public_commitment()
    client.get("/embed/charters/sandwell/")
    with django_assert_num_queries(4):
        client.get("/embed/charters/sandwell/")
