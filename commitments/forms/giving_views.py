"""What people involved are asked: whether they agree with the maker, and whether they got what was promised."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.forms.reviews import Answers
from commitments.giving_back import promises_something
from commitments.models import Commitment, View
from commitments.operations.cards import AT_ONCE
from commitments.operations.giving_views import Said
from coprod_portal.forms import PortalForm
from coprod_portal.forms.careful import CarefulForm
from coprod_portal.languages.texts import Text

from .fields import MIDDLE, address, line, words

CODE = 20


def question(*, label: Text, missing: Text = "") -> forms.ChoiceField:
    messages = {"required": missing, "invalid_choice": missing or _("Choose one of the answers on the page")}
    return forms.ChoiceField(
        label=label, choices=View.Answer.choices, widget=Answers, required=bool(missing), error_messages=messages
    )


class ViewForm(CarefulForm):
    answer = question(label=_("Do you agree with what the maker says?"), missing=_("Choose yes, a bit or no"))
    got_back = question(label=_("Did you get what was promised for your time?"))
    words = words(
        label=_("Do you want to say more?"),
        max_length=MIDDLE,
        help_text=_("Everybody can read it once a person has checked it. Please give no names."),
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = commitment.published_version
        if version is None or not promises_something(version):
            del self.fields["got_back"]

    def said(self) -> Said:
        values = self.cleaned_data
        return Said(answer=values["answer"], words=values["words"], got_back=values.get("got_back", ""))


class MailedViewForm(ViewForm):
    email = address(
        label=_("Your e-mail address"),
        help_text=_("We send you one link, to count each person once. We do not keep your address with what you say."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def code_field() -> forms.CharField:
    return line(
        label=_("The code on your card"),
        missing=_("Enter the code that is printed on your card, like ABCD-2345"),
        max_length=CODE,
        help_text=_("It has 8 letters and numbers, like ABCD-2345."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class CardViewForm(ViewForm):
    code = code_field()
    field_order = ("code", "answer", "got_back", "words")


class CodeForm(PortalForm):
    code = code_field()


class CardsForm(PortalForm):
    how_many = forms.IntegerField(
        label=_("How many cards?"),
        help_text=_("One card is for one person. Four fit on a page."),
        min_value=1,
        max_value=AT_ONCE,
        initial=12,
        error_messages={
            "required": _("Enter how many cards you need, like 12"),
            "invalid": _("Enter how many cards you need as a number, like 12"),
            "min_value": _("Enter 1 or more"),
            "max_value": _("Enter 60 or fewer. You can print more afterwards."),
        },
    )


class ReplyForm(PortalForm):
    """`seen` says which waiting answer the person had before them, if any."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    words = words(
        label=_("What do you want to say to them?"),
        missing=_("Enter what you want to say. One or two sentences are enough"),
        max_length=MIDDLE,
        help_text=_("You can answer once, so say thank you too. Please do not guess who said what."),
    )
