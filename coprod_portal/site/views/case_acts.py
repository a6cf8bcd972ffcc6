"""What staff do with one case, each on a page of its own with a button that acts."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from charters.models import AreaContact
from charters.views.steward.cases import answer_page
from commitments.operations.defamation import OF_STAFF, copy_of, say_what_it_is_about, take_step
from commitments.statements import address_of_writer, thing_at
from coprod_portal.accounts.permissions import person
from coprod_portal.accounts.staff_log import say
from coprod_portal.cases.models import Case
from coprod_portal.cases.operations import answer_case, close_case
from coprod_portal.cases.schedule import Step, may_follow
from coprod_portal.cases.seeing_to import give_case, tell_progress, write_note
from coprod_portal.cases.staff_forms import (
    AboutForm,
    AnswerForm,
    EndForm,
    GiveForm,
    NoteForm,
    PassOnForm,
    ProgressForm,
    StepForm,
)
from coprod_portal.cases.stages import answer_complaint
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.languages.texts import Text
from coprod_portal.site.notice_steps import BUTTONS, EXPLAINED
from coprod_portal.submissions.errors import Refused, Stale

from .cases import case_staff, facts, find, trail

ANSWERED_BY_MAIL = frozenset(Case.Kind) - {Case.Kind.REPORT, Case.Kind.DEFAMATION}


@require_http_methods(["GET", "HEAD", "POST"])
@case_staff
def case_give(request: HttpRequest, reference: str) -> HttpResponse:
    case = case_of_kind(request, reference)
    form = GiveForm(request.POST or None, initial={"seen": case.owner_id or ""})

    def act() -> None:
        give_case(case=case, email=form.cleaned_data["email"], seen=form.seen_key, by=person(request))

    return act_page(request, case, form, act, heading=_("Give this case to somebody else"), button=_("Give it"))


@require_http_methods(["GET", "HEAD", "POST"])
@case_staff
def case_note(request: HttpRequest, reference: str) -> HttpResponse:
    case, form = find(request, reference), NoteForm(request.POST or None)

    def act() -> None:
        write_note(case=case, words=form.cleaned_data["words"], by=person(request))

    return act_page(request, case, form, act, heading=_("Write a note"), button=_("Keep this note"))


@require_http_methods(["GET", "HEAD", "POST"])
@case_staff
def case_progress(request: HttpRequest, reference: str) -> HttpResponse:
    case = case_of_kind(request, reference, of=frozenset(Case.Kind) - {Case.Kind.REPORT})
    form = ProgressForm(request.POST or None)

    def act() -> None:
        tell_progress(case=case, words=form.cleaned_data["words"], by=person(request))

    return act_page(request, case, form, act, heading=_("Tell the person how far we are"), button=_("Send it"))


@require_http_methods(["GET", "HEAD", "POST"])
@case_staff
def case_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Write to the person and end the case. Whoever comes second sees what was answered, beside what they typed."""
    case = find(request, reference)
    if case.kind not in ANSWERED_BY_MAIL:
        raise Http404
    if hasattr(case, "charter_case"):
        context = {"breadcrumbs": trail(case, _("Answer"))}
        return answer_page(request, case.charter_case, back=reverse("case", args=[reference]), context=context)
    form = AnswerForm(request.POST or None)

    def act() -> None:
        values, by = form.cleaned_data, person(request)
        outcome = Case.Outcome(values["outcome"])
        if case.kind == Case.Kind.COMPLAINT:
            contacts = list(AreaContact.objects.filter(kind=AreaContact.Kind.OMBUDSMAN, area__isnull=True))
            answer_complaint(case=case, answer=values["answer"], outcome=outcome, elsewhere=contacts, by=by)
        else:
            answer_case(case=case, answer=values["answer"], outcome=outcome, by=by)

    return act_page(request, case, form, act, heading=_("Answer this case"), button=_("Send my answer"))


@require_http_methods(["GET", "HEAD", "POST"])
@case_staff
def case_close(request: HttpRequest, reference: str) -> HttpResponse:
    """End it without a mail from here."""
    case, form = find(request, reference), EndForm(request.POST or None)
    if case.kind == Case.Kind.REPORT:
        raise Http404

    def act() -> None:
        say(request, choice=form.cleaned_data["outcome"])
        close_case(case=case, outcome=Case.Outcome(form.cleaned_data["outcome"]), by=person(request))

    return act_page(
        request,
        case,
        form,
        act,
        heading=_("End this case"),
        button=_("End it"),
        intro=_("No mail leaves from here. Use this if the person was answered in another way, or took it back."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@case_staff
def notice_about(request: HttpRequest, reference: str) -> HttpResponse:
    """Say which words a notice is about, where its sender did not come from their page."""
    case = case_of_kind(request, reference, of=frozenset({Case.Kind.DEFAMATION}))
    form = AboutForm(request.POST or None, initial={"seen": case.thing, "address": case.notice.where})

    def act() -> None:
        address = form.cleaned_data["address"].strip()
        thing = address if address.startswith("submission:") else thing_at(address)
        say_what_it_is_about(case=case, thing=thing, seen=form.cleaned_data["seen"], by=person(request))

    return act_page(request, case, form, act, heading=_("Which words is it about?"), button=_("It is about these"))


@require_http_methods(["GET", "HEAD", "POST"])
@case_staff
def notice_step(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """One step of the schedule. A step that does not follow now shows what was done instead."""
    case = find(request, reference)
    if case.kind != Case.Kind.DEFAMATION or step not in OF_STAFF:
        raise Http404
    wanted, notice = Step(step), case.notice
    last = notice.steps.latest("pk")
    if request.method != "POST" and (case.closed_at or not may_follow(Step(last.step), wanted)):
        return redirect("case", case.reference)
    initial = {"seen": last.pk}
    form: StepForm = (
        PassOnForm(request.POST or None, initial={**initial, "copy": copy_of(notice)})
        if wanted is Step.PASSED_ON
        else StepForm(request.POST or None, initial=initial)
    )

    def act() -> None:
        seen, copy = form.seen_key or 0, form.cleaned_data.get("copy", "")
        say(request, choice=wanted.value)
        take_step(notice=notice, step=wanted, seen=seen, copy=copy, by=person(request))

    context = {"writer": address_of_writer(facts(case)["statement"])} if wanted is Step.PASSED_ON else {}
    return act_page(
        request, case, form, act, heading=BUTTONS[wanted], button=BUTTONS[wanted], intro=EXPLAINED[wanted], **context
    )


def case_of_kind(request: HttpRequest, reference: str, *, of: frozenset[Case.Kind] = frozenset(Case.Kind)) -> Case:
    found = find(request, reference)
    if found.kind not in of:
        raise Http404
    return found


DONE = gettext_lazy("It is done.")


def act_page(
    request: HttpRequest,
    case: Case,
    form: PortalForm,
    act: Callable[[], object],
    *,
    heading: Text,
    button: Text,
    **more: Any,
) -> HttpResponse:
    """The page of one act. What is refused stands above the form; where somebody was faster, beside what is now."""
    here = reverse("case", args=[case.reference])
    status, stale = HTTPStatus.OK, ""

    def done() -> str:
        act()
        messages.success(request, str(DONE))
        return here

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, done)
        except Stale as told:
            status, stale = HTTPStatus.CONFLICT, told.sentence
            case = find(request, case.reference)
        except Refused as refused:
            status = HTTPStatus.CONFLICT
            form.add_error(None, refused.sentence)
    context = {
        **facts(case),
        "breadcrumbs": trail(case, str(heading)),
        "form": form,
        "heading": heading,
        "caption": f"{case.get_kind_display()} {case.reference}",
        "button": button,
        "stale": stale,
        "may_send": not (stale or (case.closed_at and not isinstance(form, NoteForm))),
        **more,
    }
    return render(request, "cases/act.html", context, status=status)
