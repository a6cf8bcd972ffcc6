"""Where staff find somebody new for commitments that nobody answers for."""

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.forms.organisations import AddressForm
from commitments.models import Commitment, Member
from commitments.operations.inviting import invite, open_invitations
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_or_show
from coprod_portal.languages.texts import Theirs
from coprod_portal.limits.operations import take
from coprod_portal.places import key_in

from .my import thank

ON_A_PAGE = 50


def needing_owner() -> QuerySet[Commitment]:
    """Public, and silent for long, out of reach, or left by whoever looked after it. What has ended needs nobody."""
    gone = Q(needs_owner_since__isnull=False) | Q(keeper=None, entry=None) | Q(keeper__is_active=False)
    running = Commitment.objects.public().filter(
        gone, Q(news_due_on__isnull=False) | Q(needs_owner_since__isnull=False)
    )
    return running.select_related("organisation", "published_version", "charter").prefetch_related(
        Prefetch("invitations", open_invitations(), to_attr="waiting"),
        Prefetch("organisation__invitations", open_invitations(), to_attr="invited"),
    )


@staff_page(Role.Name.MODERATOR)
@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    found = needing_owner().order_by("pk")
    if (after := key_in(request.GET.get("after", ""))) is not None:
        found = found.filter(pk__gt=after)
    rows = list(found[: ON_A_PAGE + 1])
    context = {
        "heading": _("Commitments that need a new owner"),
        "commitments": rows[:ON_A_PAGE],
        "next": rows[ON_A_PAGE - 1].pk if len(rows) > ON_A_PAGE else "",
    }
    return render(request, "commitments/moderation_needing_owner.html", context)


@staff_page(Role.Name.MODERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def invite_owner(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_object_or_404(needing_owner(), reference=reference)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if (done := post_or_show(request, form, lambda: do_invite(request, found, form), beside="email")) is not None:
        return done
    context = {
        "heading": _("Invite somebody to look after it"),
        "caption": Theirs(f"{found.published_version} ({found.reference})"),
        "intro": _("They join the organisation as its lead when they accept. First make sure that they work there.")
        if found.organisation
        else _("They look after this commitment when they accept. First make sure that its maker wants this."),
        "button": _("Send the invitation"),
        "form": form,
        "back": reverse("moderation-needing-owner"),
    }
    return render(request, "commitments/my_organisation_form.html", context, status=form.status)


def do_invite(request: HttpRequest, commitment: Commitment, form: PortalForm) -> str:
    take(request, act="invitation")
    role, email = Member.Role.LEAD if commitment.organisation else "", form.cleaned_data["email"]
    invite(commitment=commitment, role=role, email=email, by=person(request))
    thank(request, _("The invitation is on its way to %(email)s.") % {"email": email})
    return reverse("moderation-needing-owner")
