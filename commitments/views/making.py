"""Making a commitment: one question a page, a page with all answers, and a page that says thank you."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from charters.models import Charter
from commitments.examples import earlier_alike, kept
from commitments.forms import making as forms
from commitments.forms.pictures import token_of
from commitments.forms.steps import BY_SLUG, STEPS, Answers, Step, can_be_kept, typed_in
from commitments.forms.words import open_charters
from commitments.ideas import ideas_for, ideas_of_charter
from commitments.likeness import likeness
from commitments.lookalikes import Lookalike, lookalikes
from commitments.models import Draft, Version
from commitments.operations import drafts
from commitments.renewal import earlier_of, first_dates
from commitments.sending import send_answers
from commitments.week_choice import begin_for_week, choose_week, put_first, week_asked_for, week_offered
from coprod_portal.accounts.codes import send_code, take_code
from coprod_portal.forms import PortalForm
from coprod_portal.limits.operations import take
from coprod_portal.submissions.errors import Refused, TooMany
from coprod_portal.working_days import add_working_days, promised_days

from .drafting import begin_draft, held_draft, let_go, signed_in

FIRST = STEPS[0]
MOST_IDEAS = 6


@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """What we will ask, and who reads it. The same page for everybody; `charter` in its address goes on with them."""
    context = {
        "first": FIRST,
        "charter": charter_asked_for(request),
        "week": week_asked_for(request),
        "draft_days": settings.DRAFT_DAYS,
        "working_days": promised_days(),
        "news_days": settings.NEWS_FIRST_DAYS,
    }
    return render(request, "commitments/commitment_new.html", context)


def charter_asked_for(request: HttpRequest) -> Charter | None:
    """Whoever comes from the page of a charter need not choose it again."""
    asked = request.GET.get("charter", "")
    return next((charter for charter in open_charters() if charter.slug == asked), None) if asked else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, step: str) -> HttpResponse:
    page = BY_SLUG.get(step)
    if page is None:
        raise Http404
    draft = held_draft(request)
    if page is FIRST and begins_anew(request, draft):
        draft = None
    if draft and draft.sent_as:
        return redirect("commitment-new-sent")
    answers = Answers(draft, signed_in(request))
    if not answers.is_reachable(page):
        return redirect("commitment-new-step", (answers.first_unanswered or FIRST).slug if draft else FIRST.slug)
    if request.method == "POST":
        return answer(request, page, answers)
    return show(request, page, answers, coming_back(page, answers))


def coming_back(page: Step, answers: Answers) -> PortalForm:
    """What was typed before, with suggestions beside it. What was left empty for later is no mistake yet."""
    form = answers.kept(page)
    if form is None:
        return answers.blank(page)
    for name, errors in list(form.errors.as_data().items()):
        if all(error.code == "required" for error in errors):
            del form.errors[name]
    for suggestion in answers.suggestions():
        if suggestion.page == page.slug and suggestion.field in form.fields:
            field = form[suggestion.field]
            field.help_text = format_lazy("{help} {words}", help=field.help_text, words=suggestion.words)
    return form


def begins_anew(request: HttpRequest, draft: Draft | None) -> bool:
    """The first page makes another draft once the last was sent, or on asking; never by sending an old page again."""
    if request.method == "POST":
        return request.POST.get("draft", "") == ""
    return "another" in request.GET or (draft is not None and draft.sent_as_id is not None)


def answer(request: HttpRequest, page: Step, answers: Answers) -> HttpResponse:
    form = answers.blank(page, request.POST)
    is_for_later = "later" in request.POST
    typed = typed_in(form, request.POST)
    if not form.is_valid() and not (is_for_later and can_be_kept(typed)):
        return show(request, page, answers, form)
    if form.is_valid() and form.cleaned_data.get("age") == forms.CHILD:
        return turn_to_a_grown_up(request, answers)
    if not is_for_later and (alike := names_like(request, page, answers, form)):
        return show(request, page, answers, form, alike=alike)
    try:
        draft = keep(request, page, answers, form, typed)
    except TooMany as refused:
        form.add_error(None, refused.sentence)
        return show(request, page, answers, form)
    except Refused as refusal:
        messages.info(request, refusal.sentence)
        return redirect("commitment-new-sent" if refusal.sentence == str(drafts.ALREADY_SENT) else "commitment-new")
    if is_for_later:
        return redirect("commitment-new-later")
    after = Answers(draft, answers.user)
    following = after.first_unanswered if "change" in request.GET else after.after(page)
    return redirect("commitment-new-step", following.slug) if following else redirect("commitment-new-check")


def names_like(request: HttpRequest, page: Step, answers: Answers, form: PortalForm) -> list[Lookalike]:
    """Pointed out once, before a second one is made: whoever says that theirs is another goes on."""
    if page.slug != "organisation" or not form.is_valid() or form.cleaned_data["picked"]:
        return []
    name = form.cleaned_data["name"]
    if likeness(request.POST.get("another", "")) == likeness(name):
        return []
    return lookalikes(name, user=answers.user)


def keep(request: HttpRequest, page: Step, answers: Answers, form: PortalForm, typed: dict[str, list[str]]) -> Draft:
    if answers.draft is None:
        take(request, act="draft")
    draft = answers.draft or begin_draft(request)
    if answers.draft is None and (charter := charter_asked_for(request)):
        draft = drafts.keep(draft=draft, step="charter", answers={"charter": [charter.slug]}, by=answers.user)
    if answers.draft is None:
        draft = begin_for_week(request, draft)
    if any(text.strip() for texts in typed.values() for text in texts):
        draft = drafts.keep(draft=draft, step=page.slug, answers=typed, by=answers.user)
    if page.slug == "email" and form.is_valid():
        draft = drafts.keep_address(draft=draft, email=form.cleaned_data["email"])
    return draft


def turn_to_a_grown_up(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Nothing that a child typed is stored: not here, and not in the session."""
    if answers.draft:
        drafts.throw_away(draft=answers.draft)
    let_go(request)
    return redirect("commitment-new-grown-up")


def show(
    request: HttpRequest, page: Step, answers: Answers, form: PortalForm, *, alike: Sequence[Lookalike] = ()
) -> HttpResponse:
    first_dates(form, answers.draft)
    put_first(form, answers.draft)
    context: dict[str, Any] = {
        "form": form,
        "step": page,
        "heading": page.heading,
        "caption": caption(page, answers),
        "button": _("Save and go on"),
        "draft": answers.draft,
        "back": back_from(page, answers, is_change="change" in request.GET),
        "alike": alike,
        "can_begin_another": page is FIRST and answers.draft is not None and len(answers.typed) > 1,
    }
    if page is FIRST and answers.user and not (answers.draft and answers.draft.renews_id):
        context["earlier"] = earlier_of(answers.user)
    if page.slug in ("principles", "what") and answers.charter:
        chosen = answers.get("principles", "principles") if page.slug == "what" else form.wordings  # type: ignore[attr-defined]
        context |= {"ideas": ideas_for(chosen or (), MOST_IDEAS), "charter": answers.charter, "chosen": chosen}
        if page.slug == "what":
            context["examples"] = kept(answers.charter, chosen or ())
            context["charter_ideas"] = ideas_of_charter(answers.charter)
            context["week"] = answers.draft.week if answers.draft else None
    return render(request, "commitments/commitment_new_step.html", context)


def caption(page: Step, answers: Answers) -> str:
    if page is FIRST:
        return _("Make a commitment")
    said = _("Make a commitment: question %(number)s of %(all)s")
    return said % {"number": answers.steps.index(page) + 1, "all": len(answers.steps)}


def back_from(page: Step, answers: Answers, *, is_change: bool) -> str:
    if is_change:
        return reverse("commitment-new-check")
    place = answers.steps.index(page)
    return reverse("commitment-new-step", args=[answers.steps[place - 1].slug]) if place else reverse("commitment-new")


@require_safe
def grown_up(request: HttpRequest) -> HttpResponse:
    return render(request, "commitments/commitment_new_grown_up.html", {"age": settings.AGE_OF_CONSENT})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    draft = held_draft(request)
    if draft is None:
        return redirect("commitment-new")
    if draft.sent_as:
        return redirect("commitment-new-sent")
    answers = Answers(draft, signed_in(request))
    if answers.first_unanswered:
        return redirect("commitment-new-step", answers.first_unanswered.slug)
    if request.method == "POST":
        try:
            return send(request, choose_week(request, draft), answers)
        except TooMany as refused:
            messages.error(request, refused.sentence)
    context = {
        "heading": _("Check your answers"),
        "rows": [row for page in answers.steps for row in answers.rows(page)],
        "takes_picture": answers.takes_picture,
        "picture": answers.picture,
        "picture_token": token_of(answers.picture) if answers.picture else "",
        "week_offered": week_offered(draft),
        "is_for_week": draft.week_id is not None,
        "suggestions": answers.suggestions(),
        "made_already": made_already(draft, answers),
        "grown_up": answers.grown_up,
        "email": answers.email,
        "read_by_date": add_working_days(timezone.localdate(), promised_days()),
        "back": back_from_check(answers),
    }
    return render(request, "commitments/commitment_new_check.html", context)


def made_already(draft: Draft, answers: Answers) -> Version | None:
    """An earlier commitment of the same maker that looks like this one. Going on from one is no mistake."""
    if draft.renews_id:
        return None
    maker, said = answers.maker(), answers.said()
    name = maker.organisation.name if maker.organisation else maker.new_organisation
    return earlier_alike(title=said.title, what=said.what, user=answers.user, organisation=name)


def back_from_check(answers: Answers) -> str:
    return reverse("commitment-new-step", args=[answers.steps[-1].slug])


def send(request: HttpRequest, draft: Draft, answers: Answers) -> HttpResponse:
    """Send it, or send a code first to an address that we do not know to be theirs."""
    if answers.user is None:
        take_code(request, answers.email)
        drafts.keep_address(draft=draft, email=answers.email, waits_for_code=True)
        return HttpResponseRedirect(send_code(request, answers.email, reverse("commitment-new-sent")))
    with transaction.atomic():
        take(request, act="commitment", words=vars(answers.said()).values())
        send_answers(draft=draft, answers=answers, by=answers.user)
    return redirect("commitment-new-sent")


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    draft = held_draft(request)
    if draft is None:
        return redirect("commitment-new")
    if draft.sent_as is None:
        return redirect("commitment-new-check")
    version = draft.sent_as.versions.select_related("submission").order_by("number").first()
    context = {"commitment": draft.sent_as, "version": version, "submission": version.submission if version else None}
    return render(request, "commitments/commitment_new_sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: HttpRequest) -> HttpResponse:
    """Come back on any device, by a code to the address that is given here."""
    draft = held_draft(request)
    if draft is None:
        return redirect("commitment-new")
    if draft.sent_as:
        return redirect("commitment-new-sent")
    answers = Answers(draft, signed_in(request))
    form = forms.EmailForm(request.POST or None, initial={"email": draft.email})
    if request.method == "POST" and form.is_valid() and not answers.may_be_of_child:
        try:
            take_code(request, form.cleaned_data["email"])
            drafts.keep_for_later(draft=draft, email=form.cleaned_data["email"])
            return redirect("commitment-new-later")
        except TooMany as refused:
            form.add_error("email", refused.sentence)
    context = {
        "heading": _("Your answers are kept") if draft.email or answers.user else _("Come back later"),
        "form": form,
        "button": _("Keep my answers"),
        "draft": draft,
        "email": answers.user.email if answers.user else draft.email,
        "next_step": answers.first_unanswered,
        "may_be_of_child": answers.may_be_of_child,
    }
    return render(request, "commitments/commitment_new_later.html", context)
