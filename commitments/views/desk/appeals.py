"""Appeals on the desk: what waits, and deciding on one."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.desk import appeals as reading_appeals
from commitments.desk import reading, reasons, waiting
from commitments.desk.safety import has_duty, is_kept_apart
from commitments.forms.desk.appeals import NO, READ_AGAIN, DecideForm
from commitments.models import Appeal
from commitments.operations.appeals import decide_appeal
from commitments.subjects import subject_of
from coprod_portal.accounts.models import User
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.states import Action

from .door import moderators_only


@require_safe
@moderators_only
def appeals(request: HttpRequest) -> HttpResponse:
    rows, next_place = reading_appeals.page_of_waiting(request.GET.get("after", ""), by=person(request))
    context = {
        "heading": _("Appeals"),
        "appeals": [(row, subject_of(row.submission)) for row in rows],
        "next_place": next_place,
        "today": timezone.localdate(),
    }
    return render(request, "commitments/desk/appeals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(pk, person(request))
    form = form_for(found, request)
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: do_decide(request, found, form))
        except Refused as refused:
            return show(request, find(pk, person(request)), form, refused=refused)
    return show(request, found, form)


def find(pk: int, user: User) -> Appeal:
    """What is kept apart since is only lead's and deputy's."""
    found = get_object_or_404(Appeal.objects.select_related("record", "submission", "by"), pk=pk)
    if is_kept_apart(found.submission_id) and not has_duty(user):
        raise Http404
    return found


def form_for(found: Appeal, request: HttpRequest | None = None, **initial: str) -> DecideForm:
    return DecideForm(
        request.POST if request is not None and request.method == "POST" else None,
        initial={"seen": reading_appeals.seen(found), **initial},
        action=Action(found.record.action),
        still_stands=reading_appeals.stands(found.record),
    )


def do_decide(request: HttpRequest, found: Appeal, form: DecideForm) -> str:
    values = form.cleaned_data
    decide_appeal(
        appeal=found,
        upheld=values["outcome"] != NO,
        read_again=values["outcome"] == READ_AGAIN,
        answer=values["answer"],
        seen=values["seen"],
        by=person(request),
    )
    messages.success(request, _("Decided. We have sent your answer to whoever appealed."))
    return reverse("moderation-appeals")


def show(request: HttpRequest, found: Appeal, form: DecideForm, *, refused: Refused | None = None) -> HttpResponse:
    """With all that was typed, where somebody was faster or it was refused."""
    user = person(request)
    if refused is not None:
        typed = {name: form.data.get(name, "") for name in ("outcome", "answer")}
        form = form_for(found, **typed)
    read = reading.with_words(waiting.submissions()).get(pk=found.submission_id)
    parts = reading.parts(read, None)
    may_decide = reading_appeals.can_decide_on(user, found)
    context = {
        "heading": _("An appeal"),
        "appeal": found,
        "subject": subject_of(read),
        "submission": read,
        "parts": parts,
        "hints": reading.all_hints(parts),
        "picture": reading.picture_of(read),
        "history": reading.history(read, reasons.by_code()),
        "removals": found.record.removals.all(),
        "form": form if may_decide and not found.decided_at else None,
        "may_decide": may_decide,
        "still_stands": reading_appeals.stands(found.record),
        "happened": refused.sentence if refused else "",
        "note": form.initial.get("answer", "") if refused else "",
    }
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return render(request, "commitments/desk/appeal.html", context, status=status)
