"""What a hidden thing's addresses say, and that no cache on the way shows it a second longer."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from commitments.models import Commitment, FormerName, News, Version
from commitments.operations.moderation import decide
from commitments.operations.public_facts import refresh
from commitments.operations.safety import raise_danger
from coprod_portal.accounts.models import User
from coprod_portal.submissions.states import Action
from tests import factories
from tests import opportunity_factories as made

from .public import decided, hide, withdraw, withdrawn
from .test_hidden_everywhere import named

pytestmark = pytest.mark.django_db

WHY = "Taken down in November 2026. Why: names or private facts."
BY_MAKER = "Its maker took it down, in November 2026."


def said(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    return response.status_code, words


def picture_of(words: Version | News) -> str:
    assert words.picture is not None
    return f"/pictures/{words.picture.key}/"


def test_addresses_say_the_month_and_the_group_of_the_reason(client: Client, maker: User, moderator: User) -> None:
    commitment = factories.public_commitment(title="Secret zebra", picture=factories.picture("A zebra", by=maker))
    news = factories.published(factories.news(commitment, picture=factories.picture("A zebra eats", by=maker)))
    version, opportunity = commitment.versions.get(), made.public_opportunity(title="Secret zebra")
    of_words, of_news = picture_of(version), picture_of(news)
    never = factories.waiting_commitment(picture=factories.picture("Never", by=maker))
    decided(news, Action.HIDE)
    for address in (of_news, picture_of(never.versions.get()), f"/commitments/{never.reference}/"):
        status, words = said(client, address)
        assert (status, WHY in words) == ((410, True) if address == of_news else (404, False))
    assert client.get(of_words).status_code == 200
    hide(commitment)
    notice = opportunity.notices.get().submission
    decide(submission=notice, action=Action.HIDE, revision=1, reason="private-facts", by=moderator)
    below = ("", "history/", "easy-read/", "share/", "feed/", "certificate.pdf", "share.png", "view/")
    for address in (
        *(f"{commitment.get_absolute_url()}{rest}" for rest in below),
        f"/embed/commitments/{commitment.reference}/",
        f"/commitments/{commitment.reference.lower()}/",
        opportunity.get_absolute_url(),
        of_words,
        of_news,
    ):
        status, words = said(client, client.get(address).get("Location", address))
        assert (status, WHY in words) == (410, True), address
        assert "zebra" not in words


def test_what_its_maker_took_down_says_so(client: Client, maker: User) -> None:
    commitment = factories.public_commitment(by=maker, picture=factories.picture(by=maker))
    news = factories.published(factories.news(commitment, picture=factories.picture(by=maker)))
    withdrawn(news)
    refresh(commitment=commitment)
    assert BY_MAKER in said(client, picture_of(news))[1]
    withdraw(commitment)
    for address in (commitment.get_absolute_url(), picture_of(commitment.versions.get())):
        status, words = said(client, address)
        assert (status, BY_MAKER in words) == (410, True)


def test_danger_is_told_to_nobody(client: Client, moderator: User) -> None:
    commitment = factories.public_commitment()
    raise_danger(why="He hits her.", submission=commitment.versions.get().submission, revision=1, by=moderator)
    status, words = said(client, commitment.get_absolute_url())
    assert (status, "We took it down after reading it again, in November 2026." in words) == (410, True)
    assert "safe" not in words
    other = factories.public_commitment()
    submission = other.versions.get().submission
    decide(submission=submission, action=Action.HIDE, revision=1, reason="somebodys-safety", by=moderator)
    looks = [said(client, one.get_absolute_url())[1].replace(one.reference, "") for one in (commitment, other)]
    assert looks[0] == looks[1]


def test_old_addresses_of_what_is_hidden_lead_nowhere(client: Client, maker: User) -> None:
    house = named("Zebra House", "zebra-house", maker)
    FormerName.objects.create(organisation=house, name="Old name", slug="old-name", why="renamed")
    nobody = named("Nobody yet", "nobody-yet")
    FormerName.objects.create(organisation=nobody, name="Older", slug="older", why="renamed")
    commitment = factories.public_commitment(made_by=house)
    assert client.get("/organisations/old-name/")["Location"] == "/organisations/zebra-house/"
    hide(commitment)
    for address in ("/organisations/zebra-house/", "/organisations/old-name/"):
        status, words = said(client, address)
        assert (status, "taken down in November 2026" in words) == (410, True), address
        assert "zebra" not in words.lower()
    for address in ("/organisations/nobody-yet/", "/organisations/older/"):
        assert said(client, address)[0] == 404


def surfaces(commitment: Commitment) -> Iterator[str]:
    """Whatever shows its words, its pictures, or that there is one more."""
    for rest in ("", "history/", "easy-read/", "share/", "feed/", "calendar.ics", "certificate.pdf", "share.png"):
        yield f"{commitment.get_absolute_url()}{rest}"
    yield f"/embed/commitments/{commitment.reference}/"
    version, news = commitment.versions.get(), commitment.news.get()
    yield from (picture_of(version), picture_of(news))
    yield from ("/organisations/zebra-house/", "/organisations/zebra-house/share/", "/embed/organisations/zebra-house/")
    yield from ("/", "/commitments/", "/commitments/?q=zebra", "/commitments/?week=2025", "/commitments/easy-read/")
    yield from ("/commitments/feed/", "/commitments/feed/?week=2025", "/commitments/calendar.ics")
    yield from ("/charters/sandwell/summary/", "/embed/charters/sandwell/")
    yield from ("/search/?q=zebra", "/learning/", "/weeks/2025/", "/weeks/2025/wall/", "/weeks/2025/screen/")
    yield from ("/weeks/2025/one-year-on/", "/weeks/2025/one-year-on.csv", "/embed/weeks/2025/")


def test_no_cache_on_the_way_keeps_what_is_hidden(client: Client, maker: User) -> None:
    """Each answer must be asked for again at once, and asking with its old validator gets another one."""
    house = named("Zebra House", "zebra-house", maker)
    commitment = factories.public_commitment(
        by=maker,
        made_by=house,
        title="Secret zebra",
        week=factories.old_week(),
        picture=factories.picture("A zebra", by=maker),
        due_on=date(2026, 12, 24),
    )
    factories.published(
        factories.news(commitment, learned="A zebra is quick.", picture=factories.picture("A zebra", by=maker))
    )
    before, wrong = {}, []
    for address in surfaces(commitment):
        response = client.get(address)
        assert response.status_code == 200, address
        kept = response.headers["Cache-Control"]
        if kept not in ("public, max-age=0, must-revalidate", "private, no-store"):
            wrong.append(f"{address} may be kept: {kept}")
        if kept.startswith("public"):
            before[address] = response.headers.get("ETag", "")
            again = client.get(address, headers={"if-none-match": before[address]})
            if not before[address] or again.status_code != 304:
                wrong.append(f"{address} cannot be asked for again: {again.status_code}")
        other = {"Expires", "Last-Modified", "Surrogate-Control", "CDN-Cache-Control"}
        wrong += [f"{address} sends {name}" for name in response.headers if name in other]
    hide(commitment)
    for address, validator in before.items():
        after = client.get(address, headers={"if-none-match": validator})
        if after.status_code == 304:
            wrong.append(f"{address} is the same after it was hidden")
        if after.status_code != 200 and after.headers["Cache-Control"] != "private, no-store":
            wrong.append(f"{address} may be kept: {after.headers['Cache-Control']}")
    assert wrong == []
