"""Organisers: appointed by an administrator, dismissed at the next click, and what they may say of a week."""

import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from commitments.models import Commitment, Week, WeekOrganiser
from commitments.operations.organisers import appoint_organiser, dismiss_organiser
from commitments.permissions import can_organise
from coprod_portal.accounts.models import Role, User
from coprod_portal.outbox.models import Mail
from tests import factories
from tests.commitments.public import not_public
from tests.conftest import person

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
DAYS = {
    f"{name}_{part}": value
    for name, day in {"starts_on": "5 7 2027", "ends_on": "9 7 2027", "opens_on": "1 6 2027"}.items()
    for part, value in zip(("day", "month", "year"), day.split(), strict=True)
}
CLOSES = {"closes_on_day": "31", "closes_on_month": "7", "closes_on_year": "2027"}
WORDS = {
    **DAYS,
    **CLOSES,
    "nation": "uk",
    "theme": "Together",
    "hashtag": "OurWeek",
    "email": "week@example.org",
    "about": "**Come** <script>alert(1)</script>",
    "ideas": "One idea\n\nAnother idea",
    "charters": ["sandwell"],
}


@pytest.fixture
def week() -> Week:
    factories.charter()
    return factories.week(2027, published_at=None, opens_on=None, closes_on=None)


@pytest.fixture
def organiser(week: Week) -> User:
    user = person("organiser")
    appoint_organiser(email=user.email, week=week, by=None)
    return User.objects.get(pk=user.pk)


def test_administrator_begins_a_week_and_gives_it_to_somebody_until_it_is_taken_back(
    signed_in: SignIn, administrator: User
) -> None:
    desk = signed_in(administrator, second_factor=True)
    answer = desk.post("/moderation/weeks/new/", {"year": "2027", "nation": "wales", **DAYS})
    assert answer["Location"] == "/moderation/weeks/?week=2027"
    again = desk.post("/moderation/weeks/new/", {"year": "2027", "nation": "uk", **DAYS})
    assert "There is a Co-production Week 2027 already." in again.content.decode()
    wrong = desk.post("/moderation/weeks/new/", {"year": "2028", "nation": "uk", **DAYS})
    assert "Enter a first day in 2028" in wrong.content.decode()
    desk.post("/moderation/weeks/", {"email": "New@Example.org", "week": "2027"})
    week, user = Week.objects.get(), User.objects.get(email="new@example.org")
    assert (week.nation, week.published_at, can_organise(user, week)) == ("wales", None, True)
    mail = Mail.objects.get(kind="commitments/organiser_appointed")
    assert (mail.to, "/organiser/2027/" in mail.body) == ("new@example.org", True)
    room = signed_in(user, second_factor=True)
    assert room.get("/organiser/2027/").status_code == 200
    assert "Weeks that you organise" in room.get("/my/").content.decode()
    assert "new@example.org" in desk.get("/moderation/weeks/").content.decode()
    desk.post(f"/moderation/weeks/organisers/{WeekOrganiser.objects.get().pk}/dismiss/")
    assert room.get("/organiser/2027/").status_code == 404
    assert not Role.objects.filter(user=user).exists()


def test_who_organises_two_weeks_keeps_the_role_when_one_is_taken(week: Week, organiser: User) -> None:
    other = factories.week(2028)
    appoint_organiser(email=organiser.email, week=other, by=None)
    dismiss_organiser(organiser=WeekOrganiser.objects.get(week=week), by=None)
    again = User.objects.get(pk=organiser.pk)
    assert (can_organise(again, week), can_organise(again, other)) == (False, True)


def test_role_without_the_week_and_week_without_the_role_open_nothing(week: Week, stranger: User) -> None:
    WeekOrganiser.objects.create(week=week, user=stranger)
    assert not can_organise(stranger, week)
    assert not can_organise(person("another", Role.Name.ORGANISER), week)


def test_command_appoints_and_takes_away(week: Week) -> None:
    out = StringIO()
    call_command("make_staff", "a@example.org", "--role", "organiser", "--week", "2027", stdout=out)
    assert "They organise the Co-production Week of: 2027." in out.getvalue()
    assert can_organise(User.objects.get(email="a@example.org"), week)
    call_command("make_staff", "a@example.org", "--role", "organiser", "--week", "2027", "--take-away", stdout=out)
    assert not WeekOrganiser.objects.exists()
    for arguments, sentence in (
        (("--role", "moderator", "--week", "2027"), "--week goes with"),
        (("--role", "organiser", "--week", "1999"), "There are: 2027."),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command("make_staff", "a@example.org", *arguments, stdout=out)


def test_organiser_says_what_people_read_and_makes_it_public(
    client: Client, signed_in: SignIn, week: Week, organiser: User
) -> None:
    room = signed_in(organiser, second_factor=True)
    assert room.post("/organiser/2027/edit/", {"revision": "1", **WORDS})["Location"] == "/organiser/2027/"
    assert client.get("/weeks/2027/").status_code == 404
    assert room.post("/organiser/2027/publish/", {"revision": "2"}).status_code == 302
    page = client.get("/weeks/2027/").content.decode()
    for words in ("Together", "#OurWeek", "mailto:week@example.org", "<strong>Come</strong>", "Another idea", "1 June"):
        assert words in page
    assert "<script>alert" not in page
    week.refresh_from_db()
    assert (week.revision, week.ideas, [c.slug for c in week.charters.all()]) == (
        3,
        ["One idea", "Another idea"],
        ["sandwell"],
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"starts_on_year": "2028"}, "Enter a first day in 2027"),
        ({"ends_on_day": "1"}, "Enter a last day that is not before the first day"),
        ({"closes_on_day": "", "closes_on_month": "", "closes_on_year": ""}, "Enter the last day too"),
        ({"closes_on_month": "5"}, "Enter a day that is not before the first one"),
        ({"hashtag": "#our week!"}, "Use letters and numbers only"),
        ({"ideas": "x" * 301}, "Make each idea shorter"),
        ({"charters": ["nowhere"]}, "Choose from the charters on this page"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    signed_in: SignIn, week: Week, organiser: User, typed: dict[str, Any], sentence: str
) -> None:
    room = signed_in(organiser, second_factor=True)
    answer = room.post("/organiser/2027/edit/", {"revision": "1", **WORDS, **typed})
    assert sentence in answer.content.decode()
    week.refresh_from_db()
    assert (week.revision, week.theme) == (1, "")


def test_who_comes_second_sees_both_texts_and_loses_nothing(signed_in: SignIn, week: Week, organiser: User) -> None:
    room = signed_in(organiser, second_factor=True)
    room.post("/organiser/2027/edit/", {"revision": "1", **WORDS})
    late = room.post("/organiser/2027/edit/", {"revision": "1", **WORDS, "theme": "Apart", "ideas": "Mine"})
    page = late.content.decode()
    assert late.status_code == 409
    assert ("Together" in page, 'value="Apart"' in page, "Another idea" in page, "Mine" in page) == (True,) * 4
    assert room.post("/organiser/2027/publish/", {"revision": "1"}).status_code == 409
    saved = room.post("/organiser/2027/edit/", {"revision": "2", **WORDS, "theme": "Apart"})
    assert saved.status_code == 302
    week.refresh_from_db()
    assert (week.theme, week.published_at) == ("Apart", None)


@pytest.mark.parametrize("rows", [1, 3])
def test_what_came_in_says_where_each_stands(
    signed_in: SignIn, organiser: User, week: Week, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        factories.public_commitment(week=week)
        not_public(week=week)
        factories.public_commitment(title="Of no week")
    room = signed_in(organiser, second_factor=True)
    with django_assert_num_queries(7):
        answer = room.get("/organiser/2027/came/")
    page = answer.content.decode()
    assert "Of no week" not in page
    # Nobody but its writer knows of a draft: that of a young person waits for their first reader.
    assert dict(answer.context["states"]) == {
        "Public": rows,
        "Waiting to be read": rows,
        "Sent back with a question": rows,
        "Not published": rows,
        "Hidden": rows,
        "Withdrawn by its maker": rows,
    }
    assert len(answer.context["rows"]) == 6 * rows
    led_to = re.findall(r'<h2><a href="/commitments/(\w+)/"', page)
    assert len(led_to) == rows
    assert Commitment.objects.public().filter(reference__in=led_to).count() == rows


@pytest.mark.parametrize("page", ["", "came/", "edit/", "publish/"])
def test_organiser_of_another_week_finds_nothing(
    signed_in: SignIn, organiser: User, week: Week, stranger: User, page: str
) -> None:
    appoint_organiser(email=stranger.email, week=factories.week(2019), by=None)
    room = signed_in(User.objects.get(pk=stranger.pk), second_factor=True)
    assert room.get("/organiser/2019/").status_code == 200
    assert room.get(f"/organiser/2027/{page}").status_code == 404
    assert room.post(f"/organiser/2027/{page}", {"revision": "1", **WORDS}).status_code in (404, 405)
    week.refresh_from_db()
    assert (week.revision, week.published_at) == (1, None)
