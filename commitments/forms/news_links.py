from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprod_portal.forms import PortalForm

from .fields import address


class SomeoneElseForm(PortalForm):
    """The address of whoever looks after it now, or that it is not known."""

    email = address(
        label=_("Their e-mail address"), required=False, help_text=_("We ask them, and tell nobody their address.")
    )
    unknown = forms.BooleanField(label=_("I do not know who it is"), required=False)

    sometimes_needed = ("email", "unknown")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "email" in cleaned and bool(cleaned["email"]) == cleaned["unknown"]:
            self.add_error("email", _("Enter their e-mail address, or tick that you do not know who it is"))
        return cleaned
