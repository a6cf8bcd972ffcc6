"""A row of an organiser's sheet, read by the questions of the web form. Every answer is a text, as a cell is."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from openpyxl.utils.datetime import from_excel

from charters.models import Area, Charter, Wording
from commitments.forms.entering import ConsentForm, MakerForm
from commitments.forms.fields import MIDDLE, SHORT, words
from commitments.forms.making import ORGANISATION, PERSON
from commitments.forms.words import MOST_PRINCIPLES, HowForm, KnowingForm, WhatForm, WhenForm, version_words
from commitments.models import Entry, Organisation
from commitments.operations.words import VersionWords
from commitments.teams import Team
from coprod_portal.forms.fields import MONTHS, month_number
from coprod_portal.languages.texts import Text

from .columns import BY_NAME, COLUMNS, Cells

WHO = {
    ORGANISATION: ("organisation", "organization", "group", "service", "team", "council", "charity", "org"),
    PERSON: ("person", "individual", "just me", "me", "resident", "parent"),
}
HOW = {
    Entry.How.PAPER: ("paper", "form", "letter"),
    Entry.How.PHONE: ("phone", "telephone", "call", "by telephone"),
    Entry.How.TALK: ("talk", "in person", "face to face", "meeting", "we talked"),
    Entry.How.MAIL: ("mail", "email", "e mail", "by email"),
    Entry.How.EVENT: ("event", "card", "on a card", "postcard", "at an event"),
}
BETWEEN_PRINCIPLES = re.compile(r"[;\n|]+")
NUMBERS = re.compile(r"\d+(?:\s*[,;&/ ]\s*\d+|\s+and\s+\d+)*", re.IGNORECASE | re.ASCII)
WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.IGNORECASE)
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].{0,20})?", re.ASCII)
SERIAL = re.compile(r"[2-7]\d{4}", re.ASCII)
BETWEEN_PARTS = re.compile(r"[\s/.,\-]+")
LONGEST_DATE, SHORT_YEAR = 60, 100
PARTS_OF_A_DATE = 3
# What somebody says of consent does not make it another commitment.
NOT_SEALED = ("kind", "email", "said_how", "said_on", "read_back_on")


@dataclass(frozen=True)
class Known:
    """What cells may name, looked up once for all rows."""

    charters: dict[str, Charter]
    wordings: dict[int, list[Wording]]
    areas: dict[str, Area]
    only_charter: Charter | None
    own_address: str = ""


def known_to(team: Team, *, own_address: str = "") -> Known:
    """Four queries, however many rows follow."""
    charters = list(team.charters().select_related("current_edition").order_by("slug"))
    of_edition = {charter.current_edition_id: charter.pk for charter in charters}
    wordings: dict[int, list[Wording]] = {charter.pk: [] for charter in charters}
    found = Wording.objects.filter(edition__in=[key for key in of_edition if key]).select_related("principle")
    for wording in found.order_by("edition", "section__position", "position"):
        wordings[of_edition[wording.edition_id]].append(wording)
    areas: dict[str, Area] = {}
    for area in Area.objects.prefetch_related("towns"):
        areas |= dict.fromkeys((same(town.name) for town in area.towns.all()), area)
        areas |= {same(area.name): area, same(area.slug): area}
    names = {same(name): charter for charter in charters for name in (charter.short_title, charter.slug)}
    titles = {same(each.current_edition.title): each for each in charters if each.current_edition}
    return Known(
        charters={**titles, **names},
        wordings=wordings,
        areas=areas,
        only_charter=charters[0] if len(charters) == 1 else None,
        own_address=own_address,
    )


def same(text: str) -> str:
    """Two texts that people write for the same thing."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


class DateText(forms.CharField):
    """A day as people type it in a sheet: 28/2/2027, 28 Feb 2027, 2027-02-28, or the number that Excel keeps for it."""

    def __init__(self, *, missing: Text, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_DATE, error_messages={"required": missing}, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return read_date(text) if text else None

    def run_validators(self, value: Any) -> None:
        """Those of a text do not fit a date, which is checked already."""


def read_date(text: str) -> date:
    try:
        return date_in(text)
    except (ValueError, OverflowError):
        shown = text if len(text) <= LONGEST_DATE else f"{text[:LONGEST_DATE]}…"
        said = _("“%(text)s” is not a date. Write it like 28 February 2027")
        raise ValidationError(said % {"text": shown}) from None


def date_in(text: str) -> date:
    if len(text) > LONGEST_DATE:
        raise ValueError
    text = ORDINAL.sub("", WEEKDAY.sub("", text)).strip(" ,.")
    if found := ISO.fullmatch(text):
        return date(*map(int, found.groups()))
    if SERIAL.fullmatch(text):
        kept: Any = from_excel(int(text))
        return date(kept.year, kept.month, kept.day)
    parts = [part for part in BETWEEN_PARTS.split(text) if part.casefold() != "of"]
    if len(parts) != PARTS_OF_A_DATE:
        raise ValueError
    day, month, year = parts
    if day[:3].casefold() in MONTHS:
        day, month = month, day
    number = whole(year)
    return date(number + 2000 if number < SHORT_YEAR else number, month_number(month), whole(day))


def whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ValueError
    return int(text)


def text(*, missing: Text = "", help_text: Text = "", max_length: int = 200) -> forms.CharField:
    messages = {"required": missing}
    return forms.CharField(required=bool(missing), max_length=max_length, help_text=help_text, error_messages=messages)


class RowForm(ConsentForm, KnowingForm, WhenForm, HowForm, WhatForm, MakerForm):
    """One row: its cells are the data. The same class checks a row of the file and mends it on the page."""

    who = text(missing=gettext_lazy("Write organisation or person"), help_text=gettext_lazy("Organisation, or person."))  # type: ignore[assignment]
    kind = text(help_text=gettext_lazy("What kind of organisation, like Council or Housing. It may be empty."))  # type: ignore[assignment]
    charter = text(help_text=gettext_lazy("Its short name, like Sandwell."))
    principles = words(
        label="",
        missing=gettext_lazy("Write the numbers of the words of the charter, like 1; 3"),
        help_text=gettext_lazy("Up to three: their numbers in our list, or how each begins, with ; between them."),
        max_length=MIDDLE,
    )
    giving_back = words(label="", max_length=SHORT)
    starts_on = DateText(  # type: ignore[assignment]
        missing=gettext_lazy("Write the date when it starts, like 1 September 2026"),
        help_text=gettext_lazy("Like 1 September 2026."),
    )
    due_on = DateText(  # type: ignore[assignment]
        missing=gettext_lazy("Write the date when it will be done, like 28 February 2027"),
        help_text=gettext_lazy("Like 28 February 2027."),
    )
    area = text(help_text=gettext_lazy("An area or a town in it. Empty if it is for everywhere, or somewhere else."))  # type: ignore[assignment]
    said_how = text(  # type: ignore[assignment]
        missing=gettext_lazy("Write how the maker said that you may enter it: paper, phone, talk, e-mail or event"),
        help_text=gettext_lazy("Paper, phone, talk, e-mail or event."),
    )
    said_on = DateText(  # type: ignore[assignment]
        missing=gettext_lazy("Write the date when the maker said so, like 3 July 2026"),
        help_text=gettext_lazy("Like 3 July 2026."),
    )
    read_back_on = DateText(  # type: ignore[assignment]
        missing="",
        help_text=gettext_lazy("Like 3 July 2026. We need it where there is no e-mail address."),
        required=False,
    )

    def __init__(self, *args: Any, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.own_address = known, known.own_address
        self.fields = {
            **{column.name: self.fields[column.name] for column in COLUMNS},
            **{name: field for name, field in self.fields.items() if name in ("form_key", "seen")},
        }
        for column in COLUMNS:
            self.fields[column.name].label = column.heading

    def clean_who(self) -> str:
        return one_word(self.cleaned_data["who"], WHO, _("Write organisation or person"))

    def clean_kind(self) -> str:
        typed = self.cleaned_data["kind"]
        kinds = {value: (value, str(label)) for value, label in Organisation.Kind.choices}
        if not typed:
            return ""
        choices = ", ".join(str(label) for label in Organisation.Kind.labels)
        return one_word(typed, kinds, _("Leave this empty, or write one of these: %(kinds)s") % {"kinds": choices})

    def clean_said_how(self) -> str:
        known = {how: (*more, how.value, str(how.label)) for how, more in HOW.items()}
        return one_word(
            self.cleaned_data["said_how"], known, _("Write one of these: paper, phone, talk, e-mail, event")
        )

    def clean_charter(self) -> Charter:
        typed = self.cleaned_data["charter"]
        if not typed and self.known.only_charter:
            return self.known.only_charter
        found = self.known.charters.get(same(typed))
        if found is None:
            raise ValidationError(_("Write the name of a charter as it stands in our list"))
        return found

    def clean_area(self) -> Area | None:
        typed = self.cleaned_data["area"]
        if not typed:
            return None
        found = self.known.areas.get(same(typed))
        if found is None:
            raise ValidationError(
                _("We do not know the area “%(area)s”. Leave it empty, or write one of ours") % {"area": typed[:60]}
            )
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("charter") and cleaned.get("principles"):
            try:
                cleaned["principles"] = chosen(cleaned["principles"], self.known.wordings[cleaned["charter"].pk])
            except ValidationError as error:
                self.add_error("principles", error)
        return cleaned

    def faults(self) -> list[list[str]]:
        """Pairs of a column's name and what is wrong there. None where the row is right."""
        return [[name if name in BY_NAME else "", str(each)] for name, found in self.errors.items() for each in found]

    def words(self) -> VersionWords:
        return version_words(self.cleaned_data)

    def seal(self) -> str:
        """The same for two rows that say the same, however each was typed. Without what is said of consent."""
        if self.errors:
            return seal_of({name: str(text) for name, text in self.data.items()})
        given = self.cleaned_data
        said = {name: same(str(value)) for name, value in given.items() if isinstance(value, str)}
        said |= {
            "charter": given["charter"].slug,
            "principles": " ".join(wording.principle.slug for wording in given["principles"]),
            "starts_on": str(given["starts_on"]),
            "due_on": str(given["due_on"]),
            "area": given["area"].slug if given["area"] else "",
        }
        return seal_of(said)


def seal_of(said: Cells) -> str:
    kept = {column.name: same(said.get(column.name, "")) for column in COLUMNS if column.name not in NOT_SEALED}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def one_word(typed: str, known: Any, wrong: str) -> str:
    """The choice that was meant. A slip of the pen is understood when it is near one choice alone."""
    words = {same(word): str(value) for value, those in known.items() for word in those}
    near = get_close_matches(same(typed), words, n=1, cutoff=0.85)
    if not near:
        raise ValidationError(wrong)
    return words[near[0]]


def chosen(typed: str, wordings: list[Wording]) -> tuple[Wording, ...]:
    """By their numbers in the charter's order, or by how the words begin."""
    found: list[Wording] = []
    for part in parts_of(typed):
        wording = by_number(part, wordings) if part.isdecimal() else by_beginning(part, wordings)
        if wording not in found:
            found.append(wording)
    if len(found) > MOST_PRINCIPLES:
        said = ngettext(
            "Choose three at most. You have chosen %(number)s",
            "Choose three at most. You have chosen %(number)s",
            len(found),
        )
        raise ValidationError(said % {"number": len(found)})
    return tuple(sorted(found, key=wordings.index))


def parts_of(typed: str) -> Iterable[str]:
    if NUMBERS.fullmatch(typed.strip()):
        return re.findall(r"\d+", typed)
    return [part.strip() for part in BETWEEN_PRINCIPLES.split(typed) if part.strip()]


def by_number(part: str, wordings: list[Wording]) -> Wording:
    number = int(part) if len(part) < LONGEST_DATE else 0
    if not 1 <= number <= len(wordings):
        said = _("There is no number %(number)s in this charter. Its words go from 1 to %(last)s")
        raise ValidationError(said % {"number": part[:20], "last": len(wordings)})
    return wordings[number - 1]


def by_beginning(part: str, wordings: list[Wording]) -> Wording:
    begins = same(part)
    fit = [wording for wording in wordings if begins and same(wording.text).startswith(begins)]
    exact = [wording for wording in fit if same(wording.text) == begins]
    if len(exact or fit) != 1:
        several = _("More than one part of the charter begins with “%(words)s”. Write more words, or its number")
        none = _("No words of this charter begin with “%(words)s”. Copy the first words, or write their number")
        raise ValidationError((several if fit else none) % {"words": part[:80]})
    return (exact or fit)[0]
