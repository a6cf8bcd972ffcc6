"""Making a commitment, as a browser does it: page after page, with a code at the end for who is not signed in."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from charters.models import Charter
from commitments.forms.steps import Answers
from commitments.going import Going
from commitments.models import Commitment, Draft, Organisation, Version
from commitments.operations import drafts, making
from commitments.operations.drafts import prune_drafts
from coprod_portal import references
from coprod_portal.accounts.models import User
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import State
from tests import factories

from .answers import ADULT, ORGANISATION, YOUNG, address, answer, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("charter")]
CHECK = "/commitments/new/check/"
SENT = "/commitments/new/sent/"


@pytest.fixture
def charter(db: None) -> None:
    factories.charter()


def newest_code() -> str:
    body = Mail.objects.filter(kind="accounts/sign_in_code").latest("pk").body
    found = re.search(r"\b\d{4}-\d{4}\b", body)
    assert found
    return found[0]


def signed_in_client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def signed_in_answers(answers: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {step: data for step, data in answers.items() if step != "email"}


def test_the_first_page_promises_what_the_settings_say(client: Client, settings: LazySettings) -> None:
    assert "within three working days" in client.get("/commitments/new/").content.decode()
    settings.WORKING_DAYS_TO_READ, settings.NEWS_FIRST_DAYS = 1, 10
    page = client.get("/commitments/new/").content.decode()
    assert "within one working day." in page
    assert "After 10 days we ask you for news" in page


def test_an_organisation_makes_a_commitment_and_it_waits_once_the_code_has_come(
    client: Client,
) -> None:
    assert answer(client, ORGANISATION) == CHECK
    code_page = client.post(CHECK)["Location"]
    assert code_page.startswith("/accounts/login/code/")
    assert not Commitment.objects.exists()
    assert not Organisation.objects.exists()
    assert [letter.to for letter in Mail.objects.all()] == ["maker@example.org"]

    response = client.post(code_page, {"code": newest_code()})
    assert response["Location"] == SENT
    commitment = Commitment.objects.get()
    maker = User.objects.get()
    version = commitment.versions.get()
    assert (commitment.keeper, commitment.maker_name) == (maker, "Marmalade Street Kitchen")
    assert commitment.organisation
    assert [member.user for member in commitment.organisation.members.all()] == [maker]
    assert version.submission.state == State.SUBMITTED
    assert version.submission.read_by_date == date(2026, 11, 26)
    assert (version.starts_on, version.due_on) == (date(2026, 12, 1), date(2027, 2, 28))
    assert {wording.text for wording in version.wordings.all()} == {"pay people for their time", "listen actively"}
    assert not Commitment.objects.public().exists()

    thanks = client.get(SENT).content.decode()
    assert commitment.reference in thanks
    assert "Thursday 26 November 2026" in thanks
    receipt = Mail.objects.get(kind="commitments/receipt")
    assert (receipt.to, receipt.thing) == ("maker@example.org", f"commitment:{commitment.reference}")
    assert commitment.reference in receipt.body
    assert "Thursday 26 November 2026" in receipt.body


def test_somebody_signed_in_is_asked_for_no_address_and_needs_no_code(maker: User) -> None:
    client = signed_in_client(maker)
    assert answer(client, ADULT) == CHECK
    assert client.post(CHECK)["Location"] == SENT
    commitment = Commitment.objects.get()
    assert (commitment.keeper, commitment.maker_name, commitment.organisation) == (maker, "A nurse", None)
    assert not Mail.objects.filter(kind="accounts/sign_in_code").exists()


def test_what_made_up_people_make_is_made_up(maker: User) -> None:
    User.objects.update(made_up=True)
    client = signed_in_client(maker)
    answer(client, signed_in_answers(ORGANISATION))
    client.post(CHECK)
    commitment = Commitment.objects.select_related("organisation").get()
    assert commitment.organisation
    assert (commitment.made_up, commitment.organisation.made_up) == (True, True)


def test_what_somebody_promises_to_a_made_up_charter_is_made_up(maker: User) -> None:
    """A trial that goes live with what is in it shows neither."""
    Charter.objects.update(made_up=True)
    client = signed_in_client(maker)
    answer(client, signed_in_answers(ADULT))
    client.post(CHECK)
    assert Commitment.objects.get().made_up


def test_a_young_person_is_shown_as_one_and_their_age_is_not_kept(maker: User) -> None:
    client = signed_in_client(maker)
    answer(client, YOUNG)
    client.post(CHECK)
    assert Commitment.objects.get().maker_name == "A young person"
    assert Draft.objects.get().answers == {}


def test_nothing_of_a_child_is_stored(client: Client) -> None:
    post(client, "who", {"who": "person"})
    response = post(client, "age", {"age": "child"})
    assert response["Location"] == "/commitments/new/grown-up/"
    assert not Draft.objects.exists()
    assert "draft" not in client.session
    page = client.get(response["Location"]).content.decode()
    assert "grown-up" in page
    assert client.get(address("name"))["Location"] == address("who")


def test_the_age_of_consent_is_a_setting(client: Client, settings: Any) -> None:
    settings.AGE_OF_CONSENT = 16
    post(client, "who", {"who": "person"})
    page = client.get(address("age")).content.decode()
    assert "Under 16" in page
    assert "16 to 17" in page


def test_the_start_and_the_first_page_give_no_session_and_the_first_answer_does(client: Client) -> None:
    assert client.get("/commitments/new/").status_code == 200
    assert not client.cookies
    client.get(address("who"))
    assert "session" not in client.cookies
    post(client, "who", {"who": "person"})
    assert "session" in client.cookies


def test_whoever_comes_from_a_charter_finds_it_chosen_and_can_choose_another(client: Client) -> None:
    factories.charter("stockport")
    start = client.get("/commitments/new/", {"charter": "stockport"})
    assert 'href="/commitments/new/who/?charter=stockport"' in start.content.decode()
    client.post("/commitments/new/who/?charter=stockport", {"who": "person"})

    post(client, "age", {"age": "adult"})
    post(client, "name", {"person_name": "A nurse"})

    page = client.get("/commitments/new/charter/")
    assert page.context["form"]["charter"].value() == "stockport"
    post(client, "charter", {"charter": "sandwell"})
    assert client.get("/commitments/new/charter/").context["form"]["charter"].value() == "sandwell"


@pytest.mark.parametrize("charter", ["nowhere", "anytown", "x" * 100])
def test_a_charter_that_is_not_here_is_not_chosen(client: Client, settings: Any, charter: str) -> None:
    factories.charter("anytown", made_up=True)
    settings.SHOW_MADE_UP = False
    start = client.get("/commitments/new/", {"charter": charter})
    assert 'href="/commitments/new/who/"' in start.content.decode()
    client.post("/commitments/new/who/?charter=anytown", {"who": "person"})
    assert [list(draft.answers) for draft in Draft.objects.all()] == [["who"]]


def test_each_page_keeps_what_was_typed(client: Client) -> None:
    answer(client, ORGANISATION)
    for step in ORGANISATION:
        assert client.get(address(step)).context["form"].is_valid() == (step != "steps")
    assert "From a cash tin." in client.get(address("how")).content.decode()
    assert 'value="28"' in client.get(address("when")).content.decode()


def test_a_page_cannot_be_reached_before_those_that_it_hangs_on(client: Client) -> None:
    assert client.get(address("principles"))["Location"] == address("who")
    post(client, "who", {"who": "organisation"})
    assert client.get(address("what"))["Location"] == address("organisation")
    assert client.get(CHECK)["Location"] == address("organisation")
    assert client.get(address("age"))["Location"] == address("organisation")
    assert client.get("/commitments/new/nonsense/").status_code == 404


def test_a_change_link_comes_back_to_the_answers(client: Client) -> None:
    answer(client, ORGANISATION)
    page = client.get(CHECK).content.decode()
    assert 'href="/commitments/new/what/?change=1#id_title"' in page
    draft = str(Draft.objects.get().pk)
    response = client.post("/commitments/new/what/?change=1", {"title": "New", "what": "We will.", "draft": draft})
    assert response["Location"] == CHECK
    assert "New" in client.get(CHECK).content.decode()
    response = client.post("/commitments/new/who/?change=1", {"who": "person", "draft": draft})
    assert response["Location"] == address("age")


def test_no_more_than_three_principles_and_only_those_of_the_charter(client: Client) -> None:
    answer(client, {step: ORGANISATION[step] for step in ("who", "organisation", "charter")})
    assert "Choose the words" in post(client, "principles", {}).content.decode()
    page = post(client, "principles", {"principles": ["pay", "listen", "a", "b"]})
    assert page.context["form"].errors
    assert post(client, "principles", {"principles": ["elsewhere"]}).context["form"].errors


@pytest.mark.parametrize(
    ("step", "change", "sentence"),
    [
        ("when", {"due_on_day": "31", "due_on_month": "2"}, "as a real date"),
        ("when", {"due_on_year": "2026", "due_on_month": "11", "due_on_day": "30"}, "not before the start date"),
        ("when", {"due_on_year": "9999"}, "in the next 10 years"),
        ("when", {"starts_on_year": "1"}, "within 10 years"),
        ("when", {"starts_on_year": "2020", "due_on_year": "2021"}, "has not passed yet"),
        ("when", {"area": "999"}, "from the list"),
        ("what", {"title": "a\0b"}, "hidden character"),
        ("what", {"what": "a" * 1_000_000}, "600 characters or fewer"),
        ("what", {"title": " "}, "Enter a short name"),
        ("organisation", {"name": ""}, "Enter the name"),
        ("organisation", {"allowed": "ask"}, "Please ask first"),
        ("knowing", {"how_people_will_know": ""}, "Enter how people will know"),
        ("email", {"email": "nonsense"}, "like name@example.org"),
        ("charter", {"charter": "nonsense"}, "Choose a charter"),
    ],
)
def test_bad_input_gets_a_sentence_beside_the_field_and_stays_typed(
    client: Client, step: str, change: dict[str, str], sentence: str
) -> None:
    answer(client, ORGANISATION)
    before = Draft.objects.get().answers
    response = post(client, step, {**ORGANISATION[step], **change})
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert "<title>Error: " in page
    assert Draft.objects.get().answers == before


def test_nothing_is_kept_but_what_the_page_asks_and_the_form_has_read(client: Client) -> None:
    """A browser that was tampered with can fill no draft, and send nothing to the database that it cannot hold."""
    answer(client, {step: ORGANISATION[step] for step in ("who", "organisation", "charter", "principles")})
    hidden = {"title_more": "x" * 10_000, "title_\0": "\0", "title": ["a\0b", "Pay"]}
    response = post(client, "what", {**ORGANISATION["what"], **hidden, "form_key": ""})
    assert response["Location"] == address("how")
    assert Draft.objects.get().answers["what"] == {"title": ["Pay"], "what": ["We will pay people on the day."]}


def test_letters_of_every_script_are_kept(maker: User) -> None:
    client = signed_in_client(maker)
    title = "نقدّم الشاي 🫖 معًا"
    answer(client, {**ADULT, "what": {"title": title, "what": "שלום 👩🏽‍🦽"}})
    client.post(CHECK)
    version = Version.objects.get()
    assert (version.title, version.what) == (title, "שלום 👩🏽‍🦽")


def test_an_organisation_with_letters_of_another_script_gets_an_address(maker: User) -> None:
    client = signed_in_client(maker)
    answer(client, signed_in_answers({**ORGANISATION, "organisation": {"name": "مطبخ", "allowed": "yes"}}))
    client.post(CHECK)
    commitment = Commitment.objects.get()
    assert commitment.organisation
    assert commitment.organisation.slug == f"organisation-{commitment.reference.lower()}"


def test_sending_twice_makes_one_commitment(maker: User) -> None:
    client = signed_in_client(maker)
    answer(client, ADULT)
    assert client.post(CHECK)["Location"] == SENT
    assert client.post(CHECK)["Location"] == SENT
    assert Commitment.objects.count() == 1
    assert Mail.objects.filter(kind="commitments/receipt").count() == 1


def test_any_page_sent_again_after_its_draft_was_sent_says_so(maker: User) -> None:
    client = signed_in_client(maker)
    answer(client, ADULT)
    draft = str(Draft.objects.get().pk)
    client.post(CHECK)
    for step in ("who", "what", "when"):
        assert client.post(address(step), {**ADULT[step], "draft": draft})["Location"] == SENT
    assert client.get(address("what"))["Location"] == SENT
    assert Commitment.objects.get().reference in client.get(SENT).content.decode()
    assert Draft.objects.get().answers == {}


def test_after_sending_one_can_make_another(maker: User) -> None:
    client = signed_in_client(maker)
    answer(client, ADULT)
    client.post(CHECK)
    answer(client, ADULT)
    client.post(CHECK)
    assert Commitment.objects.count() == 2


def test_a_member_picks_their_organisation(maker: User, colleague: User) -> None:
    own = factories.organisation("Kitchen", maker, colleague)
    client = signed_in_client(maker)
    answer(client, signed_in_answers({**ORGANISATION, "organisation": {"organisation": own.pk, "allowed": "yes"}}))
    client.post(CHECK)
    assert Commitment.objects.get().organisation == own
    assert Organisation.objects.count() == 1


def test_a_member_who_types_the_name_of_their_organisation_gets_that_one(maker: User) -> None:
    own = factories.organisation("Kitchen", maker)
    client = signed_in_client(maker)
    answer(client, signed_in_answers({**ORGANISATION, "organisation": {"name": "kitchen", "allowed": "yes"}}))
    client.post(CHECK)
    assert Commitment.objects.get().organisation == own


def test_nobody_joins_an_organisation_by_typing_its_name_or_number(maker: User, stranger: User) -> None:
    theirs = factories.organisation("Kitchen", maker)
    Organisation.objects.filter(pk=theirs.pk).update(slug="kitchen")
    client = signed_in_client(stranger)
    answer(
        client,
        signed_in_answers(
            {
                **ORGANISATION,
                "organisation": {"name": "Kitchen", "organisation": theirs.pk, "allowed": "yes", "another": "Kitchen"},
            }
        ),
    )
    client.post(CHECK)
    commitment = Commitment.objects.get()
    assert commitment.organisation
    assert commitment.organisation != theirs
    assert commitment.organisation.slug == f"kitchen-{commitment.reference.lower()}"
    assert [member.user for member in theirs.members.all()] == [maker]


def test_a_strangers_address_gets_a_code_and_nothing_else(client: Client, maker: User) -> None:
    """Somebody types the address of another person, who then signs in for reasons of their own."""
    answer(client, ORGANISATION)
    client.post(CHECK)
    theirs = Client()
    code_page = theirs.post("/accounts/login/", {"email": maker.email})["Location"]
    theirs.post(code_page, {"code": newest_code()})
    assert not Commitment.objects.exists()
    assert {letter.kind for letter in Mail.objects.all()} == {"accounts/sign_in_code"}


def test_a_draft_is_gone_after_its_days_and_its_page_begins_again(client: Client) -> None:
    answer(client, {step: ORGANISATION[step] for step in ("who", "organisation")})
    with time_machine.travel(date(2026, 12, 22), tick=False):
        assert prune_drafts() == 0
        assert client.get(address("charter")).status_code == 200
    with time_machine.travel(date(2026, 12, 24), tick=False):
        assert client.get(address("charter"))["Location"] == address("who")
        assert prune_drafts() == 1
    assert not Draft.objects.exists()


def test_save_and_come_back_on_another_device(client: Client, maker: User) -> None:
    answer(client, {step: ORGANISATION[step] for step in ("who", "organisation")})
    draft = str(Draft.objects.get().pk)
    response = client.post(address("charter"), {"charter": "sandwell", "later": "1", "draft": draft})
    assert response["Location"] == "/commitments/new/later/"
    client.post("/commitments/new/later/", {"email": "MAKER@example.org"})
    assert "22 December" not in client.get("/commitments/new/later/").content.decode()
    assert "23 December 2026" in client.get("/commitments/new/later/").content.decode()

    other = signed_in_client(maker)
    assert draft in other.get("/my/").content.decode()
    assert other.post(f"/my/drafts/{draft}/resume/")["Location"] == address("principles")
    assert other.get(address("principles")).status_code == 200
    assert client.get(address("principles"))["Location"] == address("who")


def test_from_a_phone_to_a_library_computer(client: Client, signed_in: Callable[..., Client]) -> None:
    """Half an answer on the phone, a mail that says how, a code at the library, and all of it is there."""
    answer(client, {step: ORGANISATION[step] for step in ("who", "organisation", "charter", "principles")})
    draft = str(Draft.objects.get().pk)
    client.post(address("what"), {"title": "Pay people", "what": "", "later": "1", "draft": draft})
    client.post("/commitments/new/later/", {"email": "Maker@example.org"})
    mail = Mail.objects.get(kind="commitments/draft_kept")
    assert mail.to == "maker@example.org"
    assert "http://localhost:8000/my/" in mail.body
    assert "Pay people" not in mail.body

    library = Client()
    code_page = library.get("/my/")["Location"]
    code_page = library.post(code_page, {"email": "maker@example.org"})["Location"]
    assert library.post(code_page, {"code": newest_code()})["Location"] == "/my/"
    assert "Pay people" in library.get("/my/").content.decode()
    assert library.post(f"/my/drafts/{draft}/resume/")["Location"] == address("what")
    shown = library.get(address("what"))
    assert 'value="Pay people"' in shown.content.decode()
    assert not shown.context["form"].errors
    rest = {step: ORGANISATION[step] for step in ("what", "how", "when", "knowing", "giving", "steps")}
    for step, data in rest.items():
        post(library, step, data)
    library.post(CHECK)
    assert Commitment.objects.get().maker_name == "Marmalade Street Kitchen"


def test_later_is_offered_on_every_page_and_asks_no_child_for_an_address(client: Client) -> None:
    for step, data in ADULT.items():
        page = client.get(address(step)).content.decode()
        assert 'name="later"' in page, step
        if step == "name":
            break
        post(client, step, {**data, "later": "1"} if step == "who" else data)
    assert client.get("/commitments/new/later/").context["may_be_of_child"] is False
    other = Client()
    post(other, "who", {"who": "person", "later": "1"})
    page = other.get("/commitments/new/later/").content.decode()
    assert "how old you are" in page
    assert 'name="email"' not in page
    other.post("/commitments/new/later/", {"email": "child@example.org"})
    assert not Draft.objects.exclude(email="").exists()


def test_suggestions_stand_on_the_check_page_and_beside_the_field_and_stop_nobody(
    maker: User, signed_in: Callable[..., Client]
) -> None:
    client = signed_in(maker)
    vague = {"title": "Pay people", "what": "We will look into paying people."}
    answer(client, {**ADULT, "what": vague, "how": {"how": "From a tin.", "with_whom": ""}})
    page = client.get(CHECK).content.decode()
    assert "People may not know when this is done." in page
    assert 'href="/commitments/new/how/?change=1#id_with_whom"' in page
    assert "You can send it as it is." in page
    assert "People may not know when this is done." in client.get(address("what")).content.decode()
    assert client.post(CHECK)["Location"] == SENT


def test_one_that_looks_like_an_earlier_one_is_pointed_out_to_its_maker_alone(
    maker: User, stranger: User, signed_in: Callable[..., Client]
) -> None:
    words = {"title": "Pay people the same day", "what": "We will pay people on the day."}
    factories.waiting_commitment(by=maker, **words)
    factories.waiting_commitment(by=stranger, title="Secret zebra", what=words["what"])
    pages = {}
    for user in (maker, stranger):
        client = signed_in(user)
        answer(client, {**ADULT, "what": words})
        pages[user] = client.get(CHECK).content.decode()
    assert "This looks like one that you already made: “Pay people the same day”." in pages[maker]
    assert "Secret zebra" not in pages[maker]
    assert "Pay people the same day”." not in pages[stranger]


def test_kept_commitments_to_the_same_charter_are_examples(client: Client) -> None:
    kept = factories.public_commitment(title="Kept")
    factories.published(factories.news(kept, going=Going.DONE))
    factories.public_commitment(title="Running")
    elsewhere = factories.public_commitment(title="Elsewhere", charter=factories.charter("stockport"))
    factories.published(factories.news(elsewhere, going=Going.DONE))
    answer(client, {step: ORGANISATION[step] for step in ("who", "organisation", "charter", "principles")})
    assert [one.pk for one in client.get(address("what")).context["examples"]] == [kept.pk]


def test_ideas_come_from_the_charters_own_list_and_from_the_week(client: Client) -> None:
    charter, week = factories.charter(), factories.week(ideas=["Begin with a walk."])
    answer(client, {step: ORGANISATION[step] for step in ("who", "organisation", "charter", "principles")})
    page = client.get(address("what")).content.decode()
    assert "From the charter" not in page
    assert "Begin with a walk." not in page
    Draft.objects.update(week=week)
    newer = factories.draft(charter, pay="Zebras are paid")
    newer.sections.update(kind="idea")
    factories.publish(newer)
    page = client.get(address("what")).content.decode()
    assert "From the charter" in page
    assert "Zebras are paid" in page
    assert "Begin with a walk." in page


def test_nobody_else_finds_or_deletes_a_draft(client: Client, maker: User, stranger: User) -> None:
    answer(client, {"who": {"who": "organisation"}})
    client.post("/commitments/new/later/", {"email": maker.email})
    draft = Draft.objects.get()
    other = signed_in_client(stranger)
    assert str(draft.pk) not in other.get("/my/").content.decode()
    assert other.post(f"/my/drafts/{draft.pk}/resume/").status_code == 404
    other.post(f"/my/drafts/{draft.pk}/delete/")
    assert Draft.objects.exists()
    owner = signed_in_client(maker)
    owner.post(f"/my/drafts/{draft.pk}/delete/")
    owner.post(f"/my/drafts/{draft.pk}/delete/")
    assert not Draft.objects.exists()


def test_half_an_answer_is_kept_for_later(client: Client) -> None:
    answer(client, {step: ORGANISATION[step] for step in ("who", "organisation", "charter", "principles")})
    draft = str(Draft.objects.get().pk)
    client.post(address("what"), {"title": "Half", "what": "", "later": "1", "draft": draft})
    assert 'value="Half"' in client.get(address("what")).content.decode()
    response = client.post(address("what"), {"title": "a\0b", "what": "", "later": "1", "draft": draft})
    assert "hidden character" in response.content.decode()
    assert 'value="Half"' in client.get(address("what")).content.decode()


def test_references_have_no_letters_that_look_alike_and_a_taken_one_is_drawn_again(
    maker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not set("01OILU") & set(references.ALPHABET)
    taken = factories.commitment().reference
    drawn = iter([taken, "7K3F9Q"])
    monkeypatch.setattr(references, "new_reference", lambda length: next(drawn))
    client = signed_in_client(maker)
    answer(client, ADULT)
    client.post(CHECK)
    assert Commitment.objects.filter(reference="7K3F9Q", person_name="A nurse").exists()


def test_sending_is_all_or_nothing(maker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in_client(maker)
    answer(client, signed_in_answers(ORGANISATION))
    draft = Draft.objects.get()
    answers = Answers(draft, maker)
    assert answers.charter

    def breaks(self: Draft, **fields: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Draft, "save", breaks)
    with pytest.raises(OSError, match="full"):
        making.send(draft=draft, maker=answers.maker(), charter=answers.charter, words=answers.words(), by=maker)
    for model in (Commitment, Version, Submission, MoveRecord, Organisation, Mail):
        assert not model._default_manager.exists(), model
    assert Draft.objects.get().answers == draft.answers


def test_a_draft_that_was_thrown_away_cannot_be_sent_or_kept(maker: User) -> None:
    client = signed_in_client(maker)
    answer(client, ADULT)
    draft = Draft.objects.get()
    answers = Answers(draft, maker)
    drafts.throw_away(draft=draft)
    assert answers.charter
    with pytest.raises(Refused):
        making.send(draft=draft, maker=answers.maker(), charter=answers.charter, words=answers.words(), by=maker)
    with pytest.raises(Refused):
        drafts.keep(draft=draft, by=maker, step="what", answers={})


def test_a_page_asks_the_database_no_more_with_more_answers(client: Client) -> None:
    answer(client, ORGANISATION)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(CHECK)
    assert len(captured) <= 12
