"""A writer appeals once against a decision, and somebody who took no part in it answers within ten working days."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from commitments.desk.appeals import seen
from commitments.models import Appeal, Commitment
from commitments.operations.appeals import FORGOTTEN, alert_late, decide_appeal, prune_appeals
from commitments.operations.moderation import decide
from commitments.operations.removing import Stretch
from commitments.operations.safety import raise_danger
from commitments.operations.withdrawing import withdraw
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.personal_facts import erase, export
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import MoveRecord, Removal
from coprod_portal.submissions.states import Action, State
from tests import factories
from tests.conftest import person

pytestmark = pytest.mark.django_db


def told(kind: str, to: User) -> str:
    """The body of the newest mail of a kind; "" where there is none."""
    mail = Mail.objects.filter(to=to.email, kind=f"commitments/{kind}").order_by("-pk").first()
    return mail.body if mail else ""


def answered(appeal: Appeal, *, upheld: bool, by: User, **more: bool) -> Appeal:
    return decide_appeal(appeal=appeal, upheld=upheld, answer="We looked again.", seen=seen(appeal), by=by, **more)


def hidden(commitment: Commitment, by: User) -> MoveRecord:
    submission = commitment.versions.latest("number").submission
    decide(submission=submission, action=Action.HIDE, revision=submission.revision, reason="unkind", by=by)
    return submission.move_records.latest("pk")


def test_a_writer_appeals_once_and_gets_a_date(
    maker: User, stranger: User, colleague: User, signed_in: Callable[..., Client]
) -> None:
    organisation = factories.organisation("Kitchen", maker, colleague)
    record = factories.declined(by=maker, made_by=organisation, title="Pay fares")
    address = reverse("appeal", args=[record.pk])
    assert address in told("declined", maker)
    client = signed_in(colleague)
    assert signed_in(stranger).get(address).status_code == 404
    assert "Pay fares" in client.get(reverse("my-appeals")).content.decode()
    assert "Pay fares" not in signed_in(stranger).get(reverse("my-appeals")).content.decode()
    assert "Say why" in client.post(address, {"words": " "}).content.decode()
    assert client.post(address, {"words": "It is not unkind."}).status_code == 302
    appeal = Appeal.objects.get()
    assert (appeal.by, appeal.due_on) == (colleague, date(2026, 12, 7))
    assert "7 December 2026" in told("appeal_receipt", colleague)
    again = client.post(address, {"words": "And another thing."})
    assert again.status_code == 409
    assert Appeal.objects.count() == 1
    assert "It is not unkind." in client.get(address).content.decode()


def test_what_cannot_be_appealed_against(maker: User, stranger: User, moderator: User) -> None:
    for reason, sentence in (("twice", "cannot appeal"), ("unkind", "do not look after")):
        record = factories.declined(by=maker, reason=reason)
        by = maker if reason == "twice" else stranger
        with pytest.raises(Refused, match=sentence):
            factories.appeal(record, by=by)
    public = factories.public_commitment(by=maker).versions.get().submission.move_records.latest("pk")
    with pytest.raises(Refused, match="cannot appeal"):
        factories.appeal(public, by=maker)
    gone = hidden(factories.public_commitment(by=maker), moderator)
    decide(submission=gone.submission, action=Action.RESTORE, revision=1, by=moderator)
    with pytest.raises(Stale, match="does not stand any more"):
        factories.appeal(gone, by=maker)


def test_only_somebody_who_took_no_part_decides(maker: User, moderator: User, signed_in: Callable[..., Client]) -> None:
    appeal = factories.appeal(by=maker)
    first, second = appeal.record.by, appeal.record.second_by
    assert first is not None
    assert second is not None
    for part in (first, second):
        with pytest.raises(Refused, match="took part"):
            answered(appeal, upheld=True, by=part)
        address = reverse("moderation-appeal", args=[appeal.pk])
        assert "You took part in the decision" in signed_in(part, second_factor=True).get(address).content.decode()
    Role.objects.create(user=maker, name=Role.Name.MODERATOR)
    with pytest.raises(Refused, match="or it is yours"):
        answered(appeal, upheld=True, by=maker)
    answered(appeal, upheld=False, by=moderator)


def test_upheld_it_is_published_in_the_same_act(maker: User, moderator: User, signed_in: Callable[..., Client]) -> None:
    appeal = factories.appeal(by=maker, title="Pay fares")
    client, address = signed_in(moderator, second_factor=True), reverse("moderation-appeal", args=[appeal.pk])
    assert "Pay fares" in client.get(reverse("moderation-appeals")).content.decode()
    opened = client.get(address).context["form"]["seen"].value()
    assert "Write an answer" in client.post(address, {"outcome": "publish", "seen": opened}).content.decode()
    done = client.post(address, {"outcome": "publish", "answer": "We were wrong.", "seen": opened})
    assert done.status_code == 302
    actions = list(appeal.submission.move_records.order_by("pk").values_list("action", flat=True))
    assert actions == ["submit", "decline", "reopen", "publish"]
    assert Commitment.objects.public().count() == 1
    assert "We were wrong." in told("appeal_decided", maker)
    assert "It is public now" in told("appeal_decided", maker)
    assert told("published", maker) == ""
    mine = signed_in(maker).get(reverse("appeal", args=[appeal.record_id])).content.decode()
    assert "you were right" in mine
    assert "We were wrong." in mine


def test_upheld_its_words_may_be_read_again_first(maker: User, moderator: User) -> None:
    appeal = factories.appeal(by=maker)
    answered(appeal, upheld=True, read_again=True, by=moderator)
    appeal.submission.refresh_from_db()
    assert appeal.submission.state == State.SUBMITTED
    assert not Commitment.objects.public().exists()
    assert "read once more" in told("appeal_decided", maker)


def test_not_upheld_it_stays_and_cannot_be_appealed_again(maker: User, moderator: User) -> None:
    appeal = factories.appeal(by=maker)
    answered(appeal, upheld=False, by=moderator)
    appeal.submission.refresh_from_db()
    assert appeal.submission.state == State.DECLINED
    assert "What we decided stays" in told("appeal_decided", maker)
    with pytest.raises(Stale, match="already"):
        factories.appeal(appeal.record, by=maker)
    with pytest.raises(Stale, match="already"):
        answered(appeal, upheld=True, by=moderator)


def test_what_was_hidden_comes_back_with_what_that_act_hid_and_nothing_else(
    maker: User, moderator: User, second_moderator: User
) -> None:
    commitment = factories.public_commitment(by=maker, title="First")
    before = factories.published(factories.news(commitment, happened="Hidden before"))
    decide(submission=before.submission, action=Action.HIDE, revision=1, reason="unkind", by=moderator)
    factories.published(factories.version(commitment, by=maker, title="Second"))
    appeal = factories.appeal(hidden(commitment, moderator), by=maker)
    assert not Commitment.objects.public().exists()
    with pytest.raises(Refused, match="took part"):
        answered(appeal, upheld=True, by=moderator)
    answered(appeal, upheld=True, by=second_moderator)
    states = list(commitment.versions.order_by("number").values_list("submission__state", flat=True))
    assert states == ["published", "published"]
    before.submission.refresh_from_db()
    assert before.submission.state == State.HIDDEN
    assert told("restored", maker) == ""


def test_words_that_were_taken_out_are_put_back(maker: User, moderator: User, second_moderator: User) -> None:
    commitment = factories.waiting_commitment(by=maker, what="Ask Ann Lee, and ring Ann Lee.", how="At 1 High Street")
    submission = commitment.versions.get().submission
    taken = [Stretch("Ann Lee", Removal.What.NAME), Stretch("1 High Street", Removal.What.ADDRESS)]
    decide(submission=submission, action=Action.PUBLISH, revision=1, taken_out=taken, by=moderator)
    record = submission.move_records.latest("pk")
    assert reverse("appeal", args=[record.pk]) in told("published", maker)
    appeal = factories.appeal(record, by=maker)
    answered(appeal, upheld=True, by=second_moderator)
    version = commitment.versions.get()
    assert (version.what, version.how) == ("Ask Ann Lee, and ring Ann Lee.", "At 1 High Street")
    assert set(Removal.objects.values_list("words", flat=True)) == {""}


def test_where_two_names_were_taken_out_nobody_guesses_which_stood_where(
    maker: User, moderator: User, second_moderator: User
) -> None:
    submission = factories.waiting_commitment(by=maker, what="Ask Ann Lee, then Bo Day.").versions.get().submission
    taken = [Stretch("Ann Lee", Removal.What.NAME), Stretch("Bo Day", Removal.What.NAME)]
    decide(submission=submission, action=Action.PUBLISH, revision=1, taken_out=taken, by=moderator)
    appeal = factories.appeal(submission.move_records.latest("pk"), by=maker)
    with pytest.raises(Refused, match="its writer can change the words back"):
        answered(appeal, upheld=True, by=second_moderator)
    answered(appeal, upheld=False, by=second_moderator)


def test_newer_words_of_the_writer_are_not_written_over(maker: User, moderator: User) -> None:
    commitment = factories.public_commitment(by=maker)
    changed = factories.submitted(factories.version(commitment, by=maker), by=maker)
    factories.decline(changed.submission, reason="unkind")
    appeal = factories.appeal(changed.submission.move_records.latest("pk"), by=maker)
    factories.published(factories.version(commitment, by=maker, title="Newest"))
    with pytest.raises(Refused, match="newer words"):
        answered(appeal, upheld=True, by=moderator)


def test_a_decider_who_is_late_is_told_and_loses_nothing(
    maker: User, moderator: User, second_moderator: User, signed_in: Callable[..., Client]
) -> None:
    commitment = factories.public_commitment(by=maker)
    appeal = factories.appeal(hidden(commitment, moderator), by=maker)
    client, address = signed_in(second_moderator, second_factor=True), reverse("moderation-appeal", args=[appeal.pk])
    opened = client.get(address).context["form"]["seen"].value()
    decide(submission=appeal.submission, action=Action.RESTORE, revision=1, by=moderator)
    late = client.post(address, {"outcome": "undo", "answer": "You are right.", "seen": opened})
    assert late.status_code == 409
    assert "You are right." in late.content.decode()
    assert "undone or changed since" in late.content.decode()
    now = late.context["form"]["seen"].value()
    assert client.post(address, {"outcome": "undo", "answer": "You are right.", "seen": now}).status_code == 302
    assert Commitment.objects.public().exists()
    withdraw(commitment=commitment, by=maker)
    assert client.get(address).status_code == 200


def test_late_appeals_alert_two_people_once_a_week(
    maker: User, moderator: User, administrator: User, clock: time_machine.Traveller
) -> None:
    person("second-administrator", Role.Name.ADMINISTRATOR)
    person("third-administrator", Role.Name.ADMINISTRATOR)
    appeal = factories.appeal(by=maker)
    clock.move_to(datetime(2026, 12, 7, 23, tzinfo=ZoneInfo("Europe/London")))
    assert alert_late() == 0
    clock.shift(timedelta(hours=2))
    assert (alert_late(), alert_late()) == (1, 0)
    mails = Mail.objects.filter(kind="commitments/appeal_late")
    assert sorted(mails.values_list("to", flat=True)) == [administrator.email, "second-administrator@example.org"]
    assert "unkind" not in mails.first().body  # type: ignore[union-attr]
    answered(appeal, upheld=False, by=moderator)
    clock.shift(timedelta(days=7))
    assert alert_late() == 0


def test_what_is_known_and_forgotten(maker: User, moderator: User, clock: time_machine.Traveller) -> None:
    record = factories.declined(by=maker, made_by=factories.organisation("Kitchen", maker))
    appeal = factories.appeal(record, by=maker)
    answered(appeal, upheld=False, by=moderator)
    assert export(email=maker.email)["appeals"][0]["words"] == "It is not unkind."
    clock.shift(timedelta(days=366))
    assert (prune_appeals(), prune_appeals()) == (1, 0)
    erase(email=maker.email)
    appeal.refresh_from_db()
    assert (appeal.words, appeal.answer, appeal.by) == ("", FORGOTTEN, None)


def test_what_is_kept_apart_since_is_in_no_list_of_the_desk(
    maker: User, moderator: User, signed_in: Callable[..., Client], clock: time_machine.Traveller
) -> None:
    appeal = factories.appeal(by=maker, title="Pay fares")
    desk = signed_in(moderator, second_factor=True)
    pages = [reverse("moderation-appeals"), reverse("moderation")]
    assert all("Pay fares" in desk.get(page).content.decode() for page in pages)
    raise_danger(submission=appeal.submission, revision=1, why="A child is alone.", by=moderator)
    assert not any("Pay fares" in desk.get(page).content.decode() for page in pages)
    assert desk.get(reverse("moderation-appeal", args=[appeal.pk])).status_code == 404
    clock.shift(timedelta(days=30))
    assert alert_late() == 0


def test_the_list_of_appeals_goes_on_where_a_page_ends(
    maker: User, moderator: User, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commitments.desk.appeals.ON_A_PAGE", 1)
    for title in ("Pay fares", "Bring food"):
        factories.appeal(by=maker, title=title)
    desk, page = signed_in(moderator, second_factor=True), reverse("moderation-appeals")
    first = desk.get(page)
    second = desk.get(f"{page}?after={first.context['next_place']}").content.decode()
    assert "Pay fares" in first.content.decode()
    assert ("Pay fares" in second, "Bring food" in second) == (False, True)


@pytest.mark.parametrize("how_many", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(
    how_many: int,
    maker: User,
    moderator: User,
    signed_in: Callable[..., Client],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(how_many):
        factories.appeal(by=maker)
    mine, desk = signed_in(maker), signed_in(moderator, second_factor=True)
    for client, name, queries in ((mine, "my-appeals", 8), (desk, "moderation-appeals", 7)):
        client.get(reverse(name))
        with django_assert_num_queries(queries):
            client.get(reverse(name))
