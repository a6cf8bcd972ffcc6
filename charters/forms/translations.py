from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Translation
from charters.operations.translations import TranslationWords
from charters.translations import Part, parts_of
from coprod_portal.forms import PortalForm
from coprod_portal.forms.base import use_our_words
from coprod_portal.forms.text import MaximumLength
from coprod_portal.languages.spoken import language_of, languages
from coprod_portal.languages.texts import Theirs

LONGEST = 4_000


class BeginTranslationForm(PortalForm):
    language = forms.ChoiceField(
        label=gettext_lazy("Which language?"),
        error_messages={"required": gettext_lazy("Choose a language")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(tag, Theirs(language)) for tag, language in languages().items()]
        cast(forms.ChoiceField, self.fields["language"]).choices = [("", _("Choose a language")), *known]


class TranslationForm(PortalForm):
    """A box for each part, in the letters and the direction of the language."""

    title = forms.CharField(required=False, label=gettext_lazy("Title"), max_length=200)
    translated_by = forms.CharField(required=False, label=gettext_lazy("Who translated it?"), max_length=200)
    checked_by = forms.CharField(
        required=False,
        label=gettext_lazy("Who checked it?"),
        help_text=gettext_lazy("Somebody else who speaks it well. Leave it empty if nobody has: we say so."),
        max_length=200,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, translation: Translation, **kwargs: Any) -> None:
        self.parts = parts_of(translation.edition, translation)
        names = ("title", "translated_by", "checked_by")
        kwargs["initial"] = {
            **{name: getattr(translation, name) for name in names},
            **{part.key: part.text for part in self.parts},
            "seen": translation.revision,
        }
        super().__init__(*args, **kwargs)
        language = language_of(translation.language)
        written = {"lang": language.tag, "dir": language.direction}
        self.fields["title"].widget.attrs.update(written)
        for number, part in enumerate(self.parts, 1):
            box = forms.CharField(
                required=False,
                label=_("Part %(number)d in %(language)s") % {"number": number, "language": language.english},
                widget=forms.Textarea(attrs={**written, "rows": 2 if part.is_heading else 4}),
                validators=[MaximumLength(LONGEST)],
            )
            use_our_words(box)
            self.fields[part.key] = box
        self.sometimes_needed = ("title", *(part.key for part in self.parts))

    def beside(self) -> list[tuple[Part, BoundField]]:
        """Each part of the original, and the box for it."""
        return [(part, self[part.key]) for part in self.parts]

    @property
    def words(self) -> TranslationWords:
        texts = {part.key: self.cleaned_data.get(part.key, "") for part in self.parts}
        names = ("title", "translated_by", "checked_by")
        return TranslationWords(**{name: self.cleaned_data[name] for name in names}, texts=texts)


class PreviewForm(PortalForm):
    """Publishes the words that were on the page, and no others."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
