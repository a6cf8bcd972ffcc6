"""Blocking whoever sent something, and lifting it again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.forms.desk.blocking import EVERYTHING, BlockForm, LiftForm
from commitments.operations.blocking import block_person, lift_block, public_of
from commitments.permissions import can_moderate
from commitments.subjects import WITH_SUBJECT, subject_of
from coprod_portal.accounts.blocking import block_of
from coprod_portal.accounts.models import Block, Role, User
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.forms.once import post_or_show, second_click_follows
from coprod_portal.places import key_in
from coprod_portal.submissions.models import MoveRecord

SHOWN, ON_A_PAGE = 20, 25

blockers_only = staff_page(Role.Name.MODERATOR, Role.Name.ADMINISTRATOR)


def lift_form(data: object) -> LiftForm:
    return LiftForm(data, hid_everything=False)


@require_safe
@blockers_only
def blocked(request: HttpRequest) -> HttpResponse:
    """Who is blocked now, the newest first."""
    rows = Block.objects.filter(lifted_at=None).select_related("user", "by").order_by("-pk")
    if (last := key_in(request.GET.get("after", ""))) is not None:
        rows = rows.filter(pk__lt=last)
    found = list(rows[: ON_A_PAGE + 1])
    context = {
        "heading": _("Who is blocked"),
        "blocks": found[:ON_A_PAGE],
        "next_place": found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else "",
        "back": back(request),
    }
    return render(request, "commitments/desk/blocked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@blockers_only
@second_click_follows(BlockForm, lift_form, lambda data: LiftForm(data, hid_everything=True))
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for both: what it asks hangs on whether they are blocked now. Only of those who sent something."""
    user = get_object_or_404(User, pk=pk)
    standing = block_of(user)
    if standing is None and not MoveRecord.objects.filter(by=user).exists() and not user.submissions.exists():
        raise Http404
    return lift_it(request, standing) if standing else block_them(request, user)


def block_them(request: HttpRequest, user: User) -> HttpResponse:
    form = BlockForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        values = form.cleaned_data
        block_person(
            user=user,
            why=values["why"],
            reason=values["reason"],
            hide_everything=values["hides"] == EVERYTHING,
            by=person(request),
        )
        messages.success(request, _("They are blocked, and we have written to them."))
        return reverse("moderation-block", args=[user.pk])

    done = post_or_show(request, form, act, beside=None)
    if done is not None:
        return done
    public = public_of(user)
    context = {
        "heading": _("Block this person?"),
        "button": _("Block them"),
        "form": form,
        "is_staff": user.roles.exists(),
        "is_self": user.pk == person(request).pk,
        "how_many": public.count(),
        "public": [subject_of(one) for one in public.select_related(*WITH_SUBJECT)[:SHOWN]],
        "back": back(request),
        "before": user.blocks.filter(lifted_at__isnull=False),
    }
    return render(request, "commitments/desk/block.html", context, status=form.status)


def lift_it(request: HttpRequest, standing: Block) -> HttpResponse:
    form = LiftForm(request.POST if request.method == "POST" else None, hid_everything=standing.hid_everything)

    def act() -> str:
        restores = form.cleaned_data.get("restores") == EVERYTHING
        lift_block(block=standing, restore_everything=restores, by=person(request))
        messages.success(request, _("They can send again, and we have written to them."))
        return reverse("moderation-block", args=[standing.user_id])

    done = post_or_show(request, form, act, beside=None)
    if done is not None:
        return done
    context = {
        "heading": _("This person is blocked"),
        "button": _("Let them send again"),
        "form": form,
        "standing": standing,
        "back": back(request),
    }
    return render(request, "commitments/desk/block_lift.html", context, status=form.status)


def back(request: HttpRequest) -> str:
    """An administrator who is no moderator does not come in to the desk."""
    return reverse("moderation") if can_moderate(person(request)) else reverse("my")
