"""One commitment with everything on it: what nobody may see is on no surface, whatever hid it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from commitments.counts import all_counts, content_version
from commitments.going import Going
from commitments.lookalikes import Lookalike, lookalikes
from commitments.models import Commitment, Follow, FormerName, Highlight, Organisation, Reply
from commitments.operations import joint
from commitments.operations.answering_views import answer_views, seen_reply
from commitments.operations.cards import print_cards
from commitments.operations.public_facts import refresh
from commitments.recount import recount
from coprod_portal.accounts.models import User
from coprod_portal.links import sealed
from tests import factories

from .public import hide, withdraw

pytestmark = pytest.mark.django_db

SECRET = "zebra"
# Words that only what is hidden has: in its title, its news, its views, and the names of those who make it.
OF_IT = (
    "",
    "history/",
    "easy-read/",
    "feed/",
    "calendar.ics",
    "share/",
    "view/",
    "view/easy-read/",
    "view/card/",
    "view/card/easy-read/",
    "view/card/used/",
    "view/sent/",
    "view/deleted/",
)
PRINTED = ("share.png", "certificate.pdf")
OF_ORGANISATIONS = (
    "/organisations/zebra-house/",
    "/organisations/zebra-house/share/",
    "/embed/organisations/zebra-house/",
    "/follow/organisation/zebra-house/",
    "/organisations/zebra-friends/",
    "/embed/organisations/zebra-friends/",
    "/follow/organisation/zebra-friends/",
)
# These show it while it is public, and are there without it.
WITH_OTHERS = (
    "/",
    "/commitments/",
    "/commitments/?q=zebra",
    "/commitments/?week=2025",
    "/commitments/easy-read/",
    "/commitments/feed/",
    "/commitments/feed/?week=2025",
    "/commitments/calendar.ics",
    "/charters/sandwell/",
    "/charters/sandwell/commitments/",
    "/charters/sandwell/summary/",
    "/charters/sandwell/gaps/",
    "/embed/charters/sandwell/",
    "/charters/sandwell/principles/listen/",
    "/themes/listening/",
    "/search/?q=zebra",
    "/learning/",
    "/weeks/",
    "/weeks/2025/",
    "/weeks/2025/wall/",
    "/weeks/2025/screen/",
    "/weeks/2025/one-year-on/",
    "/weeks/2025/one-year-on.csv",
    "/embed/weeks/2025/",
    "/sitemap.xml",
)
SHOW_WORDS = {
    "/commitments/",
    "/commitments/feed/",
    "/learning/",
    "/weeks/2025/",
    "/weeks/2025/wall/",
    "/weeks/2025/screen/",
    "/weeks/2025/one-year-on/",
    "/weeks/2025/one-year-on.csv",
    "/embed/weeks/2025/",
    "/embed/charters/sandwell/",
    "/search/?q=zebra",
    *OF_ORGANISATIONS,
}


def named(name: str, slug: str, *members: User) -> Organisation:
    made = factories.organisation(name, *members)
    Organisation.objects.filter(pk=made.pk).update(slug=slug)
    made.refresh_from_db()
    return made


@pytest.fixture
def made(maker: User, colleague: User) -> Commitment:
    """Made by two, for a week of last year, done, with pictures, words of people involved and chosen learning."""
    house, friends = named("Zebra House", "zebra-house", maker), named("Zebra Friends", "zebra-friends", colleague)
    FormerName.objects.create(organisation=house, name="Old zebra", slug="old-zebra", why="renamed")
    # What nobody may see in another way, to be told from it.
    factories.public_commitment(title="Of somebody else")
    found = factories.public_commitment(
        by=maker,
        made_by=house,
        title="Secret zebra",
        what="We zebra.",
        week=factories.old_week(),
        picture=factories.picture("A zebra in a kitchen", by=maker),
        due_on=date(2026, 9, 30),
    )
    party = joint.accept(party=joint.ask_organisation(commitment=found, organisation=friends, by=maker), by=colleague)
    factories.publish_waiting(party.submission)
    told = factories.news(
        found,
        going=Going.DONE,
        happened="The zebra came.",
        learned="A zebra is quick.",
        picture=factories.picture("A zebra at a table", by=maker),
    )
    factories.published(told)
    Highlight.objects.create(news=told, words="A zebra is quick.", chosen_at=timezone.now())
    for _ in range(3):
        factories.published(factories.view(found, words="I saw the zebra."))
    factories.publish_waiting(
        answer_views(commitment=found, words="Thank you, zebra.", seen=seen_reply(found), by=maker)
    )
    print_cards(commitment=found, how_many=1, by=maker)
    Follow.objects.create(
        email="follower@example.org", commitment=found, confirmed_at=timezone.now(), told_until=timezone.now()
    )
    found.refresh_from_db()
    assert (Reply.objects.count(), found.going) == (1, "done")
    return found


def of_it(made: Commitment) -> list[str]:
    return [f"/commitments/{made.reference}/{rest}" for rest in OF_IT] + [f"/embed/commitments/{made.reference}/"]


def shows(client: Client, where: str) -> bool:
    return SECRET in client.get(where, follow=True).content.decode().lower().replace(where, "")


def make_up(made: Commitment) -> None:
    """As on a live site, where nobody has read it: `settings` says so."""
    Organisation.objects.filter(slug__startswith="zebra").update(made_up=True)
    Commitment.objects.filter(pk=made.pk).update(made_up=True)
    refresh(commitment=made)


def pictures_of(made: Commitment) -> list[str]:
    newest, told = made.versions.get().picture, made.news.get().picture
    return [f"/pictures/{one.key}/" for one in (newest, told) if one]


@pytest.mark.parametrize("hides", [hide, pytest.param(withdraw, marks=pytest.mark.sqlite), make_up])
def test_what_is_hidden_is_on_no_surface(
    made: Commitment,
    client: Client,
    stranger: User,
    signed_in: Callable[[User], Client],
    settings: Settings,
    hides: Callable[[Commitment], None],
) -> None:
    shown = [where for where in [*of_it(made), *WITH_OTHERS, *OF_ORGANISATIONS] if shows(client, where)]
    assert [where for where in [*SHOW_WORDS, *of_it(made)[:4]] if where not in shown] == []
    assert {client.get(where).status_code for where in pictures_of(made)} == {200}
    hides(made)
    settings.SHOW_MADE_UP = hides is not make_up
    printed = [f"/commitments/{made.reference}/{rest}" for rest in PRINTED]
    token = sealed("news", made.reference, str(made.keeper_id))
    gone = [
        *of_it(made),
        *printed,
        *OF_ORGANISATIONS,
        *pictures_of(made),
        f"/news/{token}/",
        "/organisations/old-zebra/",
    ]
    there = [(where, code) for where in gone if (code := client.get(where, follow=True).status_code) not in (404, 410)]
    assert there == []
    assert signed_in(stranger).get("/organisations/zebra-house/join/").status_code == 404
    assert lookalikes("Zebra house") == ([] if hides is make_up else [Lookalike(None)])
    # What was made up in this test alone was counted as real before.
    recount()
    assert made.week is None or all_counts(content_version()).of_week(made.week.pk).made == 0
    assert [where for where in WITH_OTHERS if client.get(where, follow=True).status_code != 200] == []
    told = [where for where in [*WITH_OTHERS, *gone] if shows(client, where) and "q=zebra" not in where]
    assert told == []
    for where in ("/search/?q=zebra", "/commitments/?q=zebra"):
        assert "Secret" not in client.get(where).content.decode()
