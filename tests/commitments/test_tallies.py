"""The kept counts are right, whatever happens to the commitments, and folding or counting afresh changes nothing."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db.models import Sum
from pytest_django.fixtures import Settings

from charters.models import Wording
from commitments import counts
from commitments.going import Going
from commitments.models import Commitment, Filing, News, Tally, Version
from commitments.operations.public_facts import refresh
from commitments.recount import fold_tallies, fresh_count, recount
from commitments.tallies import Fact
from coprod_portal.search.index import matching, remove
from coprod_portal.submissions.states import Action
from tests import factories
from tests.commitments import public
from tests.commitments.public import decided
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def kept() -> Counter[Fact]:
    fields = ("dimension", "value", "measure", "state", "day", "made_up")
    sums = Tally.objects.exclude(measure="changes").order_by().values_list(*fields).annotate(Sum("amount"))
    return Counter({Fact(*row[:-1]): row[-1] for row in sums if row[-1]})


def withdrawn(part: Version | News) -> None:
    public.withdrawn(part)
    refresh(commitment=part.commitment)


def test_counts_stay_true_through_everything_that_happens() -> None:
    factories.waiting_commitment()
    assert kept() == fresh_count() == Counter()

    first = factories.public_commitment()
    second = factories.public_commitment(made_by=factories.organisation(), area=factories.area("Stockport"))
    assert kept() == fresh_count()
    assert counts.read_counts().portal == counts.Counts(made=2, going=Counter({"not-started": 2}))

    done = factories.published(factories.news(first, going=Going.DONE))
    stopped = factories.published(factories.news(second, going=Going.STOPPED))
    assert kept() == fresh_count()
    assert counts.read_counts().portal == counts.Counts(made=2, with_news=2, going=Counter({"done": 1, "stopped": 1}))

    decided(stopped, Action.HIDE)
    assert kept() == fresh_count()
    assert counts.read_counts().portal == counts.Counts(
        made=2, with_news=1, going=Counter({"done": 1, "not-started": 1})
    )
    decided(stopped, Action.RESTORE)
    assert kept() == fresh_count()

    changed = factories.version(first, title="Changed", area=factories.area("Dudley"))
    changed.wordings.set(Wording.objects.filter(principle__slug="pay"))
    factories.published(changed)
    assert kept() == fresh_count()
    assert Filing.objects.filter(commitment=first, theme__isnull=False).count() == 0

    decided(changed, Action.HIDE)
    assert kept() == fresh_count()
    assert counts.read_counts().portal.made == 1
    decided(changed, Action.RESTORE)
    assert kept() == fresh_count()
    withdrawn(changed)
    assert kept() == fresh_count()
    assert Filing.objects.filter(commitment=first, theme__isnull=False).count() == 1

    withdrawn(done)
    withdrawn(first.versions.get(number=1))
    assert kept() == fresh_count()
    assert counts.read_counts().portal == counts.Counts(made=1, with_news=1, going=Counter({"stopped": 1}))

    decided(second.versions.get(), Action.HIDE)
    assert kept() == fresh_count() == Counter()


def test_silence_is_counted_from_dates_alone() -> None:
    silent = factories.public_commitment(first_published_at=NOW - timedelta(days=29))
    factories.public_commitment(first_published_at=NOW)
    just_within_grace = factories.public_commitment(first_published_at=NOW - timedelta(days=28))
    assert just_within_grace.news_due_on == date(2026, 11, 9)
    assert list(Commitment.objects.public().no_news()) == [silent]
    assert counts.read_counts().portal.no_news == 1
    assert counts.read_counts().of_charter(silent.charter_id).no_news == 1


def test_folding_and_counting_afresh_change_no_count_and_never_the_version_back() -> None:
    first = factories.public_commitment()
    factories.published(factories.news(first, going=Going.LATE))
    factories.public_commitment()
    before, version, rows = counts.read_counts(), counts.content_version(), Tally.objects.count()

    fold_tallies()
    assert (counts.read_counts(), counts.content_version()) == (before, version)
    assert Tally.objects.count() < rows
    folded = Tally.objects.count()
    fold_tallies()
    assert Tally.objects.count() == folded

    recount()
    assert counts.read_counts() == before
    assert counts.content_version() > version
    assert kept() == fresh_count()


def test_every_change_gives_a_new_version_even_of_words_alone() -> None:
    seen = [counts.content_version()]
    commitment = factories.public_commitment()
    seen.append(counts.content_version())
    factories.published(factories.version(commitment, title="Better words"))
    seen.append(counts.content_version())
    assert len(set(seen)) == 3
    factories.submitted(factories.version(commitment, title="Not read yet"))
    assert counts.content_version() == seen[-1]


def test_made_up_commitments_do_not_count_on_a_live_site(settings: Settings) -> None:
    factories.public_commitment(made_up=True)
    factories.public_commitment()
    assert counts.read_counts().portal.made == 2
    settings.SHOW_MADE_UP = False
    assert counts.read_counts().portal.made == 1
    assert counts.all_counts(counts.content_version()).portal.made == 1


def test_reindex_mends_filings_counts_and_search() -> None:
    commitment = factories.public_commitment(title="Pay with zebras")
    factories.waiting_commitment(title="Waiting zebras")
    before = kept()
    filings = set(Filing.objects.values_list("commitment", "principle", "theme", "due_on"))
    Filing.objects.all().delete()
    Tally.objects.all().delete()
    remove(kind="commitment", things=[commitment.pk])
    call_command("reindex", "--quiet")
    assert kept() == before
    assert set(Filing.objects.values_list("commitment", "principle", "theme", "due_on")) == filings
    assert matching(kind="commitment", words=["zebras"]) == [commitment.pk]
