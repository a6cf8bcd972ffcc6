"""Numbered paper sheets of a review: for people who answer by hand, with a helper who enters it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from charters import printed_reviews
from charters.forms.reviews import SheetsForm
from charters.operations.reviews import make_sheets
from charters.views.steward.door import stewards_only
from charters.views.steward.reviews import crumbs_below, my_review
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.printing import CONTENT_TYPES, as_words, rendered
from coprod_portal.submissions.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def sheets(request: HttpRequest, charter: str, review: int) -> HttpResponse:
    mine = my_review(request, charter, review)
    form = SheetsForm(request.POST or None)

    def act() -> str:
        made = make_sheets(review=mine, how_many=form.cleaned_data["how_many"], by=person(request))
        words = ngettext("%(number)s sheet is made.", "%(number)s sheets are made.", len(made))
        messages.success(request, words % {"number": len(made)})
        return reverse("steward-review-sheets", args=[mine.charter.slug, mine.pk])

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            form.add_error("how_many", refused.sentence)
    all_sheets = list(mine.sheets.select_related("answer").order_by("pk"))
    context = {
        "charter": mine.charter,
        "review": mine,
        "sheets": all_sheets,
        "blank": [each for each in all_sheets if not hasattr(each, "answer")],
        "form": form,
        "heading": _("Paper sheets"),
        "button": _("Make sheets"),
        "breadcrumbs": crumbs_below(mine, _("Paper sheets")),
    }
    return render(request, "charters/steward/reviews/sheets.html", context)


@require_safe
@stewards_only
def sheets_print(request: HttpRequest, charter: str, review: int) -> HttpResponse:
    """All sheets that nobody has entered yet, each on pages of its own."""
    mine = my_review(request, charter, review)
    blank = list(mine.sheets.filter(answer__isnull=True).order_by("pk"))
    if not blank:
        raise Refused(_("There are no blank sheets. Make some first."))
    sheets = rendered("charters/print/review_sheets.typ", as_words(printed_reviews.sheets(mine, blank)), "pdf")
    response = HttpResponse(sheets, content_type=CONTENT_TYPES["pdf"])
    response.headers["Content-Disposition"] = f'inline; filename="{mine.charter.slug}-review-sheets.pdf"'
    return response
