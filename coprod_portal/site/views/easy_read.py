"""The first page and how it works, in Easy Read. All words are fixed sentences of ours."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from charters.easy_read.ideas import Idea, easy_read_page
from charters.models import Charter, Theme


@require_safe
def easy_read(request: HttpRequest) -> HttpResponse:
    charters = Charter.objects.public().order_by("position", "short_title")
    ideas = [*first_words(), *what_you_can_do(), *each_charter(list(charters)), *each_theme(list(Theme.objects.all()))]
    page = easy_read_page(request, ideas, heading=_("Working together"), full=reverse("home"))
    return render(request, "easy_read/home.html", page)


def first_words() -> Iterator[Idea]:
    yield Idea("together", _("This website is about working together."), heading=_("What this is"))
    yield Idea("meeting", _("People who use services and people who run them decide things together."))
    yield Idea("equal", _("This is called co-production. Everyone is equal."))
    yield Idea("charter", _("A charter says how people will work together."))
    yield Idea("promise", _("A commitment says what somebody will do. It is a promise."))
    yield Idea("eye", _("Here you can see promises, and what came of them."))


def what_you_can_do() -> Iterator[Idea]:
    yield Idea(
        "list",
        _("You can read the promises."),
        heading=_("What you can do"),
        link=reverse("commitments-easy-read"),
        link_words=_("Read the promises"),
    )
    yield Idea(
        "book",
        _("You can find out how this website works."),
        link=reverse("easy-read-how-it-works"),
        link_words=_("How it works"),
    )
    yield Idea(
        "sign",
        _("You can make a promise. This is not in Easy Read yet."),
        link=reverse("commitment-new"),
        link_words=_("Make a promise"),
    )
    yield Idea(
        "door",
        _("You can find ways to take part."),
        link=reverse("opportunities"),
        link_words=_("Ways to take part"),
    )
    yield Idea(
        "letter",
        _("You can ask us something, or tell us what is wrong."),
        link=reverse("help-contact"),
        link_words=_("Write to us"),
    )


def each_charter(charters: list[Charter]) -> Iterator[Idea]:
    if not charters:
        yield Idea("missing", _("There are no charters here yet."), heading=_("Charters"))
    for number, charter in enumerate(charters):
        yield Idea(
            "charter",
            "",
            heading="" if number else _("Charters"),
            link=reverse("charter-easy-read", args=[charter.slug]),
            link_words=charter.short_title,
            link_is_data=True,
        )


def each_theme(themes: list[Theme]) -> Iterator[Idea]:
    if themes:
        yield Idea("linked", _("Charters share big ideas. We found these."), heading=_("Big ideas"))
    for theme in themes:
        yield Idea(
            theme.slug,
            "",
            shape=True,
            link=reverse("theme-easy-read", args=[theme.slug]),
            link_words=theme.name,
            link_is_data=True,
        )


@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    page = easy_read_page(
        request,
        [*making_a_promise(), *before_you_see_it(), *after_that(), *about_you(), *where_to_go_on()],
        heading=_("How it works"),
        full=reverse("home"),
    )
    return render(request, "easy_read/how_it_works.html", page)


def making_a_promise() -> Iterator[Idea]:
    yield Idea("sign", _("A person or a group makes a promise."), heading=_("Making a promise"))
    yield Idea("charter", _("The promise goes with the words of a charter."))
    yield Idea("list", _("It says what they will do."))
    yield Idea("calendar", _("It says when it will be done."))
    yield Idea("eye", _("It says how people will know that it is done."))


def before_you_see_it() -> Iterator[Idea]:
    yield Idea("check", _("A person reads each promise first."), heading=_("Before you see it"))
    yield Idea("safe", _("They look for private things and unkind words."))
    days = settings.WORKING_DAYS_TO_READ
    yield Idea(
        "clock",
        ngettext("This takes up to %(days)d working day.", "This takes up to %(days)d working days.", days)
        % {"days": days},
    )
    yield Idea("computer", _("Then the promise is on this website."))


def after_that() -> Iterator[Idea]:
    yield Idea("news", _("After two weeks we ask for news."), heading=_("After that"))
    yield Idea("calendar", _("Then we ask every three months. News says how it is going."))
    yield Idea("clock", _("A promise can be late."))
    yield Idea("change", _("A plan can change."))
    yield Idea("stop", _("A promise can stop. Then we ask what got in the way."))
    yield Idea("heart", _("It is good to tell people. Then they can trust you."))
    yield Idea("no-news", _("Sometimes there is no news. Then we say so."))


def about_you() -> Iterator[Idea]:
    yield Idea("person", _("You do not need to tell us who you are to read."), heading=_("About you"))
    yield Idea("safe", _("We do not follow what you do here."))
    yield Idea("computer", _("You can keep Easy Read on. Then your browser remembers it."))


def where_to_go_on() -> Iterator[Idea]:
    yield Idea(
        "map",
        _("You can look for promises near you."),
        heading=_("What you can do now"),
        link=reverse("commitments-easy-read"),
        link_words=_("Look for promises"),
    )
    yield Idea(
        "easy-read",
        _("You can go back to the first page."),
        link=reverse("easy-read"),
        link_words=_("The first page in Easy Read"),
    )
