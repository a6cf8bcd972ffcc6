"""What people type: kept as they typed it, but for what cannot be stored or seen."""

from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator


class MaximumLength(BaseValidator):
    code = "max_length"

    def compare(self, length: int, limit: int) -> bool:
        return length > limit

    def clean(self, value: str) -> int:
        return len(value.replace("\r\n", "\n"))

    def __call__(self, value: str) -> None:
        length = self.clean(value)
        if self.compare(length, self.limit_value):
            raise ValidationError(
                f"Use {self.limit_value:,} characters or fewer. You have used {length:,}.", code=self.code
            )


def refuse_control_characters(value: str) -> None:
    """A NUL byte cannot be stored, and no keyboard types one: it comes from a broken paste."""
    if "\x00" in value:
        raise ValidationError("There is a hidden character in your words. Delete them, and type them again.")
