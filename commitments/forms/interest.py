"""What somebody who would like to take part is asked: as little as will do."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commitments.operations.interests import Asking
from coprod_portal.forms.careful import CarefulForm

NAME, EMAIL, PHONE, SUPPORT = 60, 254, 40, 1500
FEWEST_DIGITS = 6
WRONG_EMAIL = _("Enter an e-mail address in full, like name@example.org")
WRONG_PHONE = _("Enter a telephone number with all its digits, like 0161 496 0000")


class InterestForm(CarefulForm):
    sometimes_needed = ("email", "phone")

    name = forms.CharField(
        label=_("What shall they call you?"),
        max_length=NAME,
        help_text=_("A first name is enough."),
        error_messages={"required": _("Enter a name, like Sam. A first name is enough")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=EMAIL,
        required=False,
        help_text=_("An e-mail address or a telephone number: one is enough."),
        error_messages={"invalid": WRONG_EMAIL},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Your telephone number"),
        max_length=PHONE,
        required=False,
        help_text=_("They ring you or send you a text message."),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    support = forms.CharField(
        label=_("What would help you to take part?"),
        max_length=SUPPORT,
        required=False,
        help_text=_(
            "Like a ramp, a sign language interpreter, somebody who comes with you, or a good time of the day. "
            "You need not say why."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and len(re.sub(r"\D", "", phone)) < FEWEST_DIGITS:
            raise ValidationError(WRONG_PHONE)
        return phone

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not (cleaned.get("email") or cleaned.get("phone") or self.errors.keys() & {"email", "phone"}):
            self.add_error("email", ValidationError(_("Enter an e-mail address or a telephone number")))
        return cleaned

    def asking(self) -> Asking:
        return Asking(**{name: self.cleaned_data[name] for name in Asking.__dataclass_fields__})
