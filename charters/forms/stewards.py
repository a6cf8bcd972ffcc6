"""Who looks after which charter, and a charter from scratch."""

from re import fullmatch
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Area, Charter
from charters.models.charters import Thread
from charters.operations.new_charters import address_from, is_free
from coprod_portal.forms import PortalForm

from .drafts import DraftForm
from .fields import line, one_of

WRONG_ADDRESS = gettext_lazy("Enter an e-mail address like name@example.org")


class AppointForm(PortalForm):
    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"),
        help_text=gettext_lazy("We write to them and say how to begin. They need no account yet."),
        max_length=254,
        error_messages={"required": WRONG_ADDRESS, "invalid": WRONG_ADDRESS},
    )
    charter = forms.ModelChoiceField(
        label=gettext_lazy("Which charter?"),
        queryset=Charter.objects.all(),
        empty_label=gettext_lazy("Choose a charter"),
        error_messages={
            "required": gettext_lazy("Choose a charter"),
            "invalid_choice": gettext_lazy("Choose a charter"),
        },
    )


class CharterForm(DraftForm):
    """How a charter is named and shown. `revision` is that of the charter that the person had before them."""

    short_title = line(
        label=gettext_lazy("A short name for it"),
        help_text=gettext_lazy("Like the name of the place. You enter its full title later."),
        missing=gettext_lazy("Enter a short name, like Sandwell"),
        max_length=80,
    )
    kind = one_of(
        label=gettext_lazy("What kind is it?"), choices=Charter.Kind.choices, missing=gettext_lazy("Choose what it is")
    )
    area = forms.ModelChoiceField(
        label=gettext_lazy("Which area is it for?"),
        queryset=Area.objects.all(),
        required=False,
        empty_label=gettext_lazy("No one area, or another one"),
        error_messages={"invalid_choice": gettext_lazy("Choose an area from the list")},
    )
    thread = forms.ChoiceField(
        label=gettext_lazy("Its colour"),
        help_text=gettext_lazy("Its thread in the weave. It says nothing else."),
        choices=Thread.choices,
        error_messages={"required": gettext_lazy("Choose a colour"), "invalid_choice": gettext_lazy("Choose a colour")},
    )


class NewCharterForm(CharterForm):
    revision = None  # type: ignore[assignment]
    slug = forms.CharField(
        label=gettext_lazy("Its address"),
        help_text=gettext_lazy("Small letters, numbers and hyphens. Leave it empty and we make it from the name."),
        required=False,
        max_length=50,
    )
    field_order = ["short_title", "slug"]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug and not fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
            raise ValidationError(_("Use small letters, numbers and hyphens, like our-town"))
        return slug

    def clean(self) -> dict[str, Any]:
        """An address that was made from the name may be taken too, and is then asked for."""
        cleaned = super().clean() or {}
        if "slug" in cleaned and "short_title" in cleaned:
            cleaned["slug"] = cleaned["slug"] or address_from(cleaned["short_title"])
            if not is_free(cleaned["slug"]):
                self.add_error("slug", _("Another page has this address already. Choose another one"))
        return cleaned
