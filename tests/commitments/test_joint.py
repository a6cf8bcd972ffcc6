"""Several organisations and people on one commitment: each says yes or no, and it counts once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from commitments.counts import all_counts, content_version
from commitments.models import Commitment, Member, Organisation, Party
from commitments.operations import joint
from commitments.operations.moderation import decide
from commitments.operations.personal_facts import forget
from commitments.operations.profiles import make_found
from commitments.operations.withdrawing import withdraw
from commitments.permissions import can_decide
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import LetterPart, Mail
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import Action, State
from tests import factories
from tests.commitments.test_races import at_once
from tests.conftest import person

pytestmark = pytest.mark.django_db

EMAIL = "friend@example.org"
SignIn = Callable[..., Client]


@pytest.fixture
def kitchen(maker: User) -> Organisation:
    return factories.organisation("Kitchen", maker)


@pytest.fixture
def garden(colleague: User) -> Organisation:
    """The colleague leads it here: another organisation than the maker's. It has something public of its own."""
    made = factories.organisation("Garden", colleague)
    factories.public_commitment(title="Of the garden", made_by=made)
    return made


@pytest.fixture
def commitment(maker: User, kitchen: Organisation) -> Commitment:
    return factories.public_commitment(title="Pay on the day", by=maker, made_by=kitchen)


def ask(commitment: Commitment, organisation: Organisation) -> Party:
    assert commitment.keeper is not None
    return joint.ask_organisation(commitment=commitment, organisation=organisation, by=commitment.keeper)


def ask_by_mail(commitment: Commitment, email: str = EMAIL) -> Party:
    assert commitment.keeper is not None
    return joint.ask_person(commitment=commitment, email=email, by=commitment.keeper)


def publish(party: Party, action: Action = Action.PUBLISH, reason: str = "") -> None:
    submission = Submission.objects.get(pk=party.pk)
    decide(
        submission=submission,
        action=action,
        revision=submission.revision,
        by=factories.deciding_moderator(),
        reason=reason,
    )


def joined(commitment: Commitment, organisation: Organisation, by: User) -> Party:
    party = joint.accept(party=ask(commitment, organisation), by=by)
    publish(party)
    return party


def state(party: Party) -> str:
    return Submission.objects.get(pk=party.pk).state


def page(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, response
    return " ".join(response.content.decode().split())


def makers(client: Client, query: str = "") -> dict[str, str]:
    return {card.title: card.maker for card in client.get(f"/commitments/{query}").context["cards"]}


def test_an_organisation_is_asked_says_yes_and_is_shown_once_its_name_was_read(
    client: Client, signed_in: SignIn, maker: User, colleague: User, commitment: Commitment, garden: Organisation
) -> None:
    own = signed_in(maker)
    where = f"/my/commitments/{commitment.reference}/joint/"
    assert where in page(own, f"/my/commitments/{commitment.reference}/")
    assert "We have asked them" in own.post(f"{where}organisation/", {"name": "gard"}, follow=True).content.decode()
    party = commitment.parties.get()
    [part] = LetterPart.objects.filter(to=colleague.email)
    assert f"/my/joint/{party.key}/" in part.body

    theirs = signed_in(colleague)
    assert "Garden</bdi> make it too?" in page(theirs, "/my/")
    assert "We will pay people on the day." in page(theirs, f"/my/joint/{party.key}/")
    theirs.post(f"/my/joint/{party.key}/")
    assert state(party) == State.SUBMITTED
    assert "Garden" not in page(client, f"/commitments/{commitment.reference}/")
    assert makers(client)["Pay on the day"] == "Kitchen"

    publish(party)
    assert makers(client)["Pay on the day"] == "Kitchen, together with Garden"
    shown = page(client, f"/commitments/{commitment.reference}/")
    assert "Together with" in shown
    assert f"/organisations/{garden.slug}/" in shown
    assert "Garden</bdi> makes it too from now on" in page(client, f"/commitments/{commitment.reference}/history/")
    assert LetterPart.objects.filter(to=maker.email, heading="Somebody makes your commitment too").exists()


def test_it_counts_once_and_is_shown_under_each(
    client: Client, colleague: User, commitment: Commitment, garden: Organisation, kitchen: Organisation
) -> None:
    before = all_counts(content_version()).portal.made
    joined(commitment, garden, colleague)
    assert all_counts(content_version()).portal.made == before == 2
    assert list(makers(client)).count("Pay on the day") == 1
    for organisation, titles in ((kitchen, {"Pay on the day"}), (garden, {"Pay on the day", "Of the garden"})):
        response = client.get(f"/organisations/{organisation.slug}/")
        assert ({card.title for card in response.context["cards"]}, response.context["counts"].made) == (
            titles,
            len(titles),
        )
        assert set(makers(client, f"?organisation={organisation.slug}")) == titles
    assert set(makers(client, "?q=garden")) == {"Pay on the day", "Of the garden"}


def test_who_said_no_is_shown_nowhere(client: Client, maker: User, colleague: User, commitment: Commitment) -> None:
    shed = factories.organisation("Shed", colleague)
    party = ask(commitment, shed)
    joint.leave(party=party, by=colleague)
    assert state(party) == State.WITHDRAWN
    for address in (f"/commitments/{commitment.reference}/", f"/commitments/{commitment.reference}/history/"):
        assert "Shed" not in page(client, address)
        assert "Somebody" not in page(client, address)
    assert client.get(f"/organisations/{shed.slug}/").status_code == 404
    with pytest.raises(Refused, match="answer any more"):
        joint.accept(party=party, by=colleague)
    with pytest.raises(Refused, match="has said no"):
        ask(commitment, shed)
    assert "Somebody does not make" in LetterPart.objects.get(to=maker.email).heading


def test_who_leaves_is_named_no_more_and_history_says_that_somebody_left(
    client: Client, signed_in: SignIn, colleague: User, commitment: Commitment, garden: Organisation
) -> None:
    party = joined(commitment, garden, colleague)
    theirs = signed_in(colleague)
    for _press in range(2):
        theirs.post(f"/my/joint/{party.key}/leave/")
    assert makers(client)["Pay on the day"] == "Kitchen"
    history = page(client, f"/commitments/{commitment.reference}/history/")
    assert ("Garden" in history, "Somebody left" in history, "Somebody made it too" in history) == (False, True, True)
    assert set(makers(client, "?q=garden")) == {"Of the garden"}


def test_a_person_is_asked_by_mail_and_gives_the_name_to_be_shown(
    client: Client, signed_in: SignIn, commitment: Commitment
) -> None:
    own = signed_in(commitment.keeper)
    own.post(f"/my/commitments/{commitment.reference}/joint/person/", {"email": "Friend@example.org"})
    party = commitment.parties.get()
    body = Mail.objects.get(to=EMAIL).body
    assert "Kitchen would like to make a commitment together with you." in body
    where = f"/my/joint/{party.key}/"
    assert where in body
    assert client.get(where).status_code == 302

    friend = signed_in(person("friend"))
    assert "Enter your first name" in friend.post(where, {"name": " "}).content.decode()
    friend.post(where, {"name": "A neighbour"})
    party.refresh_from_db()
    assert (party.name, party.email, state(party)) == ("A neighbour", "", State.SUBMITTED)
    publish(party)
    assert makers(client)["Pay on the day"] == "Kitchen, together with A neighbour"
    friend.post(f"{where}leave/")
    assert "A neighbour" not in page(client, f"/commitments/{commitment.reference}/history/")


def test_words_that_nobody_has_read_are_not_mailed_to_somebody_who_did_not_ask(maker: User) -> None:
    ask_by_mail(factories.waiting_commitment(title="Buy my soap", by=maker, person_name="Soap Ltd"))
    body = Mail.objects.get(to=EMAIL).body
    assert "Somebody who makes a commitment on this site" in body
    assert "oap" not in body


def test_only_whom_it_is_for_may_read_and_answer(
    signed_in: SignIn, stranger: User, colleague: User, commitment: Commitment, garden: Organisation
) -> None:
    editor = person("editor")
    Member.objects.create(organisation=garden, user=editor, role=Member.Role.EDITOR, joined_at=timezone.now())
    party, mine = ask(commitment, garden), ask_by_mail(commitment)
    for one in (party, mine):
        assert signed_in(stranger).get(f"/my/joint/{one.key}/").status_code == 404
        assert signed_in(stranger).post(f"/my/joint/{one.key}/leave/").status_code == 404
    assert "A lead of your organisation answers this" in page(signed_in(editor), f"/my/joint/{party.key}/")
    with pytest.raises(Refused, match="Only somebody who was asked"):
        joint.accept(party=party, by=editor)
    publish(joint.accept(party=party, by=colleague))
    for rest in ("", "change/", "news/", "joint/", "withdraw/"):
        assert signed_in(colleague).get(f"/my/commitments/{commitment.reference}/{rest}").status_code == 404


def test_what_cannot_be_asked_is_refused_in_words(
    signed_in: SignIn, maker: User, commitment: Commitment, garden: Organisation, kitchen: Organisation
) -> None:
    young = factories.public_commitment(by=maker, by_young_person=True)
    empty = factories.organisation("Nobody there")
    down = factories.public_commitment(by=maker)
    withdraw(commitment=down, by=maker)
    ask(commitment, garden)
    cases: list[tuple[Callable[[], Any], str]] = [
        (lambda: ask(commitment, garden), "asked this organisation already"),
        (lambda: ask(commitment, kitchen), "own organisation"),
        (lambda: ask(commitment, empty), "Nobody looks after"),
        (lambda: ask(down, garden), "not on the site"),
        (lambda: ask_by_mail(young), "young person"),
        (lambda: ask_by_mail(commitment, maker.email), "your own address"),
    ]
    for act, said in cases:
        with pytest.raises(Refused, match=said):
            act()
    ask(young, garden)
    where = f"/my/commitments/{commitment.reference}/joint/organisation/"
    response = signed_in(maker).post(where, {"name": "garden"})
    assert "It has not answered yet" in response.content.decode()
    assert "Try a part of it" in signed_in(maker).post(where, {"name": "zebra"}).content.decode()


def test_of_several_of_a_like_name_one_is_chosen(signed_in: SignIn, maker: User, commitment: Commitment) -> None:
    lead = person("lead")
    first, second = (factories.organisation(f"Garden {name}", lead) for name in ("east", "west"))
    for made in (first, second):
        factories.public_commitment(made_by=made)
    where = f"/my/commitments/{commitment.reference}/joint/organisation/"
    response = signed_in(maker).post(where, {"name": "garden"})
    assert "Choose one of these" in response.content.decode()
    signed_in(maker).post(where, {"name": "garden", "picked": second.slug})
    assert commitment.parties.get().organisation == second


def test_the_maker_takes_an_unanswered_one_back(
    signed_in: SignIn, maker: User, colleague: User, commitment: Commitment, garden: Organisation
) -> None:
    party, answered = ask(commitment, garden), ask_by_mail(commitment)
    joint.accept(party=answered, name="Sam", by=person("friend"))
    where = f"/my/commitments/{commitment.reference}/joint/"
    own = signed_in(maker)
    own.post(f"{where}{party.key}/take-back/")
    assert list(commitment.parties.all()) == [answered]
    assert not LetterPart.objects.filter(to=colleague.email).exists()
    assert not Submission.objects.filter(pk=party.pk).exists()
    assert own.post(f"{where}{answered.key}/take-back/").status_code == 409


def test_neither_side_decides_on_the_words_of_a_joint_commitment(
    moderator: User,
    second_moderator: User,
    maker: User,
    colleague: User,
    commitment: Commitment,
    kitchen: Organisation,
) -> None:
    ours = factories.organisation("Ours", colleague, moderator)
    news = factories.submitted(factories.news(commitment), by=maker).submission
    party = ask(commitment, ours)
    assert not can_decide(moderator, news)
    assert can_decide(second_moderator, news)
    ask_by_mail(commitment, second_moderator.email)
    assert not can_decide(second_moderator, news), "asked for themselves"
    joint.accept(party=party, by=colleague)
    name = Submission.objects.get(pk=party.pk)
    Member.objects.create(organisation=kitchen, user=second_moderator, joined_at=timezone.now())
    assert not can_decide(moderator, name)
    assert not can_decide(second_moderator, name)
    assert can_decide(factories.deciding_moderator(), name)


def test_a_name_is_hidden_everywhere(
    client: Client, colleague: User, commitment: Commitment, garden: Organisation
) -> None:
    party = joined(commitment, garden, colleague)
    publish(party, Action.HIDE, reason="advertising")
    assert makers(client)["Pay on the day"] == "Kitchen"
    assert "Garden" not in page(client, f"/commitments/{commitment.reference}/history/")
    assert set(makers(client, f"?organisation={garden.slug}")) == {"Of the garden"}


def test_an_organisation_that_was_made_up_stands_nowhere_on_a_live_site(
    client: Client, colleague: User, commitment: Commitment, garden: Organisation, settings: Settings
) -> None:
    joined(commitment, garden, colleague)
    Organisation.objects.filter(pk=garden.pk).update(made_up=True)
    settings.SHOW_MADE_UP = False
    assert makers(client)["Pay on the day"] == "Kitchen"


def test_taking_the_commitment_down_ends_what_waits(colleague: User, commitment: Commitment) -> None:
    asked = ask(commitment, factories.organisation("Shed", colleague))
    withdraw(commitment=commitment, by=commitment.keeper)
    assert state(asked) == State.WITHDRAWN
    assert LetterPart.objects.get(to=colleague.email).kind == "commitments/together_ended"


def test_invitations_by_mail_end_and_are_forgotten(commitment: Commitment, garden: Organisation) -> None:
    asked, other = ask_by_mail(commitment), ask(commitment, garden)
    friend = person("friend")
    assert joint.prune_parties() == 0
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        with pytest.raises(Refused, match="ended"):
            joint.accept(party=asked, name="Sam", by=friend)
        assert joint.prune_parties() == 1
    assert list(Party.objects.all()) == [other]


def test_told_and_forgotten_on_request(client: Client, commitment: Commitment, garden: Organisation) -> None:
    friend = person("friend")
    party = joint.accept(party=ask_by_mail(commitment), name="Sam", by=friend)
    publish(party)
    [facts] = joint.about_parties(email=EMAIL, user=friend)["made_together"]
    assert (facts["name"], facts["submission__state"]) == ("Sam", State.PUBLISHED)
    joint.forget_parties(email=EMAIL, user=friend)
    assert makers(client)["Pay on the day"] == "Kitchen"
    assert not Submission.objects.filter(kind=Submission.Kind.PARTY).exists()


def test_erasing_the_maker_leaves_no_name_without_its_commitment(maker: User, garden: Organisation) -> None:
    ask(factories.public_commitment(by=maker), garden)
    ask(factories.waiting_commitment(by=maker), garden)
    forget(email=maker.email, user=maker)
    assert not Submission.objects.filter(kind=Submission.Kind.PARTY).exists()


def test_who_makes_it_stands_wherever_it_is_shared(
    client: Client, colleague: User, commitment: Commitment, garden: Organisation
) -> None:
    joined(commitment, garden, colleague)
    both = "Kitchen, together with Garden"
    assert both in page(client, f"/embed/commitments/{commitment.reference}/")
    assert both in client.get("/commitments/feed/").content.decode()
    assert both in page(client, f"/commitments/{commitment.reference}/easy-read/")
    assert "Pay on the day" in page(client, f"/embed/organisations/{garden.slug}/")


def test_a_name_that_nobody_has_read_is_not_found_by_its_words(
    client: Client, commitment: Commitment, kitchen: Organisation
) -> None:
    joint.accept(party=ask_by_mail(commitment), name="Zebra", by=person("friend"))
    make_found(kitchen)
    assert makers(client, "?q=zebra") == {}


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many_are_joint(
    client: Client, maker: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for one in range(number):
        commitment = factories.public_commitment(by=maker)
        friend = person(f"friend-{one}")
        publish(joint.accept(party=ask_by_mail(commitment, friend.email), name="Sam", by=friend))
    client.get("/commitments/")
    with django_assert_num_queries(3):
        client.get("/commitments/")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_leads_who_say_yes_and_no_at_once_are_told_apart(maker: User, colleague: User, stranger: User) -> None:
    commitment = factories.public_commitment(by=maker)
    garden = factories.organisation("Garden", colleague, stranger)
    party = ask(commitment, garden)
    assert at_once(*(lambda by=by: joint.accept(party=party, by=by) for by in (colleague, stranger))) == ["", ""]
    assert Submission.objects.get(pk=party.pk).move_records.count() == 1
    assert LetterPart.objects.filter(to=maker.email).count() == 1
