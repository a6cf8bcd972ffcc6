"""Signing a charter: a name under its words, read by a person first, and counted apart from commitments."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from charters.models import Charter, Edition, Signature
from charters.operations import signing
from charters.operations.signing import change_name, sign, take_back
from commitments.operations.moderation import decide
from coprod_portal.accounts.models import User
from coprod_portal.accounts.personal_facts import erase, export
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import Action, State
from tests import factories

pytestmark = pytest.mark.django_db
PERSON, ORGANISATION = Signature.Signer.PERSON, Signature.Signer.ORGANISATION
SignedIn = Callable[..., Client]


@pytest.fixture
def charter() -> Charter:
    return factories.charter()


def current(charter: Charter) -> Edition:
    assert charter.current_edition is not None
    return charter.current_edition


def signed(charter: Charter, by: User, *, signer: Signature.Signer = PERSON, name: str = "A parent carer") -> Signature:
    return sign(charter=charter, edition=current(charter), signer=signer, name=name, by=by)


def decided(signature: Signature, action: Action, by: User, *, reason: str = "", note: str = "") -> Signature:
    submission = Submission.objects.get(pk=signature.pk)
    decide(submission=submission, action=action, revision=submission.revision, by=by, reason=reason, note=note)
    return Signature.objects.select_related("submission").get(pk=signature.pk)


def names(client: Client, charter: Charter) -> list[str]:
    page = client.get(reverse("charter-signatures", args=[charter.slug]))
    return [signature.name for signature in page.context["signatures"]]


def address(charter: Charter, page: str = "charter-sign", *more: Any) -> str:
    return reverse(page, args=[charter.slug, *more])


def typed(charter: Charter, **more: Any) -> dict[str, Any]:
    return {"signer": PERSON, "name": "A parent carer", "edition": current(charter).number, **more}


def test_a_name_is_public_once_a_moderator_has_read_it_and_no_longer_than_it_stands(
    client: Client, charter: Charter, maker: User, moderator: User
) -> None:
    signature = signed(charter, maker)
    assert names(client, charter) == []

    decided(signature, Action.PUBLISH, moderator)
    assert names(client, charter) == ["A parent carer"]

    decided(signature, Action.HIDE, moderator, reason="unkind")
    assert names(client, charter) == []

    decided(signature, Action.RESTORE, moderator)
    assert names(client, charter) == ["A parent carer"]

    take_back(signature=signature, by=maker)
    assert names(client, charter) == []


def test_made_up_names_are_not_on_a_live_site(
    client: Client, charter: Charter, maker: User, moderator: User, settings: Any
) -> None:
    decided(signed(charter, maker), Action.PUBLISH, moderator)
    Signature.objects.update(made_up=True)

    assert names(client, charter) == ["A parent carer"]
    settings.SHOW_MADE_UP = False
    assert names(client, charter) == []


def test_organisations_and_people_are_counted_apart_and_commitments_not_at_all(
    client: Client, charter: Charter, maker: User, stranger: User, moderator: User
) -> None:
    factories.public_commitment(charter=charter)
    for by, signer in ((maker, PERSON), (maker, ORGANISATION), (stranger, PERSON)):
        decided(signed(charter, by, signer=signer), Action.PUBLISH, moderator)
    signed(charter, stranger, signer=ORGANISATION)

    page = client.get(address(charter, "charter-signatures"))

    assert page.context["counts"] == {"organisations": 1, "people": 2}
    assert "Nobody has signed it here yet." not in page.content.decode()


def test_a_charter_that_nobody_signed_shows_no_noughts_and_asks_for_the_first(client: Client, charter: Charter) -> None:
    page = client.get(address(charter, "charter-signatures")).content.decode()

    assert "Nobody has signed it here yet. You can be the first." in page
    assert 'class="counts"' not in page


def test_somebody_who_is_signed_in_signs_with_one_press_however_often_they_press(
    charter: Charter, maker: User, signed_in: SignedIn
) -> None:
    browser = signed_in(maker)
    page = browser.get(address(charter))
    key = page.context["form"]["form_key"].value()

    for _ in range(2):
        answer = browser.post(address(charter), typed(charter, form_key=str(key)))
        assert (answer.status_code, answer["Location"]) == (302, address(charter))

    signature = Signature.objects.get()
    assert (signature.name, signature.submission.state, signature.edition) == (
        "A parent carer",
        State.SUBMITTED,
        current(charter),
    )
    assert [mail.kind for mail in Mail.objects.all()] == ["charters/signature_receipt"]
    assert "A parent carer" in browser.get(address(charter)).content.decode()


def test_a_reader_signs_once_their_address_is_confirmed_and_not_before(client: Client, charter: Charter) -> None:
    answer = client.post(address(charter), typed(charter, email="resident@example.org"))
    assert answer["Location"].startswith(reverse("account_confirm_login_code"))
    assert not Signature.objects.exists()

    code = re.search(r"\d{4}-\d{4}", Mail.objects.get().body)
    assert code
    done = client.post(answer["Location"], {"code": code[0], "next": address(charter)})

    assert done["Location"] == address(charter)
    signature = Signature.objects.get()
    assert signature.submission.written_by == User.objects.get(email="resident@example.org")
    assert signature.submission.state == State.SUBMITTED


def test_a_name_that_was_typed_with_another_address_is_not_signed(client: Client, charter: Charter) -> None:
    client.post(address(charter), typed(charter, email="victim@example.org"))
    client.post(reverse("account_login"), {"email": "resident@example.org"})
    mail = Mail.objects.get(to="resident@example.org")
    code = re.search(r"\d{4}-\d{4}", mail.body)
    assert code
    client.post(reverse("account_confirm_login_code"), {"code": code[0]})

    assert User.objects.filter(email="resident@example.org").exists()
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter the name to show"),
        ({"name": "x" * 151}, "Use 150 characters or fewer"),
        ({"signer": ""}, "Choose whether you sign"),
        ({"signer": "robot"}, "Select a valid choice"),
        ({"email": ""}, "Enter your e-mail address"),
        ({"email": "nowhere"}, "Enter an e-mail address in full"),
    ],
)
def test_a_mistake_is_said_and_keeps_what_was_typed(
    client: Client, charter: Charter, wrong: dict[str, str], sentence: str
) -> None:
    page = client.post(address(charter), typed(charter, email="resident@example.org") | wrong)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    if "name" not in wrong:
        assert 'value="A parent carer"' in page.content.decode()
    assert not Mail.objects.exists()


def test_nobody_signs_words_that_they_have_not_read(charter: Charter, maker: User, signed_in: SignedIn) -> None:
    old = current(charter)
    newer = Edition.objects.create(charter=charter, number=2, title="New", owner="Us", summary="New", source="A poster")
    factories.publish(newer)

    page = signed_in(maker).post(address(charter), typed(charter, edition=old.number))

    assert page.status_code == 409
    assert "new words" in page.content.decode()
    assert 'value="A parent carer"' in page.content.decode()
    assert not Signature.objects.exists()


def test_one_person_signs_once_for_themselves_and_once_for_an_organisation(
    charter: Charter, maker: User, stranger: User
) -> None:
    first = signed(charter, maker)
    signed(charter, maker, signer=ORGANISATION)
    signed(charter, stranger)

    for signer in (PERSON, ORGANISATION):
        with pytest.raises(Refused):
            signed(charter, maker, signer=signer)

    take_back(signature=first, by=maker)
    signed(charter, maker)


def test_a_name_that_came_back_with_a_question_is_changed_and_sent_again(
    charter: Charter, maker: User, moderator: User, signed_in: SignedIn
) -> None:
    signature = decided(
        signed(charter, maker, name="Mo Smith of 3 High Street"),
        Action.RETURN,
        moderator,
        reason="private-facts",
        note="Please leave out the street.",
    )
    page = signed_in(maker).get(address(charter, "charter-signature", signature.pk))
    assert "Please leave out the street." in page.content.decode()

    data = {"name": "Mo", "revision": signature.submission.revision}
    answer = signed_in(maker).post(address(charter, "charter-signature", signature.pk), data)

    assert answer["Location"] == address(charter)
    signature.refresh_from_db()
    signature.submission.refresh_from_db()
    assert (signature.name, signature.submission.state) == ("Mo", State.SUBMITTED)


def test_a_change_that_comes_too_late_loses_nothing_and_changes_nothing(
    charter: Charter, maker: User, moderator: User, signed_in: SignedIn
) -> None:
    signature = signed(charter, maker)
    browser = signed_in(maker)
    change_name(signature=signature, name="A mother", revision=1, by=maker)

    page = browser.post(address(charter, "charter-signature", signature.pk), {"name": "Mo", "revision": 1})

    assert page.status_code == 409
    assert "A mother" in page.content.decode()
    assert 'value="Mo"' in page.content.decode()
    decided(signature, Action.PUBLISH, moderator)
    with pytest.raises(Stale):
        change_name(signature=signature, name="Mo", revision=2, by=maker)
    assert Signature.objects.get().name == "A mother"


def test_nobody_touches_the_name_of_somebody_else(
    client: Client, charter: Charter, maker: User, stranger: User, signed_in: SignedIn
) -> None:
    signature = signed(charter, maker)
    for browser in (client, signed_in(stranger)):
        assert browser.get(address(charter, "charter-signature", signature.pk)).status_code == 404
        assert browser.post(address(charter, "charter-signature-take-back", signature.pk)).status_code == 404
    signature.submission.refresh_from_db()
    assert signature.submission.state == State.SUBMITTED


def test_a_moderator_decides_on_no_name_of_their_own(charter: Charter, moderator: User) -> None:
    with pytest.raises(Refused):
        decided(signed(charter, moderator), Action.PUBLISH, moderator)


def test_the_desk_shows_the_name_and_the_writer_is_told(
    charter: Charter, maker: User, moderator: User, signed_in: SignedIn
) -> None:
    signature = signed(charter, maker, name="Friends of the library")
    browser = signed_in(moderator, second_factor=True)
    assert "Friends of the library" in browser.get(reverse("moderation")).content.decode()
    page = browser.get(reverse("moderation-submission", args=[signature.pk]))
    assert [(part.label, "".join(piece.text for piece in part.pieces)) for part in page.context["parts"]] == [
        ("Who signs", "A person"),
        ("Name", "Friends of the library"),
    ]

    decided(signature, Action.PUBLISH, moderator)

    mail = Mail.objects.get(kind="commitments/published")
    assert mail.subject == "Your name under the charter of Sandwell is public now"
    assert f"/charters/{charter.slug}/signatures/" in mail.body
    assert f"/charters/{charter.slug}/sign/" in mail.body


def test_signing_whose_last_write_breaks_changes_nothing(
    charter: Charter, maker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(signing, "post", broken)
    with pytest.raises(RuntimeError):
        signed(charter, maker)

    assert not Signature.objects.exists()
    assert not Submission.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_at_any_length(
    client: Client, charter: Charter, moderator: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        decided(signed(charter, User.objects.create_user(f"{number}@example.org")), Action.PUBLISH, moderator)

    with django_assert_num_queries(3):
        client.get(address(charter, "charter-signatures"))


def test_long_lists_go_on_and_an_odd_place_is_no_error(
    client: Client, charter: Charter, maker: User, stranger: User, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("charters.views.signing.PAGE", 1)
    decided(signed(charter, maker, name="First"), Action.PUBLISH, moderator)
    decided(signed(charter, stranger, name="Second"), Action.PUBLISH, moderator)

    page = client.get(address(charter, "charter-signatures"))
    assert [one.name for one in page.context["signatures"]] == ["Second"]
    older = client.get(address(charter, "charter-signatures"), {"after": page.context["next"]})
    assert [one.name for one in older.context["signatures"]] == ["First"]
    for odd in ("x", "-1", "9" * 40, "\N{SUPERSCRIPT TWO}"):
        assert client.get(address(charter, "charter-signatures"), {"after": odd}).status_code == 200


def test_a_person_takes_their_name_with_them_and_an_organisation_stays(
    client: Client, charter: Charter, maker: User, moderator: User
) -> None:
    for signer, name in ((PERSON, "Mo"), (ORGANISATION, "Friends of the library")):
        decided(signed(charter, maker, signer=signer, name=name), Action.PUBLISH, moderator)
    assert [one["name"] for one in export(email=maker.email)["signatures"]] == ["Mo", "Friends of the library"]

    erase(email=maker.email)

    assert names(client, charter) == ["Friends of the library"]
