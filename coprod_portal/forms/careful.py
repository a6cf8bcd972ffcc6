"""Forms that anybody may send without an account, kept from programs that fill in every form they find.

There is no puzzle. One box is for nobody: people do not see it and cannot come to it by keyboard, and whose program
reads it out hears that it stays empty. And nobody reads a page and answers it in the time of a blink: who sends that
quickly is asked to press again, and then it goes. Nobody is accused, nothing that was typed is lost, and there is no
time after which a form would be too old.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .base import PortalForm

SALT = "coprod_portal.forms.careful"


class EmptyBox(forms.TextInput):
    """Drawn where a form puts its hidden fields, with its own label."""

    is_hidden = True

    def render(self, name: str, value: Any, *args: Any, **kwargs: Any) -> SafeString:
        return render_to_string("portal/empty_box.html", {"name": name, "value": value or ""})


class CarefulForm(PortalForm):
    """A template that draws its fields one by one draws `shown` and `nobody` too."""

    not_words = ("form_key", "shown", "nobody")

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    nobody = forms.CharField(required=False, widget=EmptyBox)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"].initial = sealed_now()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("nobody"):
            self.put_back("nobody", "")
            raise ValidationError(
                _(
                    "Something was written into a box that stays empty and that people do not see. A program on your "
                    "device may have done so. It is empty again: please press the button once more."
                )
            )
        if not self.errors and not has_taken_time(values.get("shown", "")):
            self.put_back("shown", sealed_now())
            raise ValidationError(_("That was very quick. Please look over it, and press the button once more."))
        return values

    def put_back(self, name: str, value: str) -> None:
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix(name)] = value  # type: ignore[index]


def sealed_now() -> str:
    """When the form was shown, so that nobody can write another time."""
    return Signer(salt=SALT).sign(f"{timezone.now().timestamp():.1f}")


def has_taken_time(seal: str) -> bool:
    """What is no seal of ours counts as no time."""
    if not settings.SECONDS_TO_FILL:
        return True
    try:
        shown_at = float(Signer(salt=SALT).unsign(seal))
    except (BadSignature, ValueError):
        return False
    return bool(timezone.now().timestamp() - shown_at >= settings.SECONDS_TO_FILL)
