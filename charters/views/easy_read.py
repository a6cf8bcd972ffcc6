"""A charter and a theme in Easy Read: what was written for them, between fixed sentences of ours."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters.easy_read.ideas import Idea, easy_read_page, in_full, of_content
from charters.models import Charter, EasyRead, Theme, Wording
from charters.views.charter import public_charter


@require_safe
def charter_easy_read(request: HttpRequest, charter: str) -> HttpResponse:
    found, current = public_charter(charter)
    written = (
        EasyRead.objects.filter(edition__charter=found, edition__published_at__isnull=False)
        .select_related("edition")
        .prefetch_related("ideas")
        .order_by("-edition__number")
        .first()
    )
    is_older = written is not None and written.edition_id != current.pk
    ideas = [
        *about_the_words(found, written, is_older=is_older),
        *(of_content(written) if written else []),
        *where_to_go_on(found),
    ]
    page = easy_read_page(
        request, ideas, heading=found.short_title, full=found.get_absolute_url(), checked=written, is_data=True
    )
    return render(request, "easy_read/charter.html", {**page, "charter": found, "edition": current})


def about_the_words(charter: Charter, written: EasyRead | None, *, is_older: bool) -> Iterator[Idea]:
    if charter.made_up:
        yield Idea("question", _("This charter is made up. It shows how the website works."))
    full, own_words = in_full(charter.get_absolute_url()), _("Read the charter's own words")
    if written is None:
        yield Idea("missing", _("This charter is not in Easy Read yet."))
        yield Idea("exact-words", _("You can read it in its own words."), link=full, link_words=own_words)
        ask = reverse("charter-format-request", args=[charter.slug])
        yield Idea("help", _("You can ask for Easy Read."), link=ask, link_words=_("Ask for another format"))
        return
    yield Idea("easy-read", _("These are our easy words."))
    yield Idea(
        "exact-words", _("The charter has its own words. They are on another page."), link=full, link_words=own_words
    )
    if is_older:
        yield Idea("change", _("The charter has new words now. This Easy Read was made for an older edition."))


def where_to_go_on(charter: Charter) -> Iterator[Idea]:
    promises = reverse("commitments-easy-read")
    yield Idea(
        "promise",
        _("You can read what people promised."),
        heading=_("What you can do now"),
        link=f"{promises}?charter={charter.slug}",
        link_words=_("Read the promises"),
    )
    yield Idea(
        "door",
        _("You can find out how to take part."),
        link=reverse("charter-take-part", args=[charter.slug]),
        link_words=_("How to take part"),
    )
    yield Idea(
        "charter",
        _("You can read about other charters."),
        link=reverse("easy-read"),
        link_words=_("The first page in Easy Read"),
    )


@require_safe
def theme_easy_read(request: HttpRequest, theme: str) -> HttpResponse:
    found = get_object_or_404(Theme, slug=theme)
    written = EasyRead.objects.filter(theme=found).prefetch_related("ideas").first()
    speaking = (
        Charter.objects.public()
        .filter(current_edition__wordings__in=Wording.objects.public().filter(themes=found))
        .distinct()
        .order_by("position", "short_title")
    )
    ideas = [
        Idea(found.slug, _("This is a big idea. Different charters share it."), shape=True),
        Idea("easy-read", _("These are our easy words. No charter wrote them.")),
        *(of_content(written) if written else [Idea("missing", _("This idea is not in Easy Read yet."))]),
        *what_charters_say(found, list(speaking)),
    ]
    page = easy_read_page(
        request, ideas, heading=found.name, full=reverse("theme", args=[found.slug]), checked=written, is_data=True
    )
    return render(request, "easy_read/theme.html", page)


def what_charters_say(theme: Theme, charters: list[Charter]) -> Iterator[Idea]:
    yield Idea(
        "exact-words",
        _("You can read what each charter says about it."),
        heading=_("Where it stands"),
        link=in_full(reverse("theme", args=[theme.slug])),
        link_words=_("Read the charters' own words"),
    )
    for charter in charters:
        yield Idea(
            "charter",
            _("This charter has words about it."),
            link=reverse("charter-easy-read", args=[charter.slug]),
            link_words=charter.short_title,
            link_is_data=True,
        )
    yield Idea(
        "list",
        _("You can see all the big ideas."),
        link=reverse("easy-read"),
        link_words=_("All the big ideas"),
    )
