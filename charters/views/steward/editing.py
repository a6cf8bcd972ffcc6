"""One small form about a draft. Where somebody was faster, what was typed stands beside what is there now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters.forms.drafts import DraftForm
from charters.models import Charter, Edition
from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.differences import Run, differences
from coprod_portal.submissions.errors import Refused, Stale

from .door import steward_trail

MakeForm = Callable[..., DraftForm]


@dataclass(frozen=True)
class Difference:
    """One answer that is not what the draft holds now."""

    label: str
    now: str
    typed: str

    @property
    def runs(self) -> list[Run]:
        return differences(self.now, self.typed)


def edit(
    request: HttpRequest,
    *,
    draft: Edition,
    make_form: MakeForm,
    answers: dict[str, Any],
    act: Callable[[DraftForm], str],
    heading: str,
    template: str = "charters/steward/edit.html",
    **more: Any,
) -> HttpResponse:
    """Show a form with the answers that the draft holds, and do `act`, which gives the address to go to."""
    initial = {**answers, "revision": draft.revision}
    form = make_form(request.POST if request.method == "POST" else None, initial=initial)
    status = HTTPStatus.OK
    late: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: act(form))
        except Stale as stale:
            late = {"happened": stale.sentence, "beside": beside(form, answers), "button": _("Save mine")}
            data = request.POST.copy()
            data["revision"] = str(draft.revision)
            form, status = make_form(data, initial=initial), HTTPStatus.CONFLICT
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = HTTPStatus.CONFLICT
    context = {
        "charter": draft.charter,
        "draft": draft,
        "form": form,
        "heading": heading,
        "button": _("Save"),
        "breadcrumbs": draft_trail(draft, heading),
        **more,
        **late,
    }
    return render(request, template, context, status=status)


def beside(form: PortalForm, answers: dict[str, Any]) -> list[Difference]:
    found = []
    for name, field in form.fields.items():
        if not isinstance(field.widget, forms.HiddenInput):
            now, typed = as_text(field, answers.get(name)), as_text(field, form.cleaned_data.get(name))
            if now != typed:
                found.append(Difference(str(field.label), now, typed))
    return found


def as_text(field: forms.Field, value: Any) -> str:
    """An answer as the form words it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return date_format(value)
    if isinstance(field, forms.ModelChoiceField):
        return str(value) if isinstance(value, Model) else ""
    if isinstance(field, forms.ChoiceField):
        words = {str(key): str(said) for key, said in field.widget.choices}
        chosen = value if isinstance(value, list | tuple) else [value]
        return "\n".join(words.get(str(key), "") for key in chosen)
    return str(value)


def gone(request: HttpRequest, charter: Charter, form_class: type[DraftForm], sentence: str) -> HttpResponse:
    """What somebody wanted to save is not there any more: they get back what they typed."""
    posted = [(name, words) for name in request.POST for words in [request.POST[name].strip()]]
    labels = {name: field.label for name, field in form_class.base_fields.items() if not field.widget.is_hidden}
    context = {
        "charter": charter,
        "happened": sentence,
        "typed": [(labels[name], words) for name, words in posted if words and name in labels],
        "breadcrumbs": steward_trail(charter, (_("Draft"), "")),
    }
    return render(request, "charters/steward/gone.html", context, status=HTTPStatus.CONFLICT)


def draft_trail(draft: Edition, page: str = "") -> list[tuple[str, str]]:
    """The way to a page below the draft's own."""
    name = _("Draft of edition %(number)d") % {"number": draft.number}
    if not page:
        return steward_trail(draft.charter, (name, ""))
    return steward_trail(draft.charter, (name, reverse("steward-draft", args=[draft.charter.slug])), (page, ""))
