"""A grown-up whom a young person trusts reads their words before anybody else does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from commitments.going import Going
from commitments.models import Commitment, FirstReading, Version
from commitments.operations.first_readings import (
    about_first_readings,
    ask,
    ask_for_change,
    forget_first_readings,
    prune_first_readings,
    say_fine,
)
from commitments.permissions import can_decide
from coprod_portal.accounts.models import Block, Role, User
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State
from tests import factories
from tests.conftest import NOW, person

from .answers import WORDS, YOUNG, address, answer, post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _charter(db: None) -> None:
    factories.charter()


@pytest.fixture
def young() -> User:
    return person("young")


@pytest.fixture
def lead() -> User:
    return person("lead")


@pytest.fixture
def client_of(signed_in: Callable[..., Client]) -> Callable[[User], Client]:
    return lambda user: signed_in(user)


ClientOf = Callable[[User], Client]


def page_of(reading: FirstReading) -> str:
    return f"/commitments/first-reading/{reading.key}/"


def send(client: Client, young: User) -> FirstReading:
    answer(client, {**YOUNG, "first-reader": {"grown_up": "Lead@example.org"}})
    client.post("/commitments/new/check/")
    return FirstReading.objects.select_related("submission").get()


def press(client: Client, reading: FirstReading, answer: str, note: str = "") -> int:
    shown = client.get(page_of(reading)).context["form"]
    data = {"revision": shown["revision"].value(), "form_key": shown["form_key"].value()}
    return client.post(page_of(reading), {**data, "answer": answer, "note": note}).status_code


def test_it_waits_for_the_grown_up_and_then_for_us(young: User, lead: User, client_of: ClientOf) -> None:
    client = client_of(young)
    reading = send(client, young)
    commitment = Commitment.objects.get()
    assert (commitment.maker_name, commitment.by_young_person, commitment.area) == ("A young person", True, None)
    assert reading.submission.state == "draft"
    mail = Mail.objects.get(kind="commitments/first_reading")
    assert mail.to == "lead@example.org"
    assert page_of(reading) in mail.body
    assert "Pay people" not in mail.body
    own_page = client.get(f"/my/commitments/{commitment.reference}/").content.decode()
    assert "On 23 November 2026 we asked the grown-up that you chose to read it first." in own_page

    assert press(client_of(lead), reading, "fine") == 302
    reading.submission.refresh_from_db()
    assert reading.submission.state == "submitted"
    assert commitment.reference in Mail.objects.get(kind="commitments/first_reading_fine", to=young.email).body


def test_nobody_else_reads_it(young: User, stranger: User, client: Client, client_of: ClientOf) -> None:
    reading = factories.first_reading(by=young)
    assert client.get(page_of(reading)).status_code == 302
    for user in (young, stranger):
        assert client_of(user).get(page_of(reading)).status_code == 404
        assert client_of(user).post(page_of(reading), {"answer": "fine", "revision": 1}).status_code == 404
    assert Submission.objects.get(pk=reading.submission_id).state == "draft"


def test_a_change_asked_for_is_told_and_read_again(young: User, lead: User, client_of: ClientOf) -> None:
    reading = send(client_of(young), young)
    assert press(client_of(lead), reading, "change") == 200
    assert press(client_of(lead), reading, "change", "Please leave out the day.") == 302
    assert "leave out the day" in Mail.objects.get(kind="commitments/first_reading_change").body
    reference = Commitment.objects.get().reference
    where = f"/my/commitments/{reference}/change/"
    mine = client_of(young)
    assert "leave out the day" in mine.get("/my/").content.decode()
    shown = mine.get(where)
    form = shown.context["form"]
    assert form["grown_up"].value() == "lead@example.org"
    assert "area" not in form.fields
    assert "picture" not in form.fields
    typed = {**WORDS["what"], **WORDS["how"], **WORDS["when"], **WORDS["knowing"], **WORDS["principles"]}
    hidden = {"seen": form["seen"].value(), "form_key": form["form_key"].value(), "grown_up": "lead@example.org"}
    assert mine.post(where, {**typed, **hidden, "what": "We will pay."}).status_code == 302
    reading.refresh_from_db()
    assert (reading.is_fine, reading.submission.state, reading.submission.revision) == (None, "draft", 2)
    assert Mail.objects.filter(kind="commitments/first_reading").count() == 2
    assert press(client_of(lead), reading, "fine") == 302
    assert Version.objects.get().what == "We will pay."


def test_fine_is_said_of_the_words_that_were_read(young: User, lead: User, client_of: ClientOf) -> None:
    reading = factories.first_reading(by=young)
    client = client_of(lead)
    Submission.objects.filter(pk=reading.submission_id).update(revision=2)
    response = client.post(page_of(reading), {"answer": "fine", "revision": 1, "note": "Half a note"})
    assert response.status_code == 409
    assert "Half a note" in response.content.decode()
    reading = FirstReading.objects.select_related("submission").get()
    say_fine(reading=reading, revision=2, by=lead)
    with pytest.raises(Stale):
        ask_for_change(reading=reading, revision=2, note="Oh", by=lead)


def test_changed_words_and_news_go_to_the_grown_up_too(young: User, lead: User, client_of: ClientOf) -> None:
    reading = factories.first_reading(by=young)
    say_fine(reading=FirstReading.objects.get(), revision=1, by=lead)
    factories.publish_waiting(reading.submission)
    commitment = Commitment.objects.get()
    client = client_of(young)
    where = f"/my/commitments/{commitment.reference}/news/?going={Going.HAPPENING}"
    form = client.get(where).context["form"]
    assert "picture" not in form.fields
    data = {"seen": form["seen"].value(), "form_key": form["form_key"].value(), "learned": "", "grown_up": lead.email}
    refused = client.post(where, {**data, "happened": "We met at Hillside School."})
    assert "do not name a school" in refused.content.decode()
    assert client.post(where, {**data, "happened": "We met."}).status_code == 302
    news = commitment.news.get()
    assert news.submission.state == "draft"
    assert client.post(where, {**data, "happened": "We met."}).status_code == 302
    assert commitment.news.count() == 1

    change = client.get(f"/my/commitments/{commitment.reference}/change/").context["form"]
    typed = {**WORDS["what"], **WORDS["how"], **WORDS["when"], **WORDS["knowing"], **WORDS["principles"]}
    hidden = {"seen": change["seen"].value(), "form_key": change["form_key"].value(), "grown_up": lead.email}
    client.post(f"/my/commitments/{commitment.reference}/change/", {**typed, **hidden})
    assert [version.submission.state for version in commitment.versions.order_by("number")] == ["published", "draft"]
    assert Commitment.objects.public().get() == commitment


def test_what_waits_for_us_goes_back_to_the_grown_up_when_it_changes(
    young: User, lead: User, client_of: ClientOf
) -> None:
    factories.first_reading(by=young)
    say_fine(reading=FirstReading.objects.get(), revision=1, by=lead)
    commitment = Commitment.objects.get()
    client = client_of(young)
    where = f"/my/commitments/{commitment.reference}/change/"
    change = client.get(where).context["form"]
    typed = {**WORDS["what"], **WORDS["how"], **WORDS["when"], **WORDS["knowing"], **WORDS["principles"]}
    hidden = {"seen": change["seen"].value(), "form_key": change["form_key"].value(), "grown_up": lead.email}
    assert client.post(where, {**typed, **hidden}).status_code == 302
    assert [version.submission.state for version in commitment.versions.order_by("number")] == ["withdrawn", "draft"]


def test_the_desk_sees_that_it_was_read_and_the_grown_up_never_decides(
    young: User, moderator: User, lead: User, signed_in: Callable[..., Client]
) -> None:
    reading = factories.first_reading(by=young)
    desk = signed_in(moderator, second_factor=True)
    assert desk.get(f"/moderation/{reading.submission_id}/").status_code == 404
    say_fine(reading=FirstReading.objects.get(), revision=1, by=lead)
    page = desk.get(f"/moderation/{reading.submission_id}/").content.decode()
    assert "A grown-up whom they chose read it first" in page
    assert "lead@example.org" not in page
    Role.objects.create(user=lead, name=Role.Name.MODERATOR)
    submission = Submission.objects.get(pk=reading.submission_id)
    assert (can_decide(moderator, submission), can_decide(lead, submission)) == (True, False)


@pytest.mark.parametrize(
    ("step", "typed", "words"),
    [
        ("what", {"what": "We meet at Hillside School."}, "do not name a school"),
        ("how", {"how": "At B70 8AB."}, "leave out the postcode"),
        ("first-reader", {"grown_up": "young@example.org"}, "somebody else"),
    ],
)
def test_a_young_person_tells_nobody_where_they_are(
    step: str, typed: dict[str, str], words: str, young: User, client_of: ClientOf
) -> None:
    client = client_of(young)
    before = list(YOUNG)[: list(YOUNG).index(step)]
    answer(client, {name: YOUNG[name] for name in before})
    response = post(client, step, {**YOUNG[step], **typed})
    assert response.status_code == 200
    assert words in response.content.decode()


def test_a_young_person_is_not_asked_where(young: User, client_of: ClientOf) -> None:
    client = client_of(young)
    answer(client, {name: YOUNG[name] for name in list(YOUNG)[: list(YOUNG).index("when")]})
    assert "area" not in client.get(address("when")).context["form"].fields


def test_the_name_and_the_ages_are_settings(young: User, client_of: ClientOf, settings: LazySettings) -> None:
    settings.ADULT_AGE, settings.YOUNG_PERSON_NAME = 16, "Somebody young"
    client = client_of(young)
    post(client, "who", YOUNG["who"])
    assert "13 to 15" in client.get(address("age")).content.decode()
    send(client, young)
    assert Commitment.objects.get().maker_name == "Somebody young"


def test_who_is_blocked_writes_to_no_grown_up_and_sends_nothing_through_one(
    young: User, lead: User, moderator: User, client_of: ClientOf
) -> None:
    reading = send(client_of(young), young)
    Block.objects.create(user=young, why="x", by=moderator, at=reading.asked_at)
    mails = Mail.objects.count()
    with pytest.raises(Refused, match="blocked"):
        ask(submission=reading.submission, email="other@example.org", by=young)
    with pytest.raises(Refused, match="knows why"):
        say_fine(reading=reading, revision=reading.submission.revision, by=lead)
    reading.refresh_from_db()
    assert (reading.is_fine, reading.submission.state, Mail.objects.count()) == (None, State.DRAFT, mails)


def test_what_nobody_reads_is_deleted_with_its_days(young: User, lead: User) -> None:
    read = factories.first_reading(by=young)
    say_fine(reading=read, revision=1, by=lead)
    factories.first_reading(by=young)
    with time_machine.travel(NOW + timedelta(days=29), tick=False):
        assert prune_first_readings() == 0
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        assert prune_first_readings() == 1
    assert [reading.pk for reading in FirstReading.objects.all()] == [read.pk]
    assert Commitment.objects.count() == 1


def test_what_we_know_of_the_grown_up_is_told_and_forgotten(young: User, lead: User) -> None:
    read = factories.first_reading(by=young)
    say_fine(reading=read, revision=1, by=lead)
    factories.first_reading(by=young)
    facts = about_first_readings(email=lead.email, user=lead)["first_readings"]
    assert isinstance(facts, list)
    assert [fact["is_fine"] for fact in facts] == [True, None]
    forget_first_readings(email=lead.email, user=lead)
    assert [(reading.email, reading.read_by, reading.is_fine) for reading in FirstReading.objects.all()] == [
        ("", None, True)
    ]
