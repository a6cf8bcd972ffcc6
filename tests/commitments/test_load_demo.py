from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from charters.editions import count_changes
from charters.models import Edition, Stewardship
from charters.permissions import charters_of
from commitments.going import Going
from commitments.models import Commitment, News, Organisation, Version, View
from commitments.operations.demo import read_demo
from commitments.permissions import can_look_after
from coprod_portal.accounts.models import User
from coprod_portal.accounts.second_factor import current_code
from coprod_portal.outbox.models import Mail
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import State
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def load_demo() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Once for all tests here: each goes on from there."""
    with time_machine.travel(NOW, tick=False), django_db_blocker.unblock(), transaction.atomic():
        call_command("load_charters", stdout=StringIO())
        load_demo()
        yield
        transaction.set_rollback(True)


def test_all_are_public_and_all_are_marked_as_made_up(loaded: None) -> None:
    assert Commitment.objects.public().count() == 45
    assert not Commitment.objects.filter(made_up=False).exists()
    assert not User.objects.filter(made_up=False).exists()
    assert not Organisation.objects.filter(made_up=False).exists()
    assert all(commitment.maker_name.endswith("(made up)") for commitment in Commitment.objects.all())
    assert all(person.email.endswith("@example.org") for person in User.objects.all())


def test_every_fact_is_kept(loaded: None) -> None:
    for entry in read_demo()["commitments"]:
        commitment = Commitment.objects.get(reference=entry["reference"])
        version = commitment.published_version
        assert version is not None
        assert (version.title, version.what, version.starts_on) == (entry["title"], entry["what"], entry["starts_on"])
        assert {wording.principle.slug for wording in version.wordings.all()} == set(entry["principles"])
        assert commitment.going == entry["going"]
        published_news = commitment.news.filter(submission__state=State.PUBLISHED)
        assert [news.happened for news in published_news] == [news["happened"] for news in entry.get("news", [])]
        assert [view.words for view in commitment.views.all()] == [view["words"] for view in entry.get("views", [])]
        assert (version.area.name if version.area else None) == entry.get("area")


def test_dates_are_those_of_the_data_and_what_follows_is_worked_out(loaded: None) -> None:
    shed = Version.objects.get(title="Buddy scheme for new panel members", number=1).commitment
    assert shed.news_due_on == date(2026, 9, 20)
    assert shed.has_no_news
    late = Version.objects.get(title="Start with social care").commitment
    assert (late.going, late.due_on) == (Going.LATE, date(2027, 1, 31))
    for submission in Submission.objects.filter(state=State.PUBLISHED):
        assert submission.submitted_at is not None
        assert submission.published_at is not None
        assert submission.submitted_at < submission.published_at


def test_a_moderator_has_something_to_read(loaded: None) -> None:
    waiting = Submission.objects.filter(state=State.SUBMITTED).order_by("submitted_at")
    assert [submission.kind for submission in waiting] == ["version", "version", "version", "notice", "news"]
    assert (
        Version.objects.filter(submission__state=State.SUBMITTED, commitment__published_version__isnull=False).count()
        == 1
    )


def test_staff_can_sign_in_with_a_second_factor(loaded: None) -> None:
    staff = User.objects.filter(roles__isnull=False)
    names = ["moderator", "second-moderator", "reviewer", "steward", "organiser", "administrator"]
    assert {person.email for person in staff} == {f"{name}@example.org" for name in names}
    assert all(current_code(person) for person in staff)


def test_maker_and_colleague_look_after_the_same_commitment(loaded: None) -> None:
    kitchen = Version.objects.get(title="Pay people the same day").commitment
    maker, colleague = (User.objects.get(email=f"{name}@example.org") for name in ["maker", "colleague"])
    assert kitchen.keeper == maker
    assert can_look_after(colleague, kitchen)


def test_the_steward_looks_after_a_made_up_charter_of_two_editions(loaded: None) -> None:
    steward = User.objects.get(email="steward@example.org")

    [charter] = charters_of(steward)

    assert (charter.short_title, charter.made_up) == ("Anytown", True)
    one, two = charter.editions.order_by("number")
    assert [kind.value for kind, _ in count_changes(one, two)] == ["reworded", "joined", "split", "dropped", "new"]
    assert charter.current_edition == two


def test_a_second_time_adds_nothing(loaded: None) -> None:
    models = [Commitment, Version, News, View, Submission, MoveRecord, User, Organisation, Mail, Edition, Stewardship]
    before = [model._default_manager.count() for model in models]
    assert "Nothing was added" in load_demo()
    assert [model._default_manager.count() for model in models] == before
