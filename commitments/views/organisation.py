from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.counts import Counts, content_version
from commitments.following import thing_of
from commitments.going import Going
from commitments.joint import made_by
from commitments.lists.asked import AFTER_CHARACTERS, Asked, address_of
from commitments.lists.cards import cards, rows
from commitments.lists.opportunities import card, with_words
from commitments.lists.pages import ON_A_PAGE, UnknownPage, after, sorted_from
from commitments.lists.vocabulary import vocabulary
from commitments.makers_links import has_live_links
from commitments.models import Commitment, FormerName, Opportunity, Organisation
from commitments.models.commitments import no_news_before
from commitments.taken_down import organisation_gone
from commitments.things import has_a_page
from coprod_portal.pages import Words, error_page

MOST_OPPORTUNITIES = 20


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """What a maker has committed to and what it lists. Without anything public it answers as if it did not exist."""
    found = Organisation.objects.select_related("area").filter(slug=slug).first()
    if found is None:
        return at_former_address(request, slug)
    theirs = Commitment.objects.public().filter(made_by(found.pk))
    counts = counts_of(theirs)
    listed = Opportunity.objects.public().filter(organisation=found)
    if not counts.made and not listed.exists():
        return no_more(request, found)
    asked = Asked(after=request.GET.get("after", "")[:AFTER_CHARACTERS])
    try:
        page = rows(sorted_from(theirs, asked)[: ON_A_PAGE + 1])
    except UnknownPage:
        return redirect("organisation", slug=slug)
    context = {
        "organisation": found,
        "has_live_links": bool(found.url) and has_live_links(found),
        "former_names": found.former_names.public(),
        "counts": counts,
        "followed": thing_of("organisation", found),
        "opportunities": [card(one) for one in with_words(listed).order_by("-closes_on", "-pk")[:MOST_OPPORTUNITIES]],
        "cards": cards(page[:ON_A_PAGE], vocabulary(content_version())),
        "next": address_of({"after": after(asked, page[ON_A_PAGE - 1])}) if len(page) > ON_A_PAGE else "",
        "first": request.path if asked.after else "",
    }
    return render(request, "commitments/organisation.html", context)


def at_former_address(request: HttpRequest, slug: str) -> HttpResponse:
    """An old address leads on for good, to the organisation that it became; one whose name was hidden says when."""
    former = get_object_or_404(FormerName.objects.select_related("organisation"), slug=slug)
    if former.why == FormerName.Why.HIDDEN:
        month = date_format(localdate(former.ended_at), "YEAR_MONTH_FORMAT")
        sentence = _("We took down what stood at this address in %(month)s.") % {"month": month}
        return error_page(request, 410, words=Words(_("This page was taken down"), (sentence,)))
    if not has_a_page().filter(pk=former.organisation_id).exists():
        return no_more(request, former.organisation)
    return redirect("organisation", former.organisation.slug, permanent=True)


def no_more(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Also at its old addresses, which must not tell its new name then."""
    happened = organisation_gone(organisation)
    if not happened:
        raise Http404
    return error_page(request, 410, words=Words(_("This page was taken down"), (happened,)))


def counts_of(theirs: "QuerySet[Commitment]") -> Counts:
    """Also of those that it has made with others. In the counts of the portal each of these is one."""
    counted = theirs.aggregate(
        made=Count("pk"),
        with_news=Count("latest_news"),
        no_news=Count("pk", filter=Q(news_due_on__lt=no_news_before())),
        done=Count("pk", filter=Q(going=Going.DONE)),
        confirmed=Count("pk", filter=Q(is_confirmed=True)),
        stopped=Count("pk", filter=Q(going=Going.STOPPED)),
    )
    counts = Counts(**{name: counted[name] for name in ("made", "with_news", "no_news", "confirmed")})
    counts.going.update({Going.DONE.value: counted["done"], Going.STOPPED.value: counted["stopped"]})
    return counts
