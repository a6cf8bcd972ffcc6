"""Public things, each named in one way everywhere: commitment:7K3F9Q, submission:12, charter:sandwell.

A page is about one thing, and shows parts of it. What can be reported is what anybody sees: a part that is on no page
now has no name here, so nobody learns of what is hidden.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Charter, Principle, Signature, Theme
from commitments.models import Commitment, Opportunity, Organisation, Party, Report, Week
from commitments.operations.outcomes import newest_outcome
from commitments.page import published_news
from commitments.people_say import sides_of
from commitments.searching import public_organisations
from coprod_portal.languages.texts import Text, Theirs
from coprod_portal.submissions.states import State

Where = Report.Where
# Of names under a charter, the newest: there may be thousands.
NAMES_LISTED = 20
SHOWN_OF_WORDS = 50
YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, kw_only=True)
class Page:
    """Something public that has a page of its own."""

    name: str
    what: Text
    title: Text
    address: str
    row: Any = None

    @property
    def report_address(self) -> str:
        return reverse("report", args=[self.name])


@dataclass(frozen=True)
class Part:
    """Something on a page that somebody can mean. `thing` is what a case about it is about."""

    thing: str
    where: Report.Where
    label: str

    @property
    def key(self) -> str:
        return f"{self.where.value} {self.thing}"


def public_page(name: str) -> Page | None:
    """The page of a thing that anybody may see now."""
    return public_pages([name]).get(name)


def public_pages(names: Iterable[str]) -> dict[str, Page]:
    """Those of these that anybody may see now: one query for each kind, however many there are."""
    keys: dict[str, set[str]] = {}
    for name in names:
        kind, _sign, key = name.partition(":")
        if kind in FINDERS and key:
            keys.setdefault(kind, set()).add(key)
    return {page.name: page for kind, wanted in keys.items() for page in FINDERS[kind](wanted)}


def commitments(keys: set[str]) -> Iterator[Page]:
    found = Commitment.objects.public().select_related("published_version", "reply__submission")
    for commitment in found.filter(reference__in=keys):
        if commitment.published_version:
            yield Page(
                name=f"commitment:{commitment.reference}",
                what=gettext_lazy("Commitment"),
                title=Theirs(commitment.published_version.title),
                address=commitment.get_absolute_url(),
                row=commitment,
            )


def opportunities(keys: set[str]) -> Iterator[Page]:
    for opportunity in Opportunity.objects.public().select_related("published_notice").filter(reference__in=keys):
        if opportunity.published_notice:
            yield Page(
                name=f"opportunity:{opportunity.reference}",
                what=gettext_lazy("Opportunity"),
                title=Theirs(opportunity.published_notice.title),
                address=opportunity.get_absolute_url(),
                row=opportunity,
            )


def organisations(keys: set[str]) -> Iterator[Page]:
    for organisation in has_a_page().filter(slug__in=keys):
        yield Page(
            name=f"organisation:{organisation.slug}",
            what=gettext_lazy("Organisation"),
            title=Theirs(organisation.name),
            address=organisation.get_absolute_url(),
            row=organisation,
        )


def has_a_page() -> "QuerySet[Organisation]":
    listed = Opportunity.objects.public().filter(organisation__isnull=False).values("organisation")
    return Organisation.objects.filter(Q(pk__in=public_organisations().values("pk")) | Q(pk__in=listed))


def charters(keys: set[str]) -> Iterator[Page]:
    for charter in Charter.objects.public().filter(slug__in=keys):
        yield Page(
            name=f"charter:{charter.slug}",
            what=gettext_lazy("Charter"),
            title=Theirs(charter.short_title),
            address=charter.get_absolute_url(),
            row=charter,
        )


def principles(keys: set[str]) -> Iterator[Page]:
    """Each key is the slug of a charter, a colon and its own."""
    slugs = {key.partition(":")[2] for key in keys}
    worded = Principle.objects.filter(
        slug__in=slugs, charter__in=Charter.objects.public(), wordings__edition__published_at__isnull=False
    )
    for principle in worded.select_related("charter").distinct():
        key = f"{principle.charter.slug}:{principle.slug}"
        if key in keys:
            yield Page(
                name=f"principle:{key}",
                what=gettext_lazy("Principle of a charter"),
                title=Theirs(f"{principle.charter.short_title}: {principle.slug.replace('-', ' ')}"),
                address=principle.get_absolute_url(),
                row=principle,
            )


def themes(keys: set[str]) -> Iterator[Page]:
    for theme in Theme.objects.filter(slug__in=keys):
        yield Page(
            name=f"theme:{theme.slug}",
            what=gettext_lazy("Theme"),
            title=Theirs(theme.name),
            address=reverse("theme", args=[theme.slug]),
            row=theme,
        )


def weeks(keys: set[str]) -> Iterator[Page]:
    years = [int(key) for key in keys if YEAR.fullmatch(key)]
    for week in Week.objects.public().filter(year__in=years):
        yield Page(
            name=f"week:{week.year}",
            what=gettext_lazy("Co-production Week"),
            title=str(week),
            address=week.get_absolute_url(),
            row=week,
        )


# Pages that show words of many: by URL name, and what they are called.
LISTS = {
    "home": gettext_lazy("First page"),
    "commitments": gettext_lazy("All commitments"),
    "learning": gettext_lazy("What people learned"),
    "opportunities": gettext_lazy("Ways to take part"),
    "charters": gettext_lazy("Charters"),
    "themes": gettext_lazy("What they share"),
    "glossary": gettext_lazy("Hard words"),
}


def lists(keys: set[str]) -> Iterator[Page]:
    for key in LISTS.keys() & keys:
        yield Page(name=f"page:{key}", what=gettext_lazy("Page"), title=LISTS[key], address=reverse(key))


FINDERS: dict[str, Callable[[set[str]], Iterator[Page]]] = {
    "commitment": commitments,
    "opportunity": opportunities,
    "organisation": organisations,
    "charter": charters,
    "principle": principles,
    "theme": themes,
    "week": weeks,
    "page": lists,
}


def parts_of(page: Page) -> list[Part]:
    """What somebody may mean on a page. What cannot be told apart is one part."""
    kind = page.name.partition(":")[0]
    return list(PARTS[kind](page)) if kind in PARTS else [Part(page.name, Where.WORDS, _("Something on this page"))]


def parts_of_commitment(page: Page) -> Iterator[Part]:
    commitment: Commitment = page.row
    yield Part(page.name, Where.WORDS, _("The words of the commitment"))
    if commitment.published_version and commitment.published_version.picture_id:
        yield Part(page.name, Where.PICTURE, _("The picture of the commitment"))
    parties = Party.objects.public().filter(commitment=commitment).select_related("organisation").order_by("pk")
    for party in parties:
        yield Part(named(party), Where.NAME, _("The name “%(name)s”") % {"name": party.shown_name})
    news = published_news(commitment)
    for one in news:
        facts = {"day": date_format(one.told_on), "words": shortened(one.happened)}
        words = _("The news of %(day)s: “%(words)s”") if one.happened else _("The news of %(day)s")
        yield Part(named(one), Where.WORDS, words % facts)
        if one.picture_id:
            yield Part(named(one), Where.PICTURE, _("The picture with the news of %(day)s") % facts)
    sides = sides_of(commitment, news[0] if news else None)
    for view in sides.in_words:
        yield Part(named(view), Where.WORDS, _("What somebody says: “%(words)s”") % {"words": shortened(view.words)})
    if sides.reply:
        yield Part(named(sides.reply), Where.WORDS, _("What the maker says to them"))


def parts_of_opportunity(page: Page) -> Iterator[Part]:
    yield Part(page.name, Where.WORDS, _("The words of the opportunity"))
    outcome = newest_outcome(page.row)
    if outcome is not None and outcome.submission.state == State.PUBLISHED:
        yield Part(named(outcome), Where.WORDS, _("What happened next"))


def parts_of_charter(page: Page) -> Iterator[Part]:
    yield Part(page.name, Where.WORDS, _("The words of the charter, or ours about it"))
    newest = Signature.objects.public().filter(charter=page.row).order_by("-pk")[: NAMES_LISTED + 1]
    for number, signature in enumerate(newest):
        if number == NAMES_LISTED:
            yield Part(page.name, Where.NAME, _("Another name of those who signed it"))
        else:
            yield Part(named(signature), Where.NAME, _("The name “%(name)s”") % {"name": signature.name})


def parts_of_organisation(page: Page) -> Iterator[Part]:
    yield Part(page.name, Where.WORDS, _("What it says about itself"))
    yield Part(page.name, Where.NAME, _("Its name"))


PARTS: dict[str, Callable[[Page], Iterator[Part]]] = {
    "commitment": parts_of_commitment,
    "opportunity": parts_of_opportunity,
    "charter": parts_of_charter,
    "organisation": parts_of_organisation,
}


def named(part: Any) -> str:
    """News, a view and the like are known by their submission."""
    return f"submission:{part.submission_id}"


def shortened(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(SHOWN_OF_WORDS)
