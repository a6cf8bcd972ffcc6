"""Teams enter commitments for others, and their makers say whether they are theirs."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from charters.models import Stewardship
from commitments.likeness import likeness
from commitments.models import Commitment, Entry, FormerName, Member, Organisation
from commitments.operations.confirming_entries import about_entries, forget_entries, take_up
from commitments.operations.members import remove
from commitments.operations.moderation import decide
from commitments.permissions import can_decide, can_look_after
from coprod_portal.accounts.models import Role, User
from coprod_portal.outbox.models import LetterPart, Mail
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import Action, State
from tests import factories
from tests.access.entering import words
from tests.conftest import person

pytestmark = pytest.mark.django_db

EMAIL = "carers@example.org"
ANSWERS: dict[str, Any] = words(None)  # type: ignore[arg-type]
READ_BACK = {"email": "", "read_back_on_day": "21", "read_back_on_month": "11", "read_back_on_year": "2026"}
SignIn = Callable[..., Client]


@pytest.fixture
def library(maker: User) -> Organisation:
    """A checked organisation whose member is the maker."""
    made = factories.organisation("Tipton Library", maker)
    Organisation.objects.filter(pk=made.pk).update(checked_at=timezone.now(), checked_how="We rang them.")
    return made


@pytest.fixture
def address(library: Organisation) -> str:
    return f"/my/entries/new/organisation-{library.pk}/{factories.charter().slug}/"


def enter(client: Client, address: str, **other: str) -> Commitment:
    response = client.post(address, {**ANSWERS, **other})
    assert response.status_code == 302, response.context["form"].errors
    return Commitment.objects.latest("pk")


def link_in_mail() -> str:
    body = Mail.objects.get(to=EMAIL, kind="commitments/entry_confirm").body
    found = re.search(r"(/entered/\S+)", body)
    assert found is not None
    return found.group()


def test_an_entry_waits_to_be_read_belongs_to_nobody_and_the_desk_sees_how_it_came(
    signed_in: SignIn, maker: User, moderator: User, address: str
) -> None:
    made = enter(signed_in(maker), address)
    submission = made.versions.get().submission
    assert (submission.state, made.keeper, made.maker_name) == (State.SUBMITTED, None, "Tipton Carers")
    assert not Member.objects.filter(organisation=made.organisation).exists()
    page = signed_in(moderator, second_factor=True).get(f"/moderation/{submission.pk}/")
    assert "from paper" in page.content.decode()
    assert not can_decide(maker, Submission.objects.get(pk=submission.pk))


def test_a_form_names_what_is_missing_and_refuses_the_teams_own_address(
    signed_in: SignIn, maker: User, address: str
) -> None:
    client = signed_in(maker)
    for wrong, field in (
        ({"email": ""}, "email"),
        ({"email": maker.email}, "email"),
        ({"said_on_year": "2027"}, "said_on"),
        ({**READ_BACK, "read_back_on_day": "19"}, "read_back_on"),
        ({"who": "person", "name": "x" * 61}, "name"),
    ):
        response = client.post(address, {**ANSWERS, **wrong})
        assert list(response.context["form"].errors) == [field]
    assert not Commitment.objects.exists()


def test_who_was_asked_by_mail_confirms_by_a_button_and_looks_after_it_by_a_code(
    signed_in: SignIn, maker: User, client: Client, address: str
) -> None:
    made = enter(signed_in(maker), address)
    link = link_in_mail()
    for _ in range(3):
        assert "Yes, this is mine" in client.get(link).content.decode()
    assert Entry.objects.get().confirmed_at is None
    assert not User.objects.filter(email=EMAIL).exists()

    client.post(link, {"answer": "mine"})
    entry = Entry.objects.get()
    assert (entry.email, entry.confirmed_at is not None, User.objects.filter(email=EMAIL).exists()) == ("", True, False)

    typed_at = client.post(link, {"answer": "look-after"})["Location"]
    code = Mail.objects.get(to=EMAIL, kind="accounts/sign_in_code").subject.split()[0]
    client.post(typed_at, {"code": code})
    made.refresh_from_db()
    assert made.keeper == User.objects.get(email=EMAIL)
    assert [member.user for member in Member.objects.filter(organisation=made.organisation)] == [made.keeper]
    assert client.get(f"/my/commitments/{made.reference}/").status_code == 200
    assert signed_in(maker).get(f"/my/commitments/{made.reference}/").status_code == 404


def test_not_mine_takes_it_down_and_tells_the_team(
    signed_in: SignIn, maker: User, client: Client, moderator: User, address: str
) -> None:
    made = enter(signed_in(maker), address)
    decide(submission=made.versions.get().submission, action=Action.PUBLISH, revision=1, by=moderator)
    assert "They have not confirmed it yet." in client.get(f"/commitments/{made.reference}/").content.decode()
    link = link_in_mail()
    client.post(link, {"answer": "not-mine"})
    assert client.get(f"/commitments/{made.reference}/").status_code == 410
    assert Entry.objects.get().email == ""
    kinds = set(LetterPart.objects.filter(to=maker.email).values_list("kind", flat=True))
    assert kinds == {"commitments/entry_decided", "commitments/entry_disowned"}
    assert client.post(link, {"answer": "mine"}).status_code == 409
    assert "is down" in client.get(link).content.decode()


def test_a_torn_or_old_link_is_not_there(
    signed_in: SignIn, maker: User, client: Client, address: str, clock: Any
) -> None:
    enter(signed_in(maker), address)
    link = link_in_mail()
    assert client.get(link[:-3] + "/").status_code == 404
    clock.shift(timedelta(days=91))
    assert client.get(link).status_code == 404
    call_command("prune", verbosity=0)
    assert Entry.objects.get().email == ""


def test_the_public_page_says_that_it_was_read_back_and_confirmed(client: Client) -> None:
    made = factories.public_commitment()
    entry = factories.entry(made, how=Entry.How.PHONE, entered_for="Tipton Library")
    address = f"/commitments/{made.reference}/"
    text = " ".join(client.get(address).content.decode().split())
    assert 'Entered for them by <bdi lang="en-GB">Tipton Library</bdi>, by phone. Read back to them on' in text
    assert "confirmed it" not in text
    Entry.objects.filter(pk=entry.pk).update(confirmed_at=timezone.now())
    assert "They have confirmed it." in client.get(address).content.decode()


def test_an_organisation_that_we_know_gets_it_and_its_leads_hear_of_it(
    signed_in: SignIn, maker: User, colleague: User, address: str
) -> None:
    known = factories.organisation("tipton carers", colleague)
    Member.objects.filter(user=colleague).update(role=Member.Role.LEAD)
    made = enter(signed_in(maker), address, **READ_BACK)
    assert made.organisation == known
    assert LetterPart.objects.get(to=colleague.email).kind == "commitments/entered_for_you"
    assert signed_in(colleague).get(f"/my/commitments/{made.reference}/").status_code == 200


@pytest.mark.parametrize("name", ["Tipton Carers Ltd", "The carers of Tipton"])
def test_a_name_that_is_alike_is_the_organisation_that_we_know(
    signed_in: SignIn, maker: User, address: str, name: str
) -> None:
    other, known = factories.organisation("Tipton Cares"), factories.organisation(name)
    made = enter(signed_in(maker), address)
    assert made.organisation == known
    exact = factories.organisation("TIPTON CARERS")
    Organisation.objects.filter(pk=known.pk).update(checked_at=timezone.now(), checked_how="We rang them.")
    assert enter(signed_in(maker), address, title="Another one").organisation == exact
    assert other.commitments.count() == 0


def test_a_name_that_an_organisation_had_before_leads_to_it(signed_in: SignIn, maker: User, address: str) -> None:
    known = factories.organisation("Sandwell Carers")
    why, ended_at = FormerName.Why.RENAMED, timezone.now()
    FormerName.objects.create(
        organisation=known,
        name="Tipton Carers",
        likeness=likeness("Tipton Carers"),
        slug="x",
        why=why,
        ended_at=ended_at,
    )
    assert enter(signed_in(maker), address).organisation == known


def test_who_leaves_the_team_is_out_and_colleagues_go_on(
    signed_in: SignIn, maker: User, colleague: User, stranger: User, library: Organisation, address: str
) -> None:
    made = enter(signed_in(maker), address)
    Member.objects.create(organisation=library, user=colleague, joined_at=timezone.now())
    Member.objects.filter(user=maker).delete()
    answers = [signed_in(user).get(f"/my/commitments/{made.reference}/").status_code for user in (maker, stranger)]
    assert answers == [404, 404]
    assert signed_in(maker).get(address).status_code == 404
    assert signed_in(colleague).get(f"/my/commitments/{made.reference}/").status_code == 200
    assert made.reference in signed_in(colleague).get("/my/entries/").content.decode()


def test_stewards_and_organisers_need_their_second_factor_and_their_own_charter(signed_in: SignIn) -> None:
    steward = person("steward", Role.Name.STEWARD)
    Stewardship.objects.create(charter=factories.charter(), user=steward)
    factories.charter("stockport")
    own, other = "/my/entries/new/charter-sandwell/sandwell/", "/my/entries/new/charter-sandwell/stockport/"
    assert "/accounts/" in signed_in(steward).get(own)["Location"]
    client = signed_in(steward, second_factor=True)
    made = enter(client, own, **READ_BACK)
    assert client.get(other).status_code == 404
    assert client.get(f"/my/commitments/{made.reference}/").status_code == 200
    assert signed_in(steward).get(f"/my/commitments/{made.reference}/").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_three(signed_in: SignIn, maker: User, library: Organisation) -> None:
    client, costs = signed_in(maker), []
    for more in (1, 2):
        for _ in range(more):
            factories.entry(factories.waiting_commitment(), organisation=library)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/my/entries/")
        costs.append(len(queries))
    assert costs == [6, 6]


def test_the_facts_about_somebody_are_told_and_forgotten() -> None:
    alone = factories.waiting_commitment()
    together = factories.waiting_commitment(made_by=factories.organisation())
    for made in (alone, together):
        factories.entry(made, email=EMAIL)
    assert len(about_entries(email=EMAIL.title(), user=None)["entered_for_you"]) == 2
    forget_entries(email=EMAIL, user=None)
    assert [entry.email for entry in Entry.objects.all()] == [""]
    assert list(Commitment.objects.all()) == [together]


def test_a_team_makes_nobody_the_lead_of_an_organisation_that_the_site_knows_from_elsewhere(
    signed_in: SignIn, maker: User, client: Client, address: str
) -> None:
    known = factories.organisation("Tipton Carers")
    factories.public_commitment(made_by=known)
    made = enter(signed_in(maker), address)
    link = link_in_mail()
    client.post(link, {"answer": "mine"})
    page = client.get(link).content.decode()
    assert ("ask to join it on its page" in page, 'value="look-after"' in page) == (True, False)
    take_up(entry=Entry.objects.get(), by=User.objects.create_user(EMAIL))
    made.refresh_from_db()
    assert (made.organisation, made.keeper, known.members.count()) == (known, None, 0)


def test_a_team_gets_back_nothing_that_its_maker_has_looked_after(
    signed_in: SignIn, maker: User, client: Client, stranger: User, address: str
) -> None:
    made = enter(signed_in(maker), address)
    client.post(link_in_mail(), {"answer": "mine"})
    take_up(entry=Entry.objects.get(), by=stranger)
    made.refresh_from_db()
    assert (made.keeper, can_look_after(maker, made)) == (stranger, False)
    remove(member=Member.objects.get(user=stranger), by=stranger)
    made.refresh_from_db()
    assert (made.keeper, can_look_after(maker, made)) == (None, False)
