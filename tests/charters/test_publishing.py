"""Publishing an edition: what is refused, what follows, and that it is all or nothing."""

from typing import Any

import pytest
from django.conf import LazySettings

from charters.models import Charter, Edition, Section, Wording
from charters.operations.publishing import not_fit, publish_edition
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale
from tests import factories

pytestmark = pytest.mark.django_db

told: list[Edition] = []


def remember(*, edition: Edition) -> None:
    told.append(edition)


def break_down(*, edition: Edition) -> None:
    raise Refused("No.")


@pytest.fixture(autouse=True)
def _followers(settings: LazySettings) -> None:
    told.clear()
    settings.AFTER_EDITION = ["tests.charters.test_publishing.remember"]


def publish(edition: Edition, by: User | None = None, **values: Any) -> Edition:
    given = {"changes": "We listen better.", "revision": edition.revision, **values}
    return publish_edition(edition=edition, by=by, **given)


def test_an_edition_stands_from_then_on(steward: User) -> None:
    charter = factories.charter()
    draft = factories.draft(charter)

    publish(draft, steward, changes=" We listen better. ")

    charter.refresh_from_db()
    assert charter.current_edition == draft
    draft.refresh_from_db()
    assert (draft.changes, draft.published_by, draft.revision) == ("We listen better.", steward, 2)
    assert draft.published_at is not None
    assert told == [draft]
    assert [edition.number for edition in charter.editions.filter(published_at__isnull=False)] == [2, 1]


def test_a_first_edition_needs_no_words_on_what_changed(steward: User) -> None:
    charter = Charter.objects.create(slug="anytown", kind="charter", short_title="Anytown", thread="teal")

    publish(factories.draft(charter), steward, changes="")

    assert Charter.objects.public().get() == charter


def test_a_later_edition_needs_them(steward: User) -> None:
    draft = factories.draft(factories.charter())

    with pytest.raises(Refused, match="Say in plain words what changed"):
        publish(draft, steward, changes="  ")

    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_draft_that_somebody_changed_meanwhile_is_not_published(steward: User) -> None:
    draft = factories.draft(factories.charter())
    Edition.objects.filter(pk=draft.pk).update(revision=2)

    with pytest.raises(Stale):
        publish(draft, steward)


def test_it_is_published_once(steward: User) -> None:
    draft = factories.draft(factories.charter())
    publish(draft, steward)
    draft.refresh_from_db()

    with pytest.raises(Refused, match="public already"):
        publish(draft, steward)

    assert told == [draft]


def test_an_older_edition_does_not_push_out_the_current_one() -> None:
    charter = factories.charter()
    publish(factories.draft(charter))
    told.clear()
    Edition.objects.filter(number=1).update(published_at=None)

    publish(Edition.objects.get(number=1), changes="")

    charter.refresh_from_db()
    assert charter.current_edition is not None
    assert charter.current_edition.number == 2
    assert told == []


def test_when_what_follows_breaks_down_nothing_is_published(settings: LazySettings) -> None:
    charter = factories.charter()
    draft = factories.draft(charter)
    settings.AFTER_EDITION = [*settings.AFTER_EDITION, "tests.charters.test_publishing.break_down"]

    with pytest.raises(Refused):
        publish(draft)

    charter.refresh_from_db()
    draft.refresh_from_db()
    assert draft.published_at is None
    assert charter.current_edition is not None
    assert charter.current_edition.number == 1


def test_an_empty_draft_says_all_that_is_missing() -> None:
    draft = Edition.objects.create(charter=factories.charter(), number=2)
    Section.objects.create(edition=draft, slug="a", kind="promise", position=1)

    assert not_fit(draft) == [
        "Write the title of the charter.",
        "Write who looks after the charter.",
        "Write what the charter is, in our words.",
        "Write where the words came from.",
        "Add at least one principle.",
        "Give section 1 a heading, or a label in our words.",
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": " "}, "A principle in “We will:” has no words."),
        ({"text": "listen", "sic": "lisen"}, "The misprint “lisen” is not in the words."),
    ],
)
def test_words_that_are_not_fit_are_refused(change: dict[str, str], reason: str) -> None:
    draft = factories.draft(factories.charter())
    Wording.objects.filter(edition=draft, principle__slug="listen").update(**change)

    with pytest.raises(Refused, match=reason):
        publish(draft)


def test_a_section_without_principles_is_refused() -> None:
    draft = factories.draft(factories.charter())
    Section.objects.create(edition=draft, slug="more", heading="More", kind="promise", position=9)

    with pytest.raises(Refused, match="“More” has no principles"):
        publish(draft)
