"""Handing a commitment over, and ending it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments.caring import cared
from commitments.forms.organisations import BY_INVITATION, EndForm, HandOverForm
from commitments.membership import active_members
from commitments.models import Commitment
from commitments.operations.handing_over import hand_over as hand_over_at_once
from commitments.operations.inviting import invite, open_invitations
from commitments.permissions import can_look_after
from coprod_portal.accounts.models import User
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_or_show
from coprod_portal.languages.texts import Theirs
from coprod_portal.limits.operations import take
from coprod_portal.submissions.errors import Refused

from .my import looked_after, thank


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    """To a colleague at once, or to anybody by an invitation that they accept first."""
    commitment = looked_after(request, reference)
    if not can_look_after(person(request), commitment):
        raise Http404
    others = active_members(commitment.organisation)
    colleagues = [colleague for colleague in others if colleague.pk != commitment.keeper_id]
    form = HandOverForm(request.POST if request.method == "POST" else None, colleagues=colleagues)
    if (done := post_or_show(request, form, lambda: do_hand_over(request, commitment, form), beside=None)) is not None:
        return done
    context = {
        "heading": _("Who looks after it from now on?"),
        "caption": Theirs(f"{cared(commitment).title} ({commitment.reference})"),
        "button": _("Hand it over"),
        "form": form,
        "commitment": commitment,
        "waiting": open_invitations().filter(commitment=commitment),
    }
    return render(request, "commitments/my_commitment_hand_over.html", context, status=form.status)


def do_hand_over(request: HttpRequest, commitment: Commitment, form: HandOverForm) -> str:
    chosen, address = form.cleaned_data.get("to"), reverse("my-commitment", args=[commitment.reference])
    if chosen and chosen != BY_INVITATION:
        colleague = get_object_or_404(User, pk=int(chosen))
        hand_over_at_once(commitment=commitment, to=colleague, by=person(request))
        thank(request, _("It is handed over. Its history says that a new person looks after it."))
        return address
    take(request, act="invitation")
    email = form.cleaned_data["email"]
    invite(commitment=commitment, email=email, by=person(request))
    said = _("The invitation is on its way to %(email)s. Until they accept it, nothing changes.")
    thank(request, said % {"email": email})
    return address


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, reference: str) -> HttpResponse:
    """Done, partly done or stopped: each is told as news, and met with thanks."""
    looked_at = cared(looked_after(request, reference))
    if not looked_at.is_public:
        raise Refused(_("You can end your commitment once it is public."))
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect(f"{reverse('my-commitment-news', args=[reference])}?going={form.cleaned_data['going']}")
    context = {
        "heading": _("How did it end?"),
        "caption": Theirs(f"{looked_at.title} ({reference})"),
        "intro": _("All three endings count. Telling people is part of keeping trust."),
        "button": _("Go on"),
        "form": form,
        "back": reverse("my-commitment", args=[reference]),
    }
    return render(request, "commitments/my_organisation_form.html", context)
