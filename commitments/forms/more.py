"""What nobody must answer: what people get for taking part, how power is shared, and small steps on the way."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.giving_back import GIFTS, NOTHING
from commitments.models import Version
from commitments.operations.words import SmallStep
from commitments.opportunity_scale import STEPS
from coprod_portal.forms.base import use_our_words
from coprod_portal.forms.fields import DateField

from .fields import SHORT, line, one_of, words
from .young import WordsForm

MOST_STEPS = 5
STEP_LENGTH = 120
STEP_FIELDS = tuple(name for number in range(1, MOST_STEPS + 1) for name in (f"step_{number}", f"step_{number}_on"))
# So that somebody who has chosen can take it back.
UNSAID = "unsaid"


class GivingForm(WordsForm):
    """Its page says once that all of it may be left empty."""

    sometimes_needed: tuple[str, ...] = ("gives", "giving_back", "given_when", "power", "cannot_change")

    gives = forms.MultipleChoiceField(
        label=gettext_lazy("What do people get for taking part?"),
        help_text=gettext_lazy("Choose all that are true. Leave it empty to say nothing about it."),
        choices=[*((gift.value, gift.name) for gift in GIFTS), (NOTHING, gettext_lazy("Nothing, and we say so"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose from the answers on this page")},
    )
    giving_back = words(
        label=gettext_lazy("Can you say it in your own words?"),
        max_length=SHORT,
        help_text=gettext_lazy("Like how much, or which training."),
    )
    given_when = one_of(
        label=gettext_lazy("When do they get it?"),
        missing=gettext_lazy("Choose when people get it"),
        choices=[*Version.GivenWhen.choices, (UNSAID, gettext_lazy("I do not say when"))],
        required=False,
    )
    power = one_of(
        label=gettext_lazy("Who decides?"),
        missing=gettext_lazy("Choose how much say people have"),
        choices=[*((step.value, step.name) for step in STEPS), (UNSAID, gettext_lazy("I do not say"))],
        required=False,
    )
    cannot_change = words(
        label=gettext_lazy("What cannot change?"),
        max_length=SHORT,
        help_text=gettext_lazy("Like the money that there is, or the law. It is fair to say so at the start."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        power: Any = self.fields["power"]
        power.item_hints = {step.value: step.plain for step in STEPS}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        gives = cleaned.get("gives", [])
        if NOTHING in gives and len(gives) > 1:
            self.add_error("gives", _("Choose what people get, or that they get nothing. It cannot be both"))
        for name in ("given_when", "power"):
            if cleaned.get(name) == UNSAID:
                cleaned[name] = ""
        cleaned |= {gift.field: gift.value in gives for gift in GIFTS}
        cleaned["gives_nothing"] = gives == [NOTHING]
        if cleaned["gives_nothing"] or not (gives or cleaned.get("giving_back")):
            cleaned["given_when"] = ""
        return cleaned


def gives(version: Version) -> list[str]:
    """What is ticked already."""
    found = [gift.value for gift in GIFTS if getattr(version, gift.field)]
    return [NOTHING] if version.gives_nothing else found


class SmallStepsForm(WordsForm):
    """Up to five, each with its day between the start and the end, which are answers of another page.

    Its page says once that all of it may be left empty.
    """

    sometimes_needed: tuple[str, ...] = STEP_FIELDS

    def __init__(self, *args: Any, between: tuple[date, date] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.between = between
        for number in range(1, MOST_STEPS + 1):
            text = line(
                label=format_lazy(gettext_lazy("Small step {number}"), number=number),
                missing="",
                max_length=STEP_LENGTH,
                required=False,
            )
            use_our_words(text)
            self.fields[f"step_{number}"] = text
            self.fields[f"step_{number}_on"] = DateField(
                label=format_lazy(gettext_lazy("By when is small step {number} done?"), number=number),
                wanted=format_lazy(gettext_lazy("the date of small step {number}"), number=number),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        between = self.between or (cleaned.get("starts_on"), cleaned.get("due_on"))
        for number in range(1, MOST_STEPS + 1):
            self.check_step(number, cleaned, *between)
        found = [
            SmallStep(cleaned[f"step_{number}"], cleaned[f"step_{number}_on"])
            for number in range(1, MOST_STEPS + 1)
            if cleaned.get(f"step_{number}") and cleaned.get(f"step_{number}_on")
        ]
        cleaned["milestones"] = tuple(sorted(found, key=lambda step: step.due_on))
        return cleaned

    def check_step(self, number: int, cleaned: dict[str, Any], starts_on: date | None, due_on: date | None) -> None:
        name = f"step_{number}"
        text, day = cleaned.get(name), cleaned.get(f"{name}_on")
        if self.errors.keys() & {name, f"{name}_on"}:
            return
        if text and not day:
            said = _("Enter the date of small step %(number)s, like 28 2 2027")
            self.add_error(f"{name}_on", said % {"number": number})
        elif day and not text:
            self.add_error(name, _("Say what small step %(number)s is, or take its date away") % {"number": number})
        elif day and starts_on and day < starts_on:
            self.add_error(f"{name}_on", _("Enter a date that is not before you start"))
        elif day and due_on and day > due_on:
            self.add_error(f"{name}_on", _("Enter a date that is not after the day when all of it is done"))


def small_steps(version: Version) -> dict[str, Any]:
    """The steps of a version, as first answers to `SmallStepsForm`."""
    return {
        name: value
        for number, step in enumerate(version.milestones.all(), start=1)
        for name, value in ((f"step_{number}", step.text), (f"step_{number}_on", step.due_on))
    }
