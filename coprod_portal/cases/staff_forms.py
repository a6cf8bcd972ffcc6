"""What staff are asked while they see to a case. `seen` is what stood on the page, so that nobody acts on the past."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprod_portal.forms import PortalForm

from .models import Case

LONG = 4000


def long_words(label: Any, required: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": required},
    )


class SeenForm(PortalForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    @property
    def seen_key(self) -> int | None:
        """The key of a row that stood on the page."""
        seen: str = self.cleaned_data["seen"]
        return int(seen) if seen.isascii() and seen.isdigit() else None


class GiveForm(SeenForm):
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("Of a person who may see to cases of this kind. They get a mail."),
        error_messages={"required": _("Enter the address of the person"), "invalid": _("Enter an address in full")},
    )


class NoteForm(PortalForm):
    words = long_words(_("Your note"), _("Write the note"), _("Only staff read it. It cannot be changed later."))


class ProgressForm(PortalForm):
    words = long_words(
        _("How far are we?"),
        _("Write how far we are"),
        _("It goes to the person by e-mail, as you write it. Say what happens next, and by when."),
    )


OUTCOMES = [(outcome.value, outcome.label) for outcome in Case.Outcome]


class EndForm(PortalForm):
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it")},
    )


class AnswerForm(PortalForm):
    answer = long_words(
        _("Your answer"),
        _("Write your answer"),
        _("It goes to the person by e-mail, as you write it. Say what you will do, and by when."),
    )
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=[one for one in OUTCOMES if one[0] != Case.Outcome.WITHDRAWN],
        widget=forms.RadioSelect,
        initial=Case.Outcome.ANSWERED,
        error_messages={"required": _("Choose what came of it")},
    )


class AboutForm(SeenForm):
    address = forms.CharField(
        label=_("The address of the page that shows the words"),
        help_text=_("Or the number of one item, like submission:12."),
        max_length=500,
        error_messages={"required": _("Copy the address of the page")},
    )


class StepForm(SeenForm):
    """One step of the schedule: its button."""


class PassOnForm(StepForm):
    copy = forms.CharField(
        label=_("What the writer gets"),
        help_text=_("Take out whatever tells who complained, if they want that. Change nothing else."),
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("The writer must get a copy of the notice")},
    )
