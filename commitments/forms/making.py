"""The questions about who makes a commitment, one form a page."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commitments.models import Organisation
from coprod_portal.accounts.models import User
from coprod_portal.forms import PortalForm
from coprod_portal.languages.texts import Theirs

from .fields import ORGANISATION_NAME, PERSON_NAME, address, line, one_of
from .young import not_own

ORGANISATION, PERSON = "organisation", "person"
CHILD, YOUNG, ADULT = "child", "young", "adult"
ANOTHER = "another"


class WhoForm(PortalForm):
    who = one_of(
        label=_("Choose one"),
        missing=_("Choose whether a group makes this commitment, or just you"),
        choices=[(ORGANISATION, _("A group, service or organisation")), (PERSON, _("Just me"))],
    )


class OrganisationForm(PortalForm):
    """A member picks their organisation, or types a name like everybody else."""

    sometimes_needed = ("organisation", "name")

    name = line(
        label=_("What is it called?"),
        missing=_("Enter the name of your group, service or organisation"),
        max_length=ORGANISATION_NAME,
    )
    allowed = one_of(
        label=_("Are you allowed to promise this for your group?"),
        missing=_("Choose whether you are allowed to promise this for your group"),
        choices=[("yes", _("Yes")), ("ask", _("I will ask first"))],
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = list(Organisation.objects.filter(members__user=user).order_by("name")) if user else []
        if self.own:
            self.fields["organisation"] = one_of(
                label=_("Which group, service or organisation?"),
                missing=_("Choose your organisation, or another one"),
                choices=[(str(own.pk), Theirs(own.name)) for own in self.own] + [(ANOTHER, _("Another one"))],
                required=False,
            )
            self.fields["name"].label = _("If it is another one, what is it called?")
            self.fields["name"].required = False
            self.order_fields(["organisation", "name", "allowed"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["picked"] = next((own for own in self.own if str(own.pk) == cleaned.get("organisation")), None)
        if not (cleaned["picked"] or cleaned.get("name") or self.errors.keys() & {"name", "organisation"}):
            asks_to_pick = self.own and cleaned.get("organisation") != ANOTHER
            field = "organisation" if asks_to_pick else "name"
            self.add_error(field, self.fields[field].error_messages["required"])
        if cleaned.get("allowed") == "ask":
            self.add_error("allowed", ask_first())
        return cleaned


def ask_first() -> str:
    return ngettext(
        "Please ask first, then come back. We keep your answers for %(days)s day",
        "Please ask first, then come back. We keep your answers for %(days)s days",
        settings.DRAFT_DAYS,
    ) % {"days": settings.DRAFT_DAYS}


def ages() -> list[tuple[str, str]]:
    consent, adult = settings.AGE_OF_CONSENT, settings.ADULT_AGE
    return [
        (CHILD, gettext("Under %(age)s") % {"age": consent}),
        (YOUNG, gettext("%(from)s to %(to)s") % {"from": consent, "to": adult - 1}),
        (ADULT, gettext("%(age)s or over") % {"age": adult}),
    ]


class AgeForm(PortalForm):
    age = one_of(label=_("Choose one"), missing=_("Choose how old you are"), choices=ages)


class NameForm(PortalForm):
    person_name = line(
        label=_("What shall we call you?"),
        missing=_("Enter your first name or your role, like A social worker"),
        max_length=PERSON_NAME,
        help_text=_(
            "Your first name, or a role like “A social worker”. Please do not give more than that: anybody can see it."
        ),
    )


class EmailForm(PortalForm):
    email = address(
        label=_("Your e-mail address"),
        help_text=_("We show it to nobody. We send you a code to check that it is yours, and we ask for news there."),
    )

    def __init__(self, *args: Any, not_this: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.not_this = not_this

    def clean_email(self) -> str:
        """Not the address of whoever reads it first: these are two people."""
        return not_own(self.cleaned_data["email"], self.not_this)
