"""A review in Easy Read: the same questions and the same answers, with pictures."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from charters.easy_read.ideas import Idea, easy_read_page, in_full
from charters.forms.reviews import AnswerForm
from charters.models import Charter, Edition, Review
from charters.views.charter import facts, public_charter
from charters.views.reviews import closed_reviews_of, open_review_of, refuse_late, send_once


@require_http_methods(["GET", "HEAD", "POST"])
def easy_read(request: HttpRequest, charter: str) -> HttpResponse:
    found, current = public_charter(charter)
    review = open_review_of(found)
    if review is None:
        refuse_late(request)
        return render(request, "charters/reviews/easy_read_none.html", page(request, found, no_review(found, current)))
    form = AnswerForm(request.POST or None, review=review)
    sent = send_once(request, review, form, easy_read=True)
    if sent is not None:
        return sent
    context = {**page(request, found, before_the_questions(review)), **facts(found, review.edition), "form": form}
    return render(request, "charters/reviews/easy_read.html", context)


def page(request: HttpRequest, charter: Charter, ideas: Iterator[Idea]) -> dict[str, Any]:
    full = reverse("charter-review", args=[charter.slug])
    heading = _("Say what you think")
    return {"charter": charter, **easy_read_page(request, ideas, heading=heading, full=full)}


def before_the_questions(review: Review) -> Iterator[Idea]:
    yield Idea("charter", _("This is about a charter."), own=review.charter.short_title)
    yield Idea("together", _("A charter says how people want to work together."))
    yield Idea("question", _("We want to know if it is still right."))
    yield Idea("calendar", _("You can answer until this day."), own=date_format(review.closes_on))
    yield Idea("check", _("You choose what you answer. You can leave out a question."))
    yield Idea("help", _("You can ask somebody to help you."))
    yield Idea("safe", _("We do not show who said what."))


def no_review(charter: Charter, edition: Edition) -> Iterator[Idea]:
    full = in_full(reverse("charter-review", args=[charter.slug]))
    closed = closed_reviews_of(charter).first()
    yield Idea("charter", _("This is about a charter."), own=charter.short_title)
    if closed is not None:
        yield Idea("question", _("We asked people what they think of it."))
        yield Idea("calendar", _("People could answer until this day."), own=date_format(closed.closes_on))
        yield Idea("list", _("You can see what people said."), link=full, link_words=_("What people said"))
    elif edition.review_partner:
        yield Idea("eye", _("Other people are looking at this charter again. They are:"), own=edition.review_partner)
        yield Idea("missing", _("We do not know the dates."))
        yield Idea("talking", _("You can ask them."), link=full, link_words=_("What we know about it"))
    else:
        yield Idea("missing", _("Nobody asks about this charter here now."))
        yield Idea("talking", _("You can ask the people who look after it:"), own=edition.owner)
    yield Idea(
        "door",
        _("You can find out how to take part."),
        link=reverse("charter-take-part", args=[charter.slug]),
        link_words=_("How to take part"),
    )
