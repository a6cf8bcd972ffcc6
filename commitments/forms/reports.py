"""What a reader is asked who reports something, and a moderator who sees to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.desk import reasons
from commitments.models import Report
from commitments.things import Part
from coprod_portal.cases.models import Case
from coprod_portal.forms import PortalForm
from coprod_portal.forms.careful import CarefulForm
from coprod_portal.submissions.states import Action

from .fields import MIDDLE, address, one_of, words
from .moderation import ASK_WHY, HIGHEST_REVISION, NoteField, WhyField, offer_reasons

SAID = 2000


class ReportForm(CarefulForm):
    kind = one_of(label=_("What is wrong?"), missing=_("Choose what is wrong"), choices=Report.Kind.choices)
    part = one_of(label=_("Where is it?"), missing=_("Choose where it is"))
    words = words(
        label=_("Tell us more"),
        missing=_("Tell us what is wrong. One sentence is enough"),
        max_length=SAID,
        help_text=_("Say what is wrong and what would put it right. Only the people who check will read this."),
    )
    email = address(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Give it if you want an answer. We use it for nothing else, and show it to nobody."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, parts: list[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {part.key: part for part in parts}
        if len(parts) == 1:
            del self.fields["part"]
        else:
            self.fields["part"].choices = [(part.key, part.label) for part in parts]  # type: ignore[attr-defined]

    def chosen(self) -> Part:
        key = self.cleaned_data.get("part")
        return self.parts[key] if key else next(iter(self.parts.values()))


class HideReportedForm(PortalForm):
    noted = "reason"

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=HIGHEST_REVISION)
    reason = forms.ChoiceField(label=_("Why?"), error_messages={"required": ASK_WHY})
    note = NoteField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_reasons(self, Action.HIDE)

    def clean_reason(self) -> str:
        code: str = self.cleaned_data["reason"]
        if not reasons.fits(code=code, action=Action.HIDE):
            raise forms.ValidationError(ASK_WHY)
        return code


class RestoreReportedForm(PortalForm):
    hiding = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class DangerForm(PortalForm):
    why = WhyField()


OUTCOMES = (
    (Case.Outcome.NOTHING_WRONG.value, _("Leave it: nothing is wrong")),
    (Case.Outcome.PUT_RIGHT.value, _("It was put right: tell everybody on the page of corrections")),
    (Case.Outcome.TAKEN_DOWN.value, _("It was taken down")),
    (Case.Outcome.ANSWERED.value, _("Something else: our answer says what")),
)


class EndForm(PortalForm):
    """`seen` is how many reports the moderator has read."""

    sometimes_needed = ("correction", "answer")
    noted = "outcome"

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)
    outcome = one_of(label=_("What came of it?"), missing=_("Choose what came of it"), choices=OUTCOMES)
    correction = words(
        label=_("What was put right, for everybody to read"),
        max_length=MIDDLE,
        help_text=_("Needed when it was put right. Say what it said and what it says now. Never a private fact."),
    )
    answer = words(
        label=_("Our answer to those who reported it"),
        max_length=SAID,
        help_text=_("Everybody who left an address gets it by e-mail. Needed when somebody did."),
    )

    def __init__(self, *args: Any, is_answered: bool, **kwargs: Any) -> None:
        """`is_answered`: somebody left an address."""
        super().__init__(*args, **kwargs)
        self.is_answered = is_answered

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("outcome") == Case.Outcome.PUT_RIGHT and not values.get("correction"):
            self.add_error("correction", _("Say in plain words what was wrong, and what it says now"))
        needs_answer = self.is_answered or values.get("outcome") == Case.Outcome.ANSWERED
        if needs_answer and not values.get("answer"):
            self.add_error("answer", _("Write an answer: somebody waits for it"))
        return values


class CorrectionForm(PortalForm):
    address = forms.CharField(
        label=_("The address of the page"),
        max_length=300,
        help_text=_("Copy it from your browser."),
        error_messages={"required": _("Enter the address of the page that was put right")},
    )
    words = words(
        label=_("What was put right"),
        missing=_("Say in plain words what was wrong, and what it says now"),
        max_length=MIDDLE,
        help_text=_("Everybody can read it at once. Never a private fact, and never a name."),
    )
