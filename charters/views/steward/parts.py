"""The parts of a draft, one page each: sections, principles, ways to take part, notes and resources."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from charters.forms import drafts as forms
from charters.models import Edition, Resource, Section, SourceNote, Theme, WayToTakePart, Wording
from charters.operations.draft_parts import (
    Part,
    move_part,
    put_back,
    remove_part,
    save_part,
    set_ancestors,
    set_themes,
)
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once, second_click_follows
from coprod_portal.submissions.errors import Refused

from .door import stewards_only
from .drafts import my_draft, show, with_draft
from .editing import edit, gone


@dataclass(frozen=True)
class PartKind:
    add: str | Promise
    change: str | Promise
    form: type[forms.PartForm]
    blank: Callable[..., Part]
    fixed: tuple[tuple[str, str], ...] = ()

    def rows(self, draft: Edition) -> Any:
        """Those of the draft."""
        model: Any = self.blank
        return model._default_manager.filter(edition=draft, **dict(self.fixed))

    def new(self, draft: Edition) -> Part:
        return self.blank(edition=draft, **dict(self.fixed))


def note(kind: SourceNote.Kind) -> tuple[tuple[str, str], ...]:
    return (("kind", kind.value),)


KINDS = {
    "sections": PartKind(gettext_lazy("Add a section"), gettext_lazy("Change the section"), forms.SectionForm, Section),
    "principles": PartKind(
        gettext_lazy("Add a principle"), gettext_lazy("Change the words"), forms.PrincipleForm, Wording
    ),
    "ways": PartKind(
        gettext_lazy("Add a way to take part"),
        gettext_lazy("Change the way to take part"),
        forms.WayForm,
        WayToTakePart,
    ),
    "resources": PartKind(
        gettext_lazy("Add a plan, film or contact"),
        gettext_lazy("Change the plan, film or contact"),
        forms.ResourceForm,
        Resource,
    ),
    "missing": PartKind(
        gettext_lazy("Say what is missing"),
        gettext_lazy("Change what is missing"),
        forms.NoteForm,
        SourceNote,
        note(SourceNote.Kind.MISSING),
    ),
    "oddities": PartKind(
        gettext_lazy("Say what is odd"),
        gettext_lazy("Change what is odd"),
        forms.NoteForm,
        SourceNote,
        note(SourceNote.Kind.ODDITY),
    ),
    "background": PartKind(
        gettext_lazy("Add what is known from elsewhere"),
        gettext_lazy("Change what is known from elsewhere"),
        forms.BackgroundForm,
        SourceNote,
        note(SourceNote.Kind.BACKGROUND),
    ),
}


def kind_of(slug: str) -> PartKind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def back_to(draft: Edition, anchor: str) -> str:
    return reverse("steward-draft", args=[draft.charter.slug]) + f"#{anchor}"


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def add(request: HttpRequest, charter: str, kind: str) -> HttpResponse:
    asked = kind_of(kind)
    return with_draft(request, charter, asked.form, lambda draft: edit_part(request, draft, kind, asked.new(draft)))


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def part(request: HttpRequest, charter: str, kind: str, pk: int) -> HttpResponse:
    asked = kind_of(kind)

    def change(draft: Edition) -> HttpResponse:
        found = asked.rows(draft).filter(pk=pk).first()
        if found is None:
            if request.method == "POST":
                return gone(request, draft.charter, asked.form, _("Somebody took this out of the draft."))
            raise Http404
        return edit_part(request, draft, kind, found)

    return with_draft(request, charter, asked.form, change)


def edit_part(request: HttpRequest, draft: Edition, slug: str, part: Part) -> HttpResponse:
    kind = KINDS[slug]
    answers = kind.form.answers(part)
    if isinstance(part, Wording) and part.pk is None:
        answers["section"] = draft.sections.filter(slug=request.GET.get("section", "")).first()

    def act(form: Any) -> str:
        saved = save_part(part=part, values=form.values(), revision=form.cleaned_data["revision"], by=person(request))
        messages.success(request, _("Saved."))
        return back_to(draft, f"{slug}-{saved.pk}")

    return edit(
        request,
        draft=draft,
        make_form=partial(kind.form, edition=draft),
        answers=answers,
        act=act,
        heading=str(kind.change if part.pk else kind.add),
        template="charters/steward/part.html",
        part=part if part.pk else None,
        kind=slug,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
@second_click_follows(forms.DraftForm)
def remove(request: HttpRequest, charter: str, kind: str, pk: int) -> HttpResponse:
    draft = my_draft(request, charter)
    found = get_object_or_404(kind_of(kind).rows(draft), pk=pk)

    def act(form: forms.DraftForm) -> str:
        remove_part(part=found, revision=form.cleaned_data["revision"], by=person(request))
        messages.success(request, _("It is taken out of the draft."))
        return back_to(draft, kind)

    return edit(
        request,
        draft=draft,
        make_form=forms.DraftForm,
        answers={},
        act=act,
        heading=_("Take this out of the draft?"),
        template="charters/steward/remove.html",
        button=_("Yes, take it out"),
        part=found,
        is_old=isinstance(found, Wording) and found.principle.wordings.exclude(edition=draft).exists(),
    )


@require_POST
@stewards_only
def move(request: HttpRequest, charter: str, kind: str) -> HttpResponse:
    draft = my_draft(request, charter)
    form = forms.MoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    found = get_object_or_404(kind_of(kind).rows(draft), pk=form.cleaned_data["part"])

    def act() -> str:
        up, revision = form.cleaned_data["way"] == "up", form.cleaned_data["revision"]
        move_part(part=found, up=up, revision=revision, by=person(request))
        return back_to(draft, f"{kind}-{found.pk}")

    return or_show_again(request, draft, lambda: post_once(request, form, act))


@require_POST
@stewards_only
def restore(request: HttpRequest, charter: str) -> HttpResponse:
    """Put a principle of the current edition back."""
    draft = my_draft(request, charter)
    form = forms.PutBackForm(request.POST)
    if not form.is_valid():
        raise Http404
    wording = get_object_or_404(
        Wording.objects.select_related("section"),
        pk=form.cleaned_data["part"],
        edition__charter=draft.charter,
        edition__published_at__isnull=False,
    )

    def act() -> str:
        back = put_back(edition=draft, wording=wording, revision=form.cleaned_data["revision"], by=person(request))
        messages.success(request, _("It is back in the draft."))
        return back_to(draft, f"principles-{back.pk}")

    return or_show_again(request, draft, lambda: post_once(request, form, act))


def or_show_again(request: HttpRequest, draft: Edition, act: Callable[[], HttpResponse]) -> HttpResponse:
    """A button that came too late: the draft as it is now, and why nothing was done."""
    try:
        return act()
    except Refused as refused:
        return show(request, draft, status=HTTPStatus.CONFLICT, happened=refused.sentence)


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def themes(request: HttpRequest, charter: str, pk: int) -> HttpResponse:
    draft = my_draft(request, charter)
    wording = get_object_or_404(draft.wordings, pk=pk)
    wording.edition = draft
    reasons = dict(wording.mappings.values_list("theme_id", "reason"))
    all_themes = list(Theme.objects.all())

    def act(form: Any) -> str:
        set_themes(wording=wording, reasons=form.reasons(), revision=form.cleaned_data["revision"], by=person(request))
        messages.success(request, _("Saved."))
        return back_to(draft, f"principles-{wording.pk}")

    return edit(
        request,
        draft=draft,
        make_form=partial(forms.ThemesForm, themes=all_themes),
        answers={forms.field_of(theme): reasons.get(theme.pk, "") for theme in all_themes},
        act=act,
        heading=_("What these words are about"),
        template="charters/steward/themes.html",
        wording=wording,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def ancestors(request: HttpRequest, charter: str, pk: int) -> HttpResponse:
    draft = my_draft(request, charter)
    wording = get_object_or_404(draft.wordings.select_related("principle"), pk=pk)
    wording.edition = draft
    chosen = list(wording.came_from.values_list("slug", flat=True))
    earlier = earlier_words(draft, wording)

    def act(form: Any) -> str:
        set_ancestors(
            wording=wording, principles=form.chosen(), revision=form.cleaned_data["revision"], by=person(request)
        )
        messages.success(request, _("Saved."))
        return back_to(draft, f"principles-{wording.pk}")

    return edit(
        request,
        draft=draft,
        make_form=partial(forms.AncestorsForm, earlier=earlier),
        answers={"principles": [other.principle.slug for other in earlier if other.principle.slug in chosen]},
        act=act,
        heading=_("Where these words come from"),
        template="charters/steward/ancestors.html",
        wording=wording,
        old_words=draft.charter.current_edition
        and draft.charter.current_edition.wordings.filter(principle=wording.principle_id).first(),
        earlier=earlier,
    )


def earlier_words(draft: Edition, wording: Wording) -> list[Wording]:
    """The other principles of the edition that stands now, in its order."""
    current = draft.charter.current_edition
    if current is None:
        return []
    return list(current.wordings.exclude(principle=wording.principle_id).select_related("principle"))
