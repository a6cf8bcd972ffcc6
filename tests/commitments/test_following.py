"""Somebody follows something by mail, with no account: asked for, confirmed, and stopped."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from commitments.following_links import MINE, STOP, path
from commitments.models import Commitment, Follow, Week
from commitments.operations import following
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import Mail, Stop
from tests import factories
from tests.commitments import public

pytestmark = pytest.mark.django_db

EMAIL = "resident@example.org"


@pytest.fixture
def commitment() -> Commitment:
    return factories.public_commitment(title="Pay on the day")


def address(commitment: Commitment) -> str:
    return f"/follow/commitment/{commitment.reference}/"


def ask(client: Client, where: str, email: str = EMAIL) -> str:
    """Where the answer leads."""
    response = client.post(where, {"email": email})
    assert response.status_code == 302, response.content
    return response.headers["Location"]


def link(email: str = EMAIL) -> str:
    body = Mail.objects.filter(to=email).latest("pk").body
    found = re.search(r"https?://[^/]+(/follow/\S+/)", body)
    assert found, body
    return found[1]


def followed(client: Client, where: str, email: str = EMAIL) -> Follow:
    ask(client, where, email)
    client.post(link(email))
    return following.confirmed().get(email=email)


def test_it_counts_once_the_button_behind_the_mailed_link_is_pressed(client: Client, commitment: Commitment) -> None:
    assert "Pay on the day" in client.get(address(commitment)).content.decode()
    assert ask(client, address(commitment), " Resident@Example.org ") == "/follow/sent/"
    where = link()
    for _scanner in range(2):
        assert "Follow this?" in client.get(where).content.decode()
    assert not following.confirmed().exists()
    page = client.post(where, follow=True).content.decode()
    assert "You follow this now" in page
    assert EMAIL not in page
    follow = following.confirmed().get()
    assert (follow.email, follow.commitment) == (EMAIL, commitment)
    client.post(where)
    assert following.confirmed().count() == 1


def test_the_answer_never_tells_whether_an_address_follows_already(client: Client, commitment: Commitment) -> None:
    followed(client, address(commitment))
    for email in (EMAIL, "new@example.org"):
        assert ask(client, address(commitment), email) == "/follow/sent/"
    first, second = (Mail.objects.filter(to=to).latest("pk") for to in (EMAIL, "new@example.org"))
    assert first.subject == second.subject
    assert re.sub(r"/follow/\S+", "", first.body) == re.sub(r"/follow/\S+", "", second.body)
    assert "You follow this now" in client.get(link()).content.decode()
    assert Follow.objects.filter(email=EMAIL).count() == 1


def test_an_address_that_is_none_is_refused_in_words(client: Client, commitment: Commitment) -> None:
    response = client.post(address(commitment), {"email": "resident"})
    assert "Enter an e-mail address like name@example.org" in response.content.decode()
    assert 'value="resident"' in response.content.decode()
    assert not Mail.objects.exists()


def test_each_kind_of_thing_can_be_followed(client: Client, commitment: Commitment) -> None:
    organisation = factories.organisation("Kitchen")
    factories.public_commitment(made_by=organisation)
    today = timezone.localdate()
    Week.objects.create(year=2026, starts_on=today, ends_on=today, published_at=timezone.now())
    keys = {
        "organisation": organisation.slug,
        "charter": "sandwell",
        "theme": "listening",
        "area": "sandwell",
        "week": "2026",
    }
    for kind, key in keys.items():
        assert followed(client, f"/follow/{kind}/{key}/", f"{kind}@example.org").confirmed_at, kind


def test_what_nobody_may_see_cannot_be_followed(client: Client, settings: Settings) -> None:
    secret = factories.organisation("Secret")
    public.not_public(made_by=secret)
    made_up = factories.public_commitment(made_up=True)
    settings.SHOW_MADE_UP = False
    hidden = [f"commitment/{one.reference}" for one in Commitment.objects.all()]
    assert f"commitment/{made_up.reference}" in hidden
    for rest in (
        *hidden,
        f"organisation/{secret.slug}",
        "charter/nowhere",
        "week/2026",
        "week/²³²³",
        "user/1",
        "theme/x",
    ):
        assert client.get(f"/follow/{rest}/").status_code == 404, rest


def test_one_press_stops_one_of_them(client: Client, commitment: Commitment) -> None:
    follow = followed(client, address(commitment))
    other = followed(client, "/follow/charter/sandwell/", "other@example.org")
    where = path(STOP, str(follow.pk))
    assert "Stop following this?" in client.get(where).content.decode()
    assert following.confirmed().count() == 2
    for _press in range(2):
        assert "You do not follow this any more" in client.post(where, follow=True).content.decode()
    assert following.confirmed().get() == other


def test_the_list_of_all_is_behind_a_mailed_link_and_stops_each(client: Client, commitment: Commitment) -> None:
    followed(client, address(commitment))
    ask(client, "/follow/charter/sandwell/")
    client.post(link())
    other = followed(client, "/follow/area/sandwell/", "other@example.org")
    assert ask(client, "/follow/mine/") == ask(client, "/follow/mine/", "nobody@example.org") == "/follow/sent/"
    assert "/follow/mine/" not in Mail.objects.get(to="nobody@example.org").body
    where = link()
    page = client.get(where).content.decode()
    assert "Pay on the day" in page
    assert EMAIL not in page
    mine = Follow.objects.filter(email=EMAIL)
    client.post(where, {"stop": str(other.pk)})
    assert (mine.count(), Follow.objects.filter(pk=other.pk).exists()) == (2, True)
    client.post(where, {"stop": str(mine.earliest("pk").pk)})
    assert "Pay on the day" not in client.get(where).content.decode()
    client.post(where, {"stop": "all"})
    assert "You follow nothing" in client.get(where).content.decode()
    assert list(Follow.objects.all()) == [other]


def test_a_link_that_is_not_ours_or_too_old_has_ended(client: Client, commitment: Commitment) -> None:
    ask(client, address(commitment))
    where = link()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert client.get(where).status_code == client.post(where).status_code == 410
        assert following.prune_follows() == 1
    for page in ("confirm", "stop", "mine"):
        assert client.get(f"/follow/{page}/abc/").status_code == 410
    assert client.get(path(MINE, EMAIL).replace("mine", "stop")).status_code == 410
    assert client.post(where).status_code == 410
    assert not Follow.objects.exists()


def test_what_was_hidden_meanwhile_is_not_named(client: Client, commitment: Commitment) -> None:
    follow = followed(client, address(commitment))
    Commitment.objects.filter(pk=commitment.pk).update(published_version=None)
    for where in (path(STOP, str(follow.pk)), path(MINE, EMAIL), link()):
        page = client.get(where).content.decode()
        assert "Pay on the day" not in page
        assert "not on the site any more" in page


def test_nobody_fills_a_mailbox(client: Client, commitment: Commitment) -> None:
    for _time in range(7):
        assert ask(client, address(commitment)) == "/follow/sent/"
    assert Mail.objects.filter(to=EMAIL).count() == 5


def test_who_stopped_all_such_mail_and_follows_anew_hears_of_the_new_one_alone(client: Client) -> None:
    old, new = factories.public_commitment(), factories.public_commitment()
    followed(client, address(old))
    letters.stop(email=EMAIL, subjects=[letters.Subject.FOLLOWED])
    ask(client, address(new))
    client.post(link())
    assert following.confirmed().get().commitment == new
    assert not Stop.objects.exists()


def test_prune_forgets_who_stopped_all_and_keeps_who_follows(client: Client, commitment: Commitment) -> None:
    followed(client, address(commitment))
    kept = followed(client, address(commitment), "kept@example.org")
    letters.stop(email=EMAIL, subjects=[letters.Subject.FOLLOWED])
    assert following.prune_follows() == 0
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert following.prune_follows() == 1
        assert following.prune_follows() == 0
    assert list(Follow.objects.all()) == [kept]


def test_told_and_forgotten_on_request(client: Client, commitment: Commitment) -> None:
    followed(client, address(commitment))
    [facts] = following.about_follows(email=EMAIL)["follows"]
    assert facts["what"] == "Pay on the day"
    assert following.about_follows(email="other@example.org") == {"follows": []}
    following.forget_follows(email=EMAIL)
    assert not Follow.objects.exists()
