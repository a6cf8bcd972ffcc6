"""Committing again to what has run its time, after looking at what came of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments.caring import cared, may_renew
from commitments.forms.steps import Answers
from commitments.models import Draft
from commitments.page import published_news
from commitments.renewal import renew
from commitments.words import words_of_version
from coprod_portal.accounts.permissions import person
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.languages.texts import Theirs
from coprod_portal.submissions.errors import Refused

from .drafting import hold
from .my import looked_after


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def renew_commitment(request: HttpRequest, reference: str) -> HttpResponse:
    commitment = looked_after(request, reference)
    looked_at = cared(commitment)
    if not may_renew(looked_at.commitment):
        raise Refused(_("You cannot commit to this again yet. You can once it has ended, or its end date is near."))
    form = PortalForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        draft = renew(commitment=looked_at.commitment, by=person(request))
        hold(request, draft)
        return where_it_goes_on(draft, request)

    if request.method == "POST" and form.is_valid():
        return post_once(request, form, act)
    version = looked_at.commitment.published_version
    context = {
        "heading": _("Commit again"),
        "caption": Theirs(f"{looked_at.title} ({reference})"),
        "button": _("Commit again"),
        "form": form,
        "cared": looked_at,
        "commitment": looked_at.commitment,
        "news": published_news(commitment),
        "words": words_of_version(version) if version else [],
    }
    return render(request, "commitments/my_commitment_renew.html", context)


def where_it_goes_on(draft: Draft, request: HttpRequest) -> str:
    following = Answers(draft, person(request)).first_unanswered
    return reverse("commitment-new-step", args=[following.slug]) if following else reverse("commitment-new-check")
