"""Entering a commitment for somebody else, and the page where its maker says whether it is theirs."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from charters.models import Charter
from commitments import entries as listed
from commitments.forms.entering import EntryForm
from commitments.models import Commitment, Entry, Version
from commitments.operations import confirming_entries, entering
from commitments.teams import STAFF, Team, teams_here
from commitments.words import words_of_version
from coprod_portal.accounts.codes import send_code, take_code
from coprod_portal.accounts.permissions import as_staff, keep_out, person, roles_of
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.languages.texts import Theirs
from coprod_portal.limits.operations import take
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.states import State

from .drafting import signed_in
from .my import thank

TeamsView = Callable[..., HttpResponse]


def for_teams(view: TeamsView) -> TeamsView:
    """Open to those who may enter commitments for others. Staff show their second factor on the way."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: str) -> HttpResponse:
        teams = teams_here(request)
        if not teams:
            closed = keep_out(request, STAFF) if roles_of(person(request)) & STAFF else None
            if closed is None:
                raise Http404
            return closed
        return view(request, teams, **kwargs)

    return guarded


@for_teams
@require_safe
def entries(request: HttpRequest, teams: list[Team]) -> HttpResponse:
    page = listed.page(teams, after=request.GET.get("after", ""))
    context = {"heading": _("Entered for others"), "page": page}
    return render(request, "commitments/my_entries.html", context)


@for_teams
@require_safe
def new(request: HttpRequest, teams: list[Team]) -> HttpResponse:
    """For which team, and to which charter."""
    context = {
        "heading": _("Enter a commitment for somebody else"),
        "choices": [(team, list(team.charters())) for team in teams],
    }
    return render(request, "commitments/my_entry_new.html", context)


@for_teams
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, teams: list[Team], team: str, charter: str) -> HttpResponse:
    mine = next((each for each in teams if each.key == team), None)
    found = mine.charters().select_related("current_edition").filter(slug=charter).first() if mine else None
    if mine is None or found is None:
        raise Http404
    if mine.organisation is not None:
        return take_entry(request, mine, found)
    return as_staff(request, STAFF, lambda: take_entry(request, mine, found))


def take_entry(request: HttpRequest, mine: Team, found: Charter) -> HttpResponse:
    form = EntryForm(request.POST or None, charter=found, own_address=person(request).email)

    def act() -> str:
        return do_enter(request, mine, found, form)

    context = {
        "heading": _("Enter a commitment for somebody else"),
        "caption": Theirs(found.short_title),
        "button": _("Send it to be read"),
        "form": form,
        "team": mine,
    }
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return render(request, "commitments/my_entry_enter.html", context)


def do_enter(request: HttpRequest, team: Team, charter: Charter, form: EntryForm) -> str:
    take(request, act="entry")
    commitment = entering.enter(
        team=team,
        entered=entering.Entered(maker=form.maker(), charter=charter, words=form.words(), consent=form.consent()),
        by=person(request),
    )
    said = _("Thank you. We have it, and a person will read it. Its reference is %(reference)s.")
    thank(request, said % {"reference": commitment.reference})
    return reverse("my-entries")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entered(request: HttpRequest, token: str) -> HttpResponse:
    """What a maker opens from the mail. Opening it does nothing; its buttons act."""
    found = confirming_entries.opened(token)
    if found is None:
        raise Http404
    entry, email = found
    form = PortalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return answer(request, token, entry, email)
    return show(request, entry, email, form)


def answer(request: HttpRequest, token: str, entry: Entry, email: str) -> HttpResponse:
    match request.POST.get("answer"):
        case "mine":
            confirming_entries.confirm(entry=entry)
        case "not-mine":
            confirming_entries.disown(entry=entry)
        case "look-after":
            return look_after(request, token, entry, email)
    return redirect("entered", token)


def look_after(request: HttpRequest, token: str, entry: Entry, email: str) -> HttpResponse:
    """Only a code to the address that was asked makes somebody look after it."""
    user = signed_in(request)
    if entry.confirmed_at is None:
        return redirect("entered", token)
    address = reverse("my-commitment", args=[entry.commitment.reference])
    if user is not None and user.email == email:
        confirming_entries.take_up(entry=entry, by=user)
        return redirect(address)
    if user is not None:
        raise Refused(_("You are signed in with another address. Sign out first, then open the link again."))
    take_code(request, email)
    request.session[confirming_entries.SESSION_KEY] = token
    return HttpResponseRedirect(send_code(request, email, address))


def shown_version(commitment: Commitment) -> Version | None:
    """What was entered. Once somebody looks after it, words that wait are theirs, whoever else has the link."""
    versions = commitment.versions.select_related("area").order_by("-number")
    if commitment.keeper_id is not None:
        versions = versions.filter(submission__state=State.PUBLISHED)
    return versions.first()


def show(request: HttpRequest, entry: Entry, email: str, form: PortalForm) -> HttpResponse:
    version = shown_version(entry.commitment)
    is_down = confirming_entries.is_down(entry)
    if is_down:
        heading = _("This commitment is down")
    elif entry.confirmed_at:
        heading = _("Thank you. You have said that this is yours")
    else:
        heading = _("Is this yours?")
    context = {
        "heading": heading,
        "entry": entry,
        "commitment": entry.commitment,
        "words": words_of_version(version) if version and not is_down else [],
        "is_down": is_down,
        "may_take_up": confirming_entries.may_take_up(entry.commitment, email),
        "form": form,
    }
    return render(request, "commitments/entered.html", context)
