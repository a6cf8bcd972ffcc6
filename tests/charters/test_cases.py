"""What people tell those who look after a charter, and what they get back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from charters.concerns import Concerns, counts
from charters.mapping_questions import asked_since
from charters.models import Charter, CharterCase, Mapping, Principle, Section, Stewardship, Theme
from charters.operations.cases import Move, answer_charter_case, open_charter_case
from charters.operations.loading import load_content
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.personal_facts import erase, export
from coprod_portal.cases.models import Case
from coprod_portal.outbox.models import Mail
from coprod_portal.site.operations.late_cases import alert_late
from coprod_portal.submissions.errors import Refused, Stale
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = "They decided before we met."
RESIDENT = "resident@example.org"


@pytest.fixture
def charter() -> Charter:
    return factories.charter()


@pytest.fixture
def looked_after(charter: Charter, steward: User) -> Charter:
    Stewardship.objects.create(charter=charter, user=steward)
    return charter


@pytest.fixture
def room(steward: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(steward, second_factor=True)


def opened(charter: Charter, **fields: Any) -> CharterCase:
    values = {"kind": Case.Kind.CONCERN, "email": RESIDENT, "words": WORDS, **fields}
    return open_charter_case(charter=charter, **values).charter_case


def listen(charter: Charter) -> Principle:
    return charter.principles.get(slug="listen")


def post(client: Client, address: str, **answers: str) -> Any:
    key = client.get(address).context["form"]["form_key"].value()
    return client.post(address, {"form_key": key, **answers}, follow=True)


def test_concern_goes_to_the_steward_and_the_person_hears_the_date(looked_after: Charter, client: Client) -> None:
    page = post(client, "/charters/sandwell/concern/note/", principle="listen", words=WORDS, email=RESIDENT)

    case = CharterCase.objects.get()
    assert (case.charter, case.principle) == (looked_after, listen(looked_after))
    assert (case.case.kind, case.case.words, case.case.due_on) == ("concern", WORDS, date(2026, 12, 7))
    assert "7 December 2026" in page.content.decode()
    receipt, for_steward = Mail.objects.order_by("pk")
    assert (receipt.to, for_steward.to) == (RESIDENT, "steward@example.org")
    assert reverse("steward-case", args=["sandwell", case.case.reference]) in for_steward.body
    assert "Call 999" in receipt.body
    for mail in (receipt, for_steward):
        assert WORDS not in mail.subject + mail.body
        assert "7 December 2026" in mail.body
    assert RESIDENT not in for_steward.body


def test_sending_the_same_again_after_going_back_opens_no_second_case(looked_after: Charter, client: Client) -> None:
    answers = {"principle": "listen", "words": WORDS, "email": RESIDENT}
    first, again = (post(client, "/charters/sandwell/concern/note/", **answers) for _ in range(2))
    assert again.redirect_chain == first.redirect_chain
    assert (CharterCase.objects.count(), Mail.objects.count()) == (1, 2)

    post(client, "/charters/sandwell/concern/note/", **{**answers, "words": "Something else happened too."})
    assert CharterCase.objects.count() == 2


def test_somebody_who_is_not_sure_names_no_principle(charter: Charter, client: Client) -> None:
    post(client, "/charters/sandwell/concern/note/", principle="not-sure", words=WORDS, email=RESIDENT)
    assert CharterCase.objects.get().principle is None


def test_mail_goes_to_those_who_are_stewards_now_and_else_to_us(
    charter: Charter, stranger: User, settings: Any
) -> None:
    settings.CONTACT_EMAIL = "us@example.org"
    Stewardship.objects.create(charter=charter, user=stranger)
    case = opened(charter)
    for_staff = Mail.objects.get(kind="cases/for_staff")
    assert for_staff.to == "us@example.org"
    assert reverse("cases") in for_staff.body
    assert case.case.reference in for_staff.subject


def test_format_request_has_a_date_in_five_working_days(charter: Charter, client: Client) -> None:
    page = post(client, "/charters/sandwell/formats/ask/", words="In Polish, please", email=RESIDENT)
    assert CharterCase.objects.get().case.due_on == date(2026, 11, 30)
    assert "30 November 2026" in page.content.decode()


def test_nothing_is_kept_when_the_row_of_the_charter_cannot_be(
    charter: Charter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(CharterCase.objects, "create", fail)
    with pytest.raises(RuntimeError):
        opened(charter)
    assert (Case.objects.count(), Mail.objects.count()) == (0, 0)


@pytest.mark.parametrize("page", ["concern/note/", "formats/ask/", "principles/listen/wrong-place/"])
def test_a_charter_that_is_not_public_takes_no_cases(client: Client, page: str) -> None:
    charter = factories.charter()
    Charter.objects.filter(pk=charter.pk).update(current_edition=None)
    assert client.get(f"/charters/sandwell/{page}").status_code == 404


def test_wrong_place_is_asked_and_shown_until_it_is_answered(
    looked_after: Charter, client: Client, steward: User
) -> None:
    mapping = Mapping.objects.get(wording__edition__charter=looked_after)
    assert asked_since([mapping]) == {}
    address = "/charters/sandwell/principles/listen/wrong-place/"
    assert client.get(f"{address}?theme=listening").context["form"]["theme"].value() == "listening"
    post(client, address, theme="listening", words="It is about pay.", email=RESIDENT)
    assert asked_since([mapping]) == {mapping.pk: date(2026, 11, 23)}
    answer_charter_case(case=CharterCase.objects.get(), answer="We think not.", by=steward)
    assert asked_since([mapping]) == {}
    assert CharterCase.objects.get().outcome == "kept"


def test_words_that_stand_under_no_theme_have_no_wrong_place(charter: Charter, client: Client) -> None:
    assert client.get("/charters/sandwell/principles/pay/wrong-place/").status_code == 404


def test_words_that_lean_on_others_are_asked_about_with_them(charter: Charter, client: Client) -> None:
    Section.objects.filter(edition__charter=charter).update(kind=Section.GROUP)
    page = client.get("/charters/sandwell/principles/listen/wrong-place/").content.decode()
    assert "listen actively" in page
    assert "pay people for their time" in page


def test_open_questions_take_one_query(charter: Charter, django_assert_num_queries: Any) -> None:
    mapping = Mapping.objects.get()
    opened(charter, kind=Case.Kind.PLACE, mapping=mapping)
    with django_assert_num_queries(1):
        asked_since([mapping, mapping])


def test_steward_reads_it_and_answers_once(looked_after: Charter, room: Client) -> None:
    case = opened(looked_after, principle=listen(looked_after))
    other = opened(factories.charter("stockport"), words="Not for this steward")
    page = room.get("/steward/sandwell/cases/").content.decode()
    assert case.case.reference in page
    assert other.case.reference not in page
    assert room.get(f"/steward/sandwell/cases/{other.case.reference}/").status_code == 404
    assert room.get(f"/steward/stockport/cases/{other.case.reference}/").status_code == 404

    address = f"/steward/sandwell/cases/{case.case.reference}/"
    page = room.get(address).content.decode()
    assert WORDS in page
    assert "listen actively</a>" in page
    post(room, address, answer="We will ask you first next time.")
    case.case.refresh_from_db()
    assert case.case.answer == "We will ask you first next time."
    assert case.case.closed_by is not None
    mail = Mail.objects.get(kind="cases/answer")
    assert mail.to == RESIDENT
    assert "We will ask you first next time." in mail.body

    again = room.post(address, {"answer": "Another answer"})
    page = again.content.decode()
    assert again.status_code == 409
    assert "We will ask you first next time." in page
    assert "Another answer" in page
    assert Mail.objects.filter(kind="cases/answer").count() == 1


def test_late_ones_say_so_in_words(looked_after: Charter, room: Client) -> None:
    case = opened(looked_after).case
    assert "Answer by 7 December 2026." in room.get("/steward/sandwell/cases/").content.decode()
    Case.objects.filter(pk=case.pk).update(due_on=date(2026, 11, 20))
    for address in ("", f"{case.reference}/"):
        page = room.get(f"/steward/sandwell/cases/{address}").content.decode()
        assert "The day for your answer was 20 November 2026. That is 1 working day ago." in page


def test_words_are_moved_with_the_reason_that_everybody_reads(looked_after: Charter, room: Client) -> None:
    pay = factories.theme("pay", "Paying people")
    case = opened(looked_after, kind=Case.Kind.PLACE, mapping=Mapping.objects.get())
    address = f"/steward/sandwell/cases/{case.case.reference}/"
    missing = post(room, address, theme="pay", answer="You are right.")
    assert "Say why they belong under the other theme" in missing.content.decode()
    post(room, address, theme="pay", reason="It is about money.", answer="You are right.")
    mapping = Mapping.objects.get()
    assert (mapping.theme, mapping.reason, mapping.made_by) == (
        pay,
        "It is about money.",
        User.objects.get(email="steward@example.org"),
    )
    case.refresh_from_db()
    assert case.outcome == "moved"


def test_the_content_files_do_not_move_them_back(steward: User) -> None:
    load_content(folder=settings.CONTENT_FOLDER, tell=lambda line: None)
    charter = Charter.objects.get(slug="stockport")
    mapping = Mapping.objects.get(wording__edition__charter=charter, wording__principle__slug="listen-actively")
    case = opened(charter, kind=Case.Kind.PLACE, mapping=mapping)
    another = Theme.objects.exclude(pk=mapping.theme_id).order_by("position")[0]
    answer_charter_case(case=case, answer="You are right.", move=Move(another, "It fits better."), by=steward)
    load_content(folder=settings.CONTENT_FOLDER, tell=lambda line: None)
    again = Mapping.objects.get(wording=mapping.wording)
    assert (again.theme, again.reason) == (another, "It fits better.")


def test_words_move_only_where_they_do_not_stand_yet(looked_after: Charter, steward: User) -> None:
    mapping = Mapping.objects.get()
    case = opened(looked_after, kind=Case.Kind.PLACE, mapping=mapping)
    with pytest.raises(Refused):
        answer_charter_case(case=case, answer="Yes.", move=Move(mapping.theme, "Why"), by=steward)
    mapping.delete()
    case.refresh_from_db()
    with pytest.raises(Stale):
        answer_charter_case(case=case, answer="Yes.", move=Move(factories.theme("pay"), "Why"), by=steward)
    case.case.refresh_from_db()
    assert case.case.closed_at is None
    assert not Mail.objects.filter(kind="cases/answer").exists()


def test_administrator_sees_and_answers_what_nobody_else_would(
    looked_after: Charter, administrator: User, steward: User, signed_in: Callable[..., Client]
) -> None:
    theirs = opened(looked_after)
    ours = opened(factories.charter("stockport"), words="Who reads this?")
    desk = signed_in(administrator, second_factor=True)
    page = desk.get(reverse("cases")).content.decode()
    assert ours.case.reference in page
    assert theirs.case.reference not in page
    assert desk.get(reverse("case-answer", args=[theirs.case.reference])).status_code == 404
    assert desk.post(reverse("case-close", args=[theirs.case.reference])).status_code == 404
    post(desk, reverse("case-answer", args=[ours.case.reference]), answer="We do.")
    ours.case.refresh_from_db()
    assert (ours.case.answer, ours.case.closed_by) == ("We do.", administrator)
    Role.objects.filter(user=steward).delete()
    assert theirs.case.reference in desk.get(reverse("cases")).content.decode()


def test_a_late_case_of_a_charter_alerts_its_steward_and_an_administrator_who_cannot_read_it(
    looked_after: Charter, steward: User, administrator: User, signed_in: Callable[..., Client], clock: Any
) -> None:
    late = opened(looked_after).case
    clock.shift(timedelta(days=15))
    assert alert_late() == 1
    told = {mail.to: mail.body for mail in Mail.objects.filter(kind="cases/late")}
    assert reverse("steward-case", args=["sandwell", late.reference]) in told[steward.email]
    assert reverse("stewards") in told[administrator.email]
    assert all(WORDS not in body for body in told.values())
    desk = signed_in(administrator, second_factor=True)
    assert desk.get(reverse("case", args=[late.reference])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_for_many_rows(
    looked_after: Charter, room: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        opened(looked_after, email=f"{number}@example.org")
    with django_assert_num_queries(7):
        room.get("/steward/sandwell/cases/")


def concerns(charter: Charter, people: int, principle: str = "listen") -> None:
    for number in range(people):
        opened(charter, email=f"{number}@example.org", principle=charter.principles.get(slug=principle))


def test_concerns_are_counted_by_principle_from_five_people_up(charter: Charter) -> None:
    concerns(charter, 4)
    concerns(charter, 5, "pay")
    opened(charter, email="0@EXAMPLE.org", principle=listen(charter))
    opened(charter, email="unsure@example.org")
    stockport = factories.charter("stockport")
    concerns(stockport, 5)
    wording = charter.current_edition.wordings.get(principle__slug="pay")  # type: ignore[union-attr]
    assert counts(charter) == [Concerns(wording, 5)]


def test_counts_are_on_the_concern_page_and_words_are_not(charter: Charter, client: Client) -> None:
    concerns(charter, 4)
    page = client.get("/charters/sandwell/concern/").content.decode()
    assert "people told us" not in page
    opened(charter, email="fifth@example.org", principle=listen(charter))
    page = client.get("/charters/sandwell/concern/").content.decode()
    assert "5 people told us" in " ".join(page.split())
    assert WORDS not in page
    assert "fifth@example.org" not in page


def test_somebody_is_told_what_they_raised_and_is_forgotten(looked_after: Charter, steward: User) -> None:
    case = opened(looked_after, email="Resident@example.org")
    other = opened(looked_after, email="other@example.org")
    answer_charter_case(case=case, answer="Thank you.", by=steward)
    [told] = export(email=RESIDENT)["raised"]
    assert (told["words"], told["answer"]) == (WORDS, "Thank you.")
    assert [row["reference"] for row in export(email=steward.email)["answered"]] == [case.case.reference]
    erase(email=RESIDENT)
    assert [one.pk for one in Case.objects.all()] == [other.pk]
