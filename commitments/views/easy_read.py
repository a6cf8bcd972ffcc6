"""The list and a commitment in Easy Read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters.easy_read.ideas import easy_read_page, with_query
from charters.passages import passages
from commitments import page
from commitments.counts import all_counts, content_version
from commitments.easy_read import none_found, of_card, of_commitment
from commitments.lists.asked import read
from commitments.lists.vocabulary import vocabulary
from commitments.people_say import sides_of
from commitments.views.commitment import elsewhere, load
from commitments.views.listing import has_empty_parameters, page_of, without_empty_parameters


@require_safe
def commitments_easy_read(request: HttpRequest) -> HttpResponse:
    """The public list, with the same questions in its address as the one in full."""
    if has_empty_parameters(request):
        return redirect(without_empty_parameters(request))
    version = content_version()
    known = vocabulary(version)
    asked = read({name: str(value) for name, value in request.GET.dict().items()}, known)
    found = page_of(asked, known, all_counts(version))
    is_narrowed = bool(asked.filters or asked.q)
    ideas = [idea for card in found["cards"] for idea in of_card(card)] or none_found(is_narrowed=is_narrowed)
    shown = easy_read_page(
        request, ideas, heading=_("Promises"), full=with_query(reverse("commitments"), asked.parameters())
    )
    context = {
        **shown,
        "asked": asked,
        "is_narrowed": is_narrowed,
        "problems": found["problems"],
        "next": address(found["next"], shown["carried"]),
        "first": address(found["first"], shown["carried"]),
        "all": with_query(request.path, shown["carried"]),
        "first_page": with_query(reverse("easy-read"), shown["carried"]),
    }
    return render(request, "easy_read/commitments.html", context)


def address(of_page: str, carried: dict[str, str]) -> str:
    """Another page of this list. `of_page` is what stands behind its address, or nothing."""
    return with_query(reverse("commitments-easy-read") + of_page.removeprefix("."), carried) if of_page else ""


@require_safe
def commitment_easy_read(request: HttpRequest, reference: str) -> HttpResponse:
    found = load(reference)
    if found is None or found.published_version is None:
        return elsewhere(request, reference, "commitment-easy-read")
    version = found.published_version
    news = page.published_news(found)
    sides = sides_of(found, news[0] if news else None)
    ideas = of_commitment(found, version, passages(page.words_of_charter(found)), news, sides)
    shown = easy_read_page(request, ideas, heading=version.title, full=found.get_absolute_url(), is_data=True)
    return render(request, "easy_read/commitment.html", {**shown, "commitment": found})
