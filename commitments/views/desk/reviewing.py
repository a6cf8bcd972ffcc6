"""Lived-experience reviewers: what they may advise on, and their time."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.desk import reviewing
from commitments.forms.reviewing import AdviceForm, PaidForm
from commitments.operations.advising import advise, mark_paid
from commitments.permissions import is_own
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import fresh_second_factor, person, staff_page
from coprod_portal.accounts.staff_log import say
from coprod_portal.accounts.taking_out import with_reason
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State
from coprod_portal.tables import csv_answer

SHOWN_FOR = timedelta(days=366)

reviewers_only = staff_page(Role.Name.REVIEWER)
administrators_only = staff_page(Role.Name.ADMINISTRATOR)


@require_safe
@reviewers_only
def review(request: HttpRequest) -> HttpResponse:
    place = request.GET.get("after", "")
    rows, next_place = reviewing.to_review(place=place, by=person(request))
    context = {"rows": rows, "next_place": next_place, "place": place}
    return render(request, "commitments/desk/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@reviewers_only
def review_item(request: HttpRequest, pk: int) -> HttpResponse:
    submission = reviewing.find(pk)
    advice = reviewing.advice_of(submission, by=person(request)) if submission else None
    if submission is None or is_own(person(request), submission):
        raise Http404
    if submission.state != State.SUBMITTED:
        if advice is None:
            raise Http404
        status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
        context = {"advice": advice, "submission": submission, "typed": request.POST.get("words", "")}
        return render(request, "commitments/desk/review_over.html", context, status=status)
    if request.method == "POST":
        form = AdviceForm(request.POST)
        if not form.is_valid():
            return show(request, submission, form)
        return advise_once(request, submission, form)
    told = {"leaning": advice.leaning, "words": advice.words, "minutes": advice.minutes} if advice else {}
    return show(request, submission, AdviceForm(initial={**told, "revision": submission.revision}))


def advise_once(request: HttpRequest, submission: Submission, form: AdviceForm) -> HttpResponse:
    def act() -> str:
        values = {name: form.cleaned_data[name] for name in ("revision", "leaning", "words", "minutes")}
        advise(submission=submission, **values, by=person(request))
        messages.success(
            request, _("Thank you. The person who decides will read your advice. You can still change it.")
        )
        return reverse("moderation-review")

    try:
        return post_once(request, form, act)
    except Stale as stale:
        now = get_object_or_404(reviewing.reviewed(), pk=submission.pk)
        typed = {name: form.data.get(name, "") for name in ("leaning", "words", "minutes")}
        again = AdviceForm(initial={**typed, "revision": now.revision})
        return show(request, reviewing.find(now.pk) or now, again, status=HTTPStatus.CONFLICT, happened=stale.sentence)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return show(request, submission, form, status=HTTPStatus.CONFLICT)


def show(
    request: HttpRequest, submission: Submission, form: AdviceForm, *, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    read = reviewing.read(submission, by=person(request))
    context = {"read": read, "submission": submission, "form": form, **more}
    return render(request, "commitments/desk/review_item.html", context, status=status)


@require_safe
@administrators_only
def reviewers(request: HttpRequest) -> HttpResponse:
    return show_reviewers(request)


def show_reviewers(request: HttpRequest, *, happened: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    """The last year. The file has all."""
    found = reviewing.times(since=timezone.localdate() - SHOWN_FOR)
    rows = [(time, paid_form(time) if time.user is not None and time.unpaid else None) for time in found]
    context = {"heading": _("Reviewers and their time"), "rows": rows, "happened": happened}
    return render(request, "commitments/desk/reviewers.html", context, status=status)


def paid_form(time: reviewing.Time) -> PaidForm:
    initial = {"reviewer": time.user, "month": time.month.isoformat(), "minutes": time.unpaid}
    return PaidForm(initial=initial, auto_id=f"paid-{time.user}-{time.month:%Y-%m}-%s")


@require_POST
@administrators_only
def reviewers_paid(request: HttpRequest) -> HttpResponse:
    form = PaidForm(request.POST)
    if not form.is_valid():
        raise Http404
    values = form.cleaned_data
    reviewer = get_object_or_404(User, pk=values["reviewer"])

    def act() -> str:
        say(request, thing=f"person:{reviewer.pk}")
        mark_paid(reviewer=reviewer, month=values["month"], minutes=values["minutes"], by=person(request))
        messages.success(request, _("Marked as paid today."))
        return reverse("moderation-reviewers")

    try:
        return post_once(request, form, act)
    except Stale as stale:
        return show_reviewers(request, happened=stale.sentence, status=HTTPStatus.CONFLICT)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
@fresh_second_factor
def reviewers_csv(request: HttpRequest) -> HttpResponse:
    return with_reason(
        request,
        heading=_("Reviewers and their time, as a file"),
        trail=[(_("Reviewers and their time"), reverse("moderation-reviewers"))],
        file=reviewers_table,
    )


def reviewers_table() -> HttpResponse:
    header = (_("Month"), _("Reviewer"), _("Items"), _("Minutes"), _("Minutes not paid yet"), _("Last paid on"))
    rows = (
        (f"{each.month:%Y-%m}", each.email, each.items, each.minutes, each.unpaid, str(each.paid_on or ""))
        for each in reviewing.times()
    )
    return csv_answer(name="reviewers.csv", header=header, rows=rows)
