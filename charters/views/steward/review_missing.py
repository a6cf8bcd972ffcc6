"""What people said is missing from a charter, in their words: for its stewards alone, once the review has closed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from charters.models import Review
from charters.views.steward.door import stewards_only
from charters.views.steward.reviews import crumbs_below, my_review
from coprod_portal.accounts.permissions import fresh_second_factor
from coprod_portal.accounts.taking_out import with_reason
from coprod_portal.tables import csv_answer


def missing_of(review: Review) -> list[str]:
    """In no order that tells who or when."""
    found = review.answers.counted().exclude(missing="").values_list("missing", flat=True)
    return sorted(found, key=str.casefold)


@require_safe
@stewards_only
def review_missing(request: HttpRequest, charter: str, review: int) -> HttpResponse:
    mine = my_review(request, charter, review)
    if not mine.has_closed:
        return redirect("steward-review", mine.charter.slug, mine.pk)
    context = {
        "charter": mine.charter,
        "review": mine,
        "words": missing_of(mine),
        "breadcrumbs": crumbs_below(mine, _("What is missing")),
    }
    return render(request, "charters/steward/reviews/missing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
@fresh_second_factor
def review_missing_csv(request: HttpRequest, charter: str, review: int) -> HttpResponse:
    """Somebody might be known by their words: whoever takes them away says why."""
    mine = my_review(request, charter, review)
    if not mine.has_closed:
        return redirect("steward-review", mine.charter.slug, mine.pk)

    def table() -> HttpResponse:
        name = f"{mine.charter.slug}-review-{mine.opens_on:%Y-%m}-missing.csv"
        return csv_answer(name=name, header=[_("What is missing?")], rows=[[words] for words in missing_of(mine)])

    heading = _("Take these words away")
    trail = crumbs_below(mine, _("What is missing"))[:-1]
    here = reverse("steward-review-missing", args=[mine.charter.slug, mine.pk])
    return with_reason(request, heading=heading, trail=[*trail, (_("What is missing"), here)], file=table)
