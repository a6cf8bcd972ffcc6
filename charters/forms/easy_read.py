"""The Easy Read of an edition in one form: for each idea its place, heading, words and picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.easy_read.pictures import PICTURES
from charters.operations.easy_read import WrittenIdea, fault_of
from coprod_portal.forms import PortalForm
from coprod_portal.forms.fields import DateField

MOST_IDEAS, MOST_PLACE = 80, 999
EMPTY_ROWS = 4
LONGEST_HEADING, LONGEST_WORDS = 100, 300
PARTS = ("place", "heading", "words", "picture")


@dataclass(frozen=True)
class IdeaRow:
    number: int
    fields: list[BoundField]
    picture: str
    """The picture as it is now, to show it."""


class EasyReadForm(PortalForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    count = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_IDEAS)
    checked_by = forms.CharField(
        label=gettext_lazy("Who checked it?"),
        help_text=gettext_lazy("The group of people with learning disabilities. Leave it empty while nobody has."),
        max_length=200,
        required=False,
    )
    checked_on = DateField(
        label=gettext_lazy("When did they check it?"),
        wanted=gettext_lazy("the day when it was checked"),
        required=False,
    )

    def __init__(self, data: Any = None, *, ideas: Sequence[WrittenIdea] = (), **kwargs: Any) -> None:
        """`ideas` are those that the page begins with. A post says itself how many rows it has."""
        super().__init__(data, **kwargs)
        self.rows_count = min(len(ideas) + EMPTY_ROWS, MOST_IDEAS)
        if data is not None:
            given = str(data.get("count", ""))
            self.rows_count = min(int(given), MOST_IDEAS) if given.isdecimal() and len(given) < 4 else self.rows_count
        self.initial.setdefault("count", self.rows_count)
        self.sometimes_needed = tuple(
            f"{part}_{number}" for part in ("place", "words", "picture") for number in range(1, self.rows_count + 1)
        )
        for number in range(1, self.rows_count + 1):
            self.add_row(number, ideas[number - 1] if number <= len(ideas) else None)

    def add_row(self, number: int, idea: WrittenIdea | None) -> None:
        row: dict[str, forms.Field] = {
            "place": forms.IntegerField(
                label=_("Place"),
                required=False,
                min_value=1,
                max_value=MOST_PLACE,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
                error_messages=dict.fromkeys(
                    ("invalid", "min_value", "max_value"), _("Enter the place as a number, like 3")
                ),
            ),
            "heading": forms.CharField(label=_("Heading above it"), max_length=LONGEST_HEADING, required=False),
            "words": forms.CharField(label=_("Words"), required=False, widget=forms.Textarea(attrs={"rows": 2})),
            "picture": forms.ChoiceField(
                label=_("Picture"), choices=[("", _("Choose a picture")), *PICTURES.items()], required=False
            ),
        }
        for part, field in row.items():
            name = f"{part}_{number}"
            field.widget.attrs.pop("maxlength", None)
            self.fields[name] = field
            if idea:
                self.initial[name] = number if part == "place" else getattr(idea, part)

    def rows(self) -> Iterator[IdeaRow]:
        for number in range(1, self.rows_count + 1):
            picture = str(self[f"picture_{number}"].value() or "")
            fields = [self[f"{part}_{number}"] for part in PARTS]
            yield IdeaRow(number, fields, picture if picture in PICTURES else "")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for number in range(1, self.rows_count + 1):
            idea = self.idea(number)
            fault = fault_of(idea, number) if idea else ""
            if idea and len(idea.words) > LONGEST_WORDS:
                fault = _("Use %(most)d characters or fewer.") % {"most": LONGEST_WORDS}
            if fault:
                self.add_error(f"words_{number}", fault)
        if bool(self.cleaned_data.get("checked_by")) != bool(self.cleaned_data.get("checked_on")):
            missing = "checked_on" if self.cleaned_data.get("checked_by") else "checked_by"
            if missing not in self.errors:
                self.add_error(missing, _("Say who checked it and on which day, or leave both empty."))
        return cleaned

    def idea(self, number: int) -> WrittenIdea | None:
        """A row as it was typed. A row without words and heading is left out: so an idea is taken away."""
        heading, words, picture = (
            " ".join((self.cleaned_data.get(f"{part}_{number}") or "").split())
            for part in ("heading", "words", "picture")
        )
        return WrittenIdea(words=words, picture=picture, heading=heading) if heading or words else None

    def ideas(self) -> list[WrittenIdea]:
        """In the order of their places. A new one goes before what stood there, and to the end without a place."""
        found = []
        for number in range(1, self.rows_count + 1):
            idea = self.idea(number)
            place = self.cleaned_data.get(f"place_{number}") or MOST_PLACE + number
            is_old = self.initial.get(f"place_{number}") == place
            if idea:
                found.append(((place, is_old, number), idea))
        return [idea for _order, idea in sorted(found, key=lambda pair: pair[0])]
