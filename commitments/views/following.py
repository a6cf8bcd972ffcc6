"""Following by mail, with no account. Looking changes nothing: each mailed link leads to a page whose button acts."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commitments.following import Thing, find, things_of
from commitments.following_links import CONFIRM, MINE, STOP, path
from commitments.forms.following import FollowForm, StopForm
from commitments.models import Follow, FormerName
from commitments.operations import following
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.languages.texts import Theirs
from coprod_portal.limits.operations import is_taken, take
from coprod_portal.links import unsealed
from coprod_portal.pages import Words, error_page
from coprod_portal.submissions.errors import Refused, TooMany


def moved(kind: str, key: str) -> HttpResponse:
    """An organisation that had this address once is followed at its new one."""
    former = FormerName.objects.public().filter(slug=key).select_related("organisation").first()
    if kind != "organisation" or former is None:
        raise Http404
    return redirect("follow", kind, former.organisation.slug, permanent=True)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    thing = find(kind, key)
    if thing is None:
        return moved(kind, key)
    form = FollowForm(request.POST if request.method == "POST" else None)
    sent = send_once(request, form, lambda email: following.ask(thing=thing, email=email))
    if sent is not None:
        return sent
    context = {
        "heading": _("Follow this by e-mail"),
        "caption": thing.followable.what,
        "button": _("Send me a link"),
        "form": form,
        "thing": thing,
        "days": settings.FOLLOW_LINK_DAYS,
    }
    return render(request, "commitments/following/follow.html", context)


def send_once(request: HttpRequest, form: FollowForm, send: Callable[[str], object]) -> HttpResponse | None:
    """The next page, which is the same whatever the address; None where the form says what to mend.

    Where as many mails went to an address today as anybody could want, none goes, and the page says the same.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    email = form.cleaned_data["email"]

    def act() -> str:
        take(request, act="follow", person=email)
        if is_taken(request, act="follow-mail", person=email):
            send(email)
        return reverse("follow-sent")

    try:
        return post_once(request, form, act)
    except TooMany as refused:
        form.add_error("email", refused.sentence)
        return None


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "commitments/following/sent.html", {"days": settings.FOLLOW_LINK_DAYS})


@require_http_methods(["GET", "HEAD", "POST"])
def mine_ask(request: HttpRequest) -> HttpResponse:
    """Somebody has lost their link to what they follow."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    answer = send_once(request, form, lambda email: following.send_list(email=email))
    if answer is not None:
        return answer
    context = {
        "heading": _("What I follow"),
        "intro": _("We send you a link to a list of all that you follow. There you can stop each of them."),
        "button": _("Send me the link"),
        "form": form,
    }
    return render(request, "form_page.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    found = follow_of(unsealed(CONFIRM, token, days=settings.FOLLOW_LINK_DAYS))
    if found is None:
        return ended(request)
    form = PortalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: do_confirm(found, request.path))
        except Refused:
            return ended(request)
    context = {
        **facts(found),
        "form": form,
        "heading": _("You follow this now") if found.confirmed_at else _("Follow this?"),
        "button": _("Yes, write to me when something is new"),
        "is_confirmed": found.confirmed_at is not None,
        "stop": path(STOP, str(found.pk)),
    }
    return render(request, "commitments/following/confirm.html", context)


def do_confirm(follow: Follow, here: str) -> str:
    following.confirm(follow=follow)
    return here


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A link that stands in each part of a letter. Once pressed, the page says that it has stopped, however often."""
    key = unsealed(STOP, token)
    if key is None:
        return ended(request)
    found = follow_of(key)
    form = PortalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return post_once(request, form, lambda: do_stop(int(key[0]), request.path))
    context = {
        **(facts(found) if found else {}),
        "form": form,
        "heading": _("Stop following this?") if found else _("You do not follow this any more"),
        "button": _("Yes, stop"),
        "is_stopped": found is None,
    }
    return render(request, "commitments/following/stop.html", context)


def do_stop(key: int, back: str) -> str:
    following.stop(pk=key)
    return back


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """All that an address follows, for whoever has the link that was mailed there. It does not say which address."""
    sealed = unsealed(MINE, token, days=settings.FOLLOW_LINK_DAYS)
    if sealed is None:
        return ended(request)
    [email] = sealed
    follows = list(following.confirmed().filter(email=email).order_by("-confirmed_at", "-pk"))
    form = StopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return post_once(request, form, lambda: do_stop_some(form.cleaned_data["stop"], email, follows, request.path))
    things = things_of(follows)
    context = {
        "heading": _("What you follow"),
        "form": form,
        "follows": [(follow, things.get(follow.pk)) for follow in follows],
    }
    return render(request, "commitments/following/mine.html", context)


def do_stop_some(which: str, email: str, follows: list[Follow], back: str) -> str:
    """One of them, or all. The key of somebody else's does nothing."""
    if which == "all":
        following.stop_all(email=email)
    for follow in follows:
        if which == str(follow.pk):
            following.stop(pk=follow.pk)
    return back


def follow_of(values: list[str] | None) -> Follow | None:
    return Follow.objects.filter(pk=int(values[0])).first() if values else None


def facts(follow: Follow) -> dict[str, Any]:
    """What a page may say of it: what is not public any more is not named."""
    thing: Thing | None = things_of([follow]).get(follow.pk)
    return {"thing": thing, "caption": Theirs(thing.name) if thing else _("This is not on the site any more.")}


def ended(request: HttpRequest) -> HttpResponse:
    sentences = (
        _("There is nothing behind it any more."),
        _("Some mail programs break long links. Check that you opened all of it."),
        _("You can ask for a new one on the page of what you want to follow."),
    )
    return error_page(request, 410, words=Words(_("This link has ended"), sentences))
