"""One submission with all that helps to decide, and the decision."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from commitments.desk import makers, reading, reasons, reviewing, waiting
from commitments.desk.asked import Asked
from commitments.desk.holds import hold_of
from commitments.desk.pauses import needs_pause
from commitments.desk.safety import is_kept_apart, without_apart
from commitments.desk.waiting import place_of
from commitments.entries import entry_of
from commitments.forms.moderation import ActForm, DecisionForm
from commitments.models import Danger
from commitments.operations.moderation import can_be_asked, decide
from commitments.operations.safety import raise_danger
from commitments.permissions import why_not
from commitments.subjects import public_now, subject_of
from coprod_portal.accounts.models import User
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import Action, State

from .door import covers, moderators_only
from .taking import go_on

DONE = {
    Action.PUBLISH: _("Public now: {title}. We wrote to the person who sent it."),
    Action.RETURN: _("Sent back with your question: {title}."),
    Action.DECLINE: _("You decided not to publish this: {title}. Somebody else looks at it before the writer hears."),
    Action.HIDE: _("Hidden: {title}. We wrote to the person who sent it."),
    Action.RESTORE: _("Public again: {title}. We wrote to the person who sent it."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method == "POST" and is_kept_apart(pk):
        return show_kept_apart(request, DecisionForm(request.POST))
    read = find(pk)
    if request.method == "POST":
        form = DecisionForm(request.POST, can_ask=can_be_asked(read))
        if not form.is_valid():
            return show(request, read, form=form)
        return decide_once(request, read, Action(form.cleaned_data["decision"]), form)
    return show(request, read, form=DecisionForm(initial=as_opened(read), can_ask=can_be_asked(read)))


def find(pk: int) -> Submission:
    """A draft is nobody's but its writer's, and what is kept apart only lead's and deputy's."""
    rows = without_apart(reading.with_words(waiting.submissions()).exclude(state__in=(State.DRAFT, State.APART)))
    return get_object_or_404(rows, pk=pk)


def as_opened(read: Submission) -> dict[str, Any]:
    return {"revision": read.revision, "read": reading.as_read(read)}


def decide_once(request: HttpRequest, read: Submission, action: Action, form: ActForm) -> HttpResponse:
    values = form.cleaned_data

    def act() -> str:
        if action is Action.SET_APART:
            raised = raise_danger(submission=read, revision=values["revision"], why=values["why"], by=person(request))
            return thank_for_danger(request, raised)
        decide(
            submission=read,
            action=action,
            revision=values["revision"],
            reason=values.get("reason", ""),
            note=values["note"],
            by=person(request),
        )
        messages.success(request, DONE[action].format(title=subject_of(read).title))
        return after(action, read, asked=Asked.of(request.GET), by=person(request))

    try:
        return post_once(request, form, act)
    except Stale as stale:
        if is_kept_apart(read.pk):
            return show_kept_apart(request, form)
        return show_changed(request, find(read.pk), stale, form)


def thank_for_danger(request: HttpRequest, raised: Danger) -> str:
    """Whoever raised it keeps its address, and sees there only that it is with lead and deputy."""
    messages.success(request, gettext("Thank you. We have told the safeguarding lead and deputy, and keep this apart."))
    return reverse("moderation-danger-item", args=[raised.pk])


def show_kept_apart(request: HttpRequest, form: ActForm) -> HttpResponse:
    """Somebody else was faster, and said that somebody may be in danger: no word of it is shown any more."""
    typed = [form.data.get(name, "") for name in ("note", "why")]
    context = {"heading": gettext("This is kept apart now"), "typed": [words for words in typed if words]}
    return render(request, "commitments/desk/kept_apart.html", context, status=HTTPStatus.CONFLICT)


def after(action: Action, read: Submission, *, asked: Asked, by: User) -> str:
    """Where a moderator goes next: from the queue to what waits longest, from what was decided back to that."""
    if action in (Action.HIDE, Action.RESTORE):
        return reverse("moderation-decided")
    return go_on(asked=asked, after=str(place_of(read)), by=by)


def show(
    request: HttpRequest, read: Submission, *, form: ActForm | None = None, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    """One submission with all that helps to decide, and the form where it may be decided by this person."""
    subject, hold = subject_of(read), hold_of(waiting.name_of(read))
    item = waiting.item(read, why_not=why_not(person(request), read), hold=hold)
    before, known = public_now(read), reasons.by_code()
    # Whoever has written something keeps it before them, also when somebody else has the item now.
    is_free, form_is_kept = hold is None or hold.by_id == person(request).pk, request.method == "POST"
    parts = reading.parts(read, before)
    context = {
        "submission": read,
        "subject": subject,
        "item": item,
        "asked": Asked.of(request.GET),
        "place": place_of(read),
        "needs_pause": needs_pause(person(request)),
        "covers": covers(request),
        "is_covered": read.is_upsetting or covers(request),
        "before": before,
        "parts": parts,
        "hints": reading.all_hints(parts),
        "namesakes": reading.namesakes(subject),
        "passages": reading.charter_words(read),
        "entry": entry_of(read),
        "history": reading.history(read, known),
        "earlier": makers.earlier(read, known),
        "advice": reviewing.advice_on(read),
        "picture": reading.picture_of(read),
        "picture_before": reading.picture_of(before),
        "form": form if read.state == State.SUBMITTED and not item.is_own and (is_free or form_is_kept) else None,
        **more,
    }
    return render(request, "commitments/moderation_submission.html", context, status=status)


def show_changed(request: HttpRequest, now: Submission, stale: Stale, form: ActForm) -> HttpResponse:
    """What happened since, what changed in the words, and all that was typed, to go on with."""
    typed = {name: form.data.get(name, "") for name in ("decision", "reason", "note", "why")}
    return show(
        request,
        now,
        form=DecisionForm(initial={**typed, **as_opened(now)}, can_ask=can_be_asked(now)),
        status=HTTPStatus.CONFLICT,
        happened=stale.sentence,
        changes=reading.changed_since(form.cleaned_data["read"], now),
        note=typed["note"],
    )
