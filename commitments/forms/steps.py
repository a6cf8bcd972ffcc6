"""The pages on which somebody makes a commitment, as a table, and the answers that they have given so far.

A draft keeps what was typed, page by page, as the browser sent it. It is read anew by the page's form each time: so an
answer that is not possible any more (a charter has new words, a membership ended) is simply asked again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.forms import ChoiceField, Field, ModelChoiceField
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from charters.models import Charter
from commitments.models import Draft, Picture
from commitments.operations.making import Maker
from commitments.operations.words import VersionWords
from commitments.suggestions import PAGES, Said, Suggestion, suggestions
from coprod_portal.accounts.models import User
from coprod_portal.forms import PortalForm
from coprod_portal.languages.texts import Text

from . import making, more, words, young

LONGEST_PAGE = 20_000


@dataclass(frozen=True)
class Step:
    """One page. `applies` says for whom it is; `check` is the word for it on the page with all answers.

    A page that is optional may be left empty: then nothing is kept of it.
    """

    slug: str
    form: type[PortalForm]
    heading: Text
    check: Text
    applies: "Callable[[Answers], bool]" = lambda answers: True
    is_optional: bool = False


STEPS = (
    Step("who", making.WhoForm, _("Who is making this commitment?"), _("Who")),
    Step(
        "organisation",
        making.OrganisationForm,
        _("Your group, service or organisation"),
        _("Group"),
        lambda answers: answers.get("who", "who") == making.ORGANISATION,
    ),
    Step(
        "age",
        making.AgeForm,
        _("How old are you?"),
        _("Your age"),
        lambda answers: answers.get("who", "who") == making.PERSON,
    ),
    Step(
        "name",
        making.NameForm,
        _("What name shall we show?"),
        _("Name that we show"),
        lambda answers: answers.get("who", "who") == making.PERSON and answers.get("age", "age") == making.ADULT,
    ),
    Step(
        "first-reader",
        young.GrownUpForm,
        _("Who reads it first?"),
        _("Who reads it first"),
        lambda answers: answers.is_young,
    ),
    Step("charter", words.CharterForm, _("Which charter is it for?"), _("Charter")),
    Step("principles", words.PrinciplesForm, _("Which words of the charter is it about?"), _("Words of the charter")),
    Step("what", words.WhatForm, _("What will you do?"), _("What")),
    Step("how", words.HowForm, _("How will you do it, and who with?"), _("How")),
    Step("when", words.WhenForm, _("When will you do it, and where?"), _("When and where")),
    Step("knowing", words.KnowingForm, _("How will people know?"), _("How people will know")),
    Step(
        "giving",
        more.GivingForm,
        _("What do people get back, and who decides?"),
        _("Giving back"),
        is_optional=True,
    ),
    Step(
        "steps",
        more.SmallStepsForm,
        _("Are there small steps on the way?"),
        _("Small steps"),
        is_optional=True,
    ),
    Step(
        "email",
        making.EmailForm,
        _("Where shall we write to you?"),
        _("Your e-mail address"),
        lambda answers: answers.user is None,
    ),
)
BY_SLUG = {step.slug: step for step in STEPS}


@dataclass(frozen=True)
class Row:
    label: str
    texts: list[str]
    change: str
    name: str


def shown(field: Field, value: Any) -> list[str]:
    """An answer as the page says it: a choice in its own words, a date in full."""
    if value in (None, "", ()) or value == []:
        return [str(field.empty_label)] if isinstance(field, ModelChoiceField) and field.empty_label else []
    if isinstance(value, date):
        return [date_format(value)]
    if isinstance(value, tuple):
        return [str(wording.text) for wording in value]
    if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField):
        choices: Any = field.choices
        chosen = value if isinstance(value, list) else [value]
        return [str(label) for key, label in choices if key in chosen]
    return [str(value)]


class Answers:
    """What one draft says so far, as `user` may say it: None is somebody who has not signed in."""

    draft: Draft | None
    user: User | None

    def __init__(self, draft: Draft | None, user: User | None) -> None:
        self.draft = draft
        self.user = user
        self.typed: dict[str, dict[str, list[str]]] = draft.answers if draft else {}
        self.forms: dict[str, PortalForm | None] = {}

    def blank(self, step: Step, data: Mapping[str, Any] | None = None) -> PortalForm:
        """The form of a page, with `data` or empty."""
        known: dict[str, Any] = {}
        if step.form is making.OrganisationForm:
            known["user"] = self.user
        if step.form is words.PrinciplesForm:
            known["charter"] = self.charter
        if issubclass(step.form, young.WordsForm):
            known["by_young_person"] = self.is_young
        if step.form is more.SmallStepsForm:
            known["between"] = (self.get("when", "starts_on"), self.get("when", "due_on"))
        if step.form is young.GrownUpForm:
            known["own"] = self.user.email if self.user else ""
        if step.form is making.EmailForm:
            known["not_this"] = self.grown_up
        return step.form(data, **known)

    def kept(self, step: Step) -> PortalForm | None:
        """The form of a page with what was typed before, if anything was."""
        if step.slug not in self.forms:
            typed = self.typed.get(step.slug)
            self.forms[step.slug] = self.blank(step, MultiValueDict(typed)) if typed else None
        return self.forms[step.slug]

    def is_answered(self, step: Step) -> bool:
        form = self.kept(step)
        return step.is_optional if form is None else form.is_valid()

    def get(self, slug: str, field: str) -> Any:
        step = BY_SLUG[slug]
        form = self.kept(step)
        return form.cleaned_data.get(field) if form is not None and form.is_valid() else None

    @property
    def is_young(self) -> bool:
        return bool(self.get("who", "who") == making.PERSON and self.get("age", "age") == making.YOUNG)

    @property
    def may_be_of_child(self) -> bool:
        """We do not know yet that it is not. Until then we ask for no address."""
        return self.get("who", "who") != making.ORGANISATION and self.get("age", "age") is None

    @property
    def grown_up(self) -> str:
        """The address of whoever reads it first. Only a young person names somebody."""
        return str(self.get("first-reader", "grown_up") or "") if self.is_young else ""

    @cached_property
    def charter(self) -> Charter | None:
        return Charter.objects.select_related("current_edition").filter(slug=self.get("charter", "charter")).first()

    @cached_property
    def steps(self) -> list[Step]:
        return [step for step in STEPS if step.applies(self)]

    @cached_property
    def first_unanswered(self) -> Step | None:
        return next((step for step in self.steps if not self.is_answered(step)), None)

    def after(self, step: Step) -> Step | None:
        """The page that follows; None after the last."""
        place = self.steps.index(step) + 1
        return self.steps[place] if place < len(self.steps) else None

    def is_reachable(self, step: Step) -> bool:
        """Pages are answered in order: what one asks may hang on those before it."""
        if step not in self.steps:
            return False
        first = self.first_unanswered
        return first is None or self.steps.index(step) <= self.steps.index(first)

    def rows(self, step: Step) -> list[Row]:
        """What the page with all answers says of one page. What was left empty is not in it."""
        form = self.kept(step)
        if form is None or not form.is_valid():
            return []
        address = reverse("commitment-new-step", args=[step.slug]) + "?change=1"
        asked = [(name, field) for name, field in form.fields.items() if not field.widget.is_hidden]
        told = [(name, field, shown(field, form.cleaned_data.get(name))) for name, field in asked]
        return [
            Row(str(step.check) if len(asked) == 1 else str(field.label), texts, address, name)
            for name, field, texts in told
            if texts
        ]

    def said(self) -> Said:
        """What can be read for suggestions, understood or not."""
        texts = {field: " ".join(self.typed.get(page, {}).get(field, [""])) for field, page in PAGES.items()}
        return Said(**texts, has_small_steps=bool(self.get("steps", "milestones")))

    def suggestions(self) -> list[Suggestion]:
        return suggestions(self.said())

    @property
    def takes_picture(self) -> bool:
        """Never of a young person."""
        return not self.is_young

    @property
    def picture(self) -> Picture | None:
        return self.draft.picture if self.draft and self.takes_picture else None

    @property
    def email(self) -> str:
        return self.user.email if self.user else str(self.get("email", "email") or "")

    def maker(self) -> Maker:
        if self.get("who", "who") == making.ORGANISATION:
            return Maker(
                organisation=self.get("organisation", "picked"), new_organisation=self.get("organisation", "name")
            )
        is_adult = self.get("age", "age") == making.ADULT
        if is_adult:
            return Maker(person_name=self.get("name", "person_name"))
        return Maker(person_name=settings.YOUNG_PERSON_NAME, read_first_by=self.grown_up)

    def words(self) -> VersionWords:
        cleaned: dict[str, Any] = {}
        for slug in ("principles", "what", "how", "when", "knowing", "giving", "steps"):
            form = self.kept(BY_SLUG[slug])
            cleaned |= form.cleaned_data if form is not None and form.is_valid() else {}
        return replace(words.version_words(cleaned), picture=self.picture)


def typed_in(form: PortalForm, data: "MultiValueDict[str, str]") -> dict[str, list[str]]:
    """What a browser sent for the fields of a form, as far as the form reads it: of two answers to one, the last."""
    return {
        key: data.getlist(key) if getattr(field.widget, "allow_multiple_selected", False) else data.getlist(key)[-1:]
        for name, field in form.fields.items()
        if not field.widget.is_hidden
        for key in sent_as(name, field)
        if key in data
    }


def can_be_kept(typed: dict[str, list[str]]) -> bool:
    """Whether it can be stored as it is, understood or not."""
    together = "".join(text for values in typed.values() for text in values)
    return len(together) <= LONGEST_PAGE and "\0" not in together


def sent_as(name: str, field: Field) -> list[str]:
    """The names under which a browser sends a field. A date is sent in three parts."""
    parts = getattr(field.widget, "widgets_names", [""])
    return [f"{name}{part}" for part in parts]
