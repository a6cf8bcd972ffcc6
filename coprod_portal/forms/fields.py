"""Dates in three boxes: day, month, year, as people write them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST_PART = 20


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

    def __init__(self, *, wanted: str = "the date", example: str = "28 2 2027", **kwargs: Any) -> None:
        self.wanted, self.example = wanted, example
        kwargs.setdefault("error_messages", {"required": f"Enter {wanted}, like {example}"})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        parts = [str(part or "").strip() for part in value or []]
        if not any(parts):
            return None
        if not all(parts):
            missing = " and ".join(f"a {name}" for name, part in zip(PARTS, parts, strict=True) if not part)
            raise ValidationError(f"{self.wanted[0].upper()}{self.wanted[1:]} needs {missing}, like {self.example}")
        try:
            day, month, year = parts
            return date(whole_number(year), month_number(month), whole_number(day))
        except (ValueError, OverflowError):
            raise ValidationError(f"Enter {self.wanted} as a real date, like {self.example}") from None


def whole_number(text: str) -> int:
    if len(text) > LONGEST_PART or not text.isdecimal():
        raise ValueError
    return int(text)


def month_number(text: str) -> int:
    start = text[:3].lower()
    return MONTHS.index(start) + 1 if start in MONTHS else whole_number(text)
