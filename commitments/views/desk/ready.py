"""What somebody has read and will publish together: only items that they opened and marked, in the words they read."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commitments.desk.asked import Asked
from commitments.desk.ready import Chosen, ready_for
from commitments.desk.waiting import place_of
from commitments.forms.moderation import ActForm
from commitments.operations.holding import mark_ready
from commitments.operations.publishing_ready import Outcome, publish_ready
from coprod_portal.accounts.permissions import person
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Stale

from .door import covers, moderators_only
from .item import find, show_changed
from .taking import go_on


class ReadyForm(PortalForm):
    chosen = forms.CharField(widget=forms.HiddenInput, required=False)


@require_POST
@moderators_only
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    read, form, asked = find(pk), ActForm(request.POST), Asked.of(request.GET)
    if not form.is_valid():
        return redirect(asked.in_address(reverse("moderation-submission", args=[pk])))
    try:
        mark_ready(submission=read, revision=form.cleaned_data["revision"], by=person(request))
    except Stale as stale:
        return show_changed(request, find(pk), stale, form)
    messages.success(request, _("You will publish it with others. It is on the list of what you have read."))
    return redirect(go_on(asked=asked, after=str(place_of(read)), by=person(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def ready(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return publish(request, ReadyForm(request.POST))
    found = ready_for(person(request))
    context = {
        "heading": _("What you have read and will publish together"),
        "items": found,
        "covers": covers(request),
        "form": ReadyForm(initial={"chosen": Chosen.of(found)}),
    }
    return render(request, "commitments/desk/ready.html", context)


def publish(request: HttpRequest, form: ReadyForm) -> HttpResponse:
    """What this form holds is published once its key is kept, so that each item has a transaction of its own."""

    def act() -> str:
        chosen = Chosen.read(form.cleaned_data["chosen"])
        transaction.on_commit(lambda: tell(request, publish_ready(chosen=chosen, by=person(request))))
        return reverse("moderation-ready")

    return post_once(request, form, act) if form.is_valid() else redirect("moderation-ready")


def tell(request: HttpRequest, outcomes: list[Outcome]) -> None:
    if published := sum(not outcome.sentence for outcome in outcomes):
        words = ngettext("%(count)s item is public now.", "%(count)s items are public now.", published)
        messages.success(request, words % {"count": published})
    for outcome in outcomes:
        if outcome.sentence:
            words = _("Not published by you: “%(title)s”. %(sentence)s")
            messages.warning(request, words % {"title": outcome.title, "sentence": outcome.sentence})
