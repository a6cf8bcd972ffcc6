"""What became public of commitments in some time, as followers are told of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from commitments.confirming import NEEDED
from commitments.going import in_words
from commitments.joint import together
from commitments.models import Commitment, Filing, News, Party, Version, View
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State

CHARACTERS = 300


@dataclass(frozen=True)
class Happened:
    """One thing that became public: in a word or two, in a sentence, and its own words."""

    at: datetime
    short: str
    sentence: str
    words: str = ""


@dataclass(frozen=True)
class Telling:
    """What happened to one commitment, oldest first."""

    commitment: Commitment
    happened: tuple[Happened, ...]

    @property
    def latest_at(self) -> datetime:
        return self.happened[-1].at

    @property
    def by(self) -> str:
        return together(self.commitment.maker_name, [party.shown_name for party in self.commitment.parties.all()])

    @property
    def short(self) -> str:
        return self.happened[-1].short

    def since(self, moment: datetime) -> "Telling":
        return replace(self, happened=tuple(one for one in self.happened if one.at > moment))


def changed_between(begins: datetime, ends: datetime) -> list[Commitment]:
    """The public commitments of which something became public from one moment until before another."""
    parts = Submission.objects.filter(state=State.PUBLISHED, published_at__gte=begins, published_at__lt=ends)
    found = {
        key
        for row in parts.values_list("version__commitment", "news__commitment", "view__commitment", "party__commitment")
        for key in row
        if key is not None
    }
    return list(with_columns(Commitment.objects.public().filter(pk__in=found)))


def with_columns(commitments: "QuerySet[Commitment]") -> "QuerySet[Commitment]":
    """With all that `under` and `tellings` read."""
    return commitments.select_related("charter", "organisation", "published_version").prefetch_related(
        Prefetch("filings", Filing.objects.filter(theme__isnull=False)),
        Prefetch("parties", Party.objects.public().select_related("organisation")),
    )


def under(commitments: Iterable[Commitment]) -> dict[tuple[str, int], list[Commitment]]:
    """The commitments that each thing stands for: whoever follows the thing hears of them."""
    found: dict[tuple[str, int], list[Commitment]] = defaultdict(list)
    for commitment in commitments:
        columns = {
            ("commitment", commitment.pk),
            ("organisation", commitment.organisation_id),
            ("charter", commitment.charter_id),
            ("area", commitment.area_id),
            ("week", commitment.week_id),
            *(("theme", filing.theme_id) for filing in commitment.filings.all()),
            *(("organisation", party.organisation_id) for party in commitment.parties.all()),
        }
        for kind, key in columns:
            if key is not None:
                found[kind, key].append(commitment)
    return found


def tellings(commitments: list[Commitment], begins: datetime, ends: datetime) -> list[Telling]:
    """Four queries, however many commitments."""
    happened: dict[int, list[Happened]] = defaultdict(list)
    keys = [commitment.pk for commitment in commitments]
    within = {
        "commitment__in": keys,
        "submission__state": State.PUBLISHED,
        "submission__published_at__gte": begins,
        "submission__published_at__lt": ends,
    }
    first_at = {commitment.pk: commitment.first_published_at for commitment in commitments}
    for version in Version.objects.filter(**within).select_related("submission"):
        is_first = version.submission.published_at == first_at[version.commitment_id]
        happened[version.commitment_id].append(of_version(version, is_first=is_first))
    for news in News.objects.filter(**within).select_related("submission", "picture").defer("picture__content"):
        happened[news.commitment_id].append(of_news(news))
    for party in Party.objects.public().filter(**within).select_related("submission", "organisation"):
        happened[party.commitment_id].append(of_party(party))
    for key, at in enough_views(keys, begins, ends):
        happened[key].append(of_views(at))
    return [
        Telling(commitment, tuple(sorted(happened[commitment.pk], key=lambda one: one.at)))
        for commitment in commitments
        if happened[commitment.pk]
    ]


def of_version(version: Version, *, is_first: bool) -> Happened:
    return Happened(
        at=at(version.submission),
        short=_("New commitment") if is_first else _("Changed words"),
        sentence=_("This is a new commitment:") if is_first else _("Its words have changed. They are now:"),
        words=shortened(version.what),
    )


def of_news(news: News) -> Happened:
    facts = {"going": in_words(news.going, is_confirmed=False), "day": date_format(news.told_on)}
    return Happened(
        at=at(news.submission),
        short=_("News: %(going)s") % facts,
        sentence=_("News of %(day)s. How it is going: %(going)s.") % facts,
        words=shortened(news.said),
    )


def of_party(party: Party) -> Happened:
    return Happened(
        at=at(party.submission),
        short=_("Made together"),
        sentence=_("%(name)s makes it too now.") % {"name": party.shown_name},
    )


def of_views(moment: datetime) -> Happened:
    return Happened(
        at=moment,
        short=_("How people involved see it"),
        sentence=_("People involved have said how they see it. You can read that on its page."),
    )


def enough_views(keys: Iterable[int], begins: datetime, ends: datetime) -> list[tuple[int, datetime]]:
    """The commitments whose views were shown from then on, because enough people had answered, and since when."""
    moments: dict[int, list[datetime]] = defaultdict(list)
    views = View.objects.filter(commitment__in=keys, submission__state=State.PUBLISHED)
    shown = views.order_by("submission__published_at").values_list("commitment_id", "submission__published_at")
    for key, moment in shown:
        if moment is not None:
            moments[key].append(moment)
    reached = [(key, those[NEEDED - 1]) for key, those in moments.items() if len(those) >= NEEDED]
    return [(key, moment) for key, moment in reached if begins <= moment < ends]


def at(submission: Submission) -> datetime:
    return submission.published_at or submission.created_at


def shortened(words: str) -> str:
    return Truncator(words.strip()).chars(CHARACTERS)
