"""What came of a Co-production Week after a year, made by the portal from what is public. Silence is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Theme
from commitments.counts import Counts, all_counts, content_version
from commitments.models import Commitment, Filing, News, Week
from commitments.models.commitments import no_news_before
from commitments.news_dates import add_months
from commitments.summary import Row, Words, going_of
from coprod_portal.languages.texts import Theirs
from coprod_portal.submissions.states import State

SILENT_SHOWN, LEARNED_SHOWN = 100, 50

CANNOT_SHOW: tuple[Words, ...] = (
    gettext_lazy("What was done without telling us. Silence is not the same as nothing."),
    gettext_lazy("How good the work was, or how it felt to the people involved. Read the commitments for that."),
    gettext_lazy("Which commitments are large and which are small. Each counts once."),
    gettext_lazy("What came of commitments that were taken down. They are not counted."),
)


def ready_on(week: Week) -> date:
    """A year after its last day."""
    return add_months(week.ends_on, 12)


@dataclass(frozen=True)
class Report:
    counted_on: date
    made: int
    going: list[Row]
    with_news: Row
    no_news: Row
    renewed: Row
    silent: list[Commitment]
    more_silent: bool
    themes: list[Row]
    learned: list[News]

    @property
    def rows(self) -> list[Row]:
        """Those that stand beside the chart."""
        return [self.with_news, self.no_news, self.renewed]


def report_on(week: Week) -> Report:
    """The same number of queries for any week."""
    counts: Counts = all_counts(content_version()).of_week(week.pk)
    made, public = counts.made, Commitment.objects.public().filter(week=week)
    silent = list(silent_of(public)[: SILENT_SHOWN + 1])
    renewed = public.filter(renewals__in=Commitment.objects.public()).distinct().count()
    return Report(
        counted_on=localdate(),
        made=made,
        going=going_of(counts),
        with_news=Row(_("Have given news at least once"), counts.with_news, made),
        no_news=Row(_("Silent: news was due, and we have not heard"), counts.no_news, made),
        renewed=Row(_("Went on as a new commitment"), renewed, made),
        silent=silent[:SILENT_SHOWN],
        more_silent=len(silent) > SILENT_SHOWN,
        themes=themes_of(public, made),
        learned=list(learned_in(public)[:LEARNED_SHOWN]),
    )


def silent_of(public: "QuerySet[Commitment]") -> "QuerySet[Commitment]":
    """Those from which we should have heard and have not, the longest silence first."""
    return (
        public.filter(news_due_on__lt=no_news_before())
        .select_related("organisation", "published_version", "latest_news")
        .order_by("news_due_on", "pk")
    )


def themes_of(public: "QuerySet[Commitment]", made: int) -> list[Row]:
    counted = dict(
        Filing.objects.filter(theme__isnull=False, commitment__in=public)
        .order_by()
        .values_list("theme")
        .annotate(n=Count("commitment", distinct=True))
    )
    found = [Row(Theirs(theme.name), counted[theme.pk], made) for theme in Theme.objects.all() if theme.pk in counted]
    return sorted(found, key=lambda row: -row.number)


def learned_in(public: "QuerySet[Commitment]") -> "QuerySet[News]":
    return (
        News.objects.filter(commitment__in=public, submission__state=State.PUBLISHED)
        .exclude(learned="")
        .select_related("commitment__organisation", "commitment__published_version")
        .order_by("-told_on", "-pk")
    )


HEADER = (
    gettext_lazy("Reference"),
    gettext_lazy("Commitment"),
    gettext_lazy("Who"),
    gettext_lazy("Charter"),
    gettext_lazy("To be done by"),
    gettext_lazy("How it is going"),
    gettext_lazy("Last news"),
    gettext_lazy("Silent since"),
    gettext_lazy("Went on as"),
    gettext_lazy("Counted on"),
    gettext_lazy("Address"),
)


def lines(week: Week) -> Iterator[tuple[object, ...]]:
    """One line for each commitment of the week, in the order in which they became public."""
    day, silent_before = localdate(), no_news_before()
    public = Commitment.objects.public().filter(week=week).order_by("first_published_at", "pk")
    goes_on: dict[Any, list[str]] = {}
    for old, new in Commitment.objects.public().filter(renews__in=public).values_list("renews", "reference"):
        goes_on.setdefault(old, []).append(new)
    for one in public.select_related("organisation", "charter", "published_version", "latest_news"):
        due = one.news_due_on
        yield (
            one.reference,
            one.published_version.title if one.published_version else "",
            one.maker_name,
            one.charter.short_title,
            one.due_on or "",
            str(one.going_words),
            one.latest_news.told_on if one.latest_news else "",
            due if due and due < silent_before else "",
            " ".join(goes_on.get(one.pk, [])),
            day,
            settings.BASE_URL + one.get_absolute_url(),
        )
