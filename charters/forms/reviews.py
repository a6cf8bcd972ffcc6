"""Forms of a review: what anybody answers, what a helper enters from paper, and what a steward decides."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Review, Section, Wording
from charters.operations.reviews import MOST_SHEETS_AT_ONCE
from charters.review_questions import Thought, Thoughts, sections_of
from coprod_portal.forms import PortalForm
from coprod_portal.forms.careful import CarefulForm
from coprod_portal.forms.fields import DateField

LONGEST_MISSING = 2000
LONGEST_WORDS = 10_000
MATTERS = [
    ("yes", gettext_lazy("Yes")),
    ("not-sure", gettext_lazy("Not sure")),
    ("no", gettext_lazy("No")),
]
HAPPENING = [
    ("yes", gettext_lazy("Yes")),
    ("a-bit", gettext_lazy("A bit")),
    ("no", gettext_lazy("No")),
    ("do-not-know", gettext_lazy("I do not know")),
]
# What stands beside an answer in Easy Read.
PICTURES = {
    "yes": "agree",
    "a-bit": "growing",
    "not-sure": "question",
    "no": "disagree",
    "do-not-know": "question",
}
NOT_A_CHOICE = {"invalid_choice": gettext_lazy("Choose one of the answers on the page")}


class Answers(forms.RadioSelect):
    """Each answer knows its picture."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        return {**option, "picture": PICTURES[str(option["value"])]}


@dataclass(frozen=True)
class PointFields:
    """The two questions about one principle."""

    wording: Wording
    matters: BoundField
    happening: BoundField


class QuestionsForm(PortalForm):
    """Two questions about each principle of the edition, and what is missing. One answer is enough."""

    missing = forms.CharField(
        label=gettext_lazy("What is missing?"),
        help_text=gettext_lazy(
            "What should the charter say that it does not say now? Only the people who look after the charter read "
            "this. Please leave out names, and things that are private."
        ),
        widget=forms.Textarea,
        max_length=LONGEST_MISSING,
        required=False,
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        self.sections: list[Section] = sections_of(review.edition)
        self.wordings = [wording for section in self.sections for wording in section.wordings.all()]
        super().__init__(*args, **kwargs)
        for wording in self.wordings:
            self.fields[f"matters_{wording.pk}"] = question(gettext_lazy("Does it still matter?"), MATTERS)
            self.fields[f"happening_{wording.pk}"] = question(gettext_lazy("Is it happening?"), HAPPENING)
        # All may be left empty, and the page says so once.
        self.sometimes_needed = tuple(self.fields)

    @property
    def questions(self) -> list[tuple[Section, list[PointFields]]]:
        return [
            (
                section,
                [
                    PointFields(each, self[f"matters_{each.pk}"], self[f"happening_{each.pk}"])
                    for each in section.wordings.all()
                ],
            )
            for section in self.sections
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        answers = [name for name in self.fields if name.startswith(("matters_", "happening_"))]
        if not self.errors and not values.get("missing") and not any(values.get(name) for name in answers):
            self.add_error(answers[0], _("Answer at least one question, or say what is missing"))
        return values

    def thoughts(self) -> Thoughts:
        values = self.cleaned_data
        return Thoughts(
            points=[
                Thought(wording, values[f"matters_{wording.pk}"], values[f"happening_{wording.pk}"])
                for wording in self.wordings
            ],
            missing=values["missing"],
        )


def question(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=Answers, required=False, error_messages=NOT_A_CHOICE)


class AnswerForm(QuestionsForm, CarefulForm):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        help_text=gettext_lazy("We use it for one thing only: to count each person once."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Enter your e-mail address, so that we can count you once"),
            "invalid": gettext_lazy("Enter an e-mail address in full, like name@example.org"),
        },
    )


class SheetForm(QuestionsForm):
    code = forms.CharField(
        label=gettext_lazy("The code of the sheet"),
        help_text=gettext_lazy("It is printed at the top of the sheet, like ABCD-2345."),
        max_length=20,
        error_messages={"required": gettext_lazy("Enter the code that is printed at the top of the sheet")},
    )


class ReviewForm(PortalForm):
    """When a review opens and closes, and why."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opens_on = DateField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("The first day on which people can answer, like 1 12 2026."),
        wanted=gettext_lazy("the first day"),
        example="1 12 2026",
    )
    closes_on = DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("The last day on which people can answer, like 31 1 2027."),
        wanted=gettext_lazy("the last day"),
        example="31 1 2027",
    )
    why = forms.CharField(
        label=gettext_lazy("Why now, and who does it?"),
        help_text=gettext_lazy("Everybody sees these words. Say what you can change, and when people will hear."),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Say why you ask now, and who does the review")},
    )


class OutcomeForm(PortalForm):
    """What came of a review. All three parts may wait, until they are made public."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    heard = forms.CharField(
        label=gettext_lazy("What we heard"), widget=forms.Textarea, max_length=LONGEST_WORDS, required=False
    )
    changed = forms.CharField(
        label=gettext_lazy("What we changed"), widget=forms.Textarea, max_length=LONGEST_WORDS, required=False
    )
    not_changed = forms.CharField(
        label=gettext_lazy("What we did not change, and why"),
        widget=forms.Textarea,
        max_length=LONGEST_WORDS,
        required=False,
    )
    sometimes_needed = ("heard", "changed", "not_changed")


class TellForm(PortalForm):
    """A button that makes public what the steward has read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SheetsForm(PortalForm):
    how_many = forms.IntegerField(
        label=gettext_lazy("How many sheets?"),
        help_text=gettext_lazy("One sheet is for one person."),
        min_value=1,
        max_value=MOST_SHEETS_AT_ONCE,
        initial=10,
        error_messages={
            "required": gettext_lazy("Enter how many sheets you need, like 20"),
            "invalid": gettext_lazy("Enter how many sheets you need as a number, like 20"),
            "min_value": gettext_lazy("Enter 1 or more"),
            "max_value": gettext_lazy("Enter 100 or fewer. You can make more sheets afterwards."),
        },
    )
