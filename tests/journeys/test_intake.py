"""An organiser brings in a hundred rows with faults, mends one, leaves some out, and brings the same file again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format

from charters.models import Charter
from commitments.models import Commitment, Intake, Week, WeekOrganiser
from coprod_portal.accounts.models import Role, User
from tests import factories
from tests.commitments.sheets import as_csv, hundred

from .conftest import show_second_factor, sign_in
from .visitor import Visitor, Way

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def organiser(transactional_db: None) -> User:
    user = User.objects.create_user("organiser@example.org")
    Role.objects.create(user=user, name=Role.Name.ORGANISER)
    TOTP.activate(user, generate_totp_secret())
    return user


def rows() -> list[dict[str, str]]:
    """Of the real clock's time: the browser's cannot be stopped."""
    today = timezone.localdate()
    dates = {
        "1 December 2026": date_format(today),
        "28/02/2027": date_format(today + timedelta(days=90)),
        "20 Nov 2026": date_format(today),
    }
    return [{name: dates.get(cell, cell) for name, cell in row.items()} for row in hundred()]


def test_an_organiser_brings_in_a_hundred_rows_with_faults(
    arrive: Callable[[], Visitor], organiser: User, way: Way, tmp_path: Path
) -> None:
    call_command("load_charters", verbosity=0)
    week = Week.objects.filter(year=2099).first() or factories.week(2099)
    week.charters.set([Charter.objects.get(slug="sandwell")])
    WeekOrganiser.objects.create(week=week, user=organiser)
    file = tmp_path / "cards.csv"
    file.write_bytes(as_csv(rows()))

    visitor = arrive()
    visitor.open("/organiser/2099/")
    sign_in(visitor, organiser.email)
    show_second_factor(visitor, organiser)
    visitor.follow("Bring in a spreadsheet")
    bring(visitor, file)
    visitor.sees("100 rows in the file", "rows need mending", "“31 June 2027” is not a date.")
    assert not Commitment.objects.exists()

    visitor.follow("Mend row 5")
    visitor.sees("There is something to mend")
    visitor.write("Done by", date_format(timezone.localdate() + timedelta(days=60)))
    visitor.press("Save this row")
    visitor.sees("Row 5 is right now.")
    visitor.press("Leave out all rows that need mending")
    visitor.sees("Every row is right or left out.")
    let_in(visitor)
    went_in = Commitment.objects.count()
    visitor.sees(f"{went_in} rows went in")
    assert went_in == Commitment.objects.filter(week=week, keeper=None).count() > 80

    visitor.open("/organiser/2099/intakes/")
    bring(visitor, file)
    visitor.press("Leave out all rows that need mending")
    let_in(visitor)
    visitor.sees(f"{went_in} rows were in already, and added nothing")
    assert Commitment.objects.count() == went_in


def bring(visitor: Visitor, file: Path) -> None:
    visitor.page.get_by_label("Your spreadsheet").set_input_files(file)
    visitor.press("Check this file")


def let_in(visitor: Visitor) -> None:
    """With JavaScript the page goes on by itself, under the feet of whoever looks; without, its button does."""
    if visitor.way.javascript:
        visitor.page.get_by_role("button", name="Let the rows go in").click()
    else:
        visitor.press("Let the rows go in")
        while Intake.objects.latest("pk").state == Intake.State.GOING_IN:
            visitor.press("Go on")
    visitor.page.get_by_text("A person reads each one before it is public.").wait_for(timeout=30_000)
    visitor.look()
