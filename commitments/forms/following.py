"""What somebody who follows is asked: an e-mail address, and nothing else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coprod_portal.forms import PortalForm
from coprod_portal.forms.careful import CarefulForm

from .fields import address


class FollowForm(CarefulForm):
    email = address(
        label=_("Your e-mail address"),
        help_text=_("We use it for this alone, and show it to nobody."),
    )


class StopForm(PortalForm):
    """`stop` is the button that was pressed: the key of one, or `all`. Another button is another post."""

    stop = forms.CharField(max_length=20, widget=forms.HiddenInput)
