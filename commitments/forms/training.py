"""What somebody who trains is asked: the same as at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.training import ANSWERS, NEED_REASON
from coprod_portal.forms import PortalForm

from .fields import one_of
from .moderation import offer_reasons


class TrainingForm(PortalForm):
    sometimes_needed = ("reason",)

    decision = one_of(
        label=_("What would you decide?"),
        missing=_("Choose what you would decide"),
        choices=[(action.value, words) for action, words in ANSWERS.items()],
    )
    reason = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("Needed when you send it back or do not publish it."),
        required=False,
        error_messages={"required": _("Choose a reason")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_reasons(self, *NEED_REASON)
        if self.is_bound:
            self.fields["reason"].required = self.data.get("decision") in NEED_REASON
