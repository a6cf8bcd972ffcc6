"""Staff take cases, give them on, write notes, say how far they are, and narrow the list."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.personal_facts import erase, export
from coprod_portal.cases.models import Case
from coprod_portal.cases.operations import answer_case, close_case
from coprod_portal.cases.seeing_to import give_case, take_case, tell_progress, write_note
from coprod_portal.outbox.models import Mail
from coprod_portal.site.operations.late_cases import alert_late
from coprod_portal.submissions.errors import Refused, Stale
from tests.conftest import person

from .test_operations import WORDS, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(administrator: User) -> User:
    return person("other-administrator", Role.Name.ADMINISTRATOR)


@pytest.fixture
def desk(administrator: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(administrator, second_factor=True)


def references(client: Client, query: str = "") -> list[str]:
    return [row.case.reference for row in client.get(reverse("cases") + query).context["list"].rows]


def send(client: Client, name: str, case: Case, **answers: str) -> Any:
    address = reverse(name, args=[case.reference])
    form = client.get(address).context["form"]
    hidden = {field.name: field.value() or "" for field in form.hidden_fields()}
    return client.post(address, {**hidden, **answers})


def test_one_takes_a_case_and_the_other_is_told(administrator: User, other: User, desk: Client) -> None:
    case = opened()
    page = desk.get(reverse("case", args=[case.reference])).content.decode()
    assert "Nobody has taken it yet." in page
    take_case(case=case, seen=None, by=other)
    late = desk.post(reverse("case-take", args=[case.reference]), {"seen": ""})
    assert (late.status_code, "Somebody else has taken this case" in late.content.decode()) == (409, True)
    assert Case.objects.get().owner == other
    again = desk.post(reverse("case-take", args=[case.reference]), {"seen": str(other.pk)})
    assert again.headers["Location"] == reverse("case", args=[case.reference])
    assert Case.objects.get().owner == administrator


def test_a_case_is_given_to_staff_who_may_see_it_and_to_nobody_else(
    administrator: User, other: User, moderator: User, stranger: User, desk: Client
) -> None:
    case = opened()
    for email in (stranger.email, moderator.email, "nobody@example.org"):
        refused = send(desk, "case-give", case, email=email)
        assert (refused.status_code, "Nobody with this address" in refused.content.decode()) == (409, True)
        assert email in refused.content.decode()
    send(desk, "case-give", case, email="Other-Administrator@example.org")
    assert Case.objects.get().owner == other
    told = Mail.objects.get(kind="cases/given")
    assert (told.to, WORDS in told.body) == (other.email, False)
    with pytest.raises(Stale):
        give_case(case=case, email=administrator.email, seen=None, by=administrator)


def test_notes_stay_inside_and_progress_goes_out(desk: Client, administrator: User) -> None:
    case = opened()
    send(desk, "case-note", case, words="Ask the web team.")
    send(desk, "case-progress", case, words="We found the old page.")
    page = desk.get(reverse("case", args=[case.reference])).content.decode()
    assert "Ask the web team." in page
    assert "We found the old page." in page
    told = Mail.objects.get(kind="cases/progress")
    assert (told.to, "We found the old page." in told.body) == (case.email, True)
    assert not Mail.objects.filter(body__contains="web team").exists()
    send(desk, "case-answer", case, answer="It is gone.", outcome="put-right")
    assert send(desk, "case-note", case, words="All done.").status_code == 302
    with pytest.raises(Stale):
        tell_progress(case=case, words="More", by=administrator)


def test_who_comes_second_with_an_answer_loses_nothing(desk: Client, other: User) -> None:
    case = opened()
    address = reverse("case-answer", args=[case.reference])
    key = desk.get(address).context["form"]["form_key"].value()
    answer_case(case=case, answer="The first answer.", by=other)
    page = desk.post(address, {"answer": "The second answer.", "outcome": "answered", "form_key": key})
    words = page.content.decode()
    assert page.status_code == 409
    assert words.count("The first answer.") == 1
    assert "The second answer." in words
    assert Mail.objects.filter(kind="cases/answer").count() == 1


def test_nobody_sees_to_their_own_case(administrator: User, other: User, desk: Client) -> None:
    case = opened(email="Administrator@example.org")
    assert references(desk) == []
    assert desk.get(reverse("case", args=[case.reference])).status_code == 404
    with pytest.raises(Refused):
        close_case(case=case, by=administrator)
    with pytest.raises(Refused):
        give_case(case=case, email=administrator.email, seen=None, by=other)


def test_moderators_see_reports_and_notices_only(
    moderator: User, steward: User, signed_in: Callable[..., Client]
) -> None:
    complaint = opened()
    report = Case.objects.create(
        reference="2222222222", kind="report", thing="page:home", opened_at=timezone.now(), due_on=timezone.localdate()
    )
    client = signed_in(moderator, second_factor=True)
    assert references(client) == [report.reference]
    assert client.get(reverse("case", args=[complaint.reference])).status_code == 404
    assert client.get(reverse("case", args=[report.reference])).status_code == 200
    assert references(client, "?kind=data-complaint") == [report.reference]
    assert signed_in(steward, second_factor=True).get(reverse("cases")).status_code == 403


def test_the_list_is_narrowed_and_goes_on_where_a_page_ends(
    signed_in: Callable[..., Client], administrator: User, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = signed_in(administrator, second_factor=True)
    old = opened(email="a@example.org")
    clock.shift(timedelta(days=10))
    mine = opened(email="b@example.org", kind=Case.Kind.ACCESSIBILITY)
    ended = close_case(case=opened(email="c@example.org"), by=administrator)
    take_case(case=mine, seen=None, by=administrator)
    assert references(desk) == [old.reference, mine.reference]
    assert references(desk, "?owner=mine") == [mine.reference]
    assert references(desk, "?owner=nobody") == [old.reference]
    assert references(desk, "?kind=accessibility") == [mine.reference]
    newer = close_case(case=opened(email="d@example.org"), by=administrator)
    assert references(desk, "?ended=1") == [newer.reference, ended.reference]
    assert references(desk, "?kind=nonsense&owner=x&after=zz") == [old.reference, mine.reference]
    clock.shift(timedelta(days=21))
    desk = signed_in(administrator, second_factor=True)
    assert references(desk, "?late=1") == [old.reference]
    monkeypatch.setattr("coprod_portal.site.case_list.PAGE", 1)
    first = desk.get(reverse("cases")).context["list"]
    assert [row.late for row in first.rows] == [1]
    assert references(desk, f"?after={first.next_place}") == [mine.reference]
    newest = desk.get(reverse("cases") + "?ended=1").context["list"]
    assert references(desk, f"?ended=1&after={newest.next_place}") == [ended.reference]


def test_late_cases_alert_two_people_once_a_day(administrator: User, other: User, moderator: User, clock: Any) -> None:
    person("third-administrator", Role.Name.ADMINISTRATOR)
    owned, free = opened(email="a@example.org"), opened(email="b@example.org")
    take_case(case=owned, seen=None, by=other)
    clock.shift(timedelta(days=30))
    assert alert_late() == 0
    clock.shift(timedelta(days=1))
    assert (alert_late(), alert_late()) == (2, 0)
    mails = {mail.to: mail.body for mail in Mail.objects.filter(kind="cases/late")}
    assert mails.keys() == {administrator.email, other.email}
    assert all(case.reference in body for body in mails.values() for case in (owned, free))
    assert all(WORDS not in body and "a@example.org" not in body for body in mails.values())
    clock.shift(timedelta(days=1))
    close_case(case=free, by=administrator)
    assert alert_late() == 1


def test_staff_and_residents_are_told_what_we_know_and_forgotten(administrator: User, other: User) -> None:
    case = take_case(case=opened(), seen=None, by=other)
    write_note(case=case, words="She rang.", by=other)
    tell_progress(case=case, words="We look.", by=other)
    answer_case(case=case, answer="It is gone.", by=other)
    facts = export(email=case.email)
    assert [told["words"] for told in facts["told_about_raised"]] == ["We look."]
    assert "She rang." not in str(facts)
    assert [note["words"] for note in export(email=other.email)["case_notes"]] == ["She rang.", "We look."]
    erase(email=other.email)
    held = Case.objects.get()
    assert (held.owner, held.notes.count(), held.answers.get().by) == (None, 2, None)
    erase(email=case.email)
    assert not Case.objects.exists()
