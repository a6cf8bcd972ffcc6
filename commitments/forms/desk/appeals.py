"""What is asked of whoever appeals, and of whoever decides on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.forms.moderation import NOTE_LENGTH
from coprod_portal.forms import PortalForm
from coprod_portal.submissions.states import Action

PUBLISH, READ_AGAIN, UNDO, NO = "publish", "read-again", "undo", "no"
CHOICES = {
    Action.DECLINE: [
        (PUBLISH, _("Yes: publish it now")),
        (READ_AGAIN, _("Yes, but its words need care: put it back to be read")),
        (NO, _("No: it stays unpublished")),
    ],
    Action.HIDE: [(UNDO, _("Yes: make it public again")), (NO, _("No: it stays hidden"))],
    Action.PUBLISH: [(UNDO, _("Yes: put the words back")), (NO, _("No: the words stay out"))],
}
OVER = [(UNDO, _("Yes: they were right")), (NO, _("No: we decided rightly"))]


class AppealForm(PortalForm):
    words = forms.CharField(
        label=_("Why should we decide otherwise?"),
        help_text=_("Say what we got wrong. Leave out private facts about other people."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=NOTE_LENGTH,
        error_messages={"required": _("Say why you think that we should decide otherwise")},
    )


class DecideForm(PortalForm):
    noted = "outcome"

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    outcome = forms.ChoiceField(
        label=_("Are they right?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they are right")},
    )
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("They read this. Say why, in plain words. Be kind, and name nobody."),
        widget=forms.Textarea,
        max_length=NOTE_LENGTH,
        error_messages={"required": _("Write an answer, so that they know why")},
    )

    def __init__(self, *args: Any, action: Action, still_stands: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = CHOICES[action] if still_stands else OVER  # type: ignore[attr-defined]
