"""What a steward is asked about a draft edition: one small form a page."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Edition, Principle, Section, Theme, Wording
from coprod_portal.forms import PortalForm
from coprod_portal.forms.fields import DateField
from coprod_portal.languages.texts import Theirs

from .fields import LONG, MIDDLE, line, lines, number, one_of, web_address, words

HIGHEST_REVISION = 1_000_000
MOST_PEOPLE, LAST_YEAR = 1_000_000, 2100
YES, NO = "yes", "no"


class DraftForm(PortalForm):
    """`revision` is the draft that the page was made from."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=HIGHEST_REVISION)

    def values(self) -> dict[str, Any]:
        """The answers, as the fields of the model that carry the same names."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("revision", "form_key")}


class NamesForm(DraftForm):
    title = line(
        label=gettext_lazy("Title of the charter"),
        help_text=gettext_lazy("In the charter's own words, letter by letter."),
        missing=gettext_lazy("Enter the title of the charter"),
    )
    owner = line(
        label=gettext_lazy("Who looks after it?"),
        help_text=gettext_lazy("The council, partnership or group."),
        missing=gettext_lazy("Enter who looks after the charter"),
    )
    owner_note = words(label=gettext_lazy("Our note on who looks after it"))


class SummaryForm(DraftForm):
    summary = words(
        label=gettext_lazy("What is it, in our words?"),
        help_text=gettext_lazy("Two or three short sentences. We mark them as ours."),
        missing=gettext_lazy("Enter what the charter is, in two or three sentences"),
        max_length=MIDDLE,
    )


class MakingForm(DraftForm):
    made_by = words(label=gettext_lazy("Who made it?"))
    people_involved = number(
        label=gettext_lazy("How many people took part, at least?"),
        wrong=gettext_lazy("Enter a number, like 40"),
        highest=MOST_PEOPLE,
    )
    year_made = number(
        label=gettext_lazy("In which year was it made?"),
        wrong=gettext_lazy("Enter a year, like 2019"),
        highest=LAST_YEAR,
    )
    starts_on = DateField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("Only for a call that runs for some days."),
        required=False,
    )
    ends_on = DateField(label=gettext_lazy("Last day"), required=False)
    area_words = line(
        label=gettext_lazy("Where is it for?"), help_text=gettext_lazy("Only where the charter names no area.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day must not be before the first day"))
        return cleaned


class SourceForm(DraftForm):
    source = words(
        label=gettext_lazy("Where did the words come from?"),
        help_text=gettext_lazy("Like “A poster in the town hall”."),
        missing=gettext_lazy("Enter where the words came from, like A poster in the town hall"),
    )
    source_url = web_address(label=gettext_lazy("Its web address"))
    source_seen_on = DateField(
        label=gettext_lazy("When did you last look?"),
        wanted=gettext_lazy("the day when you last looked"),
        required=False,
    )


class ConcernForm(DraftForm):
    concern_words = words(
        label=gettext_lazy("What does the charter say to do when something is not right?"),
        help_text=gettext_lazy("In its own words, letter by letter."),
        max_length=LONG,
    )
    concern_gap = words(
        label=gettext_lazy("What do those words leave open?"),
        help_text=gettext_lazy("In our words. Like “No named person, no time limit”."),
    )


class ReviewForm(DraftForm):
    review_status = words(
        label=gettext_lazy("Is it being looked at again?"), help_text=gettext_lazy("Only what you know for sure.")
    )
    review_partner = line(label=gettext_lazy("With whom?"))


class PartForm(DraftForm):
    """What is asked about one part of a draft."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    @classmethod
    def answers(cls, part: Any) -> dict[str, Any]:
        """The answers that a part holds now."""
        held = {name: getattr(part, name) for name in cls.base_fields if hasattr(part, name)}
        return {name: (YES if value else NO) if isinstance(value, bool) else value for name, value in held.items()}


class SectionForm(PartForm):
    heading = line(
        label=gettext_lazy("Heading"),
        help_text=gettext_lazy("In the charter's own words, letter by letter. Leave it empty where there is none."),
    )
    our_label = line(
        label=gettext_lazy("Our label"), help_text=gettext_lazy("Only where there is no heading. We mark it as ours.")
    )
    together = one_of(
        label=gettext_lazy("Do its sentences lean on each other?"),
        help_text=gettext_lazy("Then we never show one of them alone."),
        choices=[(NO, gettext_lazy("No, each can stand alone")), (YES, gettext_lazy("Yes, keep them together"))],
        missing=gettext_lazy("Choose whether the sentences lean on each other"),
    )

    @classmethod
    def answers(cls, part: Any) -> dict[str, Any]:
        together = {"together": YES if part.stands_together else NO} if part.pk else {}
        return {**super().answers(part), **together, "kind": part.kind}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("heading") and not cleaned.get("our_label") and not self.errors:
            self.add_error("heading", _("Enter a heading in the charter's words, or a label in ours"))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        was = self.initial.get("kind") or "principle"
        alone = "principle" if was == Section.GROUP else was
        return {**values, "kind": Section.GROUP if values.pop("together") == YES else alone}


class PrincipleForm(PartForm):
    section = forms.ModelChoiceField(
        label=gettext_lazy("Which section does it stand in?"),
        queryset=Section.objects.none(),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose a section"),
            "invalid_choice": gettext_lazy("Choose a section of this draft"),
        },
    )
    is_quotation = one_of(
        label=gettext_lazy("Whose words are they?"),
        choices=[
            (YES, gettext_lazy("The charter's exact words")),
            (NO, gettext_lazy("Ours: a summary of what it says")),
        ],
        missing=gettext_lazy("Choose whose words they are"),
    )
    text = words(
        label=gettext_lazy("The words"),
        help_text=gettext_lazy("Exact words are copied letter by letter, odd ones too."),
        missing=gettext_lazy("Enter the words of the principle"),
        max_length=LONG,
    )
    short = line(
        label=gettext_lazy("The charter's own short form"),
        help_text=gettext_lazy("Only where the charter gives it a name."),
    )
    gloss = words(label=gettext_lazy("The charter's own explanation"), max_length=LONG)
    detail = lines(
        label=gettext_lazy("Further lines that the charter prints below it"),
        help_text=gettext_lazy("One on each line."),
    )
    text_status = one_of(
        label=gettext_lazy("Are the words whole?"),
        choices=[
            (Wording.TextStatus.WHOLE.value, gettext_lazy("Yes")),
            (Wording.TextStatus.BROKEN.value, gettext_lazy("No, a part is missing or broken")),
        ],
        missing=gettext_lazy("Choose whether the words are whole"),
    )
    sic = line(
        label=gettext_lazy("A misprint in the words"),
        help_text=gettext_lazy("Copy it letter by letter. We keep it and mark it."),
        max_length=80,
    )
    note = words(label=gettext_lazy("Our note"), help_text=gettext_lazy("What is odd about the words, in our words."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["section"]
        field.queryset = self.edition.sections.all()

    @classmethod
    def answers(cls, part: Any) -> dict[str, Any]:
        return super().answers(part) if part.pk else {"text_status": Wording.TextStatus.WHOLE}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("sic") and cleaned["sic"] not in cleaned.get("text", ""):
            self.add_error("sic", _("Copy the misprint letter by letter: it must be a part of the words"))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        return {**values, "is_quotation": values["is_quotation"] == YES}


class WayForm(PartForm):
    text = words(
        label=gettext_lazy("A way to take part"),
        help_text=gettext_lazy("In the charter's own words, letter by letter."),
        missing=gettext_lazy("Enter a way to take part, in the charter's own words"),
    )
    note = words(label=gettext_lazy("Our note"))


class NoteForm(PartForm):
    text = words(label=gettext_lazy("In our words"), missing=gettext_lazy("Enter a sentence or two"))


class BackgroundForm(NoteForm):
    url = web_address(label=gettext_lazy("Where did you read this?"))
    confidence = line(label=gettext_lazy("How sure are you?"), help_text=gettext_lazy("Like “the council's own page”."))


class ResourceForm(PartForm):
    kind = line(
        label=gettext_lazy("What is it?"),
        help_text=gettext_lazy("Like plan, video, picture, hashtag or contact."),
        missing=gettext_lazy("Enter what it is, like video"),
        max_length=40,
    )
    text = words(label=gettext_lazy("Its name"), missing=gettext_lazy("Enter its name"))
    url = web_address(label=gettext_lazy("Web address"))
    credit = words(label=gettext_lazy("Who made it?"), help_text=gettext_lazy("In the charter's own words."))
    note = words(label=gettext_lazy("Our note"))
    is_present = one_of(
        label=gettext_lazy("Do we have it?"),
        choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No, it is only named"))],
        missing=gettext_lazy("Choose whether we have it"),
    )
    is_historic = one_of(
        label=gettext_lazy("May people still go there?"),
        choices=[(NO, gettext_lazy("Yes")), (YES, gettext_lazy("No, it is old"))],
        missing=gettext_lazy("Choose whether people may still go there"),
    )

    @classmethod
    def answers(cls, part: Any) -> dict[str, Any]:
        return super().answers(part) if part.pk else {}

    def values(self) -> dict[str, Any]:
        values = super().values()
        return {**values, **{name: values[name] == YES for name in ("is_present", "is_historic")}}


def field_of(theme: Theme) -> str:
    return f"theme-{theme.slug}"


class ThemesForm(DraftForm):
    """One answer for each theme: why the words are about it, or nothing."""

    def __init__(self, *args: Any, themes: list[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = themes
        for theme in themes:
            self.fields[field_of(theme)] = words(
                label=Theirs(theme.name), help_text=Theirs(theme.plain), max_length=MIDDLE, rows=2
            )
        self.sometimes_needed = tuple(field_of(theme) for theme in themes)

    def reasons(self) -> dict[int, str]:
        return {theme.pk: reason for theme in self.themes if (reason := self.cleaned_data[field_of(theme)])}


class AncestorsForm(DraftForm):
    """The other principles, of earlier editions, whose words are in these."""

    principles = forms.MultipleChoiceField(
        label=gettext_lazy("These words also come from"),
        help_text=gettext_lazy("Tick each one whose words were joined into these, or that these were split from."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose from the words on this page")},
    )

    def __init__(self, *args: Any, earlier: list[Wording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = earlier
        field: Any = self.fields["principles"]
        field.choices = [(wording.principle.slug, Theirs(wording.name)) for wording in earlier]

    def chosen(self) -> list[Principle]:
        slugs = self.cleaned_data["principles"]
        return [wording.principle for wording in self.earlier if wording.principle.slug in slugs]


class MoveForm(DraftForm):
    """The buttons beside a part. The place is in the form so that each button posts once by itself."""

    part = forms.IntegerField(widget=forms.HiddenInput)
    way = forms.ChoiceField(choices=[("up", "up"), ("down", "down")], widget=forms.HiddenInput)


class PutBackForm(DraftForm):
    part = forms.IntegerField(widget=forms.HiddenInput)


class PublishForm(DraftForm):
    changes = forms.CharField(
        label=gettext_lazy("What changed, in plain words?"),
        help_text=gettext_lazy("A few short sentences for everybody. Say what is new, what went and why."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONG,
        error_messages={"required": gettext_lazy("Write what changed since the edition before, in plain words")},
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["changes"]
