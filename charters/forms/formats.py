from typing import Any, cast

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import Charter, Format
from charters.operations.formats import FIELDS, FormatFacts, mark_of
from coprod_portal.forms import PortalForm
from coprod_portal.languages.spoken import languages
from coprod_portal.languages.texts import Theirs


class FormatForm(PortalForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=Format.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is")},
    )
    language = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Which language?"),
        help_text=gettext_lazy("For another language. Also if a recording or large print is not in English."),
    )
    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter what it is called")},
    )
    url = forms.CharField(
        label=gettext_lazy("Its web address"),
        help_text=gettext_lazy("Copy it from the browser. It begins with https://"),
        max_length=500,
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message=gettext_lazy("Enter a web address that begins with https://, like https://example.org/film"),
            )
        ],
        error_messages={"required": gettext_lazy("Enter the web address where it is")},
    )
    edition = forms.ChoiceField(
        label=gettext_lazy("Which edition was it made from?"),
        error_messages={"required": gettext_lazy("Choose the edition that it was made from")},
    )
    made_by = forms.CharField(required=False, label=gettext_lazy("Who made it?"), max_length=200)
    checked_by = forms.CharField(
        required=False,
        label=gettext_lazy("Who checked it?"),
        help_text=gettext_lazy("Like a group of people who use it. Leave it empty if nobody has: we say so."),
        max_length=200,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    sometimes_needed = ("language",)

    def __init__(self, *args: Any, charter: Charter, form: Format | None = None, **kwargs: Any) -> None:
        if form is not None:
            kwargs["initial"] = {name: getattr(form, name) for name in FIELDS}
            kwargs["initial"] |= {"edition": str(form.edition.number), "seen": mark_of(form)}
        super().__init__(*args, **kwargs)
        known = [(tag, Theirs(language)) for tag, language in languages().items()]
        cast(forms.ChoiceField, self.fields["language"]).choices = [("", _("Choose a language")), *known]
        self.editions = {str(each.number): each for each in charter.editions.filter(published_at__isnull=False)}
        cast(forms.ChoiceField, self.fields["edition"]).choices = [
            (number, _("Edition %(number)s") % {"number": number}) for number in self.editions
        ]

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"]
        if self.cleaned_data.get("kind") == Format.Kind.LANGUAGE and not language:
            raise forms.ValidationError(_("Choose which language it is in"))
        return language

    @property
    def facts(self) -> FormatFacts:
        values = {name: self.cleaned_data[name] for name in FIELDS}
        return FormatFacts(edition=self.editions[self.cleaned_data["edition"]], **values)
