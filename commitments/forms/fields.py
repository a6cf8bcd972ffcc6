"""The kinds of answer that commitments ask for, and what we say when one is missing or too long."""

from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Some are translated only when they are shown.
Words: TypeAlias = "str | _StrPromise"

LONG, MIDDLE, SHORT = 1500, 600, 300
TITLE, ORGANISATION_NAME, PERSON_NAME, EMAIL = 80, 150, 60, 254


def line(*, label: Words, missing: Words, max_length: int, **more: Any) -> forms.CharField:
    messages = {"required": missing}
    return forms.CharField(label=label, max_length=max_length, error_messages=messages, **more)


def words(*, label: Words, max_length: int, missing: Words = "", **more: Any) -> forms.CharField:
    """An answer of some sentences. It may be left empty when nothing is said for that."""
    return forms.CharField(
        label=label,
        max_length=max_length,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
        **more,
    )


def one_of(*, label: Words, missing: Words, choices: Any = (), **more: Any) -> forms.ChoiceField:
    messages = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=messages, **more)


def address(*, label: Words, **more: Any) -> forms.EmailField:
    wrong = "Enter an e-mail address like name@example.org"
    messages = {"required": wrong, "invalid": wrong}
    return forms.EmailField(label=label, max_length=EMAIL, error_messages=messages, **more)
