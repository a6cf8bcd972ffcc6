"""What is asked of whoever thinks that somebody may be in danger, and of lead and deputy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.forms.moderation import NOTE_LENGTH, ActForm, WhyField
from commitments.models import SafeguardingDuty
from coprod_portal.forms import PortalForm

YES, NO = "danger", "no-danger"


class RaiseForm(ActForm):
    why = WhyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].help_text = _("Only the safeguarding lead and deputy read this.")


class LookForm(ActForm):
    sometimes_needed = ("to_writer",)

    noted = "outcome"

    outcome = forms.ChoiceField(
        label=_("Is somebody in danger?"),
        choices=[
            (YES, _("Yes, or it could well be: it is not published")),
            (NO, _("No: it goes back to be read like everything else")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether somebody is in danger")},
    )
    what_was_done = forms.CharField(
        label=_("What was done?"),
        help_text=_("Who was told, when, and what they said. Or why nothing had to be done."),
        widget=forms.Textarea,
        max_length=NOTE_LENGTH,
        error_messages={"required": _("Say what you did, or why nothing had to be done")},
    )
    writes = forms.BooleanField(
        label=_("Write to the writer"),
        required=False,
        help_text=_(
            "Only if somebody is in danger, and only if it is safe. Somebody else may read their mail. "
            "If you do not tick this, they hear nothing from us."
        ),
    )
    to_writer = forms.CharField(
        label=_("Your words to the writer"),
        widget=forms.Textarea,
        max_length=NOTE_LENGTH,
        required=False,
        error_messages={"required": _("Write what the writer shall read, or take the tick away")},
    )

    def __init__(self, *args: Any, can_write: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_write:
            del self.fields["writes"], self.fields["to_writer"]
        elif self.is_bound:
            self.fields["to_writer"].required = bool(self.data.get("writes"))

    def to_writer_or_nothing(self) -> str:
        return str(self.cleaned_data["to_writer"]) if self.cleaned_data.get("writes") else ""


class NameForm(PortalForm):
    noted = "position"

    position = forms.ChoiceField(choices=SafeguardingDuty.Position.choices, widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("E-mail address of a moderator"),
        help_text=_("Leave it empty to name nobody."),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Enter an e-mail address in full, like name@example.org")},
    )
