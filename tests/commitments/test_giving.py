"""What people get for taking part, how power is shared, and small steps: said by who wants to, shown in plain words."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from commitments.forms.more import GivingForm, SmallStepsForm
from commitments.going import Going
from commitments.models import Commitment, Draft, Version
from coprod_portal.accounts.models import User
from tests import factories

from .answers import ADULT, answer

pytestmark = pytest.mark.django_db
BETWEEN = (date(2026, 12, 1), date(2027, 2, 28))


@pytest.fixture(autouse=True)
def _charter(db: None) -> None:
    factories.charter()


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def day(number: int, value: str) -> dict[str, str]:
    parts = dict(zip(("day", "month", "year"), value.split(), strict=True))
    return {f"step_{number}_on_{part}": each for part, each in parts.items()}


GIVING = {
    "gives": ["fees", "credit"],
    "giving_back": "Ten pounds an hour.",
    "given_when": "day",
    "power": "engage",
    "cannot_change": "The rent of the hall.",
}
STEPS = {"step_1": "Buy a tin", **day(1, "1 2 2027"), "step_2": "Ask for keys", **day(2, "5 12 2026")}


def test_it_is_asked_kept_and_shown_everywhere(maker: User, signed_in: Callable[..., Client]) -> None:
    client = signed_in(maker)
    answer(client, {**ADULT, "giving": GIVING, "steps": STEPS})
    check = text(client, "/commitments/new/check/")
    for words in ("A payment for their time", "Thanks by name", "Engage", "The rent of the hall.", "Buy a tin"):
        assert words in check
    client.post("/commitments/new/check/")
    version = Version.objects.get()
    assert (version.gives_fees, version.gives_expenses, version.gives_credit) == (True, False, True)
    assert [(step.text, step.due_on.day) for step in version.milestones.all()] == [
        ("Ask for keys", 5),
        ("Buy a tin", 1),
    ]

    factories.publish_waiting(version.submission)
    page = text(client, version.commitment.get_absolute_url())
    for words in (
        "A payment for their time",
        "When: On the day",
        "You help to shape it. We make the last decision.",
        "The rent of the hall.",
        "Planned for 1 February 2027.",
    ):
        assert words in page
    assert "People get nothing" not in page
    easy = text(client, f"{version.commitment.get_absolute_url()}easy-read/")
    assert "They say this about who decides:" in easy
    assert "1 February 2027: Buy a tin" in easy


def test_all_of_it_may_be_left_empty(maker: User, signed_in: Callable[..., Client]) -> None:
    client = signed_in(maker)
    assert answer(client, {**ADULT, "giving": {}, "steps": {}}) == "/commitments/new/check/"
    client.post("/commitments/new/check/")
    version = Version.objects.get()
    factories.publish_waiting(version.submission)
    page = text(client, version.commitment.get_absolute_url())
    for words in ("Giving back", "People get nothing", "How power is shared", "What cannot change", "Small step"):
        assert words not in page


def test_that_people_get_nothing_is_said_where_its_maker_says_so(client: Client) -> None:
    said = factories.public_commitment(gives_nothing=True, giving_back="")
    assert "People get nothing for taking part." in text(client, said.get_absolute_url())
    assert "People get nothing for taking part." in text(client, f"{said.get_absolute_url()}easy-read/")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, []),
        ({"gives": ["nothing"]}, []),
        ({"gives": ["nothing", "fees"]}, ["gives"]),
        ({"gives": ["gold"]}, ["gives"]),
        ({"power": "rule"}, ["power"]),
    ],
)
def test_what_people_get_may_be_one_or_the_other(typed: dict[str, Any], wrong: list[str]) -> None:
    assert list(GivingForm(typed).errors) == wrong


def test_when_is_not_kept_where_nothing_is_given() -> None:
    form = GivingForm({"gives": ["nothing"], "given_when": "day"})
    assert form.is_valid()
    assert form.cleaned_data["given_when"] == ""


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, {}),
        ({"step_1": "Buy", **day(1, "1 12 2026")}, {}),
        ({"step_1": "Buy"}, {"step_1_on": "Enter the date of small step 1"}),
        (day(2, "1 12 2026"), {"step_2": "Say what small step 2 is"}),
        ({"step_1": "Buy", **day(1, "30 11 2026")}, {"step_1_on": "not before you start"}),
        ({"step_1": "Buy", **day(1, "1 3 2027")}, {"step_1_on": "not after the day when all of it is done"}),
        ({"step_1": "Buy", **day(1, "31 2 2027")}, {"step_1_on": "as a real date"}),
        ({"step_1": "a" * 121, **day(1, "1 12 2026")}, {"step_1": "too long"}),
    ],
)
def test_small_steps_have_words_and_a_day_on_the_way(typed: dict[str, str], wrong: dict[str, str]) -> None:
    form = SmallStepsForm(typed, between=BETWEEN)
    assert list(form.errors) == list(wrong)
    for field, words in wrong.items():
        assert words in str(form.errors[field]) or field == "step_1"


def test_news_reaches_small_steps_and_a_newer_version_keeps_that(
    maker: User, signed_in: Callable[..., Client], client: Client
) -> None:
    public = factories.commitment(by=maker)
    first = factories.version(public, by=maker)
    factories.milestone(first, text="Buy a tin", due_on=date(2026, 11, 1))
    factories.milestone(first, text="Ask for keys", due_on=date(2026, 12, 1))
    factories.published(first)
    where = f"/my/commitments/{public.reference}/news/?going={Going.HAPPENING}"
    mine = signed_in(maker)
    form = mine.get(where).context["form"]
    tin = first.milestones.get(text="Buy a tin")
    data = {"seen": form["seen"].value(), "form_key": form["form_key"].value(), "happened": "Bought.", "learned": ""}
    other = factories.milestone(factories.version(factories.commitment()), text="Secret zebra")
    assert mine.post(where, {**data, "reached": [str(other.pk)]}).status_code == 200
    assert mine.post(where, {**data, "reached": [str(tin.pk)]}).status_code == 302
    news = public.news.get()
    assert "Done: its maker told us" not in text(client, public.get_absolute_url())
    factories.publish_waiting(news.submission)
    second = factories.version(public, by=maker)
    factories.milestone(second, text="buy  a tin", due_on=date(2026, 11, 2))
    factories.published(second)
    page = text(client, public.get_absolute_url())
    assert "Planned for 2 November 2026. Done: its maker told us on 23 November 2026." in page
    assert "Ask for keys" not in page
    assert "Small steps" in text(client, f"{public.get_absolute_url()}history/")


def test_beads_stand_in_the_order_of_their_days(client: Client) -> None:
    public = factories.commitment()
    version = factories.version(public)
    factories.milestone(version, text="Later", due_on=date(2027, 1, 1))
    factories.milestone(version, text="Sooner", due_on=date(2026, 10, 1))
    factories.published(version)
    factories.published(factories.news(public, going=Going.HAPPENING, happened="Between", told_on=date(2026, 11, 1)))
    page = text(client, public.get_absolute_url())
    assert page.index("Later") < page.index("Between", page.index("Later")) < page.index("Sooner")


def test_a_week_and_an_earlier_commitment_go_with_it(maker: User, signed_in: Callable[..., Client]) -> None:
    before, week = factories.public_commitment(by=maker), factories.week()
    client = signed_in(maker)
    answer(client, ADULT)
    Draft.objects.update(week=week, renews=before)
    client.post("/commitments/new/check/")
    made = Commitment.objects.exclude(pk=before.pk).get()
    assert (made.week, made.renews) == (week, before)


def test_a_change_keeps_and_changes_it(maker: User, signed_in: Callable[..., Client]) -> None:
    public = factories.commitment(by=maker)
    version = factories.version(public, by=maker, gives_training=True, power="consult")
    factories.milestone(version, text="Buy a tin", due_on=date(2026, 11, 1))
    factories.published(version)
    form = signed_in(maker).get(f"/my/commitments/{public.reference}/change/").context["form"]
    assert (form["gives"].value(), form["power"].value()) == (["training"], "consult")
    assert (form["step_1"].value(), form["step_1_on"].value()) == ("Buy a tin", date(2026, 11, 1))
