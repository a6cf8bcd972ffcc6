"""What a moderator takes out before something becomes public: what the hints found, and whatever they copy."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.operations.removing import Stretch, mark
from coprod_portal.languages.texts import Text, Theirs
from coprod_portal.submissions.models import Removal

MOST = 2000
COPIED: dict[Removal.What, Text] = {
    Removal.What.NAME: _("Names to take out"),
    Removal.What.ADDRESS: _("Addresses to take out"),
    Removal.What.CONTACT: _("Phone numbers and e-mail addresses to take out"),
    Removal.What.PRIVATE: _("Private facts to take out"),
    Removal.What.LINK: _("Links to take out"),
}


class TickedField(forms.MultipleChoiceField):
    """A tick says itself what it takes out, so that it is kept when the words have changed since."""

    def __init__(self) -> None:
        super().__init__(
            label=_("What the hints found"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
        )

    def valid_value(self, value: str) -> bool:
        return stretch_of(value) is not None


class CopiedField(forms.CharField):
    def __init__(self, what: Removal.What) -> None:
        super().__init__(
            label=COPIED[what],
            help_text=_("Copy them here exactly as they are in the words, one on each line."),
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=MOST,
            required=False,
        )


def fields() -> dict[str, forms.Field]:
    return {"ticked": TickedField(), **{f"out_{what.value}": CopiedField(what) for what in Removal.What}}


def offer_ticks(form: forms.Form, hinted: Iterable[Stretch]) -> None:
    field = cast(TickedField, form.fields["ticked"])
    becomes = _("It becomes %(mark)s")
    stretches = list(hinted)
    field.choices = [(value_of(stretch), Theirs(stretch.words)) for stretch in stretches]
    vars(field)["item_hints"] = {value_of(one): becomes % {"mark": mark(one.what)} for one in stretches}


def value_of(stretch: Stretch) -> str:
    return f"{stretch.what.value}:{stretch.words}"


def stretch_of(value: str) -> Stretch | None:
    what, _colon, words = value.partition(":")
    known = what in Removal.What.values and 0 < len(words) <= MOST
    return Stretch(words, Removal.What(what)) if known else None


def taken_out(values: dict[str, Any]) -> list[Stretch]:
    """All that was ticked and copied."""
    found = [stretch_of(value) for value in values.get("ticked", ())]
    for what in Removal.What:
        lines = values.get(f"out_{what.value}", "").splitlines()
        found += [Stretch(line.strip(), what) for line in lines if line.strip()]
    return [stretch for stretch in found if stretch is not None]
