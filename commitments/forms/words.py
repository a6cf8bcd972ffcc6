"""The questions about the words of a commitment: one form a page while it is made, all on one page to change it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from charters.models import Area, Charter, Wording
from commitments.models import Version
from commitments.news_dates import add_months
from commitments.operations.words import VersionWords, words_of
from coprod_portal.forms import PortalForm
from coprod_portal.forms.fields import DateField
from coprod_portal.languages.texts import Theirs

from .fields import LONG, MIDDLE, SHORT, TITLE, line, one_of, words
from .more import GivingForm, SmallStepsForm, gives, small_steps
from .pictures import FIELDS as PICTURE
from .pictures import PictureForm
from .young import WordsForm

MOST_PRINCIPLES = 3
YEARS_BACK = YEARS_AHEAD = 10
# What belongs to the words of a commitment, and is no answer of one field.
BESIDE = ("wordings", "picture")
ELSEWHERE = _("Everywhere, or somewhere else")


def open_charters() -> QuerySet[Charter]:
    return Charter.objects.public().select_related("current_edition")


class CharterForm(PortalForm):
    charter = one_of(label=_("Choose one"), missing=_("Choose a charter"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        charters = list(open_charters())
        field: Any = self.fields["charter"]
        field.choices = [(charter.slug, Theirs(charter.short_title)) for charter in charters]
        field.item_hints = {each.slug: Theirs(each.current_edition.owner) for each in charters if each.current_edition}


def current_wordings(charter: Charter) -> list[Wording]:
    """What a commitment to this charter may be about, in the charter's order."""
    return list(
        Wording.objects.filter(edition=charter.current_edition_id)
        .select_related("section", "principle")
        .prefetch_related("themes")
        .order_by("section__position", "position")
    )


def by_section(wordings: Iterable[Wording]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for wording in wordings:
        groups.setdefault(str(wording.section), []).append((wording.principle.slug, Theirs(wording.text)))
    return list(groups.items())


def said_of(wording: Wording) -> str:
    """What a reader must know about the words before choosing them."""
    if not wording.is_quotation:
        return gettext("This is our summary. The charter's own words are longer.")
    return "" if wording.text_status == Wording.TextStatus.WHOLE else f"{wording.get_text_status_display()}."


class PrinciplesForm(PortalForm):
    principles = forms.MultipleChoiceField(
        label=_("Choose up to three"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose the words that your commitment is about. You can choose up to three"),
            "invalid_choice": _("Choose from the words on this page"),
        },
    )

    def __init__(self, *args: Any, charter: Charter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wordings = current_wordings(charter)
        field: Any = self.fields["principles"]
        field.choices = by_section(self.wordings)
        field.item_hints = {wording.principle.slug: hint for wording in self.wordings if (hint := said_of(wording))}

    def clean_principles(self) -> tuple[Wording, ...]:
        chosen = self.cleaned_data["principles"]
        if len(chosen) > MOST_PRINCIPLES:
            raise ValidationError(gettext("Choose three at most. You have chosen %(number)s") % {"number": len(chosen)})
        return tuple(wording for wording in self.wordings if wording.principle.slug in chosen)


class WhatForm(WordsForm):
    title = line(
        label=_("A short name for it"),
        missing=_("Enter a short name, like Pay people the same day"),
        max_length=TITLE,
        help_text=_("A few words, like “Pay people the same day”."),
    )
    what = words(
        label=_("What will you do?"),
        missing=_("Enter what you will do, like We will give people their travel money on the day"),
        max_length=MIDDLE,
        help_text=_("Say one thing. Start with “We will” or “I will”. Use short words."),
    )


class HowForm(WordsForm):
    how = words(label=_("How will you do it?"), missing=_("Enter how you will do it"), max_length=LONG)
    with_whom = words(
        label=_("Who will you do it with?"),
        max_length=SHORT,
        help_text=_("A group of people, like “Tenants of our houses”. Please give no names."),
    )


class WhenForm(WordsForm):
    starts_on = DateField(
        label=_("When will you start?"),
        wanted=_("the date when you will start"),
        example="1 9 2026",
        help_text=_("Like 1 9 2026. It may have started already."),
    )
    due_on = DateField(
        label=_("When will it be done?"),
        wanted=_("the date when it will be done"),
        help_text=_("Choose a date that feels safe. You can change it later, and people will see that you did."),
    )
    area = forms.ModelChoiceField(
        label=_("Which area is it for?"),
        queryset=Area.objects.all(),
        required=False,
        empty_label=ELSEWHERE,
        error_messages={"invalid_choice": _("Choose an area from the list")},
    )
    due_before: date | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.by_young_person:
            del self.fields["area"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, due_on = cleaned.get("starts_on"), cleaned.get("due_on")
        today = timezone.localdate()
        if starts_on and not add_months(today, -12 * YEARS_BACK) <= starts_on <= add_months(today, 12 * YEARS_AHEAD):
            near = ngettext(
                "Enter a start date that is within %(years)s year of today",
                "Enter a start date that is within %(years)s years of today",
                YEARS_BACK,
            )
            self.add_error("starts_on", near % {"years": YEARS_BACK})
        elif starts_on and due_on and due_on < starts_on:
            self.add_error("due_on", _("Enter a date that is not before the start date"))
        if due_on and due_on > add_months(today, 12 * YEARS_AHEAD):
            self.add_error("due_on", too_far())
        elif due_on and due_on < today and due_on != self.due_before and "due_on" not in self.errors:
            self.add_error("due_on", _("Enter a date that has not passed yet"))
        return cleaned


def too_far() -> str:
    said = ngettext("Enter a date in the next %(years)s year", "Enter a date in the next %(years)s years", YEARS_AHEAD)
    return said % {"years": YEARS_AHEAD}


class KnowingForm(WordsForm):
    how_people_will_know = words(
        label=_("How will people know that you did it?"),
        missing=_("Enter how people will know, like Nobody waits more than a day for their money"),
        max_length=MIDDLE,
        help_text=_("Something that people can see or count, like “Nobody waits more than a day for their money”."),
    )


class ChangeForm(PictureForm, SmallStepsForm, GivingForm, KnowingForm, WhenForm, HowForm, WhatForm, PrinciplesForm):
    """All words of a commitment on one page. `seen` says which words the person had before them."""

    sometimes_needed = (*PictureForm.sometimes_needed, *SmallStepsForm.sometimes_needed, *GivingForm.sometimes_needed)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        self.due_before = version.due_on
        commitment = version.commitment
        is_young = commitment.by_young_person
        kwargs |= {"held": version.picture, "takes_picture": not is_young}
        kwargs |= {"by_young_person": is_young, "asks_grown_up": is_young}
        super().__init__(*args, charter=commitment.charter, **kwargs)
        self.fields["principles"].label = _("Which words of the charter is it about? Choose up to three")
        self.order_fields([name for name in self.fields if name not in ("principles", *PICTURE)])

    def words(self) -> VersionWords:
        """Without the picture, which is kept when the words are sent."""
        return version_words(self.cleaned_data)


def version_words(cleaned: dict[str, Any]) -> VersionWords:
    named = {
        name: cleaned[name] for name in VersionWords.__dataclass_fields__ if name in cleaned and name not in BESIDE
    }
    named.setdefault("area", None)
    return VersionWords(wordings=cleaned["principles"], **named)


def answers_of(version: Version) -> dict[str, Any]:
    """The words of a version, as first answers to `ChangeForm`."""
    principles = version.wordings.values_list("principle__slug", flat=True)
    return {
        **words_of(version).fields(),
        **small_steps(version),
        "gives": gives(version),
        "principles": list(principles),
        "picture": None,
    }
