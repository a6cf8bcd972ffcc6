"""News in three questions. What slipped is asked what got in the way, and for a new date unless it has stopped."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commitments.going import SLIPPED, Going
from commitments.models import Commitment, Milestone
from commitments.news_dates import add_months
from commitments.operations.words import NewsWords
from coprod_portal.forms import PortalForm
from coprod_portal.forms.fields import DateField
from coprod_portal.languages.texts import Theirs

from .fields import LONG, one_of, words
from .pictures import PictureForm
from .words import YEARS_AHEAD, too_far
from .young import WordsForm


class GoingForm(PortalForm):
    going = one_of(label=_("Choose one"), missing=_("Choose how it is going"), choices=Going.choices)


class HowOftenForm(PortalForm):
    news_every = one_of(
        label=_("Choose one"), missing=_("Choose how often we may ask you"), choices=Commitment.NewsEvery.choices
    )


class NewsForm(PictureForm, WordsForm):
    """`seen` says which waiting news the person had before them, if any. A picture may say it instead of words."""

    sometimes_needed = ("happened", "alternative")

    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)
    happened = words(
        label=_("What has happened?"),
        max_length=LONG,
        help_text=_("One line is enough, or a picture. Use numbers if you have them. Please give no names."),
    )
    got_in_the_way = words(
        label=_("What got in the way?"), max_length=LONG, help_text=_("People understand that plans meet trouble.")
    )
    new_due_on = DateField(
        label=_("Is there a new date when it will be done?"),
        required=False,
        wanted=_("the new date"),
        help_text=_("Like 28 2 2027."),
    )
    learned = words(
        label=_("What have you learned?"),
        max_length=LONG,
        help_text=_("This can help other people."),
    )

    reached = forms.MultipleChoiceField(
        label=_("Which small steps are done?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the small steps on this page")},
    )

    def __init__(
        self, *args: Any, going: Going, starts_on: date | None, steps: Sequence[Milestone] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.going, self.starts_on, self.steps = going, starts_on, steps
        if steps:
            offered: Any = self.fields["reached"]
            offered.choices = [(str(step.pk), Theirs(step.text)) for step in steps]
        else:
            del self.fields["reached"]
        if going not in SLIPPED:
            del self.fields["got_in_the_way"], self.fields["new_due_on"]
        elif going == Going.STOPPED:
            del self.fields["new_due_on"]

    def clean_new_due_on(self) -> date | None:
        new: date | None = self.cleaned_data["new_due_on"]
        today = timezone.localdate()
        if new and new < max(self.starts_on or today, today):
            raise forms.ValidationError(_("Enter a date that has not passed yet, and is not before the start"))
        if new and new > add_months(today, 12 * YEARS_AHEAD):
            raise forms.ValidationError(too_far())
        return new

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        says = cleaned.get("happened") or self.has_picture or self.errors.keys() & {"happened", "picture"}
        if not says:
            self.add_error("happened", gettext("Enter what has happened, or add a picture. One line is enough"))
        return cleaned

    def words(self) -> NewsWords:
        """Without the picture, which is kept when the news is sent."""
        said = {
            name: self.cleaned_data[name]
            for name in self.fields
            if name in NewsWords.__dataclass_fields__ and name != "picture"
        }
        said["reached"] = tuple(step for step in self.steps if str(step.pk) in said.get("reached", ()))
        return NewsWords(going=self.going, **said)
