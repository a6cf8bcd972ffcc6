"""An organiser brings in a sheet: faults are named, rows mended or left out, and each goes in once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.models import Commitment, Entry, Intake, IntakeRow, Organisation, RowGone, Week, WeekOrganiser
from commitments.operations import entering, intakes
from commitments.operations.intakes import about_rows, finish_left, forget_rows
from coprod_portal.accounts.models import Role, User
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import State
from tests import factories
from tests.conftest import person

from .sheets import as_csv, hundred, row

pytestmark = pytest.mark.django_db

HERE = "/organiser/2026/intakes/"


@pytest.fixture
def organiser() -> User:
    return person("organiser", Role.Name.ORGANISER)


@pytest.fixture
def week(organiser: User) -> Week:
    factories.charter()
    made = factories.week()
    WeekOrganiser.objects.create(week=made, user=organiser)
    return made


@pytest.fixture
def client(week: Week, organiser: User, signed_in: Callable[..., Client]) -> Client:
    return signed_in(organiser, second_factor=True)


def bring(client: Client, rows: list[dict[str, str]], name: str = "cards.csv") -> Any:
    return client.post(HERE, {"file": SimpleUploadedFile(name, as_csv(rows))})


def brought(client: Client, rows: list[dict[str, str]]) -> Intake:
    response = bring(client, rows)
    assert response.status_code == 302, response.context["form"].errors
    return Intake.objects.latest("pk")


def address(intake: Intake, page: str = "") -> str:
    return f"{HERE}{intake.pk}/{page}"


def let_in(client: Client, intake: Intake) -> Intake:
    assert client.post(address(intake))["Location"] == address(intake, "progress/")
    intake.refresh_from_db()
    while intake.state == Intake.State.GOING_IN:
        client.post(address(intake, "progress/"))
        intake.refresh_from_db()
    return intake


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_hundred_rows_with_faults_are_mended_or_left_out_and_go_in_once(client: Client, organiser: User) -> None:
    intake = brought(client, hundred())
    page = text(client.get(address(intake)))
    assert "10 rows need mending" in page
    for said in (
        "Row 5, column Done by: “31 June 2027” is not a date. Write it like 28 February 2027",
        "Row 15, column Short name: Enter a short name",
        "Row 25, column Charter: Write the name of a charter as it stands in our list",
        "Row 35, column E-mail: Enter the maker&#x27;s e-mail address, or the day on which",
        "Row 45, column Principles: There is no number 7 in this charter.",
        "Row 55, column Who: Write organisation or person",
        "Row 65, column Done by: Enter a date that is not before the start date",
        "Row 75, column E-mail: Enter an e-mail address like",
        "Row 85, column On which day: “yesterday” is not a date.",
        "Row 95, column Area: We do not know the area “Nowhere”.",
    ):
        assert said in page
    assert client.post(address(intake)).status_code == 409
    assert not Commitment.objects.exists()

    mended = client.get(address(intake, "rows/5/")).context["form"].data | {"due_on": "30 June 2027"}
    assert client.post(address(intake, "rows/5/"), mended).status_code == 302
    client.post(address(intake, "rows/15/leave-out/"))
    client.post(address(intake, "leave-out/"))
    let_in(client, intake)
    assert (intake.state, Commitment.objects.count(), Organisation.objects.count()) == ("done", 91, 91)
    one = Commitment.objects.get(versions__title="Promise 3")
    assert (one.keeper, one.week, one.versions.get().submission.state) == (None, intake.week, State.SUBMITTED)
    assert (one.entry.how, one.entry.email, one.entry.entered_by) == ("event", "kitchen-3@example.org", organiser)
    assert Mail.objects.filter(kind="commitments/entry_confirm").count() == 91
    assert set(MoveRecord.objects.values_list("by", "action")) == {(organiser.pk, "submit")}

    again = brought(client, hundred())
    assert "91 rows" not in text(client.get(address(again)))
    client.post(address(again, "leave-out/"))
    let_in(client, again)
    assert (again.state, Commitment.objects.count(), Mail.objects.count()) == ("done", 91, 91)
    assert "91 rows were in already, and added nothing" in text(client.get(address(again)))


def test_the_same_row_in_another_file_however_typed_adds_nothing(client: Client) -> None:
    let_in(client, brought(client, [row(1)]))
    typed = row(1, Done_by="28 Feb 2027", Principles="2, 1", Who="Organisation", What="We will pay  people on the day")
    other = let_in(client, brought(client, [typed, row(2), row(2)]))
    assert (other.state, Commitment.objects.count()) == ("done", 2)


def test_a_person_and_a_known_organisation_are_told_apart(client: Client) -> None:
    known = factories.organisation("marmalade kitchen")
    rows = [
        row(1, Name="Marmalade  Kitchen"),
        row(2, Who="person", Name="A nurse", E_mail="", Read_back_on="21 November 2026"),
    ]
    intake = brought(client, [*rows, row(3, Name="The Marmalade Kitchen Ltd")])
    page = text(client.get(address(intake)))
    assert "We know an organisation of this name" in page
    assert 'nearly the same: <bdi lang="en-GB">marmalade kitchen</bdi>' in page
    client.post(address(intake, "rows/4/leave-out/"))
    let_in(client, intake)
    assert set(Commitment.objects.values_list("organisation", "person_name")) == {(known.pk, ""), (None, "A nurse")}


def test_what_a_browser_left_is_finished_by_run_due_after_a_crash(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = brought(client, [row(number) for number in range(30)])
    client.post(address(intake))
    enter = entering.enter_many
    monkeypatch.setattr(intakes, "IN_ONE_TRANSACTION", 25)

    def breaks(**given: Any) -> list[Commitment]:
        made = enter(**given)
        if len(made) < 25:
            raise RuntimeError
        return made

    monkeypatch.setattr(intakes, "enter_many", breaks)
    # What a browser asked for comes in as a whole or not at all; what `run_due` does stays, part by part.
    with pytest.raises(RuntimeError):
        client.post(address(intake, "progress/"))
    assert (Commitment.objects.count(), RowGone.objects.count()) == (0, 0)
    with pytest.raises(RuntimeError):
        finish_left()
    assert (Commitment.objects.count(), RowGone.objects.filter(week=intake.week).count()) == (25, 50)
    assert "25 of 30 rows are in." in text(client.get(address(intake, "progress/")))
    monkeypatch.undo()
    assert (finish_left(), finish_left(), Commitment.objects.count()) == (5, 0, 30)


def test_a_row_that_is_right_no_more_waits_to_be_mended(client: Client, clock: Any) -> None:
    intake = brought(client, [row(1), row(2, Start="1 11 2026", Done_by="24 11 2026")])
    client.post(address(intake))
    clock.shift(timedelta(days=2))
    assert (finish_left(), Commitment.objects.count()) == (2, 1)
    intake.refresh_from_db()
    assert intake.state == Intake.State.CHECKING
    assert intakes.to_mend(intake).get().number == 3


def test_somebody_who_was_faster_is_not_overwritten(client: Client, organiser: User) -> None:
    intake = brought(client, [row(1)])
    late = client.get(address(intake, "rows/2/")).context["form"].data
    mine = intake.rows.get()
    intakes.mend(row=mine, cells={**mine.cells, "title": "Theirs"}, seen=late["seen"], by=organiser)
    response = client.post(address(intake, "rows/2/"), {**late, "title": "Mine"})
    assert response.status_code == 409
    assert "Theirs" in text(response)
    assert 'value="Mine"' in text(response)
    with pytest.raises(Stale):
        intakes.mend(row=mine, cells={}, seen="", by=organiser)


def test_rows_of_a_closed_intake_stay_as_they_are(client: Client, organiser: User) -> None:
    intake = brought(client, [row(1)])
    let_in(client, intake)
    for page in ("rows/2/leave-out/", "leave-out/", "give-up/"):
        assert client.post(address(intake, page)).status_code == 409
    with pytest.raises(Refused):
        intakes.mend(row=intake.rows.get(), cells={}, seen="", by=organiser)
    assert client.post(address(intake))["Location"] == address(intake, "progress/")
    assert Commitment.objects.count() == 1


def test_giving_up_deletes_the_rows_and_the_same_file_can_come_again(client: Client) -> None:
    intake = brought(client, [row(1)])
    assert bring(client, [row(1)])["Location"] == address(intake)
    client.post(address(intake, "give-up/"))
    assert not IntakeRow.objects.exists()
    assert "We have deleted the rows of this file." in text(client.get(address(intake)))
    let_in(client, brought(client, [row(1)]))
    assert Commitment.objects.count() == 1


def test_cells_go_after_some_days_and_on_request(client: Client, clock: Any) -> None:
    intake = let_in(client, brought(client, [row(1), row(2)]))
    open_one = brought(client, [row(3)])
    assert len(about_rows(email="KITCHEN-1@example.org", user=None)["rows_brought_for_you"]) == 1
    forget_rows(email="kitchen-1@example.org", user=None)
    forget_rows(email="kitchen-3@example.org", user=None)
    assert [one.cells == {} for one in IntakeRow.objects.order_by("pk")] == [True, False]
    clock.shift(timedelta(days=31))
    call_command("prune", verbosity=0)
    assert [one.cells for one in IntakeRow.objects.all()] == [{}, {}]
    open_one.refresh_from_db()
    assert (intake.rows.count(), open_one.state) == (2, Intake.State.GIVEN_UP)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cards.csv", b"\x89PNG\r\n\x1a\n" + b"0" * 99, "This is not a spreadsheet, whatever it is called."),
        ("cards.csv", b"", "This file is empty."),
        ("x" * 300 + ".csv", as_csv([row(1)]), "The name of this file is too long."),
        ("cards.csv", b"a" * 2_000_001, "This file is larger than 2 MB."),
        ("cards.csv", as_csv([]), "This file has headings and no rows below them."),
    ],
    ids=["picture", "empty", "long name", "large", "no rows"],
)
def test_a_file_that_cannot_come_in_is_refused_in_words(client: Client, name: str, content: bytes, said: str) -> None:
    response = client.post(HERE, {"file": SimpleUploadedFile(name, content)})
    assert said in text(response)
    assert not Intake.objects.exists()


def test_our_files_come_down_and_an_organiser_of_another_week_finds_nothing(
    client: Client, signed_in: Callable[..., Client]
) -> None:
    assert client.get(f"{HERE}template.xlsx").content.startswith(b"PK")
    assert client.get(f"{HERE}template.exe").status_code == 404
    intake = brought(client, [row(1)])
    other = person("other", Role.Name.ORGANISER)
    WeekOrganiser.objects.create(week=factories.week(2025), user=other)
    stranger = signed_in(other, second_factor=True)
    for page in ("", "rows/2/", "progress/", "give-up/"):
        assert stranger.get(address(intake, page)).status_code == 404
        assert stranger.get(address(intake, page).replace("2026", "2025")).status_code == 404
    assert stranger.post(address(intake)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_costs_the_same_for_one_row_and_for_three(client: Client, rows: int) -> None:
    intake = brought(client, [row(number, Done_by="soon") for number in range(rows)])
    with CaptureQueriesContext(connection) as captured:
        client.get(address(intake))
    assert len(captured) == 17


def test_a_week_before_the_portal_takes_nothing(client: Client) -> None:
    Week.objects.update(opens_on=None, closes_on=None)
    assert "This week was before the portal" in text(bring(client, [row(1)]))
    assert not Entry.objects.exists()
    assert not Submission.objects.exists()
