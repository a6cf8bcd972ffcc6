"""What was decided lately, and hiding or restoring one of these."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.desk import decided as decisions
from commitments.desk import reading
from commitments.forms.moderation import ActForm, HideForm, RestoreForm
from commitments.permissions import is_own
from commitments.subjects import REPLACED, subject_of
from coprod_portal.accounts.permissions import person
from coprod_portal.languages.texts import Theirs
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import Action, State, is_allowed

from .door import covers, moderators_only
from .item import as_opened, decide_once, find, show


@require_safe
@moderators_only
def decided(request: HttpRequest) -> HttpResponse:
    place = request.GET.get("after", "")
    items, next_place = decisions.decided(place=place, by=person(request))
    context = {"items": items, "next_place": next_place, "place": place, "covers": covers(request)}
    return render(request, "commitments/moderation_decided.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    return act_on(request, find(pk), Action.HIDE, HideForm, heading=_("Hide this?"), button=_("Hide it"))


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    return act_on(
        request,
        find(pk),
        Action.RESTORE,
        RestoreForm,
        heading=_("Make this public again?"),
        button=_("Make it public again"),
    )


def act_on(
    request: HttpRequest, read: Submission, action: Action, form_class: type[ActForm], *, heading: str, button: str
) -> HttpResponse:
    """The page of a single act on something that was decided before. Whoever may not do it sees what it is now."""
    form = form_class(request.POST) if request.method == "POST" else form_class(initial=as_opened(read))
    if request.method == "POST" and form.is_valid():
        return decide_once(request, read, action, form)
    if is_own(person(request), read) or (
        request.method != "POST" and not is_allowed(action=action, state=State(read.state))
    ):
        return show(request, read)
    context = {
        "form": form,
        "heading": heading,
        "button": button,
        "caption": Theirs(subject_of(read).title),
        "parts": reading.parts(read, None),
        "is_whole": read.kind in REPLACED,
        "submission": read,
    }
    return render(request, f"commitments/moderation_{action.value}.html", context)
