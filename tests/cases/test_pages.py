"""The forms in which somebody raises something, and the page on which administrators see what waits."""

from collections.abc import Callable
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case
from coprod_portal.cases.operations import close_case
from coprod_portal.outbox.models import Mail

from .test_operations import opened

pytestmark = pytest.mark.django_db

FORMS = {
    "help-data-complaint": ("data-complaint", "23 December 2026"),
    "help-accessibility-problem": ("accessibility", "23 December 2026"),
    "help-complaint": ("complaint", "7 December 2026"),
}
ANSWERS = {"words": "You show my old name.", "email": "resident@example.org"}


def key(client: Client, name: str) -> str:
    """The key that the form carries, so that it counts once."""
    form = client.get(reverse(name)).context["form"]
    return str(form["form_key"].value())


@pytest.mark.parametrize("name", FORMS)
def test_anybody_opens_a_case_and_sees_its_reference_and_date(client: Client, name: str) -> None:
    kind, day = FORMS[name]
    response = client.post(reverse(name), {**ANSWERS, "form_key": key(client, name)}, follow=True)
    case = Case.objects.get()
    assert (case.kind, case.words, case.email) == (kind, *ANSWERS.values())
    address = reverse("help-sent", args=[case.reference])
    assert response.redirect_chain == [(address, 302)]
    for page in (response, Client().get(address)):
        words = page.content.decode()
        assert case.reference in words
        assert day in words
        assert "resident@example.org" not in words
        assert "old name" not in words
        assert page.headers["Cache-Control"] == "private, no-store"


def test_form_that_is_posted_twice_opens_one_case(client: Client) -> None:
    data = {**ANSWERS, "form_key": key(client, "help-data-complaint")}
    first, second = (client.post(reverse("help-data-complaint"), data) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert (Case.objects.count(), Mail.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"words": ""}, "Tell us what is wrong"),
        ({"email": ""}, "Enter your e-mail address, so that we can answer"),
        ({"email": "resident at example"}, "Enter an e-mail address in full, like name@example.org"),
        ({"email": f"{'a' * 250}@example.org"}, "254 characters or fewer"),
        ({"words": "x" * 4001}, "4"),
        ({"words": "a\0b"}, "There is a hidden character in your words."),
        ({"words": "x" * 1_000_000}, "4"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(client: Client, answers: dict[str, str], sentence: str) -> None:
    data = {**ANSWERS, **answers, "form_key": key(client, "help-data-complaint")}
    response = client.post(reverse("help-data-complaint"), data)
    page = response.content.decode()
    assert response.status_code in (200, 422)
    assert sentence in " ".join(chain.from_iterable(response.context["form"].errors.values()))
    for typed in (value for name, value in ANSWERS.items() if name not in answers):
        assert typed in page
    assert "<title>Error: " in page
    assert not Case.objects.exists()


def test_words_in_any_writing_are_kept_as_they_were_typed(client: Client) -> None:
    words = "\N{WAVING HAND SIGN} \u202eright to left\u202c שלום\r\nNew line <b>"
    client.post(
        reverse("help-data-complaint"), {**ANSWERS, "words": words, "form_key": key(client, "help-data-complaint")}
    )
    assert Case.objects.get().words.splitlines() == words.splitlines()


def test_reference_that_we_do_not_know_is_not_found(client: Client) -> None:
    assert client.get("/help/sent/2222222222/").status_code == 404


@pytest.fixture
def desk(administrator: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(administrator, second_factor=True)


def test_administrator_sees_what_waits_those_due_first(desk: Client, clock: Any) -> None:
    first = opened(email="first@example.org", words="<b>First</b>")
    clock.shift(timedelta(days=1))
    second = opened(email="second@example.org")
    close_case(case=opened(email="closed@example.org"), by=User.objects.get(email="administrator@example.org"))
    closed = Case.objects.get(email="closed@example.org")
    page = desk.get(reverse("cases")).content.decode()
    assert page.index(first.reference) < page.index(second.reference)
    assert closed.reference not in page
    assert first.email not in page
    one = desk.get(reverse("case", args=[first.reference])).content.decode()
    assert "&lt;b&gt;First&lt;/b&gt;" in one
    assert first.email in one


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_for_many_rows(desk: Client, rows: int, django_assert_num_queries: Any) -> None:
    for number in range(rows):
        opened(email=f"resident{number}@example.org")
    with django_assert_num_queries(5):
        desk.get(reverse("cases"))


def test_administrator_ends_a_case_once(desk: Client, administrator: User) -> None:
    case = opened()
    address = reverse("case-close", args=[case.reference])
    keys = [desk.get(address).context["form"]["form_key"].value() for _ in range(2)]
    first, again = (desk.post(address, {"outcome": "put-right", "form_key": key}) for key in keys)
    assert first.headers["Location"] == reverse("case", args=[case.reference])
    case.refresh_from_db()
    assert (case.closed_by, case.outcome) == (administrator, "put-right")
    assert (again.status_code, "Somebody has closed this already." in again.content.decode()) == (409, True)
