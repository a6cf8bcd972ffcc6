""" "I work there now": a lead decides, or a moderator where there is none."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from commitments.models import Commitment, Handover, JoinRequest, Member, Organisation
from commitments.operations.joining import ask_to_join, decide_request
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import LetterPart, Mail
from coprod_portal.submissions.errors import Refused, Stale
from tests import factories

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
LIKE, UNLIKE = "It ends like the address of a lead.", "It does not end like the address of any lead."
ANYBODY = "Anybody can have an address like this"


@pytest.fixture
def kitchen(maker: User) -> Organisation:
    made = factories.organisation("Marmalade Kitchen", maker)
    factories.public_commitment(by=maker, made_by=made)
    return made


def nobody_is_left(organisation: Organisation) -> None:
    Member.objects.all().delete()
    Commitment.objects.update(keeper=None, needs_owner_since=timezone.localdate())


def test_from_the_public_page_to_a_lead_who_says_yes(
    kitchen: Organisation, maker: User, stranger: User, client: Client, signed_in: SignIn
) -> None:
    join = f"/organisations/{kitchen.slug}/join/"
    assert join in client.get(f"/organisations/{kitchen.slug}/").content.decode()
    assert client.get(join)["Location"].startswith("/accounts/login/")
    theirs = signed_in(stranger)
    assert theirs.post(join, {"words": "I run the <b>kitchen</b>."})["Location"] == "/my/"
    assert "You asked on 23 November 2026" in theirs.get(join).content.decode()
    assert LetterPart.objects.get().to == maker.email
    asked = JoinRequest.objects.get()
    assert ask_to_join(organisation=kitchen, words="Again", by=stranger) == asked

    mine, page = signed_in(maker), f"/my/organisations/{kitchen.slug}/requests/{asked.pk}/"
    assert page in mine.get(f"/my/organisations/{kitchen.slug}/").content.decode()
    shown = mine.get(page).content.decode()
    assert "I run the &lt;b&gt;kitchen&lt;/b&gt;." in shown
    assert LIKE in shown
    assert mine.post(page, {"decision": "editor"})["Location"] == f"/my/organisations/{kitchen.slug}/"
    assert kitchen.members.get(user=stranger).role == "editor"
    assert Mail.objects.get(kind="commitments/join_accepted").to == stranger.email
    assert "This was decided on" in mine.get(page).content.decode()
    assert not LetterPart.objects.exists()
    assert theirs.get(join)["Location"] == f"/my/organisations/{kitchen.slug}/"


@pytest.mark.parametrize(
    ("lead", "asks", "words"),
    [
        ("a@kitchen.org", "b@kitchen.org", LIKE),
        ("a@kitchen.org", "b@gmail.com", ANYBODY),
        ("a@x.org", "b@y.org", UNLIKE),
        ("a@gmail.com", "b@gmail.com", ANYBODY),
    ],
)
def test_the_page_says_what_the_address_tells(lead: str, asks: str, words: str, signed_in: SignIn) -> None:
    decider, asker = User.objects.create_user(lead), User.objects.create_user(asks)
    made = factories.organisation("", decider)
    asked = ask_to_join(organisation=made, words="", by=asker)
    page = signed_in(decider).get(f"/my/organisations/{made.slug}/requests/{asked.pk}/").content.decode()
    assert [each in page for each in (LIKE, UNLIKE, ANYBODY)] == [each == words for each in (LIKE, UNLIKE, ANYBODY)]


def test_without_a_lead_a_moderator_decides_and_what_nobody_looked_after_has_an_owner(
    kitchen: Organisation, stranger: User, moderator: User, signed_in: SignIn
) -> None:
    desk = signed_in(moderator, second_factor=True)
    asked = ask_to_join(organisation=kitchen, words="", by=stranger)
    page = f"/moderation/requests/{asked.pk}/"
    assert desk.get(page).status_code == 404
    assert page not in desk.get("/moderation/requests/").content.decode()
    nobody_is_left(kitchen)
    assert page in desk.get("/moderation/requests/").content.decode()
    assert desk.post(page, {"decision": "lead"})["Location"] == "/moderation/requests/"
    made = Commitment.objects.get()
    assert (made.keeper, made.needs_owner_since, Handover.objects.get().by) == (stranger, None, moderator)
    assert kitchen.members.get().role == "lead"


def test_a_moderator_does_not_let_themselves_in(kitchen: Organisation, moderator: User) -> None:
    nobody_is_left(kitchen)
    with pytest.raises(Refused):
        decide_request(
            request=ask_to_join(organisation=kitchen, words="", by=moderator), accept=True, role="lead", by=moderator
        )


def test_no_changes_nothing_and_one_decision_stands(kitchen: Organisation, maker: User, stranger: User) -> None:
    asked = ask_to_join(organisation=kitchen, words="", by=stranger)
    decide_request(request=asked, accept=False, by=maker)
    with pytest.raises(Stale):
        decide_request(request=asked, accept=True, by=maker)
    assert [member.user for member in kitchen.members.all()] == [maker]
    assert Mail.objects.filter(kind="commitments/join_declined").count() == 1


def test_what_is_not_public_cannot_be_asked_about(maker: User, stranger: User, signed_in: SignIn) -> None:
    waits = factories.organisation("Secret Kitchen", maker)
    factories.waiting_commitment(by=maker, made_by=waits)
    assert signed_in(stranger).get(f"/organisations/{waits.slug}/join/").status_code == 404
