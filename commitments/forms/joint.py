"""Whom somebody would like to make a commitment with, and the name that these show."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment, Organisation
from commitments.searching import public_organisations
from coprod_portal.forms import PortalForm
from coprod_portal.languages.texts import Theirs

from .fields import ORGANISATION_NAME, PERSON_NAME, address, line, one_of

MOST_SHOWN = 10
NONE_OF_THESE = "none"


class OrganisationForm(PortalForm):
    """A name is typed. Where more than one organisation has it, or parts of it, they are shown to choose from."""

    sometimes_needed = ("picked",)

    name = line(
        label=_("What is it called?"),
        missing=_("Enter the name of the organisation, or a part of it"),
        max_length=ORGANISATION_NAME,
        help_text=_("A part of the name is enough. We look among those that have something public here."),
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = public_organisations().exclude(pk=commitment.organisation_id or 0)
        self.found: list[Organisation] = []
        name = str(self.data.get("name", "")).replace("\0", "").strip()
        if name:
            self.found = list(named(self.known, name))
        if len(self.found) > 1 or (self.found and "picked" in self.data):
            self.fields["picked"] = one_of(
                label=_("Which of these?"),
                missing=_("Choose one of these, or enter another name"),
                choices=[(one.slug, Theirs(one.name)) for one in self.found],
                required="picked" in self.data,
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "name" in cleaned and not self.errors:
            cleaned["organisation"] = self.chosen(cleaned)
        return cleaned

    def chosen(self, cleaned: dict[str, Any]) -> Organisation | None:
        if not self.found:
            self.add_error("name", ValidationError(_("We do not know an organisation of this name. Try a part of it")))
        if len(self.found) == 1:
            return self.found[0]
        if self.found and not cleaned.get("picked"):
            self.add_error("picked", self.fields["picked"].error_messages["required"])
        return next((one for one in self.found if one.slug == cleaned.get("picked")), None)


def named(known: "QuerySet[Organisation]", name: str) -> "QuerySet[Organisation]":
    """Those of the very name, or else those that have it in theirs."""
    exact = known.filter(name__iexact=name).order_by("pk")
    return exact[:MOST_SHOWN] if exact.exists() else known.filter(name__icontains=name).order_by("name")[:MOST_SHOWN]


class PersonForm(PortalForm):
    email = address(
        label=_("Their e-mail address"),
        help_text=_("A person, or a group that is not on this site yet. We write to them once."),
    )


class AcceptForm(PortalForm):
    """Nothing is asked where an organisation answers: its name is known."""


class AcceptAsPersonForm(AcceptForm):
    name = line(
        label=_("What name shall we show?"),
        missing=_("Enter your first name, your role or the name of your group, like A social worker"),
        max_length=PERSON_NAME,
        help_text=_(
            "Your first name, a role like “A social worker”, or the name of your group. "
            "Please do not give more than that: anybody can see it."
        ),
    )
