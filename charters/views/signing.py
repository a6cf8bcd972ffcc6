"""Signing a charter, and who has signed it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from charters import signing
from charters.forms.signing import NameForm, SignForm
from charters.models import Charter, Edition, Signature
from charters.operations.signing import STANDING, change_name, sign, signatures_of, take_back
from charters.views.charter import public_charter, trail
from coprod_portal.accounts.codes import send_code, take_code
from coprod_portal.accounts.models import User
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.limits.operations import take
from coprod_portal.places import key_in
from coprod_portal.submissions.errors import Refused, Stale, TooMany
from coprod_portal.submissions.states import OPEN

PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def charter_sign(request: HttpRequest, charter: str) -> HttpResponse:
    """The form, and the names that somebody who is signed in has put under this charter."""
    found, current = public_charter(charter)
    user = request.user if isinstance(request.user, User) else None
    form = SignForm(request.POST or None, user=user, initial={"edition": current.number})
    if request.method == "POST" and form.is_valid():
        try:
            return send(request, found, form, user)
        except Stale as stale:
            form.add_error(None, stale.sentence)
            return show(request, found, current, form, user, status=409)
        except Refused as refused:
            form.add_error("signer", refused.sentence)
    return show(request, found, current, form, user)


def send(request: HttpRequest, charter: Charter, form: SignForm, user: User | None) -> HttpResponse:
    """Sign, or send a code first to an address that we do not know to be theirs."""
    values, here = form.cleaned_data, reverse("charter-sign", args=[charter.slug])
    edition = get_object_or_404(Edition, charter=charter, number=values["edition"], published_at__isnull=False)
    if user is None:
        take_code(request, values["email"])
        signing.keep(
            request.session, edition=edition, signer=values["signer"], name=values["name"], email=values["email"]
        )
        return HttpResponseRedirect(send_code(request, values["email"], here))

    def act() -> str:
        take(request, act="signature")
        signer = Signature.Signer(values["signer"])
        sign(charter=charter, edition=edition, signer=signer, name=values["name"], by=user)
        return here

    return post_once(request, form, act)


def show(
    request: HttpRequest, charter: Charter, current: Edition, form: SignForm, user: User | None, *, status: int = 200
) -> HttpResponse:
    mine = [one for one in signatures_of(user, charter) if one.submission.state in STANDING] if user else []
    context = {
        "charter": charter,
        "edition": current,
        "form": form,
        "mine": mine,
        "heading": _("Sign the charter"),
        "button": _("Sign the charter"),
        "breadcrumbs": trail(charter, _("Sign")),
    }
    return render(request, "charters/charter_sign.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def charter_signature(request: HttpRequest, charter: str, pk: int) -> HttpResponse:
    """Change a name that waits or came back. Only whoever signed can open it."""
    signature = own_signature(request, charter, pk)
    if signature.submission.state not in OPEN:
        return redirect("charter-sign", charter)
    initial = {"name": signature.name, "revision": signature.submission.revision}
    form = NameForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {
        "signature": signature,
        "question": signature.submission.move_records.last(),
        "form": form,
        "heading": _("Change the name"),
        "button": _("Send it again"),
        "breadcrumbs": trail(signature.charter, _("Change the name")),
    }
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: changed(request, signature, form))
        except TooMany as refused:
            form.add_error("name", refused.sentence)
        except Stale as stale:
            context["stale"] = stale.sentence
            return render(request, "charters/charter_signature.html", context, status=409)
    return render(request, "charters/charter_signature.html", context)


def changed(request: HttpRequest, signature: Signature, form: NameForm) -> str:
    take(request, act="signature")
    values = form.cleaned_data
    change_name(signature=signature, name=values["name"], revision=values["revision"] or 0, by=person(request))
    return reverse("charter-sign", args=[signature.charter.slug])


@require_POST
def charter_signature_take_back(request: HttpRequest, charter: str, pk: int) -> HttpResponse:
    signature = own_signature(request, charter, pk)
    take_back(signature=signature, by=person(request))
    return redirect("charter-sign", charter)


def own_signature(request: HttpRequest, charter: str, pk: int) -> Signature:
    found, _current = public_charter(charter)
    signature = signatures_of(request.user, found).filter(pk=pk).first() if isinstance(request.user, User) else None
    if signature is None:
        raise Http404
    return signature


@require_safe
def signatures(request: HttpRequest, charter: str) -> HttpResponse:
    """Who backs the words, the newest first. Signing is counted apart from making commitments."""
    found, current = public_charter(charter)
    public = Signature.objects.public().filter(charter=found)
    after = request.GET.get("after", "")
    rows = public.select_related("submission", "edition").order_by("-pk")
    if (last := key_in(after)) is not None:
        rows = rows.filter(pk__lt=last)
    fetched = list(rows[: PAGE + 1])
    context = {
        "charter": found,
        "edition": current,
        "signatures": fetched[:PAGE],
        "next": fetched[PAGE - 1].pk if len(fetched) > PAGE else None,
        "is_first_page": not after,
        "counts": public.totals(),
        "breadcrumbs": trail(found, _("Who has signed it")),
    }
    return render(request, "charters/charter_signatures.html", context)
