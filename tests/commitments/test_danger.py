"""Somebody may be in danger: kept apart at once, looked at on the same day by a second person, told to nobody else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from charters.models import AreaContact
from commitments.models import Commitment, Danger, SafeguardingDuty
from commitments.operations.moderation import decide
from commitments.operations.naming_safeguarding import name
from commitments.operations.safety import alert_late, look_at_danger, raise_danger
from commitments.operations.safety_facts import FORGOTTEN, prune_dangers
from commitments.operations.withdrawing import withdraw
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.personal_facts import erase, export
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State, action_to_send
from tests import factories
from tests.conftest import person

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
Position = SafeguardingDuty.Position
SECRET = "Ring 0121 496 0123, he hits me"


@pytest.fixture
def lead(db: None) -> User:
    user = person("lead", Role.Name.MODERATOR)
    SafeguardingDuty.objects.create(position=Position.LEAD, user=user)
    return user


@pytest.fixture
def deputy(db: None) -> User:
    user = person("deputy", Role.Name.MODERATOR)
    SafeguardingDuty.objects.create(position=Position.DEPUTY, user=user)
    return user


@pytest.fixture
def waiting(maker: User) -> Submission:
    return factories.waiting_commitment(by=maker, what=SECRET, title="Pay fares").versions.get().submission


def told(kind: str) -> list[str]:
    return sorted(Mail.objects.filter(kind=f"commitments/{kind}").values_list("to", flat=True))


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_lead_and_deputy_are_told_at_once_without_a_word_of_it(
    waiting: Submission, moderator: User, lead: User, deputy: User, administrator: User
) -> None:
    danger = raise_danger(submission=waiting, revision=1, why="She says that he hits her.", by=moderator)
    waiting.refresh_from_db()
    assert (waiting.state, danger.due_at) == (State.APART, datetime(2026, 11, 24, tzinfo=LONDON))
    assert told("danger") == [deputy.email, lead.email]
    mail = Mail.objects.filter(kind="commitments/danger").latest("pk")
    assert f"/moderation/danger/{danger.pk}/" in mail.body
    for private in (SECRET, "Pay fares", "hits", "Sandwell", "maker"):
        assert private not in mail.subject + mail.body
    with pytest.raises(Stale, match="already"):
        raise_danger(submission=waiting, revision=1, why="Me too.", by=moderator)


def test_where_nobody_is_named_those_are_told_who_can_name_somebody(
    waiting: Submission, moderator: User, administrator: User, signed_in: Callable[..., Client]
) -> None:
    raise_danger(submission=waiting, revision=1, why="A child is alone.", by=moderator)
    assert told("danger") == [administrator.email, "hello@example.org"]
    assert "/moderation/safeguarding/" in Mail.objects.filter(kind="commitments/danger").latest("pk").body
    other = factories.waiting_commitment().versions.get()
    assert "Nobody is named as safeguarding lead." in page(
        signed_in(moderator, second_factor=True), "moderation-danger-raise", other.pk
    )


def test_a_lead_who_raises_it_is_not_the_second_person(waiting: Submission, lead: User, administrator: User) -> None:
    danger = raise_danger(submission=waiting, revision=1, why="A child is alone.", by=lead)
    assert told("danger") == [administrator.email, "hello@example.org", lead.email]
    with pytest.raises(Refused, match="not about what they raised"):
        look_at_danger(danger=danger, was_danger=False, what_was_done="Nothing.", revision=1, by=lead)


def test_nobody_but_lead_and_deputy_finds_it(
    waiting: Submission,
    moderator: User,
    second_moderator: User,
    lead: User,
    deputy: User,
    maker: User,
    signed_in: Callable[..., Client],
) -> None:
    danger = factories.danger(waiting, by=moderator)
    raiser, other, led = (signed_in(user, second_factor=True) for user in (moderator, second_moderator, lead))
    for client in (raiser, other):
        for name_, args in (("moderation-submission", [waiting.pk]), ("moderation-danger-raise", [waiting.pk])):
            assert client.get(reverse(name_, args=args)).status_code == 404
        assert client.get(reverse("moderation-danger")).status_code == 403
        for name_ in ("moderation", "moderation-decided"):
            assert "Pay fares" not in page(client, name_)
    address = reverse("moderation-danger-item", args=[danger.pk])
    for pk in (danger.pk, danger.pk + 1):
        assert other.get(reverse("moderation-danger-item", args=[pk])).status_code == 403
    assert led.get(reverse("moderation-danger-item", args=[danger.pk + 1])).status_code == 404
    mine = raiser.get(address).content.decode()
    assert "with the safeguarding lead and deputy" in mine
    assert "Pay fares" not in mine
    assert "0121" not in mine
    assert "A child is alone" not in mine
    assert raiser.post(address, {"outcome": "no-danger", "what_was_done": "x", "revision": 1}).status_code == 403
    area = waiting.version.area
    AreaContact.objects.create(area=area, kind="safeguarding", name="Sandwell front door", phone="0121 496 0000")
    AreaContact.objects.create(kind="complaints", name="Not this one")
    seen = led.get(address).content.decode()
    for words in ("0121 496 0123", "A child is alone", "Sandwell front door", maker.email, "14 hours", "999"):
        assert words in seen
    assert "Not this one" not in seen
    assert "Phone number" in seen
    assert "1 to look at" in page(led, "moderation")
    assert reverse("moderation-danger") not in page(other, "moderation")
    assert "Raised at" in page(led, "moderation-danger")


def test_its_writer_learns_nothing_and_can_change_and_withdraw(
    waiting: Submission, moderator: User, lead: User, maker: User, signed_in: Callable[..., Client]
) -> None:
    client = signed_in(maker)
    commitment = waiting.version.commitment
    mails = Mail.objects.filter(to=maker.email).count()
    addresses = [reverse("my"), reverse("my-commitment", args=[commitment.reference])]
    before = [client.get(address).content.decode() for address in addresses]
    seen = client.get(reverse("my-commitment-change", args=[commitment.reference])).context["form"]["seen"].value()
    danger = factories.danger(waiting, by=moderator)

    def plain(text: str) -> str:
        return "\n".join(line for line in text.splitlines() if "csrf" not in line and "form_key" not in line)

    assert [plain(client.get(address).content.decode()) for address in addresses] == [plain(text) for text in before]
    again = client.get(reverse("my-commitment-change", args=[commitment.reference])).context["form"]["seen"].value()
    assert again == seen
    assert export(email=maker.email)["written"][0]["state"] == "submitted"
    assert "apart" not in str(export(email=maker.email))
    assert Mail.objects.filter(to=maker.email).count() == mails

    move(submission=waiting, action=action_to_send(State.APART), revision=1, by=maker)
    assert Submission.objects.get(pk=waiting.pk).state == State.APART
    with pytest.raises(Stale, match="The writer changed these words"):
        move(submission=waiting, action=Action.REVISE, revision=1, by=maker)
    withdraw(commitment=commitment, by=maker)
    danger.refresh_from_db()
    waiting.refresh_from_db()
    assert (waiting.state, danger.looked_at) == (State.WITHDRAWN, None)
    look_at_danger(danger=danger, was_danger=True, what_was_done="Told the council.", revision=2, by=lead)
    waiting.refresh_from_db()
    assert waiting.state == State.WITHDRAWN


def test_where_it_was_danger_it_is_declined_and_the_writer_hears_only_what_the_lead_chooses(
    waiting: Submission, moderator: User, lead: User, maker: User, signed_in: Callable[..., Client]
) -> None:
    danger = factories.danger(waiting, by=moderator)
    client, address = signed_in(lead, second_factor=True), reverse("moderation-danger-item", args=[danger.pk])
    mails = Mail.objects.filter(to=maker.email).count()
    typed = {"outcome": "danger", "what_was_done": "Told the council at noon.", "writes": "on", "to_writer": ""}
    response = client.post(address, {**typed, "revision": 1})
    assert "take the tick away" in response.content.decode()
    assert client.post(address, {**typed, "writes": "", "revision": 1}).status_code == 302
    waiting.refresh_from_db()
    record = waiting.move_records.latest("pk")
    assert (waiting.state, record.by, record.second_by) == (State.DECLINED, lead, moderator)
    assert Mail.objects.filter(to=maker.email).count() == mails
    # What was found stays apart from the rest of the desk.
    other = signed_in(moderator, second_factor=True)
    assert other.get(reverse("moderation-submission", args=[waiting.pk])).status_code == 404
    assert "Pay fares" not in page(other, "moderation-decided")
    assert "Told the council at noon." in page(client, "moderation-danger-item", danger.pk)
    assert client.post(address, {**typed, "writes": "", "revision": 1}).status_code == 409


def test_the_lead_may_write_to_the_writer(waiting: Submission, lead: User, maker: User) -> None:
    danger = factories.danger(waiting)
    look_at_danger(
        danger=danger, was_danger=True, what_was_done="Rang her.", revision=1, to_writer="Please ring us.", by=lead
    )
    assert "Please ring us." in Mail.objects.get(to=maker.email, kind="commitments/danger_writer").body


def test_where_it_was_none_it_waits_again_at_its_old_place(
    waiting: Submission, moderator: User, second_moderator: User, deputy: User, signed_in: Callable[..., Client]
) -> None:
    sent = Submission.objects.values("submitted_at", "read_by_date").get(pk=waiting.pk)
    danger = factories.danger(waiting, by=moderator)
    assert danger.words != ""
    look_at_danger(danger=danger, was_danger=False, what_was_done="It is a play.", revision=1, by=deputy)
    danger.refresh_from_db()
    assert danger.words == ""
    assert Submission.objects.values("submitted_at", "read_by_date").get(pk=waiting.pk) == sent
    assert "Pay fares" in page(signed_in(second_moderator, second_factor=True), "moderation")


def test_what_is_public_is_hidden_in_the_same_act_and_stays_so(
    moderator: User, second_moderator: User, lead: User, maker: User, signed_in: Callable[..., Client]
) -> None:
    commitment = factories.public_commitment(by=maker, title="Pay fares")
    submission = commitment.versions.get().submission
    mails = Mail.objects.filter(to=maker.email).count()
    client = signed_in(moderator, second_factor=True)
    raising = reverse("moderation-danger-raise", args=[submission.pk])
    assert raising in page(client, "moderation-hide", submission.pk)
    assert client.post(raising, {"why": "", "revision": 1}).status_code == 200
    assert client.post(raising, {"why": "Her home is in it.", "revision": 1}).status_code == 302
    assert not Commitment.objects.public().exists()
    assert Mail.objects.filter(to=maker.email).count() == mails
    with pytest.raises(Refused, match="Only they can decide"):
        decide(submission=submission, action=Action.RESTORE, revision=1, by=second_moderator)
    danger = Danger.objects.get()
    look_at_danger(danger=danger, was_danger=False, what_was_done="It is the town hall.", revision=1, by=lead)
    submission.refresh_from_db()
    assert submission.state == State.HIDDEN
    decide(submission=submission, action=Action.RESTORE, revision=1, by=second_moderator)
    assert Commitment.objects.public().exists()


def test_from_the_decision_and_with_the_form_of_another_who_was_slower(
    waiting: Submission, moderator: User, second_moderator: User, lead: User, signed_in: Callable[..., Client]
) -> None:
    client, slower = signed_in(moderator, second_factor=True), signed_in(second_moderator, second_factor=True)
    address = reverse("moderation-submission", args=[waiting.pk])
    typed = {"decision": "set-apart", "revision": 1}
    assert "Say what you saw" in client.post(address, typed).content.decode()
    # Whoever opened it before: the words are gone, what they typed is not.
    done = client.post(address, {**typed, "why": "He hits her."}, follow=True)
    assert "keep this apart" in done.content.decode()
    assert Danger.objects.get().why == "He hits her."
    late = slower.post(address, {"decision": "return", "reason": "unclear", "note": "Which day?", "revision": 1})
    assert late.status_code == 409
    assert "Which day?" in late.content.decode()
    assert "Pay fares" not in late.content.decode()
    also = slower.post(reverse("moderation-danger-raise", args=[waiting.pk]), {"why": "Me too.", "revision": 1})
    assert also.status_code == 409
    assert "Me too." in also.content.decode()


def test_what_its_writer_changed_meanwhile_is_read_before_it_is_decided(
    waiting: Submission, lead: User, maker: User, signed_in: Callable[..., Client]
) -> None:
    danger = factories.danger(waiting)
    client, address = signed_in(lead, second_factor=True), reverse("moderation-danger-item", args=[danger.pk])
    read = client.get(address).context["form"]["read"].value()
    version = waiting.version
    move(submission=waiting, action=Action.REVISE, revision=1, by=maker)
    version.what = "We paint the hall."
    version.save()
    answer = client.post(address, {"outcome": "no-danger", "what_was_done": "I rang her.", "revision": 1, "read": read})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Please read them again" in text
    assert "I rang her." in text
    assert "We paint the hall." in text
    waiting.refresh_from_db()
    danger.refresh_from_db()
    assert (waiting.state, danger.looked_at) == (State.APART, None)
    assert SECRET in danger.words


def test_late_ones_alert_both_and_the_administrators_once_a_day(
    waiting: Submission, lead: User, deputy: User, administrator: User, clock: time_machine.Traveller
) -> None:
    danger = factories.danger(waiting)
    clock.move_to(datetime(2026, 11, 23, 23, 59, tzinfo=LONDON))
    assert alert_late() == 0
    clock.move_to(datetime(2026, 11, 24, 0, 0, tzinfo=LONDON))
    assert (alert_late(), alert_late()) == (1, 0)
    assert told("danger_late") == [administrator.email, deputy.email, lead.email]
    clock.shift(timedelta(days=1))
    assert alert_late() == 1
    look_at_danger(danger=danger, was_danger=False, what_was_done="A play.", revision=1, by=lead)
    clock.shift(timedelta(days=1))
    assert alert_late() == 0


def test_an_administrator_names_lead_and_deputy(
    moderator: User, second_moderator: User, administrator: User, maker: User, signed_in: Callable[..., Client]
) -> None:
    client, address = signed_in(administrator, second_factor=True), reverse("moderation-safeguarding")
    answer = client.post(address, {"position": "lead", "email": maker.email})
    assert answer.status_code == 409
    assert "no moderator with this address" in answer.content.decode()
    assert client.post(address, {"position": "lead", "email": moderator.email}).status_code == 302
    assert told("safeguarding_named") == [administrator.email, moderator.email]
    with pytest.raises(Refused, match="two people"):
        name(position=Position.DEPUTY, email=moderator.email, by=administrator)
    name(position=Position.LEAD, email=second_moderator.email, by=administrator)
    assert moderator.email in told("safeguarding_named")
    assert second_moderator.email in told("safeguarding_named")
    name(position=Position.LEAD, email="", by=administrator)
    assert not SafeguardingDuty.objects.exists()
    with pytest.raises(Refused, match="Only an administrator"):
        name(position=Position.LEAD, email=moderator.email, by=moderator)


def test_a_lead_whose_role_was_taken_is_not_told_and_sees_nothing(
    waiting: Submission, lead: User, administrator: User, signed_in: Callable[..., Client]
) -> None:
    lead.roles.all().delete()
    Role.objects.create(user=lead, name=Role.Name.STEWARD)
    danger = factories.danger(waiting)
    assert lead.email not in told("danger")
    client = signed_in(lead, second_factor=True)
    assert client.get(reverse("moderation-danger-item", args=[danger.pk])).status_code == 403


def test_erasing_the_writer_keeps_what_nobody_has_looked_at(
    waiting: Submission, lead: User, moderator: User, maker: User, clock: time_machine.Traveller
) -> None:
    danger = factories.danger(waiting, by=moderator)
    assert export(email=moderator.email)["dangers_raised"][0]["why"] == "A child is alone."
    erase(email=maker.email)
    danger.refresh_from_db()
    assert danger.submission is None
    assert SECRET in danger.words
    look_at_danger(danger=danger, was_danger=True, what_was_done="Told the police.", by=lead)
    assert prune_dangers() == 0
    clock.shift(timedelta(days=366))
    assert (prune_dangers(), prune_dangers()) == (1, 0)
    danger.refresh_from_db()
    assert (danger.words, danger.why, danger.what_was_done) == ("", "", FORGOTTEN)


def test_the_help_page_says_what_happens(client: Client) -> None:
    assert "looks at it on the same day" in page(client, "help-moderation")


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    how_many: int,
    lead: User,
    signed_in: Callable[..., Client],
    django_assert_num_queries: Callable[..., object],
) -> None:
    for _ in range(how_many):
        factories.danger()
    client = signed_in(lead, second_factor=True)
    client.get(reverse("moderation-danger"))
    with django_assert_num_queries(11):  # type: ignore[attr-defined]
        client.get(reverse("moderation-danger"))


def test_what_a_reader_reported_is_kept_apart_with_it(
    moderator: User, lead: User, signed_in: Callable[..., Client]
) -> None:
    commitment = factories.public_commitment(title="Pay fares")
    case = factories.report(f"commitment:{commitment.reference}", words="She is locked in.").case
    address = reverse("moderation-report", args=[case.reference])
    client, led = signed_in(moderator, second_factor=True), signed_in(lead, second_factor=True)
    client.post(reverse("moderation-report-danger", args=[case.reference]), {"why": "Ring now."})
    shown = client.get(address).content.decode()
    assert "Only they can see it" in shown
    assert "locked in" not in shown
    assert "She is locked in." in led.get(address).content.decode()
    danger = Danger.objects.get()
    assert "She is locked in." in danger.words
    assert "She is locked in." in page(led, "moderation-danger-item", danger.pk)
