"""What people learned: a page for everybody, and the one where staff choose words of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commitments.counts import all_counts, content_version
from commitments.forms.learning import HighlightForm
from commitments.learning import all_learning
from commitments.lists.asked import AFTER_CHARACTERS
from commitments.lists.learned import AskedLearning, highlights, marked, narrowed, one_page, read
from commitments.lists.panel import Choice, groups_of
from commitments.lists.vocabulary import vocabulary
from commitments.operations import highlighting
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.forms.once import post_or_show

from .listing import without_empty_parameters
from .my import thank

FILTERS = {
    "theme": gettext_lazy("Theme"),
    "charter": gettext_lazy("Charter"),
    "principle": gettext_lazy("Principle of a charter"),
}
staff_only = staff_page(Role.Name.MODERATOR, Role.Name.STEWARD)


@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    """Newest first. What stopped or came late is here as well."""
    if any(name in request.GET and not request.GET[name].strip() for name in FILTERS):
        return redirect(without_empty_parameters(request))
    version = content_version()
    known = vocabulary(version)
    asked = read({name: str(value) for name, value in request.GET.dict().items()}, known)
    after = request.GET.get("after", "")[:AFTER_CHARACTERS]
    rows, following = one_page(narrowed(asked), after)
    counts = all_counts(version)
    choices = [
        {"name": name, "label": label, "chosen": chosen, "groups": groups_of(Choice(name, chosen), known, counts)}
        for name, label in FILTERS.items()
        for chosen in [asked.filters.get(name, "")]
    ]
    context = {
        "asked": asked,
        "choices": choices,
        "learned": [marked(news) for news in rows],
        "highlights": [] if asked.filters or after else highlights(),
        "has_made_up": any(news.commitment.made_up for news in rows),
        **pages(asked, after, following),
    }
    return render(request, "commitments/learning.html", context)


def pages(asked: AskedLearning, after: str, following: str) -> dict[str, str]:
    return {
        "next": asked.address(after=following) if following else "",
        "first": asked.address() if after else "",
        "canonical": reverse("learning") + asked.address().removeprefix("."),
    }


@staff_only
@require_safe
def moderation_learning(request: HttpRequest) -> HttpResponse:
    """What could be chosen from, newest first."""
    after = request.GET.get("after", "")[:AFTER_CHARACTERS]
    rows, following = one_page(all_learning(), after)
    context: dict[str, Any] = {
        "heading": _("Choose what people learned"),
        "learned": [marked(news) for news in rows],
        **pages(AskedLearning(), after, following),
    }
    return render(request, "commitments/moderation_learning.html", context)


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def moderation_highlight(request: HttpRequest, pk: int) -> HttpResponse:
    news = get_object_or_404(all_learning(), pk=pk)
    chosen = marked(news)
    form = HighlightForm(request.POST or None, initial={"words": chosen.chosen})
    if (done := post_or_show(request, form, lambda: do_choose(request, pk, form), beside="words")) is not None:
        return done
    context = {
        "heading": _("Choose words of it"),
        "button": _("Let these words stand out"),
        "learned": chosen,
        "news": news,
        "form": form,
        "can_highlight": highlighting.can_highlight(person(request), news),
    }
    return render(request, "commitments/moderation_highlight.html", context, status=form.status)


def do_choose(request: HttpRequest, pk: int, form: HighlightForm) -> str:
    """Nothing typed: nothing stands out any more."""
    news = get_object_or_404(all_learning(), pk=pk)
    if form.cleaned_data["words"]:
        highlighting.highlight(news=news, words=form.cleaned_data["words"], by=person(request))
        thank(request, _("These words stand out on the page of learning now."))
    else:
        highlighting.take_back_highlight(news=news, by=person(request))
        thank(request, _("No words of it stand out any more."))
    return reverse("moderation-learning")
