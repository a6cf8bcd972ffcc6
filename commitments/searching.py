"""What one search finds of commitments, and of who makes them."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment, Opportunity, Organisation, Party, Version
from commitments.operations import filing, opportunities
from coprod_portal.search.index import Text
from coprod_portal.search.surfaces import Result, Surface

AT_ONCE = 500


def only_real() -> list[str]:
    return [] if settings.SHOW_MADE_UP else [filing.label("madeup", 0)]


def commitment_results(things: Sequence[int]) -> list[Result]:
    """The newest first, as they are found."""
    found = (
        Commitment.objects.public()
        .select_related("charter", "organisation", "published_version")
        .prefetch_related(filing.published_news())
        .in_bulk(list(things))
    )
    return [
        commitment_result(found[thing], version)
        for thing in things
        if thing in found and (version := found[thing].published_version)
    ]


def commitment_result(commitment: Commitment, version: Version) -> Result:
    words = [version.what, version.how, version.with_whom, version.giving_back, version.how_people_will_know]
    for news in commitment.news.all():
        words += [news.happened, news.learned, news.got_in_the_way]
    return Result(
        title=version.title,
        address=commitment.get_absolute_url(),
        about=f"{commitment.charter.short_title} · {commitment.maker_name}",
        text=" ".join(words),
        thread=commitment.charter.thread,
        made_up=commitment.made_up,
    )


def commitment_list(query: str) -> str:
    return f"{reverse('commitments')}?{urlencode({'q': query})}"


def public_organisations() -> "QuerySet[Organisation]":
    """Those that have made something public, alone or with others, as their pages say."""
    public = Commitment.objects.public()
    joint = Party.objects.public().filter(organisation=OuterRef("pk"), commitment__in=public)
    return Organisation.objects.filter(Exists(public.filter(organisation=OuterRef("pk"))) | Exists(joint))


def organisation_texts() -> Iterator[Text]:
    found = public_organisations().select_related("area").order_by("pk")
    for organisation in found.iterator(chunk_size=AT_ONCE):
        yield filing.text_of_organisation(organisation)


def organisation_results(things: Sequence[int]) -> list[Result]:
    found = public_organisations().filter(pk__in=things).select_related("area").order_by("name", "pk")
    return [
        Result(
            title=organisation.name,
            address=organisation.get_absolute_url(),
            about=organisation.area.name if organisation.area else "",
            made_up=organisation.made_up,
        )
        for organisation in found
    ]


def opportunity_texts() -> Iterator[Text]:
    found = Opportunity.objects.public().select_related("charter", "organisation", "published_notice__area")
    for opportunity in found.order_by("pk").iterator(chunk_size=AT_ONCE):
        if opportunity.published_notice:
            yield opportunities.text_of(opportunity, opportunity.published_notice)


def opportunity_results(things: Sequence[int]) -> list[Result]:
    """Those that somebody can still ask about first."""
    found = (
        Opportunity.objects.public()
        .filter(pk__in=things)
        .select_related("charter", "organisation", "published_notice")
        .order_by("-closes_on", "-pk")
    )
    return [
        Result(
            title=notice.title,
            address=opportunity.get_absolute_url(),
            about=f"{opportunity.charter.short_title} · {opportunity.organisation or ''}".removesuffix(" · "),
            text=f"{notice.what} {notice.can_change}",
            thread=opportunity.charter.thread,
            made_up=opportunity.made_up,
        )
        for opportunity in found
        if (notice := opportunity.published_notice)
    ]


COMMITMENTS = Surface(filing.KIND, _("Commitments"), commitment_results, labels=only_real, all_address=commitment_list)
OPPORTUNITIES = Surface(opportunities.KIND, _("Ways to take part"), opportunity_results, opportunity_texts)
ORGANISATIONS = Surface(filing.ORGANISATION, _("Organisations"), organisation_results, organisation_texts)
