"""What comes of each principle of a charter: nothing yet, silence, or something learned."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery

from charters.models import Charter, Edition, Principle, Wording
from charters.passages import Passage
from commitments.learning import public_learning
from commitments.models import Commitment, Filing, News
from commitments.models.commitments import no_news_before


@dataclass(frozen=True)
class Found:
    """One principle in the words that stand now. `made` and `silent` count public commitments to it."""

    wording: Wording
    made: int
    silent: int
    learned: News | None


@dataclass(frozen=True)
class Together:
    """Words that are shown together, and what was found of each that is meant."""

    passage: Passage
    found: list[Found]

    @property
    def learned(self) -> list[News]:
        """Each once, though one may be about several of the words."""
        return list(dict.fromkeys(one.learned for one in self.found if one.learned))


def found_of(charter: Charter, edition: Edition) -> list[Found]:
    """In the charter's order. Four queries, however many principles and commitments there are."""
    wordings = list(
        Wording.objects.filter(edition=edition)
        .select_related("edition__charter", "section", "principle__charter")
        .order_by("section__position", "position")
    )
    principles = [wording.principle_id for wording in wordings]
    counted = {
        principle: (made, silent)
        for principle, made, silent in Filing.objects.filter(
            principle__in=principles, commitment__in=Commitment.objects.public()
        )
        .values_list("principle")
        .annotate(
            made=Count("commitment", distinct=True),
            silent=Count("commitment", distinct=True, filter=Q(commitment__news_due_on__lt=no_news_before())),
        )
    }
    newest = public_learning(charter).filter(commitment__filings__principle=OuterRef("pk")).values("pk")[:1]
    learned = dict(
        Principle.objects.filter(pk__in=principles).annotate(newest=Subquery(newest)).values_list("pk", "newest")
    )
    # Those without any are left out here: a database that did it would look for the newest twice.
    news = {one.pk: one for one in public_learning(charter).filter(pk__in={*learned.values()} - {None})}
    return [
        Found(
            wording,
            *counted.get(wording.principle_id, (0, 0)),
            learned=news.get(learned.get(wording.principle_id, 0)),
        )
        for wording in wordings
    ]


def together(found: Iterable[Found], is_meant: Callable[[Found], bool]) -> list[Together]:
    """Those that are meant. Sentences that lean on each other stand with their whole group, once."""
    found = list(found)
    shown: list[Together] = []
    groups_shown: set[int] = set()
    for one in found:
        section = one.wording.section
        if not is_meant(one) or section.pk in groups_shown:
            continue
        beside = [one]
        if section.stands_together:
            groups_shown.add(section.pk)
            beside = [other for other in found if other.wording.section_id == section.pk]
        meant = [other for other in beside if is_meant(other)]
        passage = Passage(
            one.wording.edition.charter,
            section,
            [other.wording for other in beside],
            [other.wording for other in meant],
        )
        shown.append(Together(passage, meant))
    return shown
