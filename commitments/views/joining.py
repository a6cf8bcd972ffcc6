""" "I work there now": asking, and deciding. A lead decides in the room of the organisation, or else a moderator."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commitments.forms.organisations import DECLINE, JoinForm, RequestForm, StaffRequestForm
from commitments.lookalikes import is_seen
from commitments.mail_domains import is_public_mail, shares_domain
from commitments.membership import can_decide_request, for_moderators, role_in
from commitments.models import JoinRequest, Member, Organisation
from commitments.operations.joining import ask_to_join, decide_request
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_or_show
from coprod_portal.languages.texts import Theirs
from coprod_portal.limits.operations import take

from .my import thank
from .my_organisations import own_organisation, room_of

MOST_SHOWN = 100


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Organisation.objects.filter(is_seen()), slug=slug)
    if role_in(person(request), found):
        return redirect(room_of(found))
    form = JoinForm(request.POST if request.method == "POST" else None)
    if (done := post_or_show(request, form, lambda: do_ask(request, found, form), beside="words")) is not None:
        return done
    context = {
        "heading": _("I work there now"),
        "caption": Theirs(found.name),
        "button": _("Ask to join"),
        "form": form,
        "organisation": found,
        "waiting": found.join_requests.filter(user=person(request), decision="").first(),
    }
    return render(request, "commitments/organisation_join.html", context, status=form.status)


def do_ask(request: HttpRequest, organisation: Organisation, form: JoinForm) -> str:
    take(request, act="join-request")
    ask_to_join(organisation=organisation, words=form.cleaned_data["words"], by=person(request))
    thank(request, _("Thank you. We have your request, and tell you by e-mail what was decided."))
    return reverse("my")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_to_join(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = own_organisation(request, slug)
    asked = get_object_or_404(found.join_requests.select_related("user", "organisation"), pk=pk)
    if not can_decide_request(person(request), asked):
        raise PermissionDenied
    return decide(request, asked, RequestForm, room_of(found))


@staff_page(Role.Name.MODERATOR)
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Those of organisations without a lead who could decide, the oldest first."""
    context = {
        "heading": _("People who ask to join"),
        "requests": for_moderators().order_by("asked_at", "pk")[:MOST_SHOWN],
    }
    return render(request, "commitments/moderation_requests.html", context)


@staff_page(Role.Name.MODERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def staff_request(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(JoinRequest.objects.select_related("user", "organisation__area"), pk=pk)
    if not asked.decision and not can_decide_request(person(request), asked):
        raise Http404
    return decide(request, asked, StaffRequestForm, reverse("moderation-requests"))


def decide(request: HttpRequest, asked: JoinRequest, kind: type[PortalForm], back: str) -> HttpResponse:
    form = kind(request.POST if request.method == "POST" else None)
    done = post_or_show(request, form, lambda: do_decide(request, asked, form, back), beside="decision")
    if done is not None:
        return done
    leads = Member.objects.filter(organisation=asked.organisation, role=Member.Role.LEAD)
    context = {
        "heading": _("%(email)s asks to join") % {"email": asked.user.email},
        "caption": Theirs(asked.organisation.name),
        "button": _("Send my decision"),
        "form": form,
        "back": back,
        "asked": asked,
        "shares_domain": shares_domain(asked.user.email, list(leads.values_list("user__email", flat=True))),
        "is_public_mail": is_public_mail(asked.user.email),
    }
    return render(request, "commitments/join_request.html", context, status=form.status)


def do_decide(request: HttpRequest, asked: JoinRequest, form: PortalForm, back: str) -> str:
    decision = form.cleaned_data["decision"]
    accept = decision != DECLINE
    decide_request(request=asked, accept=accept, role=decision if accept else "", by=person(request))
    thank(
        request, _("They belong to it now. We have told them.") if accept else _("We have told them that you said no.")
    )
    return back
