"""What a moderator is asked. Each choice is checked again by the operation."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from commitments.desk import reasons
from commitments.desk.choices import WITHOUT, WORDS, Offer
from commitments.forms.desk import removals
from commitments.operations.removing import Stretch
from coprod_portal.forms import PortalForm
from coprod_portal.forms.base import use_our_words
from coprod_portal.languages.texts import Theirs
from coprod_portal.submissions.states import Action

NOTE_LENGTH = 2000
HIGHEST_REVISION = 1_000_000

ASK_WHY = _("Choose a reason. The writer will read it in plain words.")


def offer_reasons(form: forms.Form, *actions: Action) -> None:
    choices = [(reason.code, Theirs(reason.for_staff)) for reason in reasons.reasons_for(*actions)]
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


class DecidedField(forms.ChoiceField):
    def valid_value(self, value: str) -> bool:
        """Also what cannot be decided any more, so that the operation says what happened since."""
        return value in WORDS


class DecisionForm(ActForm):
    noted = "decision"
    sometimes_needed = ("reason", "note", "why", *removals.fields())

    look = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    decision = DecidedField(
        label=_("What do you decide?"),
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

    def __init__(
        self,
        *args: Any,
        offer: Offer,
        **kwargs: Any,
    ) -> None:
        """`offer` is what this person may decide now, and what they can take out with a tick."""
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.fields["look"].initial = offer.look.pk if offer.look else None
        self.fields["decision"].choices = offer.choices  # type: ignore[attr-defined]
        offer_reasons(self, Action.RETURN, Action.DECLINE)
        for name, field in removals.fields().items():
            self.fields[name] = field
            if isinstance(field, forms.CharField):
                use_our_words(field)
        removals.offer_ticks(self, offer.hinted)
        if self.is_bound:
            decision = self.data.get("decision")
            self.fields["reason"].required = decision in reasons.NEED_REASON
            self.fields["note"].required = decision in reasons.NEED_NOTE
            self.fields["why"].required = decision == Action.SET_APART

    @property
    def can_remove(self) -> bool:
        return any(value == WITHOUT for value, _words in self.offer.choices)

    @property
    def removal_fields(self) -> list[BoundField]:
        """Those that are drawn: without a hint there is nothing to tick."""
        names = [name for name in removals.fields() if name != "ticked" or self.fields[name].choices]  # type: ignore[attr-defined]
        return [self[name] for name in names]

    @property
    def names_removals(self) -> bool:
        return any(field.value() or field.errors for field in self.removal_fields)

    @property
    def taken_out(self) -> list[Stretch]:
        return removals.taken_out(self.cleaned_data)

    def clean(self) -> None:
        decision = self.cleaned_data.get("decision")
        if decision == WITHOUT and not self.taken_out:
            raise forms.ValidationError(_("Say which parts to take out, or publish it as it is."))
        if decision == Action.PUBLISH and self.taken_out:
            raise forms.ValidationError(
                _("You named parts to take out. Choose “Publish it with parts removed”, or leave these parts empty.")
            )

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
