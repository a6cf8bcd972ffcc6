"""The questions about who makes a commitment, one form a page."""

from typing import Any

from django.conf import settings

from commitments.models import Organisation
from coprod_portal.accounts.models import User
from coprod_portal.forms import PortalForm

from .fields import ORGANISATION_NAME, PERSON_NAME, address, line, one_of

ORGANISATION, PERSON = "organisation", "person"
CHILD, YOUNG, ADULT = "child", "young", "adult"
ANOTHER = "another"
YOUNG_PERSON = "A young person"


class WhoForm(PortalForm):
    who = one_of(
        label="Choose one",
        missing="Choose whether a group makes this commitment, or just you",
        choices=[(ORGANISATION, "A group, service or organisation"), (PERSON, "Just me")],
    )


class OrganisationForm(PortalForm):
    """A member picks their organisation, or types a name like everybody else."""

    sometimes_needed = ("organisation", "name")

    name = line(
        label="What is it called?",
        missing="Enter the name of your group, service or organisation",
        max_length=ORGANISATION_NAME,
    )
    allowed = one_of(
        label="Are you allowed to promise this for your group?",
        missing="Choose whether you are allowed to promise this for your group",
        choices=[("yes", "Yes"), ("ask", "I will ask first")],
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = list(Organisation.objects.filter(members__user=user).order_by("name")) if user else []
        if self.own:
            self.fields["organisation"] = one_of(
                label="Which group, service or organisation?",
                missing="Choose your organisation, or another one",
                choices=[(str(own.pk), own.name) for own in self.own] + [(ANOTHER, "Another one")],
                required=False,
            )
            self.fields["name"].label = "If it is another one, what is it called?"
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
            self.add_error(
                "allowed", f"Please ask first, then come back. We keep your answers for {settings.DRAFT_DAYS} days"
            )
        return cleaned


def ages() -> list[tuple[str, str]]:
    consent = settings.AGE_OF_CONSENT
    return [(CHILD, f"Under {consent}"), (YOUNG, f"{consent} to 17"), (ADULT, "18 or over")]


class AgeForm(PortalForm):
    age = one_of(label="Choose one", missing="Choose how old you are", choices=ages)


class NameForm(PortalForm):
    person_name = line(
        label="What shall we call you?",
        missing="Enter your first name or your role, like A social worker",
        max_length=PERSON_NAME,
        help_text="Your first name, or a role like “A social worker”. Please do not give more than that: anybody can "
        "see it.",
    )


class EmailForm(PortalForm):
    email = address(
        label="Your e-mail address",
        help_text="We show it to nobody. We send you a code to check that it is yours, and we ask for news there.",
    )
