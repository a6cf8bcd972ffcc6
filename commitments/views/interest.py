"""\"I would like to take part\": the form, what comes of it, and where those whom they asked read it."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from charters.models import Charter
from charters.permissions import can_steward
from charters.views.steward.door import my_charter, steward_trail, stewards_only
from commitments.forms.interest import InterestForm
from commitments.models import Interest, Opportunity
from commitments.operations.interests import about, ask, mark_answered
from commitments.opportunity_owners import can_answer, interests_in, owns, without_owner
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import as_staff, person, staff_page
from coprod_portal.forms.once import post_once
from coprod_portal.languages.texts import Theirs
from coprod_portal.limits.operations import take
from coprod_portal.pages import Words, error_page
from coprod_portal.submissions.errors import Refused
from coprod_portal.working_days import add_working_days

from .my_opportunities import for_owners

AT_MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
def opportunity_interest(request: HttpRequest, reference: str) -> HttpResponse:
    found = Opportunity.objects.public().select_related("charter", "published_notice", "organisation")
    opportunity = get_object_or_404(found, reference=reference)
    if not opportunity.is_open and request.method != "POST":
        closed_on = date_format(opportunity.closes_on, "DATE_FORMAT") if opportunity.closes_on else ""
        sentences = (
            _("People could ask to take part until %(date)s.") % {"date": closed_on},
            _("There may be other ways to take part."),
        )
        return error_page(request, 409, words=Words(_("This has closed"), sentences))
    return ask_by_form(request, opportunity.charter, opportunity)


@require_http_methods(["GET", "HEAD", "POST"])
def charter_interest(request: HttpRequest, charter: str) -> HttpResponse:
    return ask_by_form(request, get_object_or_404(Charter.objects.public(), slug=charter), None)


def ask_by_form(request: HttpRequest, charter: Charter, opportunity: Opportunity | None) -> HttpResponse:
    form = InterestForm(request.POST or None)

    def act() -> str:
        reached_at = form.cleaned_data["email"] or form.cleaned_data["phone"]
        take(request, act="interest", person=reached_at, words=form.cleaned_data.values())
        interest = ask(charter=charter, opportunity=opportunity, asking=form.asking())
        return reverse("interest-sent", args=[interest.reference])

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    asked = Interest(charter=charter, opportunity=opportunity)
    context = {
        "form": form,
        "heading": _("I would like to take part"),
        "caption": Theirs(about(asked)),
        "button": _("Send it"),
        "back": (opportunity or charter).get_absolute_url(),
        "charter": charter,
        "opportunity": opportunity,
        "hear_by": add_working_days(localdate(), int(settings.WORKING_DAYS_TO_HEAR)),
    }
    return render(request, "commitments/interest.html", context)


@never_cache
@require_safe
def interest_sent(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever has the reference sees when they hear and when it is deleted, and nothing else of it."""
    found = get_object_or_404(
        Interest.objects.select_related("charter", "opportunity__published_notice"), reference=reference
    )
    return render(request, "commitments/interest_sent.html", {"interest": found, "about": about(found)})


@for_owners
@require_safe
def opportunity_interests(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    context = {"back": reverse("my-opportunity", args=[opportunity.reference]), **rows(opportunity.interests.all())}
    notice = opportunity.published_notice
    context["caption"] = notice.title if notice else opportunity.reference
    return render(request, "commitments/interests.html", context)


@stewards_only
@require_safe
def steward_interests(request: HttpRequest, charter: str) -> HttpResponse:
    found = my_charter(request, charter)
    trail = steward_trail(found, (_("People who would like to take part"), ""))
    context = {"caption": found.short_title, "breadcrumbs": trail, **rows(interests_in(found))}
    return render(request, "commitments/interests.html", context)


@staff_page(Role.Name.ADMINISTRATOR)
@require_safe
def interests_without_owner(request: HttpRequest) -> HttpResponse:
    """What nobody else can read: the charter has no steward, or the organisation nobody."""
    context = {"caption": _("Where nobody else can answer"), **rows(without_owner())}
    return render(request, "commitments/interests.html", context)


def rows(interests: "QuerySet[Interest]") -> dict[str, object]:
    """Those that wait first, by the day that we gave; then the answered ones."""
    found = list(
        interests.select_related("charter", "opportunity__published_notice").order_by("hear_by", "pk")[:AT_MOST]
    )
    return {
        "heading": _("People who would like to take part"),
        "today": localdate(),
        "waiting": [(one, about(one)) for one in found if one.answered_at is None],
        "answered": [(one, about(one)) for one in found if one.answered_at is not None],
    }


@never_cache
@login_required
@require_POST
def interest_answered(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_object_or_404(Interest.objects.select_related("charter", "opportunity__charter"), reference=reference)
    if not can_answer(person(request), found):
        raise Http404
    opportunity = found.opportunity
    as_member = opportunity is not None and opportunity.organisation_id and owns(person(request), opportunity)

    def answer() -> HttpResponse:
        mark_answered(interest=found, by=person(request))
        return redirect(page_of(found, person(request)))

    if as_member:
        return answer()
    return as_staff(request, frozenset({Role.Name.STEWARD, Role.Name.ADMINISTRATOR}), answer)


def page_of(interest: Interest, user: User) -> str:
    """Where this person reads it."""
    if interest.opportunity and owns(user, interest.opportunity):
        return reverse("my-opportunity-interests", args=[interest.opportunity.reference])
    if can_steward(user, interest.charter):
        return reverse("steward-interests", args=[interest.charter.slug])
    return reverse("interests-without-owner")
