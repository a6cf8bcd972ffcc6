"""Telling news: first how it is going, then what happened and what was learned."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments.caring import Cared, cared
from commitments.forms.news import GoingForm, NewsForm
from commitments.going import SLIPPED, Going
from commitments.minutes import NEWS_MINUTES, minutes_asked_of
from commitments.models import Commitment, Milestone, News
from commitments.operations.first_readings import last_reader
from commitments.operations.telling_news import seen_news, tell
from commitments.pictures import MOST_BYTES
from coprod_portal.accounts.models import User
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.forms.uploads import takes_file
from coprod_portal.limits.operations import take
from coprod_portal.submissions.errors import Refused, TooMany
from coprod_portal.submissions.models import Submission

from .held_pictures import given_back, picture_in
from .my import looked_after, on, sent_to_first_reader, thank


@dataclass(frozen=True)
class Place:
    """Where somebody tells news: at /my/, or on the page of a link in a mail, where they need not sign in."""

    cared: Cared
    by: User
    here: str
    back: str
    is_link: bool = False

    @property
    def asked_minutes(self) -> int:
        return minutes_asked_of(self.cared.commitment)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file(most_bytes=MOST_BYTES)
def news(request: HttpRequest, reference: str) -> HttpResponse:
    place = Place(
        cared=cared(looked_after(request, reference)),
        by=person(request),
        here=reverse("my-commitment-news", args=[reference]),
        back=reverse("my-commitment", args=[reference]),
    )
    return tell_news(request, place, lambda submission: thank_and_go_back(request, place, submission))


def thank_and_go_back(request: HttpRequest, place: Place, submission: Submission) -> str:
    said = _("Thank you. We will read your news by %(day)s, and then put it on the site.")
    thank(request, said % {"day": on(submission.read_by_date)} if submission.read_by_date else sent_to_first_reader())
    return place.back


def tell_news(request: HttpRequest, place: Place, after: Callable[[Submission], str]) -> HttpResponse:
    """`after` gives the address to go to once it was sent."""
    if not place.cared.is_public and request.method != "POST":
        raise Refused(_("You can tell people news once your commitment is public."))
    going = request.GET.get("going", "")
    if going not in Going.values:
        return ask_how_it_is_going(request, place)
    return ask_what_happened(request, place, Going(going), after)


def ask_how_it_is_going(request: HttpRequest, place: Place) -> HttpResponse:
    before = place.cared.open_news.going if place.cared.open_news else None
    form = GoingForm(request.POST or None, initial={"going": before})
    if request.method == "POST" and form.is_valid():
        return redirect(f"{place.here}?going={form.cleaned_data['going']}")
    context = {**words_for(place), "heading": _("How is it going?"), "button": _("Go on"), "form": form}
    return render(request, "commitments/my_commitment_news.html", context)


def ask_what_happened(
    request: HttpRequest, place: Place, going: Going, after: Callable[[Submission], str]
) -> HttpResponse:
    looked_at, commitment = place.cared, place.cared.commitment
    held = looked_at.open_news.picture if looked_at.open_news else None
    fixed: dict[str, Any] = {
        "going": going,
        "starts_on": looked_at.starts_on,
        "called": looked_at.title,
        "takes_picture": not commitment.by_young_person,
        "steps": steps_of(commitment),
        "by_young_person": commitment.by_young_person,
        # Behind a link no address is shown: it goes to whoever read their words before.
        "asks_grown_up": not place.is_link,
        "own": place.by.email,
    }
    seen = seen_news(commitment)
    if request.method == "POST":
        form = NewsForm(request.POST, request.FILES, **fixed)
    else:
        first = {**answers_of(looked_at.open_news), "seen": seen}
        if commitment.by_young_person:
            first["grown_up"] = last_reader(commitment)
        form = NewsForm(initial=first, held=held, **fixed)

    def again(data: QueryDict) -> NewsForm:
        return NewsForm(data, **fixed)

    context = {
        **words_for(place),
        "heading": _("What has happened?"),
        "button": _("Send my news"),
        "form": form,
        "going": going,
        "has_slipped": going in SLIPPED,
        "is_closed": not looked_at.is_public,
    }

    def act() -> str:
        take(request, act="news", person=place.by.email, words=form.cleaned_data.values())
        return after(do_tell(place, form))

    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except TooMany as refused:
            form = given_back(request, form, again, by=place.by)
            form.full_clean()
            form.add_error(None, refused.sentence)
            return render(request, "commitments/my_commitment_news.html", {**context, "form": form})
        except Refused as stale:
            mine = given_back(request, form, again, by=place.by, seen=seen)
            context |= {"form": mine, "stale": stale.sentence, "button": _("Send mine instead")}
            return render(request, "commitments/my_commitment_news.html", context, status=409)
    context["form"] = given_back(request, form, again, by=place.by)
    return render(request, "commitments/my_commitment_news.html", context)


def words_for(place: Place) -> dict[str, Any]:
    caption = _("News about: %(title)s") % {"title": place.cared.title}
    return {"caption": caption, "cared": place.cared, "place": place, "minutes": NEWS_MINUTES}


def answers_of(news: News | None) -> dict[str, Any]:
    names = ("happened", "learned", "got_in_the_way", "new_due_on")
    if news is None:
        return {}
    reached = [str(step.pk) for step in news.reached.all()]
    return {**{name: getattr(news, name) for name in names}, "reached": reached}


def steps_of(commitment: Commitment) -> list[Milestone]:
    """The small steps in the words that are public."""
    return list(Milestone.objects.filter(version__public_commitment=commitment))


def do_tell(place: Place, form: NewsForm) -> Submission:
    return tell(
        commitment=place.cared.commitment,
        words=replace(form.words(), picture=picture_in(form, by=place.by)),
        seen=form.cleaned_data["seen"],
        by=place.by,
        read_first_by=form.cleaned_data.get("grown_up", ""),
    )
