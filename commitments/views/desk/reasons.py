"""The list of reasons: moderators read it, and administrators keep it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.forms.desk.reasons import ACTIONS, ChangeReasonForm, NewReasonForm, as_kept
from commitments.models import Reason
from commitments.operations.keeping_reasons import add_reason, change_reason, move_up, seen_mark
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, roles_of, staff_page
from coprod_portal.forms.once import post_or_show
from coprod_portal.languages.texts import Theirs

administrators_only = staff_page(Role.Name.ADMINISTRATOR)


@require_safe
@staff_page(Role.Name.MODERATOR, Role.Name.ADMINISTRATOR)
def reasons(request: HttpRequest) -> HttpResponse:
    kept = [(reason, [label for name, label in ACTIONS if getattr(reason, name)]) for reason in Reason.objects.all()]
    context = {
        "heading": _("Reasons"),
        "reasons": kept,
        "can_change": Role.Name.ADMINISTRATOR in roles_of(person(request)),
    }
    return render(request, "commitments/desk/reasons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def new(request: HttpRequest) -> HttpResponse:
    form = NewReasonForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        values = form.cleaned_data
        add_reason(code=values["code"], group=values["group"], words=form.words(), by=person(request))
        messages.success(request, _("Added. Moderators can give this reason now."))
        return reverse("moderation-reasons")

    done = post_or_show(request, form, act, beside="code")
    context = {"heading": _("Add a reason"), "button": _("Add it"), "form": form}
    return done or render(request, "commitments/desk/reason.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def change(request: HttpRequest, code: str) -> HttpResponse:
    reason = get_object_or_404(Reason, code=code)
    form = ChangeReasonForm(request.POST if request.method == "POST" else None, initial=as_kept(reason))

    def act() -> str:
        change_reason(reason=reason, words=form.words(), seen=form.cleaned_data["seen"], by=person(request))
        messages.success(request, _("Changed."))
        return reverse("moderation-reasons")

    if done := post_or_show(request, form, act, beside=None):
        return done
    if form.status == HTTPStatus.CONFLICT:
        # What was typed may now go over what is there, once somebody has seen that.
        data = request.POST.copy()
        reason.refresh_from_db()
        data["seen"] = seen_mark(reason)
        form.data = data
    context = {
        "heading": _("Change a reason"),
        "caption": Theirs(reason.for_staff),
        "button": _("Save it"),
        "form": form,
        "reason": reason,
    }
    return render(request, "commitments/desk/reason.html", context, status=form.status)


@require_POST
@administrators_only
def up(request: HttpRequest, code: str) -> HttpResponse:
    move_up(reason=get_object_or_404(Reason, code=code), by=person(request))
    return redirect("moderation-reasons")
