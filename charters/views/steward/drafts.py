"""A draft edition as a whole: begun, looked at, its facts changed, deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from charters.draft_words import DraftWords
from charters.forms import drafts as forms
from charters.models import Edition
from charters.operations.drafting import begin_draft, change_facts, delete_draft
from charters.operations.publishing import not_fit
from coprod_portal.accounts.permissions import person
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import second_click_follows

from .door import my_charter, steward_trail, stewards_only
from .editing import as_text, draft_trail, edit, gone


@dataclass(frozen=True)
class Facts:
    """Some of what an edition says of itself, asked on one page."""

    heading: str | Promise
    form: type[forms.DraftForm]


FACTS = {
    "names": Facts(gettext_lazy("Title and owner"), forms.NamesForm),
    "summary": Facts(gettext_lazy("What it is, in our words"), forms.SummaryForm),
    "making": Facts(gettext_lazy("Who made it, and when"), forms.MakingForm),
    "source": Facts(gettext_lazy("Where the words came from"), forms.SourceForm),
    "concern": Facts(gettext_lazy("When something is not right"), forms.ConcernForm),
    "review": Facts(gettext_lazy("Is it being looked at again?"), forms.ReviewForm),
}


def my_draft(request: HttpRequest, slug: str) -> Edition:
    """The draft of a charter that this steward looks after."""
    charter = my_charter(request, slug)
    draft = get_object_or_404(charter.editions, published_at__isnull=True)
    draft.charter = charter
    return draft


def with_draft(
    request: HttpRequest, slug: str, form: type[forms.DraftForm], answer: Callable[[Edition], HttpResponse]
) -> HttpResponse:
    """The answer for the draft. What was typed for a draft that is gone is given back."""
    charter = my_charter(request, slug)
    draft = charter.editions.filter(published_at__isnull=True).first()
    if draft is not None:
        draft.charter = charter
        return answer(draft)
    if request.method == "POST":
        return gone(request, charter, form, _("There is no draft any more. It was published or deleted."))
    raise Http404


@require_safe
@stewards_only
def editions(request: HttpRequest, charter: str) -> HttpResponse:
    found = my_charter(request, charter)
    context = {
        "charter": found,
        "editions": found.editions.all(),
        "has_draft": found.editions.filter(published_at__isnull=True).exists(),
        "form": PortalForm(),
        "breadcrumbs": steward_trail(found, (_("Editions"), "")),
    }
    return render(request, "charters/steward/editions.html", context)


@require_POST
@stewards_only
def begin(request: HttpRequest, charter: str) -> HttpResponse:
    found = my_charter(request, charter)
    begin_draft(charter=found, by=person(request))
    return redirect("steward-draft", found.slug)


@require_safe
@stewards_only
def draft(request: HttpRequest, charter: str) -> HttpResponse:
    return show(request, my_draft(request, charter))


def show(request: HttpRequest, draft: Edition, *, status: int = HTTPStatus.OK, happened: str = "") -> HttpResponse:
    """All that the draft holds, each part with the way to change it."""
    words = DraftWords.of(draft)
    context = {
        "charter": draft.charter,
        "draft": draft,
        "facts": [(slug, facts.heading, said(facts.form, draft)) for slug, facts in FACTS.items()],
        "words": words,
        "not_fit": not_fit(draft),
        "form": PortalForm(),
        "happened": happened,
        "breadcrumbs": draft_trail(draft),
    }
    return render(request, "charters/steward/draft.html", context, status=status)


def said(form: type[forms.DraftForm], draft: Edition) -> list[tuple[str, str]]:
    """The answers that are given so far."""
    shown = [(field, as_text(field, getattr(draft, name, None))) for name, field in form.base_fields.items()]
    return [(str(field.label), words) for field, words in shown if words and not field.widget.is_hidden]


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def facts(request: HttpRequest, charter: str, part: str) -> HttpResponse:
    if part not in FACTS:
        raise Http404
    asked = FACTS[part]
    return with_draft(request, charter, asked.form, lambda draft: edit_facts(request, draft, part))


def edit_facts(request: HttpRequest, draft: Edition, part: str) -> HttpResponse:
    asked = FACTS[part]

    def act(form: forms.DraftForm) -> str:
        change_facts(edition=draft, revision=form.cleaned_data["revision"], values=form.values(), by=person(request))
        messages.success(request, _("Saved."))
        return reverse("steward-draft", args=[draft.charter.slug]) + f"#{part}"

    answers = {name: getattr(draft, name) for name in asked.form.base_fields if hasattr(draft, name)}
    return edit(request, draft=draft, make_form=asked.form, answers=answers, act=act, heading=str(asked.heading))


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
@second_click_follows(forms.DraftForm)
def delete(request: HttpRequest, charter: str) -> HttpResponse:
    draft = my_draft(request, charter)

    def act(form: forms.DraftForm) -> str:
        delete_draft(edition=draft, revision=form.cleaned_data["revision"], by=person(request))
        messages.success(request, _("The draft is deleted."))
        return reverse("steward-charter", args=[charter])

    return edit(
        request,
        draft=draft,
        make_form=forms.DraftForm,
        answers={},
        act=act,
        heading=_("Delete this draft?"),
        template="charters/steward/delete.html",
        button=_("Yes, delete it"),
    )
