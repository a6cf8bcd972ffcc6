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

from commitments.desk import choices, makers, reading, reasons, reviewing, waiting
from commitments.desk.asked import Asked
from commitments.desk.holds import hold_of
from commitments.desk.pauses import needs_pause
from commitments.desk.safety import is_kept_apart, without_apart
from commitments.desk.same_words import same_words
from commitments.desk.waiting import place_of
from commitments.entries import entry_of
from commitments.forms.desk import removals
from commitments.forms.moderation import ActForm, DecisionForm
from commitments.models import Danger
from commitments.operations.moderation import agree, decide
from commitments.operations.safety import raise_danger
from commitments.operations.second_looks import put_back
from commitments.permissions import why_not
from commitments.subjects import public_now, subject_of
from coprod_portal.accounts.models import User
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import Action, State

from .door import covers, moderators_only
from .taking import go_on

DONE = {
    choices.AGREE: _("Not published: {title}. We wrote to the person who sent it."),
    choices.PUT_BACK: _("Put back with what waits to be read: {title}."),
    choices.WITHOUT: _("Public now, without the parts that you took out: {title}. We told the person who sent it."),
    Action.PUBLISH.value: _("Public now: {title}. We wrote to the person who sent it."),
    Action.RETURN.value: _("Sent back with your question: {title}."),
    Action.DECLINE.value: _(
        "{title}: somebody else looks at this too. The person who sent it hears nothing until then."
    ),
    Action.HIDE.value: _("Hidden: {title}. We wrote to the person who sent it."),
    Action.RESTORE.value: _("Public again: {title}. We wrote to the person who sent it."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method == "POST" and is_kept_apart(pk):
        return show_kept_apart(request)
    read = find(pk)
    offer = choices.offer(person(request), read)
    if request.method == "POST":
        form = DecisionForm(request.POST, offer=offer)
        if not form.is_valid():
            return show(request, read, form=form)
        return decide_once(request, read, form.cleaned_data["decision"], form)
    return show(request, read, form=DecisionForm(initial=as_opened(read), offer=offer))


def find(pk: int) -> Submission:
    """A draft is nobody's but its writer's, and what is kept apart only lead's and deputy's."""
    rows = without_apart(reading.with_words(waiting.submissions()).exclude(state__in=(State.DRAFT, State.APART)))
    return get_object_or_404(rows, pk=pk)


def as_opened(read: Submission) -> dict[str, Any]:
    return {"revision": read.revision, "read": reading.as_read(read)}


def decide_once(request: HttpRequest, read: Submission, decision: str, form: ActForm) -> HttpResponse:
    values = form.cleaned_data

    def act() -> str:
        if decision == Action.SET_APART:
            raised = raise_danger(submission=read, revision=values["revision"], why=values["why"], by=person(request))
            return thank_for_danger(request, raised)
        if decision in (choices.AGREE, choices.PUT_BACK):
            look = get_object_or_404(read.second_looks, pk=values["look"])
            (agree if decision == choices.AGREE else put_back)(look=look, by=person(request))
        else:
            decide(
                submission=read,
                action=Action.PUBLISH if decision == choices.WITHOUT else Action(decision),
                revision=values["revision"],
                reason=values.get("reason", ""),
                note=values["note"],
                taken_out=form.taken_out if isinstance(form, DecisionForm) else (),
                look=values.get("look"),
                by=person(request),
            )
        messages.success(request, DONE[decision].format(title=subject_of(read).title))
        return after(decision, read, asked=Asked.of(request.GET), by=person(request))

    try:
        return post_once(request, form, act)
    except Stale as stale:
        if is_kept_apart(read.pk):
            return show_kept_apart(request)
        return show_changed(request, find(read.pk), stale, form)
    except Refused as refused:
        if why_not(person(request), read) or not isinstance(form, DecisionForm):
            raise
        form.add_error(None, refused.sentence)
        return show(request, read, form=form, status=HTTPStatus.CONFLICT)


def thank_for_danger(request: HttpRequest, raised: Danger) -> str:
    """Whoever raised it keeps its address, and sees there only that it is with lead and deputy."""
    messages.success(request, gettext("Thank you. We have told the safeguarding lead and deputy, and keep this apart."))
    return reverse("moderation-danger-item", args=[raised.pk])


def show_kept_apart(request: HttpRequest) -> HttpResponse:
    """Somebody else was faster, and said that somebody may be in danger: no word of it is shown any more."""
    typed = [request.POST.get(name, "") for name in ("note", "why")]
    context = {"heading": gettext("This is kept apart now"), "typed": [words for words in typed if words]}
    return render(request, "commitments/desk/kept_apart.html", context, status=HTTPStatus.CONFLICT)


def after(decision: str, read: Submission, *, asked: Asked, by: User) -> str:
    """Where a moderator goes next: from the queue to what waits longest, from what was decided back to that."""
    if decision in (Action.HIDE, Action.RESTORE):
        return reverse("moderation-decided")
    return go_on(asked=asked, after=str(place_of(read)), by=by)


def show(
    request: HttpRequest, read: Submission, *, form: ActForm | None = None, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    """One submission with all that helps to decide, and the form where it may be decided by this person."""
    subject, hold = subject_of(read), hold_of(waiting.name_of(read))
    if not isinstance(form, DecisionForm):
        form = DecisionForm(offer=choices.offer(person(request), read))
    offer = form.offer
    look = offer.look
    item = waiting.item(read, why_not=offer.bar.sentence if offer.bar else "", hold=hold, needs_second=look is not None)
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
        "same_words": same_words(read),
        "namesakes": reading.namesakes(subject),
        "times_sent": reading.how_often_sent(read),
        "passages": reading.charter_words(read),
        "entry": entry_of(read),
        "history": reading.history(read, known),
        "earlier": makers.earlier(read, known),
        "advice": reviewing.advice_on(read),
        "picture": reading.picture_of(read),
        "picture_before": reading.picture_of(before),
        "look": look,
        "look_reason": known[look.reason].for_staff if look and look.reason in known else "",
        "looks": read.second_looks.filter(ended_at__isnull=False).select_related("asked_by", "ended_by"),
        "form": form if offer.choices and (is_free or form_is_kept) else None,
        **more,
    }
    return render(request, "commitments/moderation_submission.html", context, status=status)


def show_changed(request: HttpRequest, now: Submission, stale: Stale, form: ActForm) -> HttpResponse:
    """What happened since, what changed in the words, and all that was typed, to go on with."""
    typed: dict[str, Any] = {
        name: request.POST.get(name, "") for name in ("decision", "reason", "note", "why", *removals.fields())
    }
    typed |= {"ticked": request.POST.getlist("ticked")}
    offer = choices.offer(person(request), now)
    return show(
        request,
        now,
        form=DecisionForm(initial={**typed, **as_opened(now)}, offer=offer),
        status=HTTPStatus.CONFLICT,
        happened=stale.sentence,
        changes=reading.changed_since(form.cleaned_data["read"], now),
        who=reading.who_was_faster(now, than=person(request)),
        note=typed["note"],
    )
