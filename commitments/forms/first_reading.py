from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprod_portal.forms import PortalForm

from .fields import MIDDLE, words

FINE, CHANGE = "fine", "change"


class FirstReadingForm(PortalForm):
    """Two buttons: `answer` is the one that was pressed. `revision` says which words were read."""

    sometimes_needed = ("note",)

    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = words(
        label=_("If something should change first: what?"),
        max_length=MIDDLE,
        help_text=_("The young person gets your words by e-mail. Nobody else does."),
    )

    @property
    def is_fine(self) -> bool:
        return self.data.get("answer") == FINE

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_fine and not cleaned.get("note", "").strip() and "note" not in self.errors:
            self.add_error("note", gettext("Say what you would like to be changed first"))
        return cleaned
