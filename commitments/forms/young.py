"""What is asked of a young person, and what their words must not say: a school, a postcode or a street."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commitments.whereabouts import whereabouts
from coprod_portal.forms import PortalForm
from coprod_portal.languages.texts import Text

from .fields import address


def who_reads_first(*, label: Text) -> forms.EmailField:
    return address(
        label=label,
        help_text=_("A lead of your group, a youth worker or another grown-up you trust. We show it to nobody."),
    )


class WordsForm(PortalForm):
    """A form of words that everybody will read. A young person's must not tell where to find them.

    With `asks_grown_up` it also asks who reads them first: a page of its own does that while a commitment is made.
    """

    def __init__(
        self, *args: Any, by_young_person: bool = False, asks_grown_up: bool = False, own: str = "", **kwargs: Any
    ) -> None:
        self.by_young_person, self.own = by_young_person, own
        super().__init__(*args, **kwargs)
        if by_young_person and asks_grown_up:
            self.fields["grown_up"] = who_reads_first(label=_("Who reads it first? Enter their e-mail address"))

    def clean_grown_up(self) -> str:
        return not_own(self.cleaned_data["grown_up"], self.own)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.by_young_person:
            for name, field in self.fields.items():
                text = cleaned.get(name)
                is_words = isinstance(field, forms.CharField) and not isinstance(field, forms.EmailField)
                if is_words and isinstance(text, str) and (found := whereabouts(text)):
                    self.add_error(name, str(found))
        return cleaned


class GrownUpForm(PortalForm):
    """Who reads it first. Not the young person themselves."""

    grown_up = who_reads_first(label=_("What is their e-mail address?"))

    def __init__(self, *args: Any, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own

    def clean_grown_up(self) -> str:
        return not_own(self.cleaned_data["grown_up"], self.own)


def not_own(email: str, own: str) -> str:
    if own and email.lower() == own.lower():
        raise forms.ValidationError(
            gettext("Enter the address of somebody else. They read your words with other eyes than yours")
        )
    return email
