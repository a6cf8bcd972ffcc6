"""What people learned, as a list: what can be asked of it, and a page of it from where the last one ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commitments.learning import all_learning
from commitments.lists.asked import address_of, full_principle
from commitments.lists.vocabulary import CharterName, Name, PrincipleName, Vocabulary
from commitments.models import Filing, Highlight, News
from coprod_portal.places import day_and_key_in, place_of

ON_A_PAGE = 20
MOST_HIGHLIGHTS = 3


@dataclass(frozen=True)
class AskedLearning:
    """All that stands in the address and exists. What we do not know becomes a sentence."""

    charter: CharterName | None = None
    principle: PrincipleName | None = None
    theme: Name | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def filters(self) -> dict[str, str]:
        named = {"charter": self.charter, "principle": self.principle, "theme": self.theme}
        return {name: value.slug for name, value in named.items() if value}

    def address(self, **more: str) -> str:
        return address_of({**self.filters, **more})


def read(parameters: Mapping[str, str], known: Vocabulary) -> AskedLearning:
    """`parameters` as they came, whoever made them up."""
    given = {name: " ".join(parameters.get(name, "").replace("\0", "").split()) for name in ("charter", "theme")}
    principle = full_principle(parameters.get("principle", "").strip(), given["charter"])
    charter, theme = known.charters.get(given["charter"]), known.themes.get(given["theme"])
    found = known.principles.get(principle)
    if found and charter and found.charter != charter.slug:
        found = None
    unknown = (
        given["charter"] if given["charter"] and not charter else "",
        given["theme"] if given["theme"] and not theme else "",
        principle if principle and not found else "",
    )
    said = _("We do not know “%(value)s”, so we left it out.")
    return AskedLearning(charter, found, theme, [said % {"value": value[:40]} for value in unknown if value])


def narrowed(asked: AskedLearning) -> "QuerySet[News]":
    found = all_learning()
    if asked.charter:
        found = found.filter(commitment__charter=asked.charter.pk)
    for under, name in (("principle", asked.principle), ("theme", asked.theme)):
        if name:
            filed = Filing.objects.filter(commitment=OuterRef("commitment"), **{under: name.pk})
            found = found.filter(Exists(filed))
    return found


def one_page(found: "QuerySet[News]", after: str) -> tuple[list[News], str]:
    """Newest first, and where the next page begins. What is no place begins at the first."""
    if place := day_and_key_in(after):
        day, key = place
        found = found.filter(Q(told_on__lt=day) | Q(told_on=day, pk__lt=key))
    rows = list(found.order_by("-told_on", "-pk")[: ON_A_PAGE + 1])
    if len(rows) <= ON_A_PAGE:
        return rows, ""
    last = rows[ON_A_PAGE - 1]
    return rows[:ON_A_PAGE], place_of(last.told_on, last.pk)


def highlights() -> "QuerySet[Highlight]":
    """Words that staff chose, the newest first; none of what is hidden since."""
    chosen = Highlight.objects.filter(news__in=all_learning().order_by().values("pk"))
    related = ("news__commitment__organisation", "news__commitment__published_version", "news__commitment__charter")
    return chosen.select_related(*related).order_by("-chosen_at", "-pk")[:MOST_HIGHLIGHTS]


@dataclass(frozen=True)
class Learned:
    """What one maker learned, with the chosen words in the middle where staff chose some."""

    news: News
    before: str
    chosen: str
    after: str


def marked(news: News) -> Learned:
    highlight: Highlight | None = getattr(news, "highlight", None)
    if highlight is None or highlight.words not in news.learned:
        return Learned(news, news.learned, "", "")
    before, _found, after = news.learned.partition(highlight.words)
    return Learned(news, before, highlight.words, after)
