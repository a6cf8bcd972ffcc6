"""A review, as everybody meets it: the questions while it is open, what came of it afterwards."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from charters.forms.reviews import AnswerForm
from charters.models import Charter, Edition, Review, ReviewAnswer
from charters.operations import review_answers
from charters.review_results import results_of
from charters.review_seals import answer_of
from charters.views.charter import facts, public_charter, trail
from coprod_portal.forms import PortalForm
from coprod_portal.forms.markdown import clean
from coprod_portal.forms.once import post_once
from coprod_portal.limits.operations import is_taken, take
from coprod_portal.submissions.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def charter_review(request: HttpRequest, charter: str) -> HttpResponse:
    found, current = public_charter(charter)
    review = open_review_of(found)
    if review is not None:
        return ask(request, found, review)
    refuse_late(request)
    return show_no_open_review(request, found, current)


def refuse_late(request: HttpRequest) -> None:
    if request.method == "POST":
        raise Refused(_("This review is not open any more, so we cannot take answers to it."))


def open_review_of(charter: Charter) -> Review | None:
    return charter.reviews.open().select_related("edition", "charter").first()


def closed_reviews_of(charter: Charter) -> Any:
    return charter.reviews.closed().select_related("edition", "charter")


def crumbs(charter: Charter, *pages: str) -> list[tuple[str, str]]:
    if not pages:
        return trail(charter, _("Review"))
    above = trail(charter, _("Review"))[:-1]
    return [*above, (_("Review"), reverse("charter-review", args=[charter.slug])), *((page, "") for page in pages)]


def ask(request: HttpRequest, charter: Charter, review: Review) -> HttpResponse:
    form = AnswerForm(request.POST or None, review=review)
    sent = send_once(request, review, form, easy_read=False)
    if sent is not None:
        return sent
    context = {
        **facts(charter, review.edition),
        "review": review,
        "why": clean(review.why),
        "form": form,
        "link_days": settings.REVIEW_LINK_DAYS,
        "earlier": closed_reviews_of(charter).first(),
        "breadcrumbs": crumbs(charter),
    }
    return render(request, "charters/reviews/answer.html", context)


def send_once(request: HttpRequest, review: Review, form: AnswerForm, *, easy_read: bool) -> HttpResponse | None:
    """The next page, where the answers were sent and could be read; else None, and the form says what to mend.

    Whatever the address, the same page follows: nobody learns here whether it has answered.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return post_once(request, form, lambda: send(request, review, form, easy_read=easy_read))
    except Refused as refused:
        form.add_error("email", refused.sentence)
        return None


def send(request: HttpRequest, review: Review, form: AnswerForm, *, easy_read: bool) -> str:
    """Where as many mails went to an address today as anybody could want, none goes, and the page says the same."""
    email = form.cleaned_data["email"]
    take(request, act="review-answer", person=email, words=form.cleaned_data.values())
    if is_taken(request, act="review-mail", person=email, about=str(review.pk)):
        review_answers.send_answer(review=review, thoughts=form.thoughts(), email=email, in_easy_read=easy_read)
    return reverse("charter-review-sent", args=[review.charter.slug])


def show_no_open_review(request: HttpRequest, charter: Charter, current: Edition) -> HttpResponse:
    """What came of the newest, and what our source says of a review that others do."""
    closed = list(closed_reviews_of(charter))
    context: dict[str, Any] = {**facts(charter, current), "older": closed[1:], "breadcrumbs": crumbs(charter)}
    if not closed:
        return render(request, "charters/reviews/none.html", context)
    return render(request, "charters/reviews/results.html", {**context, **outcome_of(closed[0], current)})


@require_safe
def results(request: HttpRequest, charter: str, review: int) -> HttpResponse:
    """One review that has closed, by its number, so that its address lasts."""
    found, current = public_charter(charter)
    closed = get_object_or_404(closed_reviews_of(found), pk=review)
    context = {
        **facts(found, current),
        **outcome_of(closed, current),
        "breadcrumbs": crumbs(found, str(closed.closes_on.year)),
    }
    return render(request, "charters/reviews/results.html", context)


def outcome_of(review: Review, current: Edition) -> dict[str, Any]:
    told = review.told_at is not None
    return {
        "review": review,
        "why": clean(review.why),
        "results": results_of(review),
        "heard": clean(review.heard) if told else "",
        "changed": clean(review.changed) if told else "",
        "not_changed": clean(review.not_changed) if told else "",
        "newer": current if current.number > review.edition.number else None,
    }


@require_safe
def sent(request: HttpRequest, charter: str) -> HttpResponse:
    found, current = public_charter(charter)
    context = {
        **facts(found, current),
        "review": open_review_of(found),
        "link_days": settings.REVIEW_LINK_DAYS,
        "breadcrumbs": crumbs(found),
    }
    return render(request, "charters/reviews/sent.html", context)


@require_safe
def taken_back(request: HttpRequest, charter: str) -> HttpResponse:
    found, current = public_charter(charter)
    context = {**facts(found, current), "review": open_review_of(found), "breadcrumbs": crumbs(found)}
    return render(request, "charters/reviews/taken_back.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, charter: str, token: str) -> HttpResponse:
    """Where the mailed link leads. Looking changes nothing: its button makes the answers count."""
    found, current = public_charter(charter)
    answer = answer_of(token)
    if answer is None or answer.review.charter_id != found.pk:
        return show_ended(request, found, current)
    form = PortalForm(request.POST if request.method == "POST" else None)
    here = reverse("charter-review-confirm", args=[charter, token])
    if request.method == "POST" and form.is_valid() and can_act(answer):
        return post_once(request, form, lambda: do_confirm(answer, here))
    if answer.confirmed_at is None and not review_answers.can_confirm(answer):
        return show_ended(request, found, current)
    before = answer.confirmed_at is None and review_answers.has_answered_before(answer)
    context = {
        **facts(found, current),
        "review": answer.review,
        "form": form,
        "answer": answer,
        "answered_before": before,
        "heading": heading_for(answer, before=before),
        "take_back": reverse("charter-review-take-back", args=[charter, token]),
    }
    return render(request, "charters/reviews/confirm.html", context)


def can_act(answer: ReviewAnswer) -> bool:
    return review_answers.can_confirm(answer) and not review_answers.has_answered_before(answer)


def heading_for(answer: ReviewAnswer, *, before: bool) -> str:
    if answer.confirmed_at:
        return _("Thank you. Your answers count")
    return _("You have answered already") if before else _("Let your answers count")


def do_confirm(answer: ReviewAnswer, here: str) -> str:
    review_answers.confirm_answer(answer=answer)
    return here


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, charter: str, token: str) -> HttpResponse:
    """Asks once more, then deletes somebody's answers."""
    found, current = public_charter(charter)
    gone = reverse("charter-review-taken-back", args=[charter])
    answer = answer_of(token)
    if answer is None or answer.review.charter_id != found.pk or answer.review.has_closed:
        return redirect(gone) if request.method == "POST" and answer is None else show_ended(request, found, current)
    form = PortalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return post_once(request, form, lambda: do_take_back(answer, gone))
    context = {
        **facts(found, current),
        "form": form,
        "heading": _("Take your answers back?"),
        "button": _("Yes, take my answers back"),
        "back": reverse("charter-review-confirm", args=[charter, token]),
    }
    return render(request, "charters/reviews/take_back.html", context)


def do_take_back(answer: ReviewAnswer, gone: str) -> str:
    review_answers.take_back_answer(answer=answer)
    return gone


def show_ended(request: HttpRequest, charter: Charter, edition: Edition) -> HttpResponse:
    context = {**facts(charter, edition), "review": open_review_of(charter), "link_days": settings.REVIEW_LINK_DAYS}
    return render(request, "charters/reviews/ended.html", context, status=410)
