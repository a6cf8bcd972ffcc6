from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.models import Signature
from coprod_portal.accounts.models import User
from coprod_portal.forms import PortalForm
from coprod_portal.forms.careful import CarefulForm

NAME_LENGTH = 150


class NameForm(PortalForm):
    """`revision` is that of the name that the person changes."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000, required=False)
    name = forms.CharField(
        label=_("What name do we show?"),
        help_text=_("Your first name or a role, like “A parent carer”, or the full name of your organisation."),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Enter the name to show")},
    )


class SignForm(NameForm, CarefulForm):
    """`edition` is the one whose words the person had before them."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_767)
    signer = forms.ChoiceField(
        label=_("Who signs?"),
        choices=[
            (Signature.Signer.PERSON, _("I sign for myself")),
            (Signature.Signer.ORGANISATION, _("I sign for an organisation, and I am allowed to")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you sign for yourself or for an organisation")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send a code there, and later what we decided. We do not show it."),
        max_length=254,
        error_messages={
            "required": _("Enter your e-mail address, so that we can send you a code"),
            "invalid": _("Enter an e-mail address in full, like name@example.org"),
        },
    )
    field_order = ["signer", "name", "email"]

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user is not None:
            del self.fields["email"]
