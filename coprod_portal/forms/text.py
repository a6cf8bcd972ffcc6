"""What people type: kept as they typed it, but for what cannot be stored or seen."""

import re

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class MaximumLength(BaseValidator):
    code = "max_length"

    def compare(self, length: int, limit: int) -> bool:
        return length > limit

    def clean(self, value: str) -> int:
        return len(value.replace("\r\n", "\n"))

    def __call__(self, value: str) -> None:
        length = self.clean(value)
        if self.compare(length, self.limit_value):
            said = ngettext(
                "Use %(most)s character or fewer. You have used %(used)s.",
                "Use %(most)s characters or fewer. You have used %(used)s.",
                self.limit_value,
            )
            raise ValidationError(said % {"most": intcomma(self.limit_value), "used": intcomma(length)}, code=self.code)


# What no keyboard types and neither a database nor a feed can carry. Tabs and new lines may stay.
HIDDEN_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


# A browser sends none of them from a box of one line, and in a mail or a calendar they would begin a line of their own.
LINE_BREAKS = re.compile(r"[\n\r\x85\u2028\u2029]")
HIDDEN = _("There is a hidden character in your words. Delete them, and type them again.")


def refuse_control_characters(value: str) -> None:
    """They come from a broken paste, like a NUL byte, which PostgreSQL refuses, or a page break, which XML does."""
    if HIDDEN_CHARACTERS.search(value):
        raise ValidationError(HIDDEN)


def refuse_line_breaks(value: str) -> None:
    if LINE_BREAKS.search(value):
        raise ValidationError(HIDDEN)
