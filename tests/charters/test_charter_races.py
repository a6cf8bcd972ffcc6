"""Two people who look after a charter, or answer about it, at the same moment, on a real PostgreSQL."""

import pytest

from charters.models import Charter, Edition, Review, ReviewAnswer, Signature, Stewardship
from charters.operations.drafting import begin_draft, change_facts
from charters.operations.new_charters import make_charter
from charters.operations.publishing import publish_edition
from charters.operations.review_answers import confirm_answer, enter_sheet, send_answer
from charters.operations.reviews import make_sheets
from charters.operations.signing import sign
from charters.operations.stewards import appoint_steward, dismiss_steward
from charters.permissions import can_steward
from charters.review_questions import Thoughts
from coprod_portal.accounts.models import User
from tests import factories
from tests.commitments.test_races import Act, at_once, winner_and_loser

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

THOUGHTS = Thoughts(points=[], missing="Say how people are paid.")


@pytest.fixture
def charter(steward: User) -> Charter:
    made = factories.charter()
    Stewardship.objects.create(charter=made, user=steward)
    return made


def test_a_draft_is_begun_once(charter: Charter, steward: User) -> None:
    def begin() -> Edition:
        return begin_draft(charter=charter, by=steward)

    assert at_once(begin, begin, begin) == ["", "", ""]
    assert Edition.objects.filter(published_at__isnull=True).count() == 1


def test_of_two_who_publish_and_change_a_draft_one_wins(charter: Charter, steward: User) -> None:
    """Both hold the charter first: otherwise each would wait for the other, and the database would end one of them."""
    draft = begin_draft(charter=charter, by=steward)

    winner, sentence = winner_and_loser(
        at_once(
            lambda: publish_edition(edition=draft, changes="Plainer.", revision=1, by=steward),
            lambda: change_facts(edition=draft, revision=1, values={"title": "Another"}, by=steward),
        )
    )

    draft.refresh_from_db()
    assert (draft.published_at is not None, draft.title == "Another") == (winner == 0, winner == 1)
    assert sentence.startswith(["This edition is public now.", "Somebody changed this draft"][winner])


def test_an_edition_is_published_once(charter: Charter, steward: User) -> None:
    draft = begin_draft(charter=charter, by=steward)

    def publish() -> Edition:
        return publish_edition(edition=draft, changes="Plainer.", revision=1, by=steward)

    assert winner_and_loser(at_once(publish, publish))[1] == "This edition is public already."


def test_of_two_who_choose_one_address_for_a_new_charter_one_is_told(steward: User, administrator: User) -> None:
    def make(by: User) -> Act:
        return lambda: make_charter(
            short_title="Newtown", slug="newtown", kind=Charter.Kind.CHARTER, area=None, thread="teal", by=by
        )

    _, sentence = winner_and_loser(at_once(make(steward), make(administrator)))
    assert sentence.startswith("Another page has this address already.")
    assert Charter.objects.count() == 1


def test_two_who_appoint_one_new_steward_both_succeed(charter: Charter, administrator: User) -> None:
    def appoint() -> Stewardship:
        return appoint_steward(email="new@example.org", charter=charter, by=administrator)

    assert at_once(appoint, appoint, appoint) == ["", "", ""]
    assert can_steward(User.objects.get(email="new@example.org"), charter)


def test_whoever_gets_one_charter_while_another_is_taken_from_them_can_look_after_it(
    charter: Charter, administrator: User
) -> None:
    other = factories.charter("stockport")
    for _again in range(3):
        held = appoint_steward(email="new@example.org", charter=charter, by=administrator)

        def dismiss(held: Stewardship = held) -> None:
            dismiss_steward(stewardship=held, by=None)

        def appoint() -> Stewardship:
            return appoint_steward(email="new@example.org", charter=other, by=administrator)

        assert at_once(dismiss, appoint) == ["", ""]
        assert can_steward(User.objects.get(email="new@example.org"), other)
        Stewardship.objects.filter(charter=other).delete()


def test_somebody_signs_once(charter: Charter, maker: User) -> None:
    edition = charter.current_edition
    assert edition is not None

    def put_name() -> Signature:
        return sign(charter=charter, edition=edition, signer=Signature.Signer.PERSON, name="A parent", by=maker)

    assert winner_and_loser(at_once(put_name, put_name))[1].startswith("You have signed this charter already.")
    assert Signature.objects.count() == 1


@pytest.fixture
def review(charter: Charter) -> Review:
    return factories.review(charter)


def test_of_two_answers_from_one_address_one_counts(review: Review) -> None:
    def confirm(email: str) -> Act:
        answer = send_answer(review=review, thoughts=THOUGHTS, email=email)
        return lambda: confirm_answer(answer=answer)

    told = at_once(confirm("sam@example.org"), confirm("SAM@example.org"))
    assert winner_and_loser(told)[1] == "You have answered this review already. Your first answers count."
    assert ReviewAnswer.objects.counted().count() == 1


def test_a_sheet_counts_once(review: Review, charter: Charter, steward: User) -> None:
    [sheet] = make_sheets(review=review, how_many=1, by=steward)

    def enter() -> ReviewAnswer:
        return enter_sheet(charter=charter, code=sheet.code, thoughts=THOUGHTS)

    assert winner_and_loser(at_once(enter, enter))[1].startswith("The answers of this sheet are here already.")
