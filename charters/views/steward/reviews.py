"""A steward opens a review of their charter, follows it, and says what came of it."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from charters.forms.reviews import OutcomeForm, ReviewForm, TellForm
from charters.models import Charter, Review
from charters.operations.reviews import change_review, open_review, tell_outcome, write_outcome
from charters.review_results import results_of
from charters.views.steward.door import my_charter, steward_trail, stewards_only
from coprod_portal.accounts.permissions import person
from coprod_portal.forms import PortalForm
from coprod_portal.forms.markdown import clean
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Refused, Stale


def my_review(request: HttpRequest, slug: str, key: int) -> Review:
    charter = my_charter(request, slug)
    found = get_object_or_404(charter.reviews.select_related("edition"), pk=key)
    found.charter = charter
    return found


def crumbs(charter: Charter, *pages: tuple[str, str]) -> list[tuple[str, str]]:
    here = reverse("steward-reviews", args=[charter.slug]) if pages else ""
    return steward_trail(charter, (_("Reviews"), here), *pages)


def crumbs_below(review: Review, page: str) -> list[tuple[str, str]]:
    here = reverse("steward-review", args=[review.charter.slug, review.pk])
    return crumbs(review.charter, (str(review.opens_on.year), here), (page, ""))


def counted(reviews: Any) -> Any:
    """With how many answers count, and how many of them came on paper."""
    counts = Q(answers__confirmed_at__isnull=False)
    return reviews.annotate(
        people=Count("answers", filter=counts),
        on_paper=Count("answers", filter=counts & Q(answers__sheet__isnull=False)),
    )


@require_safe
@stewards_only
def reviews(request: HttpRequest, charter: str) -> HttpResponse:
    found = my_charter(request, charter)
    mine = list(counted(found.reviews.select_related("edition")))
    context = {
        "charter": found,
        "reviews": mine,
        "can_open": found.current_edition is not None and all(each.has_closed for each in mine),
        "breadcrumbs": crumbs(found),
    }
    return render(request, "charters/steward/reviews/reviews.html", context)


@require_safe
@stewards_only
def review(request: HttpRequest, charter: str, review: int) -> HttpResponse:
    mine = my_review(request, charter, review)
    context: dict[str, Any] = {
        "charter": mine.charter,
        "review": mine,
        "counts": counted(Review.objects.filter(pk=mine.pk)).get(),
        "why": clean(mine.why),
        "sheets": mine.sheets.count(),
        "is_written": bool(mine.heard and mine.changed and mine.not_changed),
        "breadcrumbs": crumbs(mine.charter, (str(mine.opens_on.year), "")),
    }
    if mine.has_closed:
        context["results"] = results_of(mine)
    return render(request, "charters/steward/reviews/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def review_open(request: HttpRequest, charter: str) -> HttpResponse:
    found = my_charter(request, charter)
    form = ReviewForm(request.POST or None, initial={"opens_on": timezone.localdate()})

    def act() -> str:
        values = form.cleaned_data
        made = open_review(
            charter=found,
            opens_on=values["opens_on"],
            closes_on=values["closes_on"],
            why=values["why"],
            by=person(request),
        )
        messages.success(request, _("The review is made. It opens by itself on its first day."))
        return reverse("steward-review", args=[found.slug, made.pk])

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            form.add_error("closes_on", refused.sentence)
    context = {
        "charter": found,
        "form": form,
        "heading": _("Open a review"),
        "button": _("Open the review"),
        "breadcrumbs": crumbs(found, (_("Open a review"), "")),
    }
    return render(request, "charters/steward/reviews/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def review_change(request: HttpRequest, charter: str, review: int) -> HttpResponse:
    mine = my_review(request, charter, review)

    def act(values: dict[str, Any]) -> str:
        change_review(
            review=mine,
            opens_on=values["opens_on"],
            closes_on=values["closes_on"],
            why=values["why"],
            revision=values["revision"] or 0,
            by=person(request),
        )
        messages.success(request, _("The review is changed."))
        return reverse("steward-review", args=[mine.charter.slug, mine.pk])

    context = {
        "heading": _("Change the review"),
        "button": _("Save"),
        "breadcrumbs": crumbs_below(mine, _("Change")),
    }
    fields = ("opens_on", "closes_on", "why")
    return edit(request, mine, ReviewForm, fields, act, refused_beside="closes_on", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def review_outcome(request: HttpRequest, charter: str, review: int) -> HttpResponse:
    """What we heard, what we changed, what we did not and why. Saved first; made public from the page that shows it."""
    mine = my_review(request, charter, review)
    if request.method != "POST" and not mine.has_closed:
        return redirect("steward-review", mine.charter.slug, mine.pk)

    def act(values: dict[str, Any]) -> str:
        write_outcome(
            review=mine,
            heard=values["heard"],
            changed=values["changed"],
            not_changed=values["not_changed"],
            revision=values["revision"] or 0,
            by=person(request),
        )
        return reverse("steward-review-tell", args=[mine.charter.slug, mine.pk])

    context = {
        "heading": _("What came of the review"),
        "is_outcome": True,
        "button": _("Save, and see how it looks"),
        "breadcrumbs": crumbs_below(mine, _("What came of it")),
    }
    fields = ("heard", "changed", "not_changed")
    return edit(request, mine, OutcomeForm, fields, act, refused_beside="heard", context=context)


def edit(
    request: HttpRequest,
    review: Review,
    form_class: type[PortalForm],
    fields: Sequence[str],
    act: Callable[[dict[str, Any]], str],
    *,
    refused_beside: str,
    context: dict[str, Any],
) -> HttpResponse:
    """A form of what the review holds. Where somebody was faster, what is there now stands above what was typed."""
    form = form_class(request.POST or None, initial={name: getattr(review, name) for name in (*fields, "revision")})
    context = {**context, "charter": review.charter, "review": review, "form": form}
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: act(form.cleaned_data))
        except Stale as stale:
            review.refresh_from_db(fields=[*fields, "revision"])
            context |= {
                "form": form_class(again(request, review)),
                "stale": stale.sentence,
                "now": {form.fields[name].label: getattr(review, name) for name in fields},
                "button": _("Save mine instead"),
            }
            status = HTTPStatus.CONFLICT
        except Refused as refused:
            form.add_error(refused_beside, refused.sentence)
    return render(request, "charters/steward/reviews/form.html", context, status=status)


def again(request: HttpRequest, review: Review) -> Any:
    """All that was typed, on top of what is there now."""
    data = request.POST.copy()
    data["revision"] = str(review.revision)
    return data


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def review_tell(request: HttpRequest, charter: str, review: int) -> HttpResponse:
    """How it looks, and the button that makes it public."""
    mine = my_review(request, charter, review)
    if request.method != "POST" and not mine.has_closed:
        return redirect("steward-review", mine.charter.slug, mine.pk)
    form = TellForm(request.POST or None, initial={"revision": mine.revision})

    def act() -> str:
        tell_outcome(review=mine, revision=form.cleaned_data["revision"] or 0, by=person(request))
        messages.success(request, _("It is public now."))
        return reverse("steward-review", args=[mine.charter.slug, mine.pk])

    context = {
        "charter": mine.charter,
        "review": mine,
        "heard": clean(mine.heard),
        "changed": clean(mine.changed),
        "not_changed": clean(mine.not_changed),
        "is_written": bool(mine.heard and mine.changed and mine.not_changed),
        "form": form,
        "heading": _("How it will look"),
        "button": _("Make it public"),
        "breadcrumbs": crumbs_below(mine, _("How it will look")),
    }
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            form = TellForm(again(request, mine))
            context |= {"form": form, "stale": refused.sentence}
            return render(request, "charters/steward/reviews/tell.html", context, status=409)
    return render(request, "charters/steward/reviews/tell.html", context)
