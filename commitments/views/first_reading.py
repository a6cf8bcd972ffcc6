"""Where a grown-up reads what a young person wrote, before anybody else does. They see that and nothing more."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments.forms.first_reading import FirstReadingForm
from commitments.models import FirstReading
from commitments.operations.first_readings import ask_for_change, commitment_of, say_fine
from commitments.subjects import words_of
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Stale
from coprod_portal.submissions.models import Submission


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def first_reading(request: HttpRequest, key: UUID) -> HttpResponse:
    """Only for whoever has signed in with the address that the young person gave."""
    reading = get_object_or_404(FirstReading.objects.select_related("submission"), key=key, email=person(request).email)
    form = FirstReadingForm(request.POST or None, initial={"revision": reading.submission.revision})
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: do_answer(request, reading, form))
        except Stale as stale:
            return show(request, reading, form=again(request, key), stale=stale.sentence)
    return show(request, reading, form=form)


def do_answer(request: HttpRequest, reading: FirstReading, form: FirstReadingForm) -> str:
    revision: int = form.cleaned_data["revision"]
    if form.is_fine:
        say_fine(reading=reading, revision=revision, by=person(request))
        messages.success(request, _("Thank you. It goes on to us now. We have told the young person."))
    else:
        ask_for_change(reading=reading, revision=revision, note=form.cleaned_data["note"], by=person(request))
        messages.success(request, _("Thank you. We have told the young person what you would like to be changed."))
    return reverse("first-reading", args=[reading.key])


def again(request: HttpRequest, key: UUID) -> FirstReadingForm:
    """The form with what was typed, for the words as they are now."""
    data = request.POST.copy()
    data["revision"] = str(FirstReading.objects.select_related("submission").get(key=key).submission.revision)
    return FirstReadingForm(data)


def show(request: HttpRequest, reading: FirstReading, *, form: FirstReadingForm, stale: str = "") -> HttpResponse:
    reading.refresh_from_db()
    submission = Submission.objects.get(pk=reading.submission_id)
    context: dict[str, Any] = {
        "heading": _("Please read this for a young person"),
        "reading": reading,
        "commitment": commitment_of(submission),
        "is_news": submission.kind == Submission.Kind.NEWS,
        "words": words_of(submission),
        "waits": reading.is_fine is None and submission.state == "draft",
        "form": form,
        "stale": stale,
    }
    status = HTTPStatus.CONFLICT if stale else HTTPStatus.OK
    return render(request, "commitments/first_reading.html", context, status=status)
