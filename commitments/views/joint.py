"""Making a commitment together. Its maker asks; each who is asked says yes or no at a page of their own."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commitments.caring import cared
from commitments.forms.joint import AcceptAsPersonForm, AcceptForm, OrganisationForm, PersonForm
from commitments.joint import can_answer_for, can_read_party
from commitments.models import Commitment, Party, Version
from commitments.my_decisions import decisions_on_submission
from commitments.operations import joint
from commitments.words import words_of_version
from coprod_portal.accounts.permissions import person
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once, second_click_follows
from coprod_portal.languages.texts import Theirs
from coprod_portal.limits.operations import take
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.states import OPEN, State

from .my import looked_after, thank


@never_cache
@login_required
@require_safe
def parties(request: HttpRequest, reference: str) -> HttpResponse:
    """Whom its maker has asked, and what they said."""
    commitment = looked_after(request, reference)
    parties = commitment.parties.select_related("submission", "organisation")
    context = {
        "heading": _("Make it together with others"),
        "cared": cared(commitment),
        "commitment": commitment,
        "parties": [one for one in parties if not (one.submission.state == State.WITHDRAWN and not one.organisation)],
        "is_live": joint.is_live(commitment),
    }
    return render(request, "commitments/joint/joint.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, reference: str) -> HttpResponse:
    commitment = looked_after(request, reference)
    form = OrganisationForm(request.POST if request.method == "POST" else None, commitment=commitment)

    def act() -> None:
        joint.ask_organisation(
            commitment=commitment, organisation=form.cleaned_data["organisation"], by=person(request)
        )

    context = {"heading": _("Which organisation shall we ask?")}
    return asking(request, commitment, form, "name", act, context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def somebody(request: HttpRequest, reference: str) -> HttpResponse:
    commitment = looked_after(request, reference)
    form = PersonForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        joint.ask_person(commitment=commitment, email=form.cleaned_data["email"], by=person(request))

    context = {
        "heading": _("Who shall we write to?"),
        "intro": _("We ask them to sign in with this address. Then they read your commitment and say yes or no."),
    }
    return asking(request, commitment, form, "email", act, context)


def asking(
    request: HttpRequest,
    commitment: Commitment,
    form: PortalForm,
    field: str,
    act: Callable[[], None],
    words: dict[str, str],
) -> HttpResponse:
    back = reverse("my-commitment-joint", args=[commitment.reference])
    looked_at = cared(commitment)
    context = {
        **words,
        "caption": Theirs(f"{looked_at.title} ({commitment.reference})"),
        "button": _("Ask them"),
        "form": form,
        "back": back,
    }

    def act_and_go_back() -> str:
        take(request, act="joint-request")
        act()
        thank(request, _("We have asked them. We tell you when they answer."))
        return back

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act_and_go_back)
        except Refused as refused:
            form.add_error(field, refused.sentence)
    return render(request, "commitments/joint/ask.html", context)


def own_party(request: HttpRequest, key: UUID) -> Party:
    found = get_object_or_404(
        Party.objects.select_related(
            "submission",
            "organisation",
            "commitment__organisation",
            "commitment__charter",
            "commitment__published_version",
        ),
        key=key,
    )
    if not can_read_party(person(request), found):
        raise Http404
    return found


@never_cache
@login_required
@second_click_follows(PortalForm)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """The second click comes to where the first one led: by then there is nothing left to take back."""
    commitment = looked_after(request, reference)
    found = get_object_or_404(commitment.parties.select_related("organisation", "commitment"), key=key)
    back = reverse("my-commitment-joint", args=[reference])
    form = PortalForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        joint.take_back(party=found, by=person(request))
        thank(request, _("We do not ask them any more."))
        return back

    if request.method == "POST" and form.is_valid():
        return post_once(request, form, act)
    context = {
        "heading": _("Ask them no more?"),
        "caption": Theirs(found.shown_name or found.email),
        "button": _("Yes, take it back"),
        "form": form,
        "back": back,
    }
    return render(request, "commitments/joint/ask.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def party(request: HttpRequest, key: UUID) -> HttpResponse:
    """What somebody is asked to make together, in its words, and their answer."""
    found = own_party(request, key)
    make_form = AcceptForm if found.organisation_id else AcceptAsPersonForm
    form = make_form(request.POST if request.method == "POST" else None, initial={"name": found.name})
    state, may_answer = found.submission.told_state, can_answer_for(person(request), found)
    is_live = joint.is_live(found.commitment)
    version = words_shown(found.commitment) if is_live else None

    def act() -> str:
        joint.accept(party=found, name=form.cleaned_data.get("name", ""), by=person(request))
        thank(request, _("Thank you. A person reads the name first. Then it stands under the commitment."))
        return reverse("my-joint", args=[found.key])

    context = {
        "heading": _("Make this commitment together?")
        if state == State.DRAFT
        else _("A commitment that is made together"),
        "button": _("Yes, we make it together"),
        "form": form,
        "party": found,
        "commitment": found.commitment,
        "words": words_of_version(version) if version else [],
        "state": state,
        "is_live": is_live,
        "has_ended": joint.has_ended(found),
        "may_answer": may_answer,
        "decisions": decisions_on_submission(found.submission) if may_answer else [],
        "asks": state in (State.DRAFT, State.RETURNED),
        "stands": state in joint.STANDING,
    }
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            return render(request, "commitments/joint/party.html", context, status=409)
    return render(request, "commitments/joint/party.html", context)


def words_shown(commitment: Commitment) -> Version | None:
    """Those that are public; before there are any, those that wait to be read."""
    versions = commitment.versions.select_related("submission", "area", "commitment__organisation").order_by("-number")
    public = versions.filter(pk=commitment.published_version_id).first()
    return public or versions.filter(submission__state__in=OPEN).first()


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    found = own_party(request, key)
    is_asked = found.submission.state == State.DRAFT
    if found.submission.state not in (State.DRAFT, *joint.STANDING) and request.method != "POST":
        return redirect("my-joint", key)
    form = PortalForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        joint.leave(party=found, by=person(request))
        thank(request, _("Thank you for saying so. We tell whoever asked you."))
        return reverse("my")

    if request.method == "POST" and form.is_valid():
        return post_once(request, form, act)
    context = {
        "heading": _("Say no?") if is_asked else _("Leave this commitment?"),
        "intro": _("Nothing about you is shown.")
        if is_asked
        else _("Your name goes from the commitment. Its history says that somebody left, and not who."),
        "button": _("Yes, say no") if is_asked else _("Yes, leave it"),
        "form": form,
        "back": reverse("my-joint", args=[key]),
    }
    return render(request, "commitments/joint/ask.html", context)
