"""What organisers are asked about a Co-production Week, and administrators about who organises it."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charters.forms.fields import lines
from charters.models import Charter
from commitments.models import Week
from commitments.operations.weeks import WeekWords
from coprod_portal.forms import PortalForm
from coprod_portal.forms.fields import DateField
from coprod_portal.languages.texts import Theirs

from .fields import address, one_of

HIGHEST_REVISION = 1_000_000
FIRST_YEAR, LAST_YEAR = 2000, 2100
ABOUT, IDEA, MOST_IDEAS = 4000, 300, 20
WRONG_YEAR = _("Enter a year, like 2027")


def nation() -> forms.ChoiceField:
    return one_of(label=_("Which nation is it for?"), missing=_("Choose a nation"), choices=Week.Nation.choices)


def first_day() -> DateField:
    return DateField(label=_("First day of the week"), wanted=_("the first day"), example="5 7 2027")


def last_day() -> DateField:
    return DateField(label=_("Last day of the week"), wanted=_("the last day"), example="9 7 2027")


def check_days(form: forms.Form, cleaned: dict[str, Any], year: int | None) -> None:
    first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
    if first and year and first.year != year:
        form.add_error("starts_on", gettext("Enter a first day in %(year)s") % {"year": year})
    elif first and last and last < first:
        form.add_error("ends_on", gettext("Enter a last day that is not before the first day"))


class NewWeekForm(PortalForm):
    year = forms.IntegerField(
        label=_("Which year?"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WRONG_YEAR),
    )
    starts_on = first_day()
    ends_on = last_day()
    nation = nation()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        check_days(self, cleaned, cleaned.get("year"))
        return cleaned


class RevisionForm(PortalForm):
    """`revision` is that of the week that the person had before them."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=HIGHEST_REVISION)


class WeekForm(RevisionForm):
    sometimes_needed = ("opens_on", "closes_on")

    starts_on = first_day()
    ends_on = last_day()
    opens_on = DateField(
        label=_("When can people begin to make commitments for it?"),
        wanted=_("the first day for commitments"),
        help_text=_("Leave both dates empty while you do not know yet."),
        required=False,
    )
    closes_on = DateField(
        label=_("Until when, with that day?"), wanted=_("the last day for commitments"), required=False
    )
    nation = nation()
    theme = forms.CharField(label=_("Theme of the week"), max_length=150, required=False)
    hashtag = forms.CharField(label=_("Hashtag"), max_length=60, required=False, help_text=_("Like #OurWeek."))
    email = address(label=_("E-mail address for questions about the week"), required=False)
    about = forms.CharField(
        label=_("What people should know"),
        help_text=_("Short paragraphs. Two stars on each side make **words strong**; - at the start makes a list."),
        max_length=ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    ideas = lines(label=_("Ideas for commitments"), help_text=_("One idea on each line."))
    charters = forms.MultipleChoiceField(
        label=_("Which charters is it about?"),
        help_text=_("Choose none if it is about all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the charters on this page")},
    )

    def __init__(self, *args: Any, week: Week, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = week.year
        self.known = {charter.slug: charter for charter in Charter.objects.public()}
        field: Any = self.fields["charters"]
        field.choices = [(slug, Theirs(charter.short_title)) for slug, charter in self.known.items()]

    def clean_hashtag(self) -> str:
        hashtag: str = self.cleaned_data["hashtag"]
        if hashtag and not re.fullmatch(r"#?\w+", hashtag):
            raise ValidationError(gettext("Use letters and numbers only, like #OurWeek"))
        return f"#{hashtag.removeprefix('#')}" if hashtag else ""

    def clean_ideas(self) -> str:
        typed: str = self.cleaned_data["ideas"]
        ideas = typed.splitlines()
        if len(ideas) > MOST_IDEAS:
            raise ValidationError(gettext("Give %(most)s ideas at most") % {"most": MOST_IDEAS})
        if any(len(idea) > IDEA for idea in ideas):
            raise ValidationError(gettext("Make each idea shorter: %(most)s letters at most") % {"most": IDEA})
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        check_days(self, cleaned, self.year)
        opens_on, closes_on = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens_on and not closes_on and "closes_on" not in self.errors:
            self.add_error("closes_on", gettext("Enter the last day too, or leave both empty"))
        elif closes_on and not opens_on and "opens_on" not in self.errors:
            self.add_error("opens_on", gettext("Enter the first day too, or leave both empty"))
        elif opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", gettext("Enter a day that is not before the first one"))
        return cleaned

    def words(self) -> WeekWords:
        cleaned = self.cleaned_data
        named = {name: cleaned[name] for name in WeekWords.__dataclass_fields__ if name not in ("ideas", "charters")}
        charters = tuple(self.known[slug] for slug in cleaned["charters"])
        return WeekWords(ideas=cleaned["ideas"].splitlines(), charters=charters, **named)


def answers_of(week: Week) -> dict[str, Any]:
    """What a week says now, as first answers to `WeekForm`."""
    answers = {name: getattr(week, name) for name in WeekWords.__dataclass_fields__}
    slugs = [charter.slug for charter in week.charters.all()]
    return {**answers, "ideas": "\n".join(week.ideas), "charters": slugs, "revision": week.revision}


class AppointOrganiserForm(PortalForm):
    email = address(
        label=_("Their e-mail address"),
        help_text=_("We write to them and say how to begin. They need no account yet."),
    )
    week = forms.ModelChoiceField(
        label=_("Which week?"),
        queryset=Week.objects.all(),
        to_field_name="year",
        empty_label=_("Choose a week"),
        error_messages={"required": _("Choose a week"), "invalid_choice": _("Choose a week")},
    )
