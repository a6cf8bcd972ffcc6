"""The kinds of answer that commitments ask for, and what we say when one is missing or too long."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from coprod_portal.languages.texts import Text

LONG, MIDDLE, SHORT = 1500, 600, 300
TITLE, ORGANISATION_NAME, PERSON_NAME, EMAIL = 80, 150, 60, 254


def line(*, label: Text, missing: Text, max_length: int, **more: Any) -> forms.CharField:
    messages = {"required": missing}
    return forms.CharField(label=label, max_length=max_length, error_messages=messages, **more)


def words(*, label: Text, max_length: int, missing: Text = "", **more: Any) -> forms.CharField:
    """An answer of some sentences. It may be left empty when nothing is said for that."""
    return forms.CharField(
        label=label,
        max_length=max_length,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
        **more,
    )


def one_of(*, label: Text, missing: Text, choices: Any = (), **more: Any) -> forms.ChoiceField:
    messages = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=messages, **more)


def address(*, label: Text, **more: Any) -> forms.EmailField:
    wrong = _("Enter an e-mail address like name@example.org")
    messages = {"required": wrong, "invalid": wrong}
    return forms.EmailField(label=label, max_length=EMAIL, error_messages=messages, **more)


def cleaned_web_address(typed: str) -> str:
    """Whole, or empty."""
    url = typed.strip()
    if url:
        wrong = _("Enter the whole address, like https://example.org/page")
        URLValidator(schemes=["http", "https"], message=wrong)(url)
    return url
