"""The room of an organisation. Its members see it; for everybody else it is not there: 404."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.forms.organisations import InviteForm, MemberForm, ProfileForm
from commitments.membership import is_known, may_lead, role_in
from commitments.models import Member, Organisation
from commitments.my_decisions import OF_ORGANISATION, decisions_on
from commitments.operations import inviting, members, profiles
from commitments.words import words_of_profile
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once, post_or_show
from coprod_portal.languages.texts import Theirs
from coprod_portal.limits.operations import take
from coprod_portal.submissions.errors import Stale, TooMany

from .my import on, thank


def own_organisation(request: HttpRequest, slug: str, *, to_lead: bool = False) -> Organisation:
    """Strangers learn nothing; a member who may not is told so: 403."""
    found = get_object_or_404(Organisation.objects.select_related("area"), slug=slug)
    user = person(request)
    if not role_in(user, found):
        raise Http404
    if to_lead and not may_lead(user, found):
        raise PermissionDenied
    return found


def room_of(organisation: Organisation) -> str:
    return reverse("my-organisation", args=[organisation.slug])


@never_cache
@login_required
@require_safe
def room(request: HttpRequest, slug: str) -> HttpResponse:
    found = own_organisation(request, slug)
    leads_it = may_lead(person(request), found)
    waiting = profiles.open_profile(found)
    context = {
        "heading": Theirs(found.name),
        "organisation": found,
        "is_known": is_known(found),
        "leads_it": leads_it,
        "members": found.members.select_related("user").order_by("joined_at", "pk"),
        "invitations": inviting.open_invitations().filter(organisation=found) if leads_it else [],
        "requests": found.join_requests.filter(decision="").select_related("user") if leads_it else [],
        "waiting": waiting,
        "waiting_words": [words for words in words_of_profile(waiting) if words.text] if waiting else [],
        "decisions": decisions_on(found, OF_ORGANISATION),
    }
    return render(request, "commitments/my_organisation.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    found = own_organisation(request, slug)
    start = profiles.open_profile(found) or found
    seen = profiles.seen_profile(found)
    initial = {name: getattr(start, name) for name in ("name", "kind", "url", "area")}
    form = ProfileForm(request.POST or None, initial={**initial, "seen": seen})
    context: dict[str, Any] = {
        "heading": _("Change what people see"),
        "caption": Theirs(found.name),
        "button": _("Send it to be read"),
        "form": form,
        "organisation": found,
    }
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: do_describe(request, found, form))
        except TooMany as refused:
            form.add_error(None, refused.sentence)
        except Stale as stale:
            data = request.POST.copy()
            data["seen"] = seen
            now = profiles.open_profile(found)
            context |= {
                "form": ProfileForm(data),
                "stale": stale.sentence,
                "words": words_of_profile(now) if now else [],
                "button": _("Send mine instead"),
            }
            return render(request, "commitments/my_organisation_profile.html", context, status=409)
    return render(request, "commitments/my_organisation_profile.html", context)


def do_describe(request: HttpRequest, organisation: Organisation, form: ProfileForm) -> str:
    take(request, act="profile")
    submission = profiles.describe(
        organisation=organisation, words=form.words(), seen=form.cleaned_data["seen"], by=person(request)
    )
    said = _("Thank you. We will read it by %(day)s, and then put it on the site.")
    thank(request, said % {"day": on(submission.read_by_date)})
    return room_of(organisation)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    found = own_organisation(request, slug, to_lead=True)
    form = InviteForm(request.POST or None)
    if (done := post_or_show(request, form, lambda: do_invite(request, found, form), beside="email")) is not None:
        return done
    context = {
        "heading": _("Invite a colleague"),
        "caption": Theirs(found.name),
        "button": _("Send the invitation"),
        "form": form,
        "back": room_of(found),
    }
    return render(request, "commitments/my_organisation_form.html", context, status=form.status)


def do_invite(request: HttpRequest, organisation: Organisation, form: InviteForm) -> str:
    take(request, act="invitation")
    asked = form.cleaned_data
    inviting.invite(organisation=organisation, role=asked["role"], email=asked["email"], by=person(request))
    thank(request, _("The invitation is on its way to %(email)s.") % {"email": asked["email"]})
    return room_of(organisation)


@never_cache
@login_required
@require_POST
def take_back(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    found = own_organisation(request, slug, to_lead=True)
    inviting.take_back(invitation=get_object_or_404(found.invitations, key=key), by=person(request))
    thank(request, _("The invitation is taken back. It does not work any more."))
    return redirect(room_of(found))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A lead changes what somebody may do, or removes them. Everybody can leave."""
    found = own_organisation(request, slug)
    chosen = get_object_or_404(found.members.select_related("user", "organisation"), pk=pk)
    user = person(request)
    is_self, leads_it = chosen.user_id == user.pk, may_lead(user, found)
    if not (is_self or leads_it):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = MemberForm(data, member=chosen, is_self=is_self, may_lead=leads_it)
    done = post_or_show(request, form, lambda: do_to_member(request, chosen, form.cleaned_data["act"]), beside="act")
    if done is not None:
        return done
    context = {
        "heading": _("You in this organisation")
        if is_self
        else _("Change or remove %(email)s") % {"email": chosen.user.email},
        "caption": Theirs(found.name),
        "intro": _("If you remove them, what they looked after goes to a lead, and they cannot open it any more.")
        if leads_it and not is_self
        else _("When you leave, what you looked after goes to a lead."),
        "button": _("Go on"),
        "form": form,
        "back": room_of(found),
    }
    return render(request, "commitments/my_organisation_form.html", context, status=form.status)


def do_to_member(request: HttpRequest, chosen: Member, act: str) -> str:
    user, is_self = person(request), chosen.user_id == person(request).pk
    if act == "remove":
        members.remove(member=chosen, by=user)
        thank(request, _("You have left.") if is_self else _("This person does not belong to it any more."))
        return reverse("my") if is_self else room_of(chosen.organisation)
    changed = members.change_role(member=chosen, role=act, by=user)
    thank(request, _("This person is a lead now.") if changed.role == "lead" else _("This person is an editor now."))
    return room_of(chosen.organisation)
