"""The forms of a notice of defamation: for whoever complains, and for whoever wrote the words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprod_portal.forms import PortalForm

from .forms import CaseForm
from .models import DefamationNotice, WriterAsked
from .notices import PARTS, Said

LONG = 4000
SHORTEST_ADDRESS = 10
SAY_OR_TICK = _("Answer this, or say at the end that you cannot")


def long_words(label: Any, help_text: Any = "", **fields: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONG, widget=forms.Textarea(attrs={"rows": 5}), **fields
    )


class NoticeForm(CaseForm):
    """Every part is needed, but somebody may say that they cannot answer it: such a notice is received too."""

    sometimes_needed = tuple(PARTS)

    about = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    name = forms.CharField(label=_("Your name"), max_length=200, required=False)
    statement = long_words(
        _("Which words do you mean?"),
        _("Copy them here, exactly as they stand on the page."),
        error_messages={"required": _("Copy the words that you mean")},
    )
    where = forms.CharField(
        label=_("Where are these words?"),
        help_text=_("Copy the address of the page from the top of your browser."),
        max_length=500,
        required=False,
    )
    meaning = long_words(_("What do the words say about you?"), _("Say it as you understand them."), required=False)
    why = long_words(_("How do they harm your good name?"), required=False)
    inaccurate = long_words(
        _("What is not true?"),
        _("Also say which parts are opinions that no fact supports."),
        required=False,
    )
    does_not_know_writer = forms.ChoiceField(
        label=_("Do you know enough about the writer to take them to court?"),
        help_text=_("That means their full name, and an address to send a letter to."),
        choices=[("no", _("No, I do not know enough")), ("yes", _("Yes, I know who they are and where to write to"))],
        widget=forms.RadioSelect,
        required=False,
    )
    may_give = forms.ChoiceField(
        label=_("May we tell the writer who you are?"),
        help_text=_("We send the writer a copy of this notice. If you say no, we take your name and address out."),
        choices=DefamationNotice.MayGive.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    says_repeated = forms.BooleanField(
        label=_("We took the same words of the same writer down twice before"), required=False
    )
    cannot = forms.MultipleChoiceField(
        label=_("Is there something that you cannot answer?"),
        help_text=_("Leave it empty above, and tick it here. We then write to you what is missing."),
        choices=list(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_order = [
        "about",
        "statement",
        "where",
        "meaning",
        "why",
        "inaccurate",
        "does_not_know_writer",
        "name",
        "email",
        "may_give",
        "says_repeated",
        "cannot",
    ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for part in PARTS:
            if not values.get(part) and part not in values.get("cannot", ()) and part not in self.errors:
                self.add_error(part, SAY_OR_TICK)
        return values

    def said(self) -> Said:
        values = {part: self.cleaned_data[part] for part in (*PARTS, "says_repeated")}
        return Said(**{**values, "does_not_know_writer": values["does_not_know_writer"] == "no"})


class WriterAnswerForm(PortalForm):
    """Name and address are needed only of somebody who wants the words to stay."""

    sometimes_needed = ("full_name", "postal_address", "may_give")

    answer = forms.ChoiceField(
        label=_("What shall we do with your words?"),
        choices=WriterAsked.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what we shall do with your words")},
    )
    full_name = forms.CharField(
        label=_("Your full name"), help_text=_("If your words shall stay."), max_length=200, required=False
    )
    postal_address = forms.CharField(
        label=_("Your postal address"),
        help_text=_("Where you live or work, if your words shall stay."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    may_give = forms.ChoiceField(
        label=_("May we give your name and address to the person who complained?"),
        help_text=_("If you say no, we give them to nobody, unless a court orders it."),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("answer") == WriterAsked.Answer.KEEP:
            if not values.get("full_name"):
                self.add_error("full_name", _("Enter your full name, or choose another answer above"))
            if len(values.get("postal_address", "")) < SHORTEST_ADDRESS:
                self.add_error("postal_address", _("Enter your address in full, or choose another answer above"))
            if not values.get("may_give"):
                self.add_error("may_give", _("Choose whether we may give them"))
        return values
