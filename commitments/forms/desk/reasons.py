"""A reason of the list that staff keep."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import Reason
from commitments.operations.keeping_reasons import ReasonWords, seen_mark
from coprod_portal.forms import PortalForm
from coprod_portal.languages.texts import Text

ACTIONS: tuple[tuple[str, Text], ...] = (
    ("for_return", _("To send words back with a question")),
    ("for_decline", _("Not to publish words")),
    ("for_hide", _("To hide what is public")),
)


class ReasonForm(PortalForm):
    sometimes_needed = ("actions",)

    for_staff = forms.CharField(
        label=_("For moderators, in a few words"),
        max_length=100,
        error_messages={"required": _("Say the reason in a few words")},
    )
    for_writer = forms.CharField(
        label=_("For the writer"),
        help_text=_("One or two short, kind sentences. Say how to mend it, if they can."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        error_messages={"required": _("Write what the writer reads")},
    )
    actions = forms.MultipleChoiceField(
        label=_("What it is a reason for"),
        choices=ACTIONS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one")},
    )
    can_appeal = forms.BooleanField(label=_("The writer can appeal"), required=False, initial=True)

    def words(self) -> ReasonWords:
        values = self.cleaned_data
        return ReasonWords(
            for_staff=values["for_staff"],
            for_writer=values["for_writer"],
            can_appeal=values["can_appeal"],
            in_use=values.get("in_use", True),
            **{name: name in values["actions"] for name, _label in ACTIONS},
        )


class NewReasonForm(ReasonForm):
    noted = "group"

    code = forms.SlugField(
        label=_("A short name for the record, like “names-a-person”"),
        help_text=_("Small letters and hyphens. It can never be changed, and never be given to another reason."),
        max_length=40,
        error_messages={
            "required": _("Enter a short name"),
            "invalid": _("Use small letters, numbers and hyphens, like “names-a-person”"),
        },
    )
    group = forms.ChoiceField(
        label=_("What the public counts say"),
        help_text=_("This can never be changed, so that the counts of different years can be compared."),
        choices=Reason.Group.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is counted as")},
    )

    field_order = ("code", "for_staff", "for_writer", "actions", "group", "can_appeal")


class ChangeReasonForm(ReasonForm):
    in_use = forms.BooleanField(label=_("It can be given from now on"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def as_kept(reason: Reason) -> dict[str, Any]:
    return {
        "for_staff": reason.for_staff,
        "for_writer": reason.for_writer,
        "actions": [name for name, _label in ACTIONS if getattr(reason, name)],
        "can_appeal": reason.can_appeal,
        "in_use": reason.in_use,
        "seen": seen_mark(reason),
    }
