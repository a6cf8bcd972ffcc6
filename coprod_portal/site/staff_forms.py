"""What administrators are asked when they give a role, or take facts about somebody out."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from charters.models import Charter
from commitments.models import Week
from coprod_portal.accounts.forms import ReasonForm
from coprod_portal.accounts.models import Role, User
from coprod_portal.forms import PortalForm
from coprod_portal.languages.texts import Text

WRONG_ADDRESS = _("Enter an e-mail address like name@example.org")
EXPORT, ERASE = "export", "erase"


def address(*, label: Text, **more: Any) -> forms.EmailField:
    messages = {"required": WRONG_ADDRESS, "invalid": WRONG_ADDRESS}
    return forms.EmailField(label=label, max_length=254, error_messages=messages, **more)


class GiveRoleForm(PortalForm):
    sometimes_needed = ("charter", "week")

    email = address(
        label=_("Their e-mail address"),
        help_text=_("We write to them and say how to begin. They need no account yet."),
    )
    role = forms.ChoiceField(
        label=_("Which role?"),
        choices=Role.Name.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role"), "invalid_choice": _("Choose a role")},
    )
    charter = forms.ModelChoiceField(
        label=_("Which charter?"),
        help_text=_("For a charter steward."),
        queryset=Charter.objects.all(),
        required=False,
        empty_label=_("Choose a charter"),
        error_messages={"invalid_choice": _("Choose a charter")},
    )
    week = forms.ModelChoiceField(
        label=_("Which week?"),
        help_text=_("For an organiser of a Co-production Week."),
        queryset=Week.objects.all(),
        required=False,
        empty_label=_("Choose a week"),
        error_messages={"invalid_choice": _("Choose a week")},
    )

    def clean_charter(self) -> Charter | None:
        """Only where the role is for one; so that nobody is a steward of nothing."""
        charter: Charter | None = self.cleaned_data["charter"]
        if self.cleaned_data.get("role") != Role.Name.STEWARD:
            return None
        if charter is None:
            raise ValidationError(gettext("Choose a charter"))
        return charter

    def clean_week(self) -> Week | None:
        week: Week | None = self.cleaned_data["week"]
        if self.cleaned_data.get("role") != Role.Name.ORGANISER:
            return None
        if week is None:
            raise ValidationError(gettext("Choose a week"))
        return week


class PersonForm(PortalForm):
    """Nobody leafs through people: whoever needs facts about one person has that person's address."""

    noted = "act"
    sometimes_needed = ("again",)

    email = address(label=_("Their e-mail address"), help_text=_("The whole address, as they wrote it to you."))
    act = forms.ChoiceField(
        label=_("What do you need?"),
        choices=(
            (EXPORT, _("A file with all that we know about them")),
            (ERASE, _("To erase all that we know about them, for ever")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you need"), "invalid_choice": _("Choose what you need")},
    )
    reason = ReasonForm.base_fields["reason"]
    again = forms.EmailField(
        label=_("To erase: type the address once more"),
        help_text=_("Nobody can undo it. Leave this empty when you only need the file."),
        max_length=254,
        required=False,
        error_messages={"invalid": WRONG_ADDRESS},
    )

    def clean_email(self) -> str:
        return User.objects.normalize(self.cleaned_data["email"])

    def clean_again(self) -> str:
        again = User.objects.normalize(self.cleaned_data["again"])
        if self.cleaned_data.get("act") == ERASE and again != self.cleaned_data.get("email"):
            raise ValidationError(gettext("Type the same address as above, to show that you mean this person"))
        return again
