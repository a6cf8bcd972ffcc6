"""What a moderator is asked. Each choice is checked again by the operation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.desk import reasons
from coprod_portal.forms import PortalForm
from coprod_portal.submissions.states import Action

NOTE_LENGTH = 2000
HIGHEST_REVISION = 1_000_000

DECISIONS = (
    (Action.PUBLISH.value, _("Publish it")),
    (Action.RETURN.value, _("Send it back with a question")),
    (Action.DECLINE.value, _("Do not publish it")),
    (Action.SET_APART.value, _("Somebody may be in danger")),
)
ASK_WHY = _("Choose a reason. The writer will read it in plain words.")


def offer_reasons(form: forms.Form, *actions: Action) -> None:
    choices = [(reason.code, reason.for_staff) for reason in reasons.reasons_for(*actions)]
    form.fields["reason"].choices = [("", _("Choose a reason")), *choices]  # type: ignore[attr-defined]


class ActForm(PortalForm):
    """`revision` is what the moderator has read, and `read` its words, sealed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=HIGHEST_REVISION)
    read = forms.CharField(widget=forms.HiddenInput, required=False)


class WhyField(forms.CharField):
    """For the safeguarding lead and deputy alone."""

    def __init__(self) -> None:
        super().__init__(
            label=_("What makes you think that somebody may be in danger?"),
            help_text=_("Needed only then. Only the safeguarding lead and deputy read this."),
            widget=forms.Textarea,
            max_length=NOTE_LENGTH,
            error_messages={"required": _("Say what you saw, so that the safeguarding lead knows what to look for")},
        )


class DecisionForm(ActForm):
    noted = "decision"
    sometimes_needed = ("reason", "note", "why")

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether to publish it, send it back or not publish it")},
    )
    reason = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("Needed when you send it back or do not publish it."),
        error_messages={"required": ASK_WHY},
    )
    note = forms.CharField(
        label=_("Your note to the writer"),
        help_text=_("Needed when you send it back: say what to change. Be kind, and name nobody."),
        widget=forms.Textarea,
        max_length=NOTE_LENGTH,
        error_messages={"required": _("Write a note, so that the writer knows what to change")},
    )

    why = WhyField()

    def __init__(self, *args: Any, can_ask: bool = True, **kwargs: Any) -> None:
        """`can_ask`: somebody would read a question about it."""
        super().__init__(*args, **kwargs)
        offer_reasons(self, Action.RETURN, Action.DECLINE)
        if not can_ask:
            self.fields["decision"].choices = [one for one in DECISIONS if one[0] != Action.RETURN]  # type: ignore[attr-defined]
        if self.is_bound:
            decision = self.data.get("decision")
            self.fields["reason"].required = decision in reasons.NEED_REASON
            self.fields["note"].required = decision in reasons.NEED_NOTE
            self.fields["why"].required = decision == Action.SET_APART

    def clean_reason(self) -> str:
        code: str = self.cleaned_data["reason"]
        action = self.cleaned_data.get("decision")
        if action not in reasons.NEED_REASON:
            return ""
        if not reasons.fits(code=code, action=Action(action)):
            raise forms.ValidationError(_("This reason does not go with that decision. Choose another one."))
        return code


class NoteField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Your note to the writer"), widget=forms.Textarea, max_length=NOTE_LENGTH, required=False
        )


class HideForm(ActForm):
    noted = "reason"

    reason = forms.ChoiceField(label=_("Why?"), error_messages={"required": ASK_WHY})
    note = NoteField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_reasons(self, Action.HIDE)


class RestoreForm(ActForm):
    note = NoteField()
