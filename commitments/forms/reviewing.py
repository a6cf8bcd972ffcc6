"""What a lived-experience reviewer is asked."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import Advice
from coprod_portal.forms import PortalForm

from .fields import LONG, one_of, words
from .moderation import HIGHEST_REVISION

A_DAY = 24 * 60


class AdviceForm(PortalForm):
    noted = "leaning"

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=HIGHEST_REVISION)
    leaning = one_of(
        label=_("What would you do?"),
        missing=_("Choose what you would do"),
        choices=Advice.Leaning.choices,
    )
    words = words(
        label=_("Why?"),
        missing=_("Write why, in your own words"),
        max_length=LONG,
        help_text=_("The person who decides reads this. Please name nobody."),
    )
    minutes = forms.IntegerField(
        label=_("How many minutes did it take you?"),
        help_text=_("We ask, so that you can be paid for your time."),
        min_value=0,
        max_value=A_DAY,
        error_messages={
            "required": _("Enter the minutes as a number, like 10"),
            "invalid": _("Enter the minutes as a number, like 10"),
            "min_value": _("Enter 0 minutes or more"),
            "max_value": _("Enter fewer minutes: this is more than a day"),
        },
    )


class PaidForm(PortalForm):
    """One button of the page: what an administrator saw beside it."""

    reviewer = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31)
    month = forms.DateField(widget=forms.HiddenInput)
    minutes = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31)

    def clean_month(self) -> date:
        month: date = self.cleaned_data["month"]
        return month.replace(day=1)
