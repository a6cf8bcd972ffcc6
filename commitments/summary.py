"""One page for a board: counts of a charter with their denominators, and what people learned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charters import concerns
from charters.models import Charter, Edition, Signature
from commitments.counts import Counts, all_counts, content_version
from commitments.going import CONFIRMED, SAID_DONE, Going
from commitments.learning import chosen_learning
from commitments.models import News, Opportunity

Words = str | Promise

CANNOT_SHOW: tuple[Words, ...] = (
    _("What was done without telling us. Silence is not the same as nothing."),
    _("How good the work was, or how it felt to the people involved. Read the commitments for that."),
    _("Which commitments are large and which are small. Each counts once."),
    _("Who did not make a commitment, and why."),
    _("Whether anything changed because of the charter."),
)


@dataclass(frozen=True)
class Row:
    """So many of so many."""

    words: Words
    number: int
    of: int

    @property
    def shown(self) -> str:
        return gettext("%(number)s of %(of)s") % {"number": intcomma(self.number), "of": intcomma(self.of)}

    @property
    def percent(self) -> int:
        return round(100 * self.number / self.of) if self.of else 0


@dataclass(frozen=True)
class Summary:
    counted_on: date
    made: int
    going: list[Row]
    with_news: Row
    no_news: Row
    principles: Row
    signed_by_people: int
    signed_by_organisations: int
    open_opportunities: Row
    concerns: list[concerns.Concerns]
    learned: list[News]

    @property
    def signatures(self) -> int:
        return self.signed_by_people + self.signed_by_organisations

    @property
    def rows(self) -> list[Row]:
        """Those that stand beside the chart."""
        return [self.with_news, self.no_news, self.principles, self.open_opportunities]


def summary_of(charter: Charter, edition: Edition) -> Summary:
    """The same number of queries for any charter."""
    everything = all_counts(content_version())
    counts = everything.of_charter(charter.pk)
    principles = list(edition.wordings.values_list("principle", flat=True))
    signers = Signature.objects.public().filter(charter=charter).totals()
    listed = Opportunity.objects.public().filter(charter=charter)
    return Summary(
        counted_on=localdate(),
        made=counts.made,
        going=going_of(counts),
        with_news=Row(_("Commitments with news so far"), counts.with_news, counts.made),
        no_news=Row(_("Commitments with no news: we asked, and have not heard"), counts.no_news, counts.made),
        principles=Row(
            _("Principles with at least one commitment"),
            sum(everything.made_under("principle", principle) > 0 for principle in principles),
            len(principles),
        ),
        signed_by_people=signers["people"],
        signed_by_organisations=signers["organisations"],
        open_opportunities=Row(_("Ways to take part that are open now"), listed.open().count(), listed.count()),
        concerns=concerns.counts(charter),
        learned=chosen_learning(charter),
    )


def going_of(counts: Counts) -> list[Row]:
    """Every state, also those that nobody chose: a state left out would look like one forgotten."""
    rows: list[Row] = []
    for going in Going:
        if going is Going.DONE:
            rows += [Row(CONFIRMED, counts.confirmed, counts.made), Row(SAID_DONE, counts.said_done, counts.made)]
        else:
            rows.append(Row(going.label, counts.going[going], counts.made))
    return rows


def lines(summary: Summary) -> Iterator[tuple[object, ...]]:
    """What the file holds: what is counted, how many, of how many, words, and the day."""
    day = summary.counted_on
    yield _("Commitments made"), summary.made, "", "", day
    for row in summary.going:
        yield row.words, row.number, row.of, "", day
    for row in summary.rows:
        yield row.words, row.number, row.of, "", day
    yield _("People who have signed"), summary.signed_by_people, summary.signatures, "", day
    yield _("Organisations that have signed"), summary.signed_by_organisations, summary.signatures, "", day
    for concern in summary.concerns:
        yield _("People who raised a concern about this principle"), concern.people, "", concern.wording.text, day
    for news in summary.learned:
        yield _("What people learned"), "", "", f"{news.learned} ({news.commitment.maker_name})", news.told_on
    for words in CANNOT_SHOW:
        yield _("What these counts cannot show"), "", "", words, day
