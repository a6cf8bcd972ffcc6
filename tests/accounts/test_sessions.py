"""Everybody sees where they are signed in, and ends it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller

from coprod_portal.accounts.models import Session, User
from coprod_portal.accounts.operations import prune_sessions
from coprod_portal.accounts.personal_facts import erase, export
from coprod_portal.accounts.seen import browser_name

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
PAGE = "/my/sessions/"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"
COMPUTER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"


def words(client: Client) -> str:
    return client.get(PAGE).content.decode()


def is_signed_in(client: Client) -> bool:
    return client.get("/my/").status_code == 200


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (PHONE, "Safari, iPhone"),
        (COMPUTER, "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox, Linux"),
        ("curl/8.0 <script>", "?"),
    ],
)
def test_a_browser_is_named_by_its_kind_alone(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name


def test_somebody_sees_their_browsers_and_ends_one_and_then_all_others(
    signed_in: SignIn, maker: User, stranger: User
) -> None:
    here, library, others, phone = signed_in(maker), signed_in(maker), signed_in(stranger), Client()
    phone.force_login(maker)
    phone.get("/my/", headers={"User-Agent": PHONE})
    page = words(here)
    assert (
        page.count('<strong><span lang="en-GB">Safari, iPhone'),
        page.count('<strong><span lang="en-GB">Firefox, Linux'),
    ) == (1, 2)
    assert page.count("Signed in on 23 November 2026") == 3
    assert not any(key in page for key in Session.objects.values_list("session_key", flat=True))

    stolen = Session.objects.get(user=stranger).handle
    here.post(f"{PAGE}{stolen}/end/")
    here.post(f"{PAGE}{Session.objects.get(browser='Safari, iPhone').handle}/end/")
    assert [is_signed_in(client) for client in (here, phone, library, others)] == [True, False, True, True]
    here.post(f"{PAGE}others/end/")
    assert [is_signed_in(client) for client in (here, phone, library, others)] == [True, False, False, True]
    assert "You are signed in nowhere else." in words(here)


def test_a_session_that_was_ended_in_the_middle_of_a_page_does_not_come_back(signed_in: SignIn, maker: User) -> None:
    client = signed_in(maker)
    session = client.session
    assert session["_auth_user_id"] == str(maker.pk)
    Session.objects.all().delete()
    session["draft"] = "words"
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()


def test_being_here_is_noted_once_an_hour_and_never_on_a_page_for_all(
    signed_in: SignIn, maker: User, clock: Traveller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(maker)
    client.get(PAGE)
    begun = Session.objects.get().seen_at
    clock.shift(timedelta(minutes=59))
    client.get(PAGE)
    assert Session.objects.get().seen_at == begun
    clock.shift(timedelta(minutes=2))
    client.get("/charters/")
    assert Session.objects.get().seen_at == begun
    client.get(PAGE)
    assert Session.objects.get().seen_at == begun + timedelta(minutes=61)
    with django_assert_num_queries(5):
        client.get(PAGE)


def test_to_sign_in_begins_a_session_that_says_whose_it_is(maker: User) -> None:
    client = Client(headers={"User-Agent": COMPUTER})
    client.force_login(maker)
    client.get("/my/")
    session = Session.objects.get()
    assert (session.user, session.browser) == (maker, "Edge, Windows")
    client.post("/accounts/logout/")
    assert not Session.objects.filter(user=maker).exists()


def test_sessions_are_told_pruned_and_forgotten(signed_in: SignIn, maker: User) -> None:
    signed_in(maker)
    assert [one["begun_at"] for one in export(email=maker.email)["account"]["sessions"]] == [timezone.now()]
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(seconds=1))
    assert prune_sessions() == 1
    erase(email=maker.email)
    assert not Session.objects.exists()
