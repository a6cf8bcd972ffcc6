"""The kinds of answer that stewards are asked for, and what we say when one is missing or wrong."""

from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"

LONG, MIDDLE, LINE = 5000, 1000, 200


class WordsField(forms.CharField):
    """Words of one paragraph: line breaks and runs of spaces count as one space, as in the content files."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value) or "").split())


class LinesField(forms.CharField):
    """Several lines, without empty ones."""

    def to_python(self, value: Any) -> str:
        lines = (" ".join(line.split()) for line in str(super().to_python(value) or "").splitlines())
        return "\n".join(line for line in lines if line)


class WebAddressField(forms.CharField):
    """http(s) only: what stands here becomes a link."""

    widget = forms.URLInput

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            try:
                URLValidator(schemes=["http", "https"])(value)
            except ValidationError:
                raise ValidationError(_("Enter a whole web address that begins with https://")) from None


def line(*, label: Words, missing: Words = "", max_length: int = LINE, **more: Any) -> forms.CharField:
    return WordsField(
        label=label, max_length=max_length, required=bool(missing), error_messages={"required": missing}, **more
    )


def words(
    *, label: Words, missing: Words = "", max_length: int = MIDDLE, rows: int = 4, **more: Any
) -> forms.CharField:
    """Some sentences. They may be left empty when nothing is said for that."""
    return WordsField(
        label=label,
        max_length=max_length,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
        **more,
    )


def lines(*, label: Words, **more: Any) -> forms.CharField:
    return LinesField(label=label, max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 4}), **more)


def web_address(*, label: Words, **more: Any) -> forms.CharField:
    return WebAddressField(label=label, max_length=500, required=False, **more)


def one_of(*, label: Words, missing: Words, choices: Any, **more: Any) -> forms.ChoiceField:
    messages = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=messages, **more)


def number(*, label: Words, wrong: Words, highest: int, **more: Any) -> forms.IntegerField:
    messages = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=highest,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=messages,
        **more,
    )
