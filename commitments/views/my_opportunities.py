"""What somebody has listed, for an organisation or for a charter. Somebody else's is not there: 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from charters.permissions import charters_of
from charters.views.steward.door import my_charter, steward_trail, stewards_only
from commitments.forms.opportunities import NewNoticeForm, NoticeForm, OutcomeForm, answers_of
from commitments.models import Notice, Opportunity
from commitments.my_decisions import OF_OPPORTUNITY, decisions_on
from commitments.operations import noticing, outcomes
from commitments.operations.changing import seen_mark
from commitments.opportunity_care import Cared, cared, cared_for_by, with_all
from commitments.opportunity_owners import can_list_for, owns
from commitments.opportunity_scale import STEPS
from commitments.opportunity_words import words_of_notice, words_of_outcome
from commitments.words import Words
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import as_staff, person
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.languages.texts import Theirs
from coprod_portal.limits.operations import take
from coprod_portal.submissions.errors import Refused, TooMany
from coprod_portal.working_days import add_working_days, promised_days

from .my import on, thank

GROUPS = {
    "returned": gettext_lazy("We have a question for you"),
    "waiting": gettext_lazy("Waiting to be read"),
    "open": gettext_lazy("Open now"),
    "closed": gettext_lazy("Closed"),
    "down": gettext_lazy("Not on the site"),
}
NOT_THEIRS_TO_SEND = ("csrfmiddlewaretoken", "act")

OwnersView = Callable[[HttpRequest, Opportunity], HttpResponse]


def for_owners(view: OwnersView) -> Callable[[HttpRequest, str], HttpResponse]:
    """Open to those whose it is. Who comes as a steward has shown a second factor, as in the steward's room."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, reference: str) -> HttpResponse:
        opportunity = get_object_or_404(
            Opportunity.objects.select_related("charter", "organisation", "published_notice"), reference=reference
        )
        if not owns(person(request), opportunity):
            raise Http404
        if opportunity.organisation is not None:
            return view(request, opportunity)
        return as_staff(request, frozenset({Role.Name.STEWARD}), lambda: view(request, opportunity))

    return guarded


@never_cache
@login_required
@require_safe
def opportunities(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {
        "heading": _("My opportunities"),
        "groups": in_groups(cared_for_by(user)),
        "can_list": can_list_for(user).exists() or charters_of(user).exists(),
    }
    return render(request, "commitments/my_opportunities.html", context)


@stewards_only
@require_safe
def of_charter(request: HttpRequest, charter: str) -> HttpResponse:
    """What the stewards of one charter list themselves."""
    found = my_charter(request, charter)
    mine = with_all(Opportunity.objects.filter(charter=found, organisation=None))
    context = {
        "heading": _("Opportunities"),
        "caption": found.short_title,
        "breadcrumbs": steward_trail(found, (_("Opportunities"), "")),
        "groups": in_groups(mine),
        "can_list": True,
        "charter": found,
    }
    return render(request, "commitments/my_opportunities.html", context)


def in_groups(everything: list[Cared]) -> list[tuple[Any, list[Cared]]]:
    groups = [(words, [each for each in everything if each.group == name]) for name, words in GROUPS.items()]
    return [(words, members) for words, members in groups if members]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One long form, a page to check it, and then it waits to be read."""
    form = NewNoticeForm(request.POST or None, user=person(request), initial={"charter": request.GET.get("charter")})
    if not form.can_list:
        return render(request, "commitments/my_opportunity_how.html", {"heading": _("List an opportunity")})
    # Whoever may list in the name of a charter shows the second factor first, before there is anything to lose.
    if form.stewarded:
        return as_staff(request, frozenset({Role.Name.STEWARD}), lambda: take_new(request, form))
    return take_new(request, form)


def take_new(request: HttpRequest, form: NewNoticeForm) -> HttpResponse:
    context = form_context(form, heading=_("List an opportunity"), back=reverse("my-opportunities"))
    if request.method != "POST" or request.POST.get("act") == "change" or not form.is_valid():
        return render(request, "commitments/my_opportunity_form.html", context)
    organisation, charter = form.chosen()
    if request.POST.get("act") == "send":
        try:
            return post_once(request, form, lambda: do_send(request, form))
        except Refused as refused:
            form.add_error("lister", refused.sentence)
            return render(request, "commitments/my_opportunity_form.html", context)
    opportunity = Opportunity(charter=charter, organisation=organisation)
    return check_page(request, form, opportunity, back=reverse("my-opportunities"))


def do_send(request: HttpRequest, form: NewNoticeForm) -> str:
    take(request, act="opportunity", words=form.cleaned_data.values())
    organisation, charter = form.chosen()
    sent = noticing.send(organisation=organisation, charter=charter, words=form.words(), by=person(request))
    submission = sent.notices.get().submission
    day = on(submission.read_by_date)
    thank(request, _("Thank you. We have your opportunity. We will read it by %(date)s.") % {"date": day})
    return reverse("my-opportunity", args=[sent.reference])


def form_context(form: NoticeForm, *, heading: str, back: str) -> dict[str, Any]:
    return {"form": form, "heading": heading, "back": back, "steps": STEPS, "button": _("Check what you wrote")}


def check_page(request: HttpRequest, form: NoticeForm, opportunity: Opportunity, *, back: str) -> HttpResponse:
    """All that they typed travels on in the page, so that nothing is lost on the way back."""
    context = {
        "heading": _("Check what you wrote"),
        "back": back,
        "words": words_of_notice(Notice(opportunity=opportunity, **vars(form.words()))),
        "typed": [
            (name, value) for name, values in request.POST.lists() if name not in NOT_THEIRS_TO_SEND for value in values
        ],
        "read_by_date": add_working_days(localdate(), promised_days()),
    }
    return render(request, "commitments/my_opportunity_check.html", context)


@for_owners
@require_safe
def opportunity(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    looked_at = cared(opportunity)
    notice = looked_at.open_notice or looked_at.newest
    outcome = looked_at.open_outcome or next(iter(looked_at.outcomes), None)
    context = {
        "cared": looked_at,
        "opportunity": looked_at.opportunity,
        "words": words_of_notice(notice) if notice else [],
        "outcome_words": words_of_outcome(outcome) if outcome else [],
        "decisions": decisions_on(looked_at.opportunity, OF_OPPORTUNITY),
        "heading": looked_at.title,
    }
    return render(request, "commitments/my_opportunity.html", context)


@for_owners
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    """Where somebody was faster, what was typed stands beside what is there now."""
    start = noticing.notice_to_change(opportunity)
    looked_at = cared(opportunity)
    before = start or looked_at.newest
    if before is None or (start is None and request.method != "POST"):
        raise Refused(_("This opportunity cannot be changed any more."))
    seen = seen_mark(before.submission)
    form = NoticeForm(request.POST or None, before=before, initial={**answers_of(before), "seen": seen})
    back = reverse("my-opportunity", args=[opportunity.reference])
    context = form_context(form, heading=_("Change your opportunity"), back=back) | {
        "caption": Theirs(f"{before.title} ({opportunity.reference})"),
        "cared": looked_at,
        "is_closed": start is None,
    }
    if request.method != "POST" or request.POST.get("act") == "change" or not form.is_valid():
        return render(request, "commitments/my_opportunity_form.html", context)
    if request.POST.get("act") != "send":
        return check_page(request, form, opportunity, back=back)
    try:
        return post_once(request, form, lambda: do_change(request, opportunity, form))
    except TooMany as refused:
        form.add_error(None, refused.sentence)
        return render(request, "commitments/my_opportunity_form.html", context)
    except Refused as stale:
        data = request.POST.copy()
        data["seen"] = seen
        context |= {
            "form": NoticeForm(data, before=before),
            "stale": stale.sentence,
            "words": words_of_notice(before),
        }
        return render(request, "commitments/my_opportunity_form.html", context, status=409)


def do_change(request: HttpRequest, opportunity: Opportunity, form: NoticeForm) -> str:
    take(request, act="opportunity", words=form.cleaned_data.values())
    submission = noticing.change(
        opportunity=opportunity, words=form.words(), seen=form.cleaned_data["seen"], by=person(request)
    )
    day = on(submission.read_by_date)
    thank(request, _("Thank you. We have your changes. We will read them by %(date)s.") % {"date": day})
    return reverse("my-opportunity", args=[opportunity.reference])


@for_owners
@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    looked_at = cared(opportunity)
    form = PortalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return post_once(request, form, lambda: do_take_down(request, opportunity))
    context = {
        "heading": _("Take your opportunity down?"),
        "caption": Theirs(f"{looked_at.title} ({opportunity.reference})"),
        "button": _("Yes, take it down"),
        "form": form,
        "cared": looked_at,
    }
    return render(request, "commitments/my_opportunity_withdraw.html", context)


def do_take_down(request: HttpRequest, opportunity: Opportunity) -> str:
    noticing.withdraw(opportunity=opportunity, by=person(request))
    thank(request, _("It is down. Nobody can see it on the site any more."))
    return reverse("my-opportunities")


@for_owners
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    """What happened next. Public words stay until the new ones were read."""
    looked_at = cared(opportunity)
    if not looked_at.is_over and request.method != "POST":
        raise Refused(_("You can tell what happened next once the opportunity is over."))
    start = looked_at.open_outcome
    seen = outcomes.seen_outcome(opportunity)
    before = start or next(iter(looked_at.outcomes), None)
    names = ("heard", "did", "could_not")
    answers = {name: getattr(before, name) for name in names} if before else {}
    form = OutcomeForm(request.POST or None, initial={**answers, "seen": seen})
    context: dict[str, Any] = {
        "heading": _("What happened next?"),
        "caption": Theirs(f"{looked_at.title} ({opportunity.reference})"),
        "button": _("Send it"),
        "form": form,
        "cared": looked_at,
    }
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: do_tell(request, opportunity, form))
        except TooMany as refused:
            form.add_error(None, refused.sentence)
        except Refused as stale:
            data = request.POST.copy()
            data["seen"] = seen
            now: list[Words] = words_of_outcome(before) if before else []
            context |= {"form": OutcomeForm(data), "stale": stale.sentence, "words": now}
            return render(request, "commitments/my_opportunity_outcome.html", context, status=409)
    return render(request, "commitments/my_opportunity_outcome.html", context)


def do_tell(request: HttpRequest, opportunity: Opportunity, form: OutcomeForm) -> str:
    take(request, act="opportunity", words=form.cleaned_data.values())
    submission = outcomes.tell(
        opportunity=opportunity, words=form.words(), seen=form.cleaned_data["seen"], by=person(request)
    )
    day = on(submission.read_by_date)
    thank(request, _("Thank you. We will read it by %(date)s, and then put it on the site.") % {"date": day})
    return reverse("my-opportunity", args=[opportunity.reference])
