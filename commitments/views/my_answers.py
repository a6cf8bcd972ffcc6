"""What a maker says without words: on track, nothing new; ask me more often, or less."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments.caring import Cared, cared
from commitments.forms.news import HowOftenForm
from commitments.operations.answering import choose_news_every, say_on_track
from coprod_portal.accounts.permissions import person
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.languages.texts import Theirs
from coprod_portal.submissions.errors import Refused

from .my import looked_after, thank


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def on_track(request: HttpRequest, reference: str) -> HttpResponse:
    looked_at = public(request, reference)
    form = PortalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return post_once(request, form, lambda: do_say_on_track(request, looked_at))
    context = {
        "heading": _("Is it on track, with nothing new?"),
        "caption": Theirs(looked_at.title),
        "intro": _("The page of your commitment then says so, with the date of today."),
        "button": _("Yes, it is on track"),
        "form": form,
        "cared": looked_at,
    }
    return render(request, "commitments/my_commitment_answer.html", context)


def do_say_on_track(request: HttpRequest, looked_at: Cared) -> str:
    say_on_track(commitment=looked_at.commitment, by=person(request))
    thank(request, _("Thank you. People can see now that it is on track."))
    return reverse("my-commitment", args=[looked_at.commitment.reference])


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def how_often(request: HttpRequest, reference: str) -> HttpResponse:
    looked_at = public(request, reference)
    form = HowOftenForm(request.POST or None, initial={"news_every": looked_at.commitment.news_every})
    if request.method == "POST" and form.is_valid():
        return post_once(request, form, lambda: do_choose(request, looked_at, form))
    context = {
        "heading": _("How often may we ask you for news?"),
        "caption": Theirs(looked_at.title),
        "intro": _("We also ask two weeks after your commitment became public, on its end date, and a month after it."),
        "button": _("Save"),
        "form": form,
        "cared": looked_at,
    }
    return render(request, "commitments/my_commitment_answer.html", context)


def do_choose(request: HttpRequest, looked_at: Cared, form: HowOftenForm) -> str:
    choose_news_every(commitment=looked_at.commitment, every=form.cleaned_data["news_every"], by=person(request))
    thank(request, _("Thank you. We ask you as often as that from now on."))
    return reverse("my-commitment", args=[looked_at.commitment.reference])


def public(request: HttpRequest, reference: str) -> Cared:
    looked_at = cared(looked_after(request, reference))
    if not looked_at.is_public:
        raise Refused(_("We ask for news once your commitment is public."))
    return looked_at
