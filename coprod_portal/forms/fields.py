"""Dates in three boxes: day, month, year, as people write them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from coprod_portal.languages.texts import Text

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST_PART = 20
THE_DATE = _("the date")
MISSING = {
    ("day",): _("{wanted} needs a day, like {example}"),
    ("month",): _("{wanted} needs a month, like {example}"),
    ("year",): _("{wanted} needs a year, like {example}"),
    ("day", "month"): _("{wanted} needs a day and a month, like {example}"),
    ("day", "year"): _("{wanted} needs a day and a year, like {example}"),
    ("month", "year"): _("{wanted} needs a month and a year, like {example}"),
}


class DateWidget(forms.MultiWidget):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(dict.fromkeys(PARTS, forms.TextInput), attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else ["", "", ""]

    def id_for_label(self, id_: str) -> str:
        """The first box: where a link of the error summary goes."""
        return f"{id_}-day" if id_ else id_


class DateField(forms.Field):
    """A day, a month (number or name) and a year. `wanted` says what to enter, for the sentence of an error."""

    widget = DateWidget

    def __init__(self, *, wanted: Text = THE_DATE, example: str = "28 2 2027", **kwargs: Any) -> None:
        self.wanted, self.example = wanted, example
        kwargs.setdefault("error_messages", {"required": self.said(_("Enter {wanted}, like {example}"))})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        parts = [str(part or "").strip() for part in value or []]
        if not any(parts):
            return None
        if not all(parts):
            missing = tuple(name for name, part in zip(PARTS, parts, strict=True) if not part)
            raise ValidationError(capfirst(self.said(MISSING[missing])))
        try:
            day, month, year = parts
            return date(whole_number(year), month_number(month), whole_number(day))
        except (ValueError, OverflowError):
            raise ValidationError(self.said(_("Enter {wanted} as a real date, like {example}"))) from None

    def said(self, words: Text) -> Text:
        return format_lazy(words, wanted=self.wanted, example=self.example)


def whole_number(text: str) -> int:
    if len(text) > LONGEST_PART or not text.isdecimal():
        raise ValueError
    return int(text)


def month_number(text: str) -> int:
    start = text[:3].lower()
    return MONTHS.index(start) + 1 if start in MONTHS else whole_number(text)
