"""Who is staff: roles given and taken, sessions ended, second factors taken, by administrators."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from charters.models import Charter, Stewardship
from commitments.models import Week, WeekOrganiser
from commitments.operations import staff_roles
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.operations import end_sessions, not_oneself, take_second_factor
from coprod_portal.accounts.permissions import fresh_second_factor, person, staff_page
from coprod_portal.accounts.staff_log import say
from coprod_portal.forms.once import post_or_show
from coprod_portal.places import key_in
from coprod_portal.site.staff_forms import GiveRoleForm
from coprod_portal.submissions.errors import Refused

PAGE = 50

administrators_only = staff_page(Role.Name.ADMINISTRATOR)


def staff_people() -> "QuerySet[User]":
    """Whoever holds a role, with all that their lines on the page say."""
    second_factor = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return (
        User.objects.filter(Exists(Role.objects.filter(user=OuterRef("pk"))))
        .annotate(
            has_second_factor=Exists(second_factor),
            open_sessions=Count("sessions", filter=Q(sessions__expire_date__gt=timezone.now())),
        )
        .prefetch_related(
            Prefetch("roles", Role.objects.order_by("name")),
            Prefetch("stewardships", Stewardship.objects.select_related("charter")),
            Prefetch("organised_weeks", WeekOrganiser.objects.select_related("week")),
        )
        .order_by("pk")
    )


@require_safe
@administrators_only
def staff(request: HttpRequest) -> HttpResponse:
    """All of them, or those with one role."""
    people, role = staff_people(), request.GET.get("role", "")
    if role in Role.Name.values:
        people = people.filter(Exists(Role.objects.filter(user=OuterRef("pk"), name=role)))
    if (last := key_in(request.GET.get("after", ""))) is not None:
        people = people.filter(pk__gt=last)
    found = list(people[: PAGE + 1])
    context = {
        "people": found[:PAGE],
        "next_place": found[PAGE - 1].pk if len(found) > PAGE else "",
        "role": role,
        "roles": Role.Name.choices,
    }
    return render(request, "site/staff/staff.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
@fresh_second_factor
def give(request: HttpRequest) -> HttpResponse:
    chosen = {name: request.GET.get(name, "") for name in ("role", "charter", "week")}
    form = GiveRoleForm(request.POST if request.method == "POST" else None, initial=chosen)

    def act() -> str:
        values = {name: form.cleaned_data[name] for name in ("email", "charter", "week")}
        role = Role.Name(form.cleaned_data["role"])
        not_oneself(email=values["email"], by=person(request))
        user = staff_roles.give(**values, role=role, by=person(request))
        say(request, thing=staff_roles.thing(user, values["charter"], values["week"]), choice=f"give-{role}")
        done = _("%(email)s has this role now: %(role)s. We wrote to them, and to all administrators.")
        messages.success(request, done % {"email": user.email, "role": role.label})
        return reverse("staff-person", args=[user.pk])

    shown = post_or_show(request, form, act, beside="email")
    if shown is not None:
        return shown
    context = {"form": form, "heading": _("Give somebody a role"), "button": _("Give them this role")}
    return render(request, "site/staff/give.html", context, status=form.status)


@require_safe
@administrators_only
def staff_person(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the staff, with a button for each thing that can be taken away."""
    found = get_object_or_404(staff_people(), pk=pk)
    plain = [role for role in found.roles.all() if not has_thing(found, Role.Name(role.name))]
    context = {"person": found, "plain_roles": plain, "is_self": found == request.user}
    return render(request, "site/staff/person.html", context)


def has_thing(user: User, role: Role.Name) -> bool:
    """Whether the role is for charters or weeks, each of which is taken on its own."""
    if role == Role.Name.STEWARD:
        return bool(user.stewardships.all())
    return role == Role.Name.ORGANISER and bool(user.organised_weeks.all())


@require_POST
@administrators_only
@fresh_second_factor
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """A button takes one role, of one charter or one week where it is for one."""
    user = get_object_or_404(User, pk=pk)
    role = request.POST.get("role", "")
    if role not in Role.Name.values:
        raise Refused(_("We do not know this role. Go back and press the button again."))
    charter = Charter.objects.filter(slug=request.POST.get("charter", "")).first()
    week = Week.objects.filter(year=key_in(request.POST.get("week", "")) or 0).first()
    say(request, thing=staff_roles.thing(user, charter, week), choice=f"take-{role}")
    taken = staff_roles.take(user=user, role=Role.Name(role), charter=charter, week=week, by=person(request))
    if taken:
        messages.success(request, _("It is taken away. We wrote to them, and to all administrators."))
    else:
        messages.info(request, _("They did not have it any more."))
    if user == request.user and role == Role.Name.ADMINISTRATOR:
        return redirect("my")
    return redirect("staff-person", pk) if user.roles.exists() else redirect("staff")


@require_POST
@administrators_only
@fresh_second_factor
def sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Everywhere, at their next click."""
    user = get_object_or_404(staff_people(), pk=pk)
    end_sessions(user=user, but=request.session.session_key)
    messages.success(request, _("They are signed out everywhere. They can sign in again."))
    return redirect("staff-person", pk)


@require_POST
@administrators_only
@fresh_second_factor
def new_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """For somebody who lost their phone. They sign in again, and set up a new one."""
    user = get_object_or_404(staff_people(), pk=pk)
    if user == request.user:
        raise Refused(_("This is your own. Ask another administrator."))
    take_second_factor(user=user)
    messages.success(request, _("Their second factor is taken away. They set up a new one on the next staff page."))
    return redirect("staff-person", pk)
