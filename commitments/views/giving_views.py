"""People involved say how a commitment looks from their side: by mail or by a card, in full or in Easy Read."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from charters.easy_read.ideas import easy_read_page
from commitments import page
from commitments.easy_read import before_saying_it
from commitments.forms.giving_views import CardViewForm, CodeForm, MailedViewForm
from commitments.giving_back import gifts_of
from commitments.models import Card, Commitment, View
from commitments.operations import giving_views
from commitments.people_involved import is_makers, is_seal_of_makers
from commitments.words import own_words_of_view
from coprod_portal.accounts.models import User
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.languages.texts import Theirs
from coprod_portal.limits.operations import is_taken, refuse_reached, take
from coprod_portal.links import unsealed
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.states import State

from .commitment import elsewhere, load

LOOKS = ("commitments/sides/ask.html", "commitments/sides/easy_read.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_mail(request: HttpRequest, reference: str, *, easy: bool = False) -> HttpResponse:
    name = "commitment-view-easy-read" if easy else "commitment-view"
    found = load(reference)
    if found is None:
        return elsewhere(request, reference, name)
    form = MailedViewForm(request.POST or None, commitment=found)
    return ask(request, found, form, easy=easy, by_card=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_card(request: HttpRequest, reference: str, *, easy: bool = False) -> HttpResponse:
    """The code comes in the address where somebody scanned it. Nothing is looked up before they send."""
    name = "commitment-view-card-easy-read" if easy else "commitment-view-card"
    found = load(reference)
    if found is None:
        return elsewhere(request, reference, name)
    code = giving_views.code_as_kept(request.GET.get("code", ""))[:8]
    form = CardViewForm(request.POST or None, commitment=found, initial={"code": printed(code)})
    return ask(request, found, form, easy=easy, by_card=True)


def printed(code: str) -> str:
    """In two parts, which are easier to read out and to type."""
    return f"{code[:4]}-{code[4:]}" if code else ""


def ask(
    request: HttpRequest, found: Commitment, form: MailedViewForm | CardViewForm, *, easy: bool, by_card: bool
) -> HttpResponse:
    is_own = isinstance(request.user, User) and is_makers(found, request.user.email)
    if request.method == "POST" and is_own:
        raise Refused(_("You made this commitment, or look after it. Only other people can say how they see it."))
    if request.method == "POST" and form.is_valid():
        try:
            if isinstance(form, CardViewForm):
                refuse_guessing(request, giving_views.card_of(form.cleaned_data["code"]), found)
            return post_once(request, form, lambda: send(request, found, form))
        except Refused as refused:
            form.add_error("code" if by_card else "email", refused.sentence)
    news, version = page.published_news(found), found.published_version
    context: dict[str, Any] = {
        "commitment": found,
        "version": version,
        "news": news[0] if news else None,
        "form": form,
        "by_card": by_card,
        "gifts": gifts_of(version) if version else [],
        "is_own": is_own,
        "heading": _("How does it look from your side?"),
        "button": _("Send my view"),
        "link_days": settings.REVIEW_LINK_DAYS,
        "breadcrumbs": crumbs(found, _("Your side")),
    }
    if easy:
        full = reverse("commitment-view-card" if by_card else "commitment-view", args=[found.reference])
        ideas = before_saying_it(found, news[0] if news else None, by_card=by_card)
        context |= easy_read_page(request, ideas, heading=_("Say how it was for you"), full=full)
    return render(request, LOOKS[easy], context)


def crumbs(commitment: Commitment, here: str) -> list[tuple[str, str]]:
    title = commitment.published_version.title if commitment.published_version else commitment.reference
    return [(_("Commitments"), reverse("commitments")), (Theirs(title), commitment.get_absolute_url()), (here, "")]


def send(request: HttpRequest, found: Commitment, form: MailedViewForm | CardViewForm) -> str:
    return send_by_card(found, form) if isinstance(form, CardViewForm) else send_by_mail(request, found, form)


def send_by_mail(request: HttpRequest, found: Commitment, form: MailedViewForm) -> str:
    """Whatever the address, the same page follows: nobody learns here whose it is, or whether it has answered."""
    email = form.cleaned_data["email"]
    take(request, act="view", person=email, words=form.cleaned_data.values())
    if is_taken(request, act="view-mail", person=email, about=found.reference):
        giving_views.send_view(commitment=found, said=form.said(), email=email)
    return reverse("commitment-view-sent", args=[found.reference])


def send_by_card(found: Commitment, form: CardViewForm) -> str:
    giving_views.use_card(commitment=found, code=form.cleaned_data["code"], said=form.said())
    return reverse("commitment-view-card-used", args=[found.reference])


def refuse_guessing(request: HttpRequest, card: Card | None, about: Commitment | None = None) -> None:
    """Only wrong codes are counted: a group may use as many cards as it has on one device."""
    refuse_reached(request, act="wrong-card-code")
    if card is None or (about is not None and card.commitment_id != about.pk):
        take(request, act="wrong-card-code")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest) -> HttpResponse:
    """Somebody has a card in their hand, and types its code."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = giving_views.card_of(form.cleaned_data["code"])
            refuse_guessing(request, found)
            if found is not None:
                address = reverse("commitment-view-card", args=[found.commitment.reference])
                return redirect(f"{address}?code={found.code}")
            raise Refused(_("We do not know this code. Look at the card again: it has 8 letters and numbers."))
        except Refused as refused:
            form.add_error("code", refused.sentence)
    context = {"form": form, "heading": _("Do you have a card?"), "button": _("Go on")}
    return render(request, "commitments/sides/card.html", context)


@require_safe
def sent(request: HttpRequest, reference: str) -> HttpResponse:
    return told(request, reference, "sent")


@require_safe
def card_used(request: HttpRequest, reference: str) -> HttpResponse:
    return told(request, reference, "card_used")


@require_safe
def deleted(request: HttpRequest, reference: str) -> HttpResponse:
    return told(request, reference, "deleted")


def told(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    found = load(reference)
    if found is None:
        raise Http404
    context = {"commitment": found, "what": what, "link_days": settings.REVIEW_LINK_DAYS}
    return render(request, "commitments/sides/told.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, reference: str, token: str) -> HttpResponse:
    """Where the mailed link leads. Looking changes nothing: its buttons do."""
    found = load(reference)
    if found is None:
        raise Http404
    view, address_seal = view_of(found, token)
    wants_deletion = request.method == "POST" and request.POST.get("act") == "delete"
    if view is None or giving_views.is_too_late(view):
        if wants_deletion and view is None and address_seal:
            return redirect("commitment-view-deleted", reference)
        context = {"commitment": found, "link_days": settings.REVIEW_LINK_DAYS}
        return render(request, "commitments/sides/ended.html", context, status=410)
    is_own = view.submission.state == State.DRAFT and is_seal_of_makers(found, address_seal)
    form = PortalForm(request.POST if request.method == "POST" else None)
    if wants_deletion and form.is_valid():
        return post_once(request, form, lambda: do_delete(view))
    if request.method == "POST" and form.is_valid() and not is_own:
        return post_once(request, form, lambda: do_confirm(view, address_seal, request.path))
    context = {
        "commitment": found,
        "view": view,
        "words": own_words_of_view(view),
        "form": form,
        "is_own": is_own,
        "is_draft": view.submission.state == State.DRAFT,
        "heading": _("Send what you say?") if view.submission.state == State.DRAFT else _("We have it. Thank you"),
    }
    return render(request, "commitments/sides/confirm.html", context)


def view_of(commitment: Commitment, token: str) -> tuple[View | None, str]:
    """What a mailed link leads to, and the seal of the address that it was mailed to; nothing where it is not ours."""
    values = unsealed(giving_views.LINK, token)
    if values is None:
        return None, ""
    found = (
        View.objects.select_related("submission", "commitment").filter(commitment=commitment, pk=int(values[0])).first()
    )
    return found, values[1]


def do_confirm(view: View, address_seal: str, here: str) -> str:
    giving_views.confirm_view(view=view, address_seal=address_seal)
    return here


def do_delete(view: View) -> str:
    giving_views.delete_view(view=view)
    return reverse("commitment-view-deleted", args=[view.commitment.reference])
