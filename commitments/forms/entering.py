"""What a team is asked when it enters a commitment for somebody else."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Charter
from commitments.models import Entry, Organisation
from commitments.operations.entering import Consent, EnteredMaker
from commitments.operations.words import VersionWords
from coprod_portal.forms import PortalForm
from coprod_portal.forms.fields import DateField

from .fields import ORGANISATION_NAME, PERSON_NAME, address, line, one_of
from .making import ORGANISATION, PERSON
from .more import GivingForm
from .words import HowForm, KnowingForm, PrinciplesForm, WhatForm, WhenForm, version_words

MISSING_CONSENT = gettext_lazy(
    "Enter the maker's e-mail address, or the day on which you read the words back to them. We need one of them"
)


class MakerForm(PortalForm):
    """Whose commitment it is."""

    who = one_of(
        label=gettext_lazy("Who makes this commitment?"),
        missing=gettext_lazy("Choose whether an organisation or a person makes this commitment"),
        choices=[
            (ORGANISATION, gettext_lazy("A group, service or organisation")),
            (PERSON, gettext_lazy("A person of 18 or over")),
        ],
    )
    name = line(
        label=gettext_lazy("What name shall we show?"),
        missing=gettext_lazy("Enter the name of the organisation, or a first name or role, like A social worker"),
        max_length=ORGANISATION_NAME,
        help_text=gettext_lazy("The name of the organisation. For a person, a first name or a role, and no more."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("If it is an organisation, what kind is it?"),
        choices=[("", gettext_lazy("We do not know")), *Organisation.Kind.choices],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a kind from the list")},
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("who") == PERSON and len(cleaned.get("name", "")) > PERSON_NAME:
            said = _("Use %(most)s characters or fewer for the name of a person: a first name or a role")
            self.add_error("name", said % {"most": PERSON_NAME})
        return cleaned

    def maker(self) -> EnteredMaker:
        is_organisation = self.cleaned_data["who"] == ORGANISATION
        kind = self.cleaned_data["kind"] if is_organisation else ""
        return EnteredMaker(name=self.cleaned_data["name"], is_organisation=is_organisation, kind=kind)


class ConsentForm(PortalForm):
    """How the maker said that it may be entered and shown."""

    sometimes_needed: tuple[str, ...] = ("email", "read_back_on")
    own_address = ""

    said_how = one_of(
        label=gettext_lazy("How did they say that you may enter it?"),
        missing=gettext_lazy("Choose how the maker said that you may enter it"),
        choices=Entry.How.choices,
    )
    said_on = DateField(
        label=gettext_lazy("On which day did they say so?"),
        wanted=gettext_lazy("the date when they said so"),
        example="3 7 2026",
    )
    email = address(
        label=gettext_lazy("The maker's e-mail address, if they have one"),
        help_text=gettext_lazy("We show it to nobody. We send them the words and ask whether they are theirs."),
        required=False,
    )
    read_back_on = DateField(
        label=gettext_lazy("On which day did you read the words back to them?"),
        wanted=gettext_lazy("the date when you read the words back"),
        example="3 7 2026",
        help_text=gettext_lazy("If they have no e-mail address, we need this day. Everybody can see it."),
        required=False,
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email and email.strip().lower() == self.own_address:
            raise ValidationError(_("This is your own address. Enter the maker's address, or leave it empty"))
        return email

    def clean_said_on(self) -> date | None:
        return not_in_future(self.cleaned_data["said_on"])

    def clean_read_back_on(self) -> date | None:
        return not_in_future(self.cleaned_data["read_back_on"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        said_on, read_back_on = cleaned.get("said_on"), cleaned.get("read_back_on")
        if said_on and read_back_on and read_back_on < said_on:
            self.add_error("read_back_on", _("Enter a date that is not before the day when they said so"))
        if not (cleaned.get("email") or read_back_on or self.errors.keys() & {"email", "read_back_on"}):
            self.add_error("email", MISSING_CONSENT)
        return cleaned

    def consent(self) -> Consent:
        given = self.cleaned_data
        return Consent(
            how=given["said_how"], said_on=given["said_on"], email=given["email"], read_back_on=given["read_back_on"]
        )


def not_in_future(day: date | None) -> date | None:
    if day is not None and day > timezone.localdate():
        raise ValidationError(_("Enter a date that is not after today"))
    return day


class EntryForm(ConsentForm, GivingForm, KnowingForm, WhenForm, HowForm, WhatForm, PrinciplesForm, MakerForm):
    """All of it on one page: whose it is, the words, and how they said that we may."""

    def __init__(self, *args: Any, charter: Charter, own_address: str, **kwargs: Any) -> None:
        super().__init__(*args, charter=charter, **kwargs)
        self.own_address = own_address
        self.fields["principles"].label = _("Which words of the charter is it about? Choose up to three")
        first, last = list(MakerForm.base_fields), list(ConsentForm.base_fields)
        words = [name for name in self.fields if name not in (*first, *last)]
        self.order_fields([*first, *words, *last])

    def words(self) -> VersionWords:
        return version_words(self.cleaned_data)
