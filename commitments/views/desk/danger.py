"""That somebody may be in danger: saying so, and the room of the safeguarding lead and deputy."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.desk import reading, safety, waiting
from commitments.entries import entry_of
from commitments.forms.desk.safety import YES, LookForm, RaiseForm
from commitments.models import Danger, Report
from commitments.operations.safety import RAISABLE, look_at_danger, raise_danger
from commitments.subjects import subject_of
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once, post_or_show
from coprod_portal.languages.texts import Theirs
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State

from .door import moderators_only
from .item import show_kept_apart, thank_for_danger


@require_safe
@moderators_only
def dangers(request: HttpRequest) -> HttpResponse:
    """For lead and deputy. Another moderator hears what to do, and no more."""
    if not safety.has_duty(person(request)):
        raise PermissionDenied
    context = {
        "heading": _("Somebody may be in danger"),
        "open": [(danger, time_left(danger)) for danger in safety.still_open()],
        "closed": safety.closed(request.GET.get("after", "")),
        "unfilled": safety.unfilled(),
    }
    return render(request, "commitments/desk/dangers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def danger(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever raised it sees only that it is with lead and deputy. Others learn not even whether there is one."""
    found = Danger.objects.select_related("submission", "case", "raised_by").filter(pk=pk).first()
    if found is None:
        raise Http404 if safety.has_duty(person(request)) else PermissionDenied
    if not safety.can_look(person(request), found):
        if found.raised_by_id == person(request).pk and request.method != "POST":
            return render(request, "commitments/desk/danger_raised.html", about(found))
        raise PermissionDenied
    read = words_of(found)
    can_write = read is not None and read.written_by is not None and read.written_by.is_active
    initial = {"revision": read.revision if read else 1, "read": reading.as_read(read) if read else ""}
    form = LookForm(request.POST if request.method == "POST" else None, initial=initial, can_write=can_write)
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: look(request, found, form))
        except Refused as refused:
            found.refresh_from_db()
            return show(request, found, form, can_write=can_write, refused=refused)
    return show(request, found, form)


def look(request: HttpRequest, found: Danger, form: LookForm) -> str:
    look_at_danger(
        danger=found,
        was_danger=form.cleaned_data["outcome"] == YES,
        what_was_done=form.cleaned_data["what_was_done"],
        revision=form.cleaned_data["revision"],
        to_writer=form.to_writer_or_nothing(),
        by=person(request),
    )
    messages.success(request, _("Thank you. What was done is kept with it."))
    return reverse("moderation-danger")


def show(
    request: HttpRequest, found: Danger, form: LookForm, *, can_write: bool = False, refused: Refused | None = None
) -> HttpResponse:
    read = words_of(found)
    context = {**about(found), "reports": reports_of(found)}
    if read is not None:
        before = reading.parts(read, None)
        context |= {
            "submission": read,
            "subject": subject_of(read),
            "parts": before,
            "hints": reading.all_hints(before),
            "picture": reading.picture_of(read),
            "entry": entry_of(read),
            "contacts": safety.contacts_for(safety.area_of(read)),
        }
    else:
        context["contacts"] = safety.contacts_for(None)
    if refused is not None:
        context["happened"] = refused.sentence
        if read is not None:
            context["changes"] = reading.changed_since(form.cleaned_data["read"], read)
            typed = {name: form.data.get(name, "") for name in ("outcome", "what_was_done", "writes", "to_writer")}
            again = {**typed, "revision": read.revision, "read": reading.as_read(read)}
            form = LookForm(initial=again, can_write=can_write)
    context["form"] = form if found.looked_at is None else None
    context["typed"] = form.data.get("what_was_done", "") if refused is not None and found.looked_at else ""
    status = HTTPStatus.CONFLICT if refused is not None else HTTPStatus.OK
    return render(request, "commitments/desk/danger.html", context, status=status)


def about(found: Danger) -> dict[str, Any]:
    return {"danger": found, "heading": _("Somebody may be in danger"), "left": time_left(found)}


def reports_of(found: Danger) -> list[Report]:
    """What readers said, where one of them told us of it."""
    return list(found.case.reports.all()) if found.case else []


def words_of(found: Danger) -> Submission | None:
    """As they stand now; none where its writer has deleted them since."""
    if found.submission_id is None:
        return None
    rows = reading.with_words(waiting.submissions()).select_related("written_by")
    return rows.get(pk=found.submission_id)


def time_left(found: Danger) -> int:
    """Whole hours until the end of the day on which it was raised; none below nought."""
    return max(0, int((found.due_at - timezone.now()).total_seconds() // 3600))


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def raise_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Say it of anything that was sent. What is public is hidden in the same act."""
    if request.method == "POST" and safety.is_kept_apart(pk):
        return show_kept_apart(request)
    rows = safety.without_apart(reading.with_words(waiting.submissions()).filter(state__in=RAISABLE))
    read = get_object_or_404(rows, pk=pk)
    form = RaiseForm(
        request.POST if request.method == "POST" else None,
        initial={"revision": read.revision, "read": reading.as_read(read)},
    )

    def act() -> str:
        raised = raise_danger(
            submission=read, revision=form.cleaned_data["revision"], why=form.cleaned_data["why"], by=person(request)
        )
        return thank_for_danger(request, raised)

    done = post_or_show(request, form, act, beside=None)
    if done is not None:
        return done
    context = {
        "form": form,
        "heading": _("Somebody may be in danger"),
        "button": _("Tell the safeguarding lead now"),
        "caption": Theirs(subject_of(read).title),
        "parts": reading.parts(read, None),
        "submission": read,
        "is_public": read.state == State.PUBLISHED,
        "unfilled": safety.unfilled(),
    }
    return render(request, "commitments/desk/danger_raise.html", context, status=form.status)
