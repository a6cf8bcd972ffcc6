"""The pages behind the links of a mail that asks for news. Nobody need sign in; opening a page does nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commitments.caring import cared
from commitments.forms.news_links import SomeoneElseForm
from commitments.news_links import Link, opened, was_sent
from commitments.operations.answering import say_on_track, say_somebody_else, say_who_else
from commitments.pictures import MOST_BYTES
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.forms.uploads import takes_file
from coprod_portal.languages.texts import Theirs
from coprod_portal.pages import Words, error_page
from coprod_portal.submissions.errors import Refused

from .my_news import Place, tell_news

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Link, P], HttpResponse]

ENDED = Words(
    gettext_lazy("This link has ended"),
    (
        gettext_lazy("Each link works for some weeks, while the same person looks after the commitment."),
        gettext_lazy("You can sign in under “My commitments” and share news there."),
    ),
)
THANKS = {
    "on-track": (
        gettext_lazy("Thank you. It is on track"),
        gettext_lazy("People can see it now on the page of your commitment."),
    ),
    "news": (
        gettext_lazy("Thank you for your news"),
        gettext_lazy("A person reads it first. Then it stands on the page of your commitment."),
    ),
    "someone-else": (
        gettext_lazy("Thank you. We have written to them"),
        gettext_lazy("Once they say yes, we ask them instead of you."),
    ),
    "nobody-known": (
        gettext_lazy("Thank you for telling us"),
        gettext_lazy("We do not ask you any more, and look for somebody who looks after it now."),
    ),
}


def behind_link(view: View[P]) -> Callable[..., HttpResponse]:
    """What we never sent is not there. What has ended says so, and where to go on."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        link = opened(token)
        if link is not None:
            return view(request, link, *args, **kwargs)
        if was_sent(token):
            return error_page(request, 410, words=ENDED)
        raise Http404

    return answer


@require_safe
@behind_link
def choose(request: HttpRequest, link: Link) -> HttpResponse:
    context = {"link": link, "commitment": link.commitment, "news": link.commitment.latest_news}
    return render(request, "commitments/news_link.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def on_track(request: HttpRequest, link: Link) -> HttpResponse:
    form = PortalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return post_once(request, form, lambda: do_say_on_track(link))
    context = {
        "heading": _("Is it on track, with nothing new?"),
        "caption": Theirs(link.title),
        "button": _("Yes, it is on track"),
        "form": form,
        "link": link,
    }
    return render(request, "commitments/news_link_on_track.html", context)


def do_say_on_track(link: Link) -> str:
    say_on_track(commitment=link.commitment, by=link.keeper)
    return thanks_address(link, "on-track")


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
@takes_file(most_bytes=MOST_BYTES)
def tell(request: HttpRequest, link: Link) -> HttpResponse:
    place = Place(
        cared=cared(link.commitment),
        by=link.keeper,
        here=reverse("news-link-tell", args=[link.token]),
        back=reverse("news-link", args=[link.token]),
    )
    return tell_news(request, place, lambda submission: thanks_address(link, "news"))


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def someone_else(request: HttpRequest, link: Link) -> HttpResponse:
    form = SomeoneElseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: do_say_who(link, form.cleaned_data["email"]))
        except Refused as refused:
            form.add_error("email", refused.sentence)
    context = {
        "heading": _("Who looks after it now?"),
        "caption": Theirs(link.title),
        "button": _("Ask them"),
        "form": form,
        "link": link,
    }
    return render(request, "commitments/news_link_someone_else.html", context)


def do_say_who(link: Link, email: str) -> str:
    if not email:
        say_somebody_else(commitment=link.commitment, by=link.keeper)
        return thanks_address(link, "nobody-known")
    say_who_else(commitment=link.commitment, email=email, by=link.keeper)
    return thanks_address(link, "someone-else")


def thanks_address(link: Link, what: str) -> str:
    return reverse("news-link-thanks", args=[link.token, what])


@require_safe
@behind_link
def thanks(request: HttpRequest, link: Link, what: str) -> HttpResponse:
    if what not in THANKS:
        raise Http404
    heading, sentence = THANKS[what]
    context = {"heading": heading, "sentence": sentence, "link": link, "commitment": link.commitment}
    return render(request, "commitments/news_link_thanks.html", context)
