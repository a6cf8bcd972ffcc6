"""What search engines may list: all that is public, and nothing else. In a trial that is nothing."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, Max, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from charters.models import Charter, Principle, Theme, Translation
from commitments.models import Commitment, Opportunity, Organisation, Week
from commitments.searching import public_organisations

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# A part holds the rows of so many keys in a row: whatever part is asked for, it is found at once.
KEYS_IN_A_PART = 10_000
FIXED = (
    "home",
    "easy-read",
    "easy-read-how-it-works",
    "charters",
    "themes",
    "glossary",
    "commitments",
    "commitments-easy-read",
    "learning",
    "opportunities",
    "opportunities-ended",
    "weeks",
    "ledger",
    "corrections",
    "help-accessibility",
    "help-privacy",
    "help-moderation",
    "help-contact",
)
# The pages below a charter's that have words of their own to find.
OF_A_CHARTER = (
    "charter-easy-read",
    "charter-formats",
    "charter-take-part",
    "charter-concern",
    "charter-gaps",
    "charter-summary",
    "charter-signatures",
    "charter-changes",
)

Entry = tuple[str, datetime | None]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of all parts, or with `?part=commitments-0` one of them."""
    if settings.SHOW_MADE_UP:
        return xml("urlset", [])
    part = request.GET.get("part")
    if part is None:
        address = reverse("sitemap")
        return xml("sitemapindex", ((f"{address}?part={name}", None) for name in part_names()))
    if part not in part_names():
        raise Http404
    return xml("urlset", entries(part))


def part_names() -> list[str]:
    names = ["pages"]
    for kind, model in (("commitments", Commitment), ("opportunities", Opportunity), ("organisations", Organisation)):
        highest = model._default_manager.aggregate(highest=Max("pk"))["highest"]
        if highest is not None:
            names += [f"{kind}-{number}" for number in range(highest // KEYS_IN_A_PART + 1)]
    return names


def entries(part: str) -> Iterator[Entry]:
    if part == "pages":
        return pages()
    kind, number = part.split("-")
    start = int(number) * KEYS_IN_A_PART
    keys = range(start, start + KEYS_IN_A_PART)
    return {"commitments": commitments, "opportunities": opportunities, "organisations": organisations}[kind](keys)


def pages() -> Iterator[Entry]:
    charters = Charter.objects.public()
    for name in FIXED:
        yield reverse(name), None
    for charter in charters:
        yield charter.get_absolute_url(), None
        for name in OF_A_CHARTER:
            yield reverse(name, args=[charter.slug]), None
    translated = Translation.objects.public().filter(edition__charter__in=charters).order_by("language")
    for slug, language in translated.values_list("edition__charter__slug", "language").distinct():
        yield reverse("charter-translation", args=[slug, language]), None
    worded = Principle.objects.filter(wordings__edition__current_of__in=charters).select_related("charter")
    for principle in worded.order_by("charter__position", "pk"):
        yield principle.get_absolute_url(), None
    for week in Week.objects.public():
        yield week.get_absolute_url(), None
    for theme in Theme.objects.all():
        yield reverse("theme", args=[theme.slug]), None
        yield reverse("theme-easy-read", args=[theme.slug]), None


def commitments(keys: range) -> Iterator[Entry]:
    rows = Commitment.objects.public().filter(pk__gte=keys.start, pk__lt=keys.stop).order_by("pk")
    for reference, latest_at in rows.values_list("reference", "latest_at"):
        yield reverse("commitment", args=[reference]), latest_at


def opportunities(keys: range) -> Iterator[Entry]:
    rows = Opportunity.objects.public().filter(pk__gte=keys.start, pk__lt=keys.stop).order_by("pk")
    for reference, published_at in rows.values_list("reference", "published_notice__submission__published_at"):
        yield reverse("opportunity", args=[reference]), published_at


def organisations(keys: range) -> Iterator[Entry]:
    has_listed = Exists(Opportunity.objects.public().filter(organisation=OuterRef("pk")))
    theirs = (public_organisations() | Organisation.objects.filter(has_listed)).order_by("pk")
    rows = theirs.filter(pk__gte=keys.start, pk__lt=keys.stop)
    for slug in rows.values_list("slug", flat=True):
        yield reverse("organisation", args=[slug]), None


def xml(root: str, found: Iterable[Entry]) -> HttpResponse:
    element = "sitemap" if root == "sitemapindex" else "url"
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{NAMESPACE}">']
    for path, changed in found:
        when = f"<lastmod>{changed.date().isoformat()}</lastmod>" if changed else ""
        lines.append(f"<{element}><loc>{escape(settings.BASE_URL + path)}</loc>{when}</{element}>")
    lines.append(f"</{root}>\n")
    return HttpResponse("\n".join(lines), content_type="application/xml; charset=utf-8")
