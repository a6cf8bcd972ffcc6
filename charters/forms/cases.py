"""What somebody tells the people who look after a charter. Each form opens a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import CharterCase, Edition, Mapping, Theme, Wording
from charters.operations.cases import Move
from coprod_portal.cases.forms import CaseForm
from coprod_portal.forms import PortalForm
from coprod_portal.forms.choices import offer

NOT_SURE = "not-sure"
STAYS = "stays"


def long_words(label: Any, required: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": required},
    )


class ConcernForm(CaseForm):
    principle = forms.ChoiceField(
        label=gettext_lazy("Which words is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the words that it is about, or say that you are not sure")},
    )
    words = long_words(
        gettext_lazy("What happened, and what would be right?"),
        gettext_lazy("Say what happened"),
        gettext_lazy("Do not give names of people. Nobody else sees it: it is never put on the site."),
    )
    field_order = ["principle", "words", "email"]

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wordings = {
            wording.principle.slug: wording for wording in edition.wordings.select_related("principle", "section")
        }
        choices = [(slug, wording.text) for slug, wording in self.wordings.items()]
        offer(self, "principle", [*choices, (NOT_SURE, _("I am not sure which"))], of_content=self.wordings)

    @property
    def wording(self) -> Wording | None:
        return self.wordings.get(self.cleaned_data["principle"])


class FormatRequestForm(CaseForm):
    words = long_words(
        gettext_lazy("What do you need?"),
        gettext_lazy("Say what you need, like “audio” or “in Polish”"),
        gettext_lazy(
            "Like British Sign Language, audio, braille, large print or another language. Say if it is urgent."
        ),
    )
    field_order = ["words", "email"]


class PlaceQuestionForm(CaseForm):
    theme = forms.ChoiceField(
        label=gettext_lazy("Which place looks wrong?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the place that looks wrong"),
            "invalid_choice": gettext_lazy("These words do not stand there any more. Choose another place"),
        },
    )
    words = long_words(
        gettext_lazy("Why do you think so, and where do they belong?"),
        gettext_lazy("Say why you think so"),
    )
    field_order = ["theme", "words", "email"]

    def __init__(self, *args: Any, wording: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mappings = wording.mappings.select_related("theme").order_by("theme__position")
        self.mappings = {mapping.theme.slug: mapping for mapping in mappings}
        choices = [(slug, mapping.theme.name) for slug, mapping in self.mappings.items()]
        offer(self, "theme", choices, of_content=self.mappings)
        if len(choices) == 1:
            self.initial["theme"] = choices[0][0]

    @property
    def mapping(self) -> Mapping:
        return self.mappings[self.cleaned_data["theme"]]


class AnswerForm(PortalForm):
    """What we write back. Of words under a theme it also says whether they move."""

    answer = long_words(
        gettext_lazy("Your answer"),
        gettext_lazy("Write your answer"),
        gettext_lazy("It goes to the person by e-mail, as you write it. Say what you will do, and by when."),
    )


class PlaceAnswerForm(AnswerForm):
    theme = forms.ChoiceField(
        label=gettext_lazy("Where do the words belong?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether they stay, or where they go")},
    )
    reason = forms.CharField(
        required=False,
        label=gettext_lazy("If they move: why do they belong there?"),
        help_text=gettext_lazy("Everybody can read this reason, under the theme."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sometimes_needed = ("reason",)
    field_order = ["theme", "reason", "answer"]

    def __init__(self, *args: Any, case: CharterCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = case.mapping.wording.themes.all() if case.mapping else Theme.objects.all()
        self.themes = {theme.slug: theme for theme in Theme.objects.exclude(pk__in=taken).order_by("position")}
        choices = [(slug, theme.name) for slug, theme in self.themes.items()]
        offer(self, "theme", [(STAYS, _("They stay where they are")), *choices], of_content=self.themes)

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if self.cleaned_data.get("theme", STAYS) != STAYS and not reason:
            raise forms.ValidationError(_("Say why they belong under the other theme"))
        return reason

    @property
    def move(self) -> Move | None:
        theme = self.themes.get(self.cleaned_data["theme"])
        return Move(theme, self.cleaned_data["reason"]) if theme else None
