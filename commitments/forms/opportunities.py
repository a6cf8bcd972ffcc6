"""What a lister is asked: one long form for a new opportunity and for changed words."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models import Area, Charter
from charters.permissions import charters_of
from commitments.models import Notice, Organisation
from commitments.news_dates import add_months
from commitments.operations.noticing import NoticeWords
from commitments.operations.outcomes import OutcomeWords
from commitments.opportunity_kinds import kinds
from commitments.opportunity_owners import can_list_for
from commitments.opportunity_scale import STEPS
from coprod_portal.accounts.models import User
from coprod_portal.forms import PortalForm
from coprod_portal.forms.choices import offer
from coprod_portal.forms.fields import DateField
from coprod_portal.languages.texts import Theirs

from .fields import cleaned_web_address

TITLE, LONG, SHORT, PLACE, ADDRESS = 80, 1500, 300, 200, 500
MONTHS_AHEAD = 24
CLOCK = re.compile(r"(\d{1,2})(?:[:.]?([0-5]\d))?\s*(am|pm)?", re.IGNORECASE | re.ASCII)
NOON, LAST_HOUR = 12, 23
THERE_IS = {
    "is_step_free": _("Step-free: no stairs, or a lift"),
    "has_bsl": _("British Sign Language (BSL)"),
    "has_quiet_room": _("A quiet room"),
    "is_online": _("You can join online"),
}


def some_words(*, label: Any, rows: int = 4, missing: Any = "", max_length: int = LONG, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=max_length,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
        **more,
    )


def one_of(*, label: Any, missing: Any, choices: Any = (), **more: Any) -> forms.ChoiceField:
    messages = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=messages, **more)


class ClockField(forms.CharField):
    """A time as people write it: 10:30, 10.30, 2pm."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=20, **kwargs)
        self.widget.attrs["class"] = "govuk-input--width-5"

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return as_time(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


def as_time(text: str) -> time:
    found = CLOCK.fullmatch(text.strip())
    if found is None:
        raise ValidationError(_("Enter a time, like 10:30 or 2pm"))
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if (half and not 1 <= hour <= NOON) or hour > LAST_HOUR:
        raise ValidationError(_("Enter a time, like 10:30 or 2pm"))
    if half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    return time(hour, minute)


class NoticeForm(PortalForm):
    """`seen` says which words the person had before them, when they change some."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    kind = one_of(label=_("What is it?"), missing=_("Choose what it is"))
    title = forms.CharField(
        label=_("A short name for it"),
        max_length=TITLE,
        help_text=_("A few words, like “Talk about the bus to the day centre”."),
        error_messages={"required": _("Enter a short name, like Talk about the bus to the day centre")},
    )
    what = some_words(
        label=_("What will happen?"),
        missing=_("Enter what will happen"),
        help_text=_("Say who it is for, and what people will do. Use short words. Please give no names."),
    )
    can_change = some_words(
        label=_("What can people change by taking part?"),
        missing=_("Enter what people can change by taking part"),
        help_text=_("Like “When the bus comes, and where it stops”. If people can change nothing, say so."),
    )
    cannot_change = some_words(
        label=_("What can people not change?"),
        missing=_("Enter what people cannot change, so that nobody is misled"),
        help_text=_("What is settled already, and why. Like “How much money there is”."),
    )
    scale = one_of(
        label=_("How much say do people have?"), missing=_("Choose how much say people have, from the four steps")
    )
    pay = some_words(
        label=_("What are people paid?"),
        rows=2,
        max_length=SHORT,
        help_text=_("Like “£15 for each hour, in cash on the day”. Leave it empty if there is no pay."),
    )
    travel = some_words(
        label=_("How do you pay for travel?"), rows=2, max_length=SHORT, help_text=_("Like “We book a taxi for you”.")
    )
    care_costs = some_words(
        label=_("How do you pay for care?"),
        rows=2,
        max_length=SHORT,
        help_text=_("Like a sitter for a child, or somebody who comes with them."),
    )
    there_is = forms.MultipleChoiceField(
        label=_("What is there?"),
        choices=list(THERE_IS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick only what you are sure of."),
        error_messages={"invalid_choice": _("Choose from the list")},
    )
    access = some_words(
        label=_("What else should people know about getting in and joining in?"),
        max_length=SHORT,
        help_text=_("Like parking, toilets, a hearing loop, large print, or whom to bring."),
    )
    place = forms.CharField(
        label=_("Where is it?"),
        max_length=PLACE,
        required=False,
        help_text=_("A building and a street. Leave it empty if it is only online."),
    )
    area = forms.ModelChoiceField(
        label=_("Which area is it for?"),
        queryset=Area.objects.all(),
        required=False,
        empty_label=_("Everywhere, or somewhere else"),
        error_messages={"invalid_choice": _("Choose an area from the list")},
    )
    starts_on = DateField(
        label=_("On which day is it?"),
        required=False,
        wanted=_("the day when it is"),
        example="14 12 2026",
        help_text=_("Like 14 12 2026. Leave it empty if it has no set day, like a survey."),
    )
    starts = ClockField(label=_("When does it start?"), help_text=_("London time, like 10:30 or 2pm."))
    ends = ClockField(label=_("When does it end?"), help_text=_("Like 12:00 or 4pm. Leave it empty if it is open."))
    closes_on = DateField(
        label=_("Until which day can people ask to take part?"),
        wanted=_("the last day to ask"),
        example="7 12 2026",
        help_text=_("Like 7 12 2026. After that day it closes by itself."),
    )
    url = forms.CharField(
        label=_("Is there a page with more about it?"),
        max_length=ADDRESS,
        required=False,
        help_text=_("An address that begins with https://"),
    )

    sometimes_needed: tuple[str, ...] = ("starts",)

    def __init__(self, *args: Any, before: Notice | None = None, **kwargs: Any) -> None:
        """`before` holds the words that are changed: a day that has passed since may stay."""
        super().__init__(*args, **kwargs)
        self.before = before
        known = list(kinds().values())
        offer(self, "kind", [(one.slug, one.name) for one in known], of_content=[one.slug for one in known])
        kind: Any = self.fields["kind"]
        kind.item_hints = {one.slug: Theirs(one.plain) for one in known}
        scale: Any = self.fields["scale"]
        scale.choices = [(step.value, step.name) for step in STEPS]
        scale.item_hints = {step.value: step.plain for step in STEPS}

    def clean_url(self) -> str:
        return cleaned_web_address(self.cleaned_data["url"])

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if self.before and day == self.before.closes_on:
            return day
        if day < timezone.localdate():
            raise ValidationError(_("Enter a last day that has not passed yet"))
        return not_too_far(day)

    def clean_starts_on(self) -> date | None:
        day: date | None = self.cleaned_data["starts_on"]
        starts_at = self.before.starts_at if self.before else None
        if day is None or (starts_at and day == timezone.localdate(starts_at)):
            return day
        if day < timezone.localdate():
            raise ValidationError(_("Enter a day that has not passed yet"))
        return not_too_far(day)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, starts, ends = (cleaned.get(name) for name in ("starts_on", "starts", "ends"))
        if day and not starts and "starts" not in self.errors:
            self.add_error("starts", ValidationError(_("Enter the time when it starts, like 10:30 or 2pm")))
        if (starts or ends) and not day and "starts_on" not in self.errors:
            self.add_error("starts_on", ValidationError(_("Enter the day when it is, or leave the times empty too")))
        if starts and ends and ends <= starts:
            self.add_error("ends", ValidationError(_("Enter an end that is later than the start")))
        closes_on = cleaned.get("closes_on")
        if day and closes_on and closes_on > day:
            self.add_error("closes_on", ValidationError(_("Enter a last day that is not after the day when it is")))
        return cleaned

    def words(self) -> NoticeWords:
        cleaned = self.cleaned_data
        day, starts, ends = cleaned["starts_on"], cleaned["starts"], cleaned["ends"]
        said = {name: cleaned[name] for name in NoticeWords.__dataclass_fields__ if name in cleaned}
        said |= {name: name in cleaned["there_is"] for name in THERE_IS}
        return NoticeWords(**said, starts_at=moment(day, starts), ends_at=moment(day, ends))


def not_too_far(day: date) -> date:
    if day > add_months(timezone.localdate(), MONTHS_AHEAD):
        raise ValidationError(_("Enter a day in the next two years"))
    return day


def moment(day: date | None, at: time | None) -> datetime | None:
    """As the clock on the wall in London says."""
    return timezone.make_aware(datetime.combine(day, at)) if day and at else None


def answers_of(notice: Notice) -> dict[str, Any]:
    """The words of a notice, as first answers to the form."""
    answers = {name: getattr(notice, name) for name in NoticeForm.base_fields if hasattr(notice, name)}
    answers["there_is"] = [name for name in THERE_IS if getattr(notice, name)]
    if notice.starts_at:
        starts_at = timezone.localtime(notice.starts_at)
        answers |= {"starts_on": starts_at.date(), "starts": starts_at.time()}
    if notice.ends_at:
        answers["ends"] = timezone.localtime(notice.ends_at).time()
    return answers


class NewNoticeForm(NoticeForm):
    """First who lists it, and under which charter."""

    lister = one_of(label=_("Who lists it?"), missing=_("Choose who lists it"))
    charter = one_of(label=_("Which charter does it belong to?"), missing=_("Choose a charter"), required=False)

    sometimes_needed = (*NoticeForm.sometimes_needed, "charter")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {f"organisation-{one.pk}": one for one in can_list_for(user)}
        theirs = charters_of(user).filter(pk__in=Charter.objects.public())
        self.stewarded = {f"charter-{one.pk}": one for one in theirs}
        self.public = {one.slug: one for one in Charter.objects.public()}
        listers = [(key, one.name) for key, one in self.organisations.items()] + [
            (key, _("The people who look after %(charter)s") % {"charter": one.short_title})
            for key, one in self.stewarded.items()
        ]
        offer(self, "lister", listers, of_content=self.organisations)
        if len(listers) == 1:
            self.fields["lister"].initial = listers[0][0]
        charters = [(slug, one.short_title) for slug, one in self.public.items()]
        offer(self, "charter", charters, of_content=self.public)
        if not self.organisations:
            del self.fields["charter"]
        elif self.stewarded:
            self.fields["charter"].help_text = _("Only needed where an organisation lists it.")
        self.order_fields(["lister", "charter"])

    @property
    def can_list(self) -> bool:
        return bool(self.organisations or self.stewarded)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        by_organisation = cleaned.get("lister") in self.organisations
        if by_organisation and not cleaned.get("charter") and "charter" not in self.errors:
            self.add_error("charter", ValidationError(_("Choose a charter")))
        return cleaned

    def chosen(self) -> tuple[Organisation | None, Charter]:
        """Who lists it and under which charter."""
        lister = self.cleaned_data["lister"]
        if lister in self.stewarded:
            return None, self.stewarded[lister]
        return self.organisations[lister], self.public[self.cleaned_data["charter"]]


class OutcomeForm(PortalForm):
    """`seen` says which waiting words the person had before them, if any."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)
    heard = some_words(
        label=_("What did you hear?"),
        missing=_("Enter what you heard from people"),
        help_text=_("What people told you, in their words where you can. Please give no names."),
    )
    did = some_words(
        label=_("What did you do?"),
        missing=_("Enter what you did. If nothing has happened yet, say so"),
        help_text=_("What is different now. If nothing has happened yet, say so and say when it will."),
    )
    could_not = some_words(
        label=_("What could you not do, and why?"),
        missing=_("Enter what you could not do, and why. If you did everything, say so"),
        help_text=_("People understand a “no” with a reason. If you did everything, say so."),
    )

    def words(self) -> OutcomeWords:
        return OutcomeWords(**{name: self.cleaned_data[name] for name in OutcomeWords.__dataclass_fields__})


class CheckForm(PortalForm):
    how = one_of(
        label=_("How did you make sure?"),
        missing=_("Choose how you made sure that it is who it says it is"),
        choices=Organisation.CheckedHow.choices,
        help_text=_("Everybody can read this on its page, with the month."),
    )
