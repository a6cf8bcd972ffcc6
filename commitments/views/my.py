"""What a signed-in person looks after. Somebody else's is not there: 404."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments.caring import cared, cared_for_by
from commitments.forms.steps import Answers
from commitments.forms.words import ChangeForm, answers_of
from commitments.membership import organisations_of
from commitments.models import Commitment, Draft
from commitments.my_decisions import OF_COMMITMENT, decisions_on
from commitments.operations import drafts
from commitments.operations.changing import change as change_words
from commitments.operations.changing import seen_mark, version_to_change
from commitments.operations.first_readings import last_reader
from commitments.operations.joint import asked_or_standing
from commitments.operations.withdrawing import withdraw
from commitments.permissions import can_look_after
from commitments.pictures import MOST_BYTES
from commitments.teams import organisation_teams, staff_looks_after
from commitments.words import words_of_version
from coprod_portal.accounts.models import User
from coprod_portal.accounts.permissions import person
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.forms.uploads import takes_file
from coprod_portal.languages.texts import Theirs
from coprod_portal.limits.operations import take
from coprod_portal.submissions.errors import Refused, TooMany

from .drafting import hold
from .held_pictures import given_back, picture_in

GROUPS = {
    "returned": _("We have a question for you"),
    "waiting": _("Waiting to be read"),
    "public": _("On the site now"),
    "ended": _("Done, partly done or stopped"),
    "down": _("Not on the site"),
}
NOT_CHANGEABLE = _("This commitment cannot be changed any more.")


def looked_after(request: HttpRequest, reference: str) -> Commitment:
    commitment = get_object_or_404(Commitment.objects.select_related("charter", "organisation"), reference=reference)
    if not (can_look_after(person(request), commitment) or staff_looks_after(request, commitment)):
        raise Http404
    return commitment


@never_cache
@login_required
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    everything = cared_for_by(person(request))
    groups = [(words, [each for each in everything if each.group == name]) for name, words in GROUPS.items()]
    context = {
        "heading": gettext("My commitments"),
        "drafts": own_drafts(person(request)).order_by("-changed_at"),
        "organisations": organisations_of(person(request)),
        "joint": asked_or_standing(person(request)),
        "groups": [(words, members) for words, members in groups if members],
        "can_enter": bool(organisation_teams(person(request))),
    }
    return render(request, "commitments/my.html", context)


@never_cache
@login_required
@require_safe
def commitment(request: HttpRequest, reference: str) -> HttpResponse:
    looked_at = cared(looked_after(request, reference))
    version = looked_at.open_version or looked_at.newest
    context = {
        "cared": looked_at,
        "commitment": looked_at.commitment,
        "words": words_of_version(version) if version else [],
        "picture": version.picture if version else None,
        "decisions": decisions_on(looked_at.commitment, OF_COMMITMENT),
        "heading": looked_at.title,
    }
    return render(request, "commitments/my_commitment.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file(most_bytes=MOST_BYTES)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """All questions on one page. Where somebody was faster, what was typed stands beside what is there now."""
    commitment = looked_after(request, reference)
    looked_at = cared(commitment)
    open_version = version_to_change(commitment)
    version = open_version or looked_at.newest
    if version is None or (open_version is None and request.method != "POST"):
        raise Refused(NOT_CHANGEABLE)
    seen = seen_mark(version.submission)
    fixed: dict[str, Any] = {"version": version, "own": person(request).email}
    if request.method == "POST":
        form = ChangeForm(request.POST, request.FILES, **fixed)
    else:
        first = {**answers_of(version), "seen": seen}
        if commitment.by_young_person:
            first["grown_up"] = last_reader(commitment)
        form = ChangeForm(initial=first, **fixed)

    def again(data: QueryDict) -> ChangeForm:
        return ChangeForm(data, **fixed)

    context = {
        "heading": gettext("Change your commitment"),
        "caption": Theirs(f"{version.title} ({commitment.reference})"),
        "button": gettext("Send my changes"),
        "form": form,
        "cared": looked_at,
        "is_closed": open_version is None,
    }
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: do_change(request, commitment, form))
        except TooMany as refused:
            form = given_back(request, form, again, by=person(request))
            form.full_clean()
            form.add_error(None, refused.sentence)
            return render(request, "commitments/my_commitment_change.html", {**context, "form": form})
        except Refused as stale:
            context |= {
                "form": given_back(request, form, again, by=person(request), seen=seen),
                "stale": stale.sentence,
                "words": words_of_version(version),
                "button": gettext("Send mine instead"),
            }
            return render(request, "commitments/my_commitment_change.html", context, status=409)
    context["form"] = given_back(request, form, again, by=person(request))
    return render(request, "commitments/my_commitment_change.html", context)


def do_change(request: HttpRequest, commitment: Commitment, form: ChangeForm) -> str:
    by = person(request)
    take(request, act="commitment", words=form.cleaned_data.values())
    submission = change_words(
        commitment=commitment,
        words=replace(form.words(), picture=picture_in(form, by=by)),
        seen=form.cleaned_data["seen"],
        by=by,
        read_first_by=form.cleaned_data.get("grown_up", ""),
    )
    said = gettext("Thank you. We have your changes. We will read them by %(day)s.")
    thank(request, said % {"day": on(submission.read_by_date)} if submission.read_by_date else sent_to_first_reader())
    return reverse("my-commitment", args=[commitment.reference])


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest, reference: str) -> HttpResponse:
    looked_at = cared(looked_after(request, reference))
    form = PortalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return post_once(request, form, lambda: do_take_down(request, looked_at.commitment))
    context = {
        "heading": gettext("Take your commitment down?"),
        "caption": Theirs(f"{looked_at.title} ({reference})"),
        "button": gettext("Yes, take it down"),
        "form": form,
        "cared": looked_at,
    }
    return render(request, "commitments/my_commitment_withdraw.html", context)


def do_take_down(request: HttpRequest, commitment: Commitment) -> str:
    withdraw(commitment=commitment, by=person(request))
    thank(request, gettext("It is down. Nobody can see it on the site any more."))
    return reverse("my")


def own_drafts(user: User) -> QuerySet[Draft]:
    """Those that somebody wrote when signed in, or left with the address that they have signed in with since."""
    return Draft.objects.open().filter(Q(keeper=user) | Q(keeper__isnull=True, email=user.email))


@never_cache
@login_required
@require_POST
def resume_draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """Go on with a draft on this device."""
    draft = get_object_or_404(own_drafts(person(request)), pk=key)
    draft = drafts.take_up(draft=draft, by=person(request))
    hold(request, draft)
    following = Answers(draft, person(request)).first_unanswered
    return redirect("commitment-new-step", following.slug) if following else redirect("commitment-new-check")


@never_cache
@login_required
@require_POST
def delete_draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """A second click finds it gone, which is what it asked for."""
    draft = own_drafts(person(request)).filter(pk=key).first()
    if draft is not None:
        drafts.throw_away(draft=draft)
        thank(request, gettext("Your draft is deleted."))
    return redirect("my")


def sent_to_first_reader() -> str:
    return gettext("Thank you. We have asked the grown-up that you chose to read it first.")


def on(day: date | None) -> str:
    return date_format(day) if day else ""


def thank(request: HttpRequest, words: str) -> None:
    messages.success(request, words)
