"""A helper enters what somebody wrote on a paper sheet. No account is needed: the code of the sheet opens the door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from charters.forms.reviews import SheetForm
from charters.models import Charter
from charters.operations.review_answers import enter_sheet, is_code_known
from charters.views.charter import facts, public_charter
from charters.views.reviews import crumbs, open_review_of
from coprod_portal.forms.once import post_once
from coprod_portal.limits.operations import refuse_reached, take
from coprod_portal.submissions.errors import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, charter: str) -> HttpResponse:
    found, current = public_charter(charter)
    review = open_review_of(found)
    context = {**facts(found, current), "review": review, "breadcrumbs": crumbs(found, _("A paper sheet"))}
    if review is None:
        return render(request, "charters/reviews/sheet_none.html", context)
    form = SheetForm(request.POST or None, review=review)
    if request.method == "POST" and form.is_valid():
        try:
            refuse_guessing(request, found, form.cleaned_data["code"])
            return post_once(request, form, lambda: enter(found, form))
        except Refused as refused:
            form.add_error("code", refused.sentence)
    return render(request, "charters/reviews/sheet.html", {**context, "edition": review.edition, "form": form})


def refuse_guessing(request: HttpRequest, charter: Charter, code: str) -> None:
    """Only wrong codes are counted: a helper may enter as many sheets as there are."""
    refuse_reached(request, act="wrong-sheet-code")
    if not is_code_known(charter=charter, code=code):
        take(request, act="wrong-sheet-code")


def enter(charter: Charter, form: SheetForm) -> str:
    enter_sheet(charter=charter, code=form.cleaned_data["code"], thoughts=form.thoughts())
    return reverse("charter-review-sheet-entered", args=[charter.slug])


@require_safe
def entered(request: HttpRequest, charter: str) -> HttpResponse:
    found, current = public_charter(charter)
    context = {**facts(found, current), "review": open_review_of(found), "breadcrumbs": crumbs(found)}
    return render(request, "charters/reviews/sheet_entered.html", context)
