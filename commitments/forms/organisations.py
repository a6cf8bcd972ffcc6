"""What those who act for an organisation are asked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from charters.models import Area
from commitments.going import Going
from commitments.models import Member, Organisation
from commitments.operations.profiles import ProfileWords
from coprod_portal.accounts.models import User
from coprod_portal.forms import PortalForm

from .fields import ORGANISATION_NAME, SHORT, address, cleaned_web_address, line, one_of, words

WEB_ADDRESS = 300
MAY_DO = {
    Member.Role.LEAD: _("A lead also decides who else belongs."),
    Member.Role.EDITOR: _("An editor makes commitments and looks after all that the organisation has made."),
}
BY_INVITATION = "invite"
ACCEPT_LEAD, ACCEPT_EDITOR, DECLINE = "lead", "editor", "decline"


def role_field(label: Any) -> forms.ChoiceField:
    field = one_of(
        label=label, missing=_("Choose what this person may do"), choices=[(role.value, role.label) for role in MAY_DO]
    )
    vars(field)["item_hints"] = {role.value: hint for role, hint in MAY_DO.items()}
    return field


class InviteForm(PortalForm):
    email = address(
        label=_("Their e-mail address"),
        help_text=_("We send the invitation there. Only somebody who can read mail there can accept it."),
    )
    role = role_field(_("What may they do?"))


class AddressForm(PortalForm):
    email = address(
        label=_("Their e-mail address"),
        help_text=_("We send the invitation there. Only somebody who can read mail there can accept it."),
    )


class HandOverForm(PortalForm):
    """To a colleague, where there is one, or to an address."""

    sometimes_needed = ("email",)

    email = address(
        label=_("Their e-mail address"),
        required=False,
        help_text=_("We send the invitation there. Only somebody who can read mail there can accept it."),
    )

    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if colleagues:
            self.fields["to"] = one_of(
                label=_("Choose one"),
                missing=_("Choose who looks after it from now on"),
                choices=[
                    *((str(colleague.pk), colleague.email) for colleague in colleagues),
                    (BY_INVITATION, _("Somebody else, by an invitation")),
                ],
            )
            self.fields["email"].label = _("If it is somebody else, what is their e-mail address?")
            self.order_fields(["to", "email"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_invited = cleaned.get("to") == BY_INVITATION if "to" in self.fields else True
        if is_invited and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", self.fields["email"].error_messages["invalid"])
        return cleaned


class EndForm(PortalForm):
    going = one_of(
        label=_("Choose one"),
        missing=_("Choose how it ended"),
        choices=[(going.value, going.label) for going in (Going.DONE, Going.PARTLY_DONE, Going.STOPPED)],
    )


class MemberForm(PortalForm):
    """What a lead does about a member, or a member about themselves."""

    act = one_of(label=_("What would you like to do?"), missing=_("Choose what you would like to do"))

    def __init__(self, *args: Any, member: Member, is_self: bool, may_lead: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = []
        if may_lead and member.role != Member.Role.LEAD:
            choices.append(("lead", _("Make this person a lead")))
        if may_lead and member.role != Member.Role.EDITOR:
            choices.append(
                ("editor", _("I would like to be an editor") if is_self else _("Make this person an editor"))
            )
        choices.append(("remove", _("Leave this organisation") if is_self else _("Remove this person")))
        field: Any = self.fields["act"]
        field.choices = choices


class JoinForm(PortalForm):
    words = words(
        label=_("What do you do there?"),
        max_length=SHORT,
        help_text=_("A short sentence, so that they know who you are. Only those who decide see it."),
    )


class RequestForm(PortalForm):
    decision = one_of(
        label=_("Does this person work with you?"),
        missing=_("Choose whether this person may look after your commitments with you"),
        choices=[
            (ACCEPT_EDITOR, _("Yes, as an editor")),
            (ACCEPT_LEAD, _("Yes, as a lead")),
            (DECLINE, _("No")),
        ],
    )


class StaffRequestForm(PortalForm):
    decision = one_of(
        label=_("May this person look after its commitments?"),
        missing=_("Choose whether this person may look after its commitments"),
        choices=[(ACCEPT_LEAD, _("Yes, as its lead")), (DECLINE, _("No"))],
    )


class RenameForm(PortalForm):
    name = line(label=_("Its new name"), missing=_("Enter its new name"), max_length=ORGANISATION_NAME)


class ProfileForm(PortalForm):
    name = line(
        label=_("What is it called?"),
        missing=_("Enter the name of your group, service or organisation"),
        max_length=ORGANISATION_NAME,
    )
    kind = forms.ChoiceField(
        label=_("What kind of organisation is it?"),
        choices=[("", _("We would rather not say")), *Organisation.Kind.choices],
        required=False,
        error_messages={"invalid_choice": _("Choose a kind from the list")},
    )
    url = forms.CharField(
        label=_("Its web address"),
        max_length=WEB_ADDRESS,
        required=False,
        help_text=_("An address that begins with https://"),
    )
    area = forms.ModelChoiceField(
        label=_("Where is it?"),
        queryset=Area.objects.order_by("name"),
        required=False,
        empty_label=_("Everywhere, or somewhere else"),
        error_messages={"invalid_choice": _("Choose an area from the list")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_url(self) -> str:
        return cleaned_web_address(self.cleaned_data["url"])

    def words(self) -> ProfileWords:
        asked = {name: self.cleaned_data[name] for name in ("name", "kind", "url", "area")}
        return ProfileWords(**asked)
