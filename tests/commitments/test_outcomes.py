"""What happened next: asked for once, read before it is public, and shown as silence where nobody told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from commitments.models import Opportunity, Outcome
from commitments.operations.moderation import decide
from commitments.operations.outcomes import OutcomeWords, ask_what_happened, seen_outcome, tell
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import LetterPart, Mail
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import Action, State
from tests import factories
from tests import opportunity_factories as made

pytestmark = pytest.mark.django_db
TYPED = {"heard": "The bus is late.", "did": "It comes earlier.", "could_not": "A second bus. It costs too much."}
NOT_TOLD = "We have not been told yet."


@pytest.fixture
def kitchen(maker: User, colleague: User) -> Any:
    return factories.organisation("Kitchen", maker, colleague)


@pytest.fixture
def over(kitchen: Any, maker: User) -> Opportunity:
    return made.public_opportunity(title="Bus talk", by=maker, listed_by=kitchen, closes_on=date(2026, 11, 20))


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed_of(client: Client, where: str, **typed: str) -> dict[str, str]:
    form = client.get(where).context["form"]
    return {**TYPED, "seen": form.initial["seen"], "form_key": str(form["form_key"].value()), **typed}


def where(opportunity: Opportunity) -> str:
    return f"/my/opportunities/{opportunity.reference}/outcome/"


def asked_people() -> list[str]:
    return sorted(LetterPart.objects.filter(kind="commitments/outcome_due").values_list("to", flat=True))


def test_who_listed_it_is_asked_once(over: Opportunity, maker: User) -> None:
    assert ask_what_happened() == 1
    assert asked_people() == [maker.email]
    assert where(over) in LetterPart.objects.get(kind="commitments/outcome_due").body
    assert ask_what_happened() == 0
    assert asked_people() == [maker.email]


def test_where_they_have_left_all_whose_it_is_are_asked(over: Opportunity, maker: User, colleague: User) -> None:
    maker.memberships.all().delete()
    assert ask_what_happened() == 1
    assert asked_people() == [colleague.email]


def test_nobody_is_asked_too_early_or_for_nothing(kitchen: Any, maker: User, clock: Any) -> None:
    made.public_opportunity(by=maker, listed_by=kitchen, closes_on=date(2026, 11, 23))
    made.public_opportunity(
        by=maker,
        listed_by=kitchen,
        closes_on=date(2026, 11, 1),
        starts_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
        ends_at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    )
    made.waiting_opportunity(by=maker, listed_by=kitchen, closes_on=date(2026, 11, 1))
    told = made.public_opportunity(by=maker, listed_by=kitchen, closes_on=date(2026, 11, 1))
    made.moved(made.outcome(told), Action.SUBMIT)
    taken_down = made.public_opportunity(by=maker, listed_by=kitchen, closes_on=date(2026, 11, 1))
    made.moved(taken_down.notices.get(), Action.WITHDRAW)
    made.public_opportunity(closes_on=date(2026, 11, 1))
    assert ask_what_happened() == 0
    assert asked_people() == []
    clock.move_to(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    assert ask_what_happened() == 2


def test_it_can_be_told_once_it_is_over_and_not_before(kitchen: Any, maker: User) -> None:
    still_open = made.public_opportunity(listed_by=kitchen)
    client = browser(maker)
    assert client.get(where(still_open)).status_code == 409
    assert client.post(where(still_open), {**TYPED, "seen": "none"}).status_code == 409
    with pytest.raises(Refused):
        tell(opportunity=still_open, words=OutcomeWords(**TYPED), seen="none", by=maker)
    assert not Outcome.objects.exists()


def test_it_is_read_before_it_is_public_and_then_shown(
    over: Opportunity, maker: User, moderator: User, client: Client, signed_in: Any
) -> None:
    public = f"/opportunities/{over.reference}/"
    for address in (public, "/opportunities/ended/"):
        assert NOT_TOLD in client.get(address).content.decode()
    writer = browser(maker)
    writer.post(where(over), typed_of(writer, where(over)))
    outcome = over.outcomes.get()
    assert (outcome.submission.state, outcome.told_on) == (State.SUBMITTED, date(2026, 11, 23))
    assert "The bus is late." not in client.get(public).content.decode()

    desk = signed_in(moderator, second_factor=True)
    assert "The bus is late." in desk.get(f"/moderation/{outcome.pk}/").content.decode()
    desk.post(f"/moderation/{outcome.pk}/", {"decision": "publish", "revision": 1})
    for address in (public, "/opportunities/ended/"):
        page = client.get(address).content.decode()
        assert [words in page for words in (*TYPED.values(), NOT_TOLD)] == [True, True, True, False]
    assert "Bus talk" in Mail.objects.get(to=maker.email, kind="commitments/published").subject

    decide(submission=outcome.submission, action=Action.HIDE, revision=1, by=moderator, reason="unkind")
    for address in (public, "/opportunities/ended/"):
        page = client.get(address).content.decode()
        assert ("The bus is late." in page, NOT_TOLD in page) == (False, True)


def test_nobody_decides_on_their_own(over: Opportunity, moderator: User, kitchen: Any) -> None:
    outcome = made.moved(made.outcome(over), Action.SUBMIT)
    kitchen.members.create(user=moderator, joined_at=datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(Refused):
        decide(submission=outcome.submission, action=Action.PUBLISH, revision=1, by=moderator)


def test_what_came_back_is_changed_and_sent_again(over: Opportunity, maker: User) -> None:
    made.moved(made.outcome(over, heard="Old words"), Action.SUBMIT, Action.RETURN)
    client = browser(maker)
    page = client.get(where(over)).content.decode()
    assert ("Which day?" in page, "Old words" in page) == (True, True)
    client.post(where(over), typed_of(client, where(over)))
    outcome = over.outcomes.get()
    assert (outcome.heard, outcome.submission.state, outcome.submission.revision) == (
        "The bus is late.",
        "submitted",
        2,
    )


def test_newer_words_take_the_place_of_public_ones_when_they_were_read(
    over: Opportunity, maker: User, client: Client
) -> None:
    made.moved(made.outcome(over, heard="Old words"), Action.SUBMIT, Action.PUBLISH)
    writer = browser(maker)
    writer.post(where(over), typed_of(writer, where(over)))
    public = f"/opportunities/{over.reference}/"
    assert "Old words" in client.get(public).content.decode()
    made.moved(over.outcomes.get(submission__state="submitted"), Action.PUBLISH)
    page = client.get(public).content.decode()
    assert ("Old words" in page, "The bus is late." in page) == (False, True)


def test_whoever_comes_second_sees_both_texts_and_loses_nothing(
    over: Opportunity, maker: User, colleague: User
) -> None:
    first, second = browser(maker), browser(colleague)
    data = typed_of(second, where(over), heard="Second words")
    first.post(where(over), typed_of(first, where(over), heard="First words"))
    response = second.post(where(over), data)
    page = response.content.decode()
    assert response.status_code == 409
    assert ("First words" in page, "Second words" in page) == (True, True)
    again = {**data, "seen": response.context["form"].data["seen"]}
    assert second.post(where(over), again).status_code == 302
    assert over.outcomes.get().heard == "Second words"
    with pytest.raises(Stale):
        tell(opportunity=over, words=OutcomeWords(**TYPED), seen="none", by=maker)


@pytest.mark.parametrize("name", ["heard", "did", "could_not"])
def test_each_of_the_three_is_needed(over: Opportunity, maker: User, name: str) -> None:
    client = browser(maker)
    page = client.post(where(over), typed_of(client, where(over), **{name: " "})).content.decode()
    assert "There is something to mend" in page
    assert not Outcome.objects.exists()


def test_telling_is_all_or_nothing(over: Opportunity, maker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Submission.objects.count()

    def breaks(**fields: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(MoveRecord.objects, "create", breaks)
    with pytest.raises(OSError, match="full"):
        tell(opportunity=over, words=OutcomeWords(**TYPED), seen=seen_outcome(over), by=maker)
    assert (Outcome.objects.count(), Submission.objects.count()) == (0, before)


def test_asking_is_all_or_nothing(over: Opportunity, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*args: Any, **fields: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Opportunity, "save", breaks)
    with pytest.raises(OSError, match="full"):
        ask_what_happened()
    assert asked_people() == []
