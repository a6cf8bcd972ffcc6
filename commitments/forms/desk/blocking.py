"""What is asked of whoever blocks a person, or lifts it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.forms.moderation import ASK_WHY, NOTE_LENGTH, offer_reasons
from coprod_portal.forms import PortalForm
from coprod_portal.submissions.states import Action

NOTHING, EVERYTHING = "nothing", "everything"


class BlockForm(PortalForm):
    noted = "hides"

    reason = forms.ChoiceField(
        label=_("Which reason fits best?"),
        help_text=_("We tell the person of which kind it is."),
        error_messages={"required": ASK_WHY},
    )
    why = forms.CharField(
        label=_("What happened?"),
        help_text=_("For the team. The person may ask to see it."),
        widget=forms.Textarea,
        max_length=NOTE_LENGTH,
        error_messages={"required": _("Say what happened, so that others of the team know")},
    )
    hides = forms.ChoiceField(
        label=_("What about their words that are public?"),
        choices=[(NOTHING, _("Leave all of it public")), (EVERYTHING, _("Hide all of it now"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether to hide what is public")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_reasons(self, Action.HIDE)


class LiftForm(PortalForm):
    noted = "restores"

    restores = forms.ChoiceField(
        label=_("What about their words that this block has hidden?"),
        choices=[(EVERYTHING, _("Make them public again")), (NOTHING, _("Leave them hidden"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to do with what was hidden")},
    )

    def __init__(self, *args: Any, hid_everything: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not hid_everything:
            del self.fields["restores"]
            self.noted = ""
