"""Draws a Django field with the tested markup of GOV.UK Frontend.

Each kind of widget has a function that says, as data, what the component of the same name is asked for.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from jinja2 import Environment, PackageLoader, PrefixLoader, Template

from coprod_portal.languages.texts import Theirs

from .fields import PARTS, DateWidget

Parameters = dict[str, Any]
# One number of each kind that languages tell apart.
KINDS_OF_NUMBERS = {"one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
PART_LABELS = {"day": gettext_lazy("Day"), "month": gettext_lazy("Month"), "year": gettext_lazy("Year")}


@cache
def macro(component: str, name: str) -> Callable[[Parameters], str]:
    environment = Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}), autoescape=True
    )
    template: Template = environment.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    drawn: Callable[[Parameters], str] = getattr(template.module, name)
    return drawn


def draw(component: str, name: str, parameters: Parameters) -> SafeString:
    """The macros escape every text that they are given: their result is markup."""
    return SafeString(macro(component, name)(parameters))


def draw_field(field: BoundField) -> SafeString:
    for widget, component, name, parameters in COMPONENTS:
        if isinstance(field.field.widget, widget):
            if component == "character-count" and getattr(field.field, "max_length", None) is None:
                component, name = "textarea", "govukTextarea"
            return draw(component, name, {**common(field), **parameters(field)})
    return SafeString(str(field))


def common(field: BoundField) -> Parameters:
    parameters: Parameters = {"id": field.auto_id, "name": field.html_name}
    if field.help_text:
        parameters["hint"] = said(field.help_text)
    if field.errors:
        parameters["errorMessage"] = {
            "text": " ".join(str(error) for error in field.errors),
            "visuallyHiddenText": _("Error"),
        }
    return parameters


def label(field: BoundField) -> Parameters:
    """Says which may stay empty, but not of those that another answer makes necessary: the form then asks."""
    may_be_empty = not field.field.required and field.name not in getattr(field.form, "sometimes_needed", ())
    if may_be_empty:
        return {"text": _("%(label)s (you can leave this empty)") % {"label": field.label}}
    return said(field.label)


def said(words: Any) -> Parameters:
    """Words of people say in which language they are."""
    return {"text": str(words), "attributes": {"lang": words.lang} if isinstance(words, Theirs) else {}}


def fieldset(field: BoundField) -> Parameters:
    return {"legend": {"text": label(field)["text"], "classes": "govuk-fieldset__legend--m"}}


def text(field: BoundField) -> Parameters:
    widget = field.field.widget
    attributes = {name: value for name, value in widget.attrs.items() if name not in ("autocomplete", "class")}
    return {
        "label": label(field),
        "value": field.value() or "",
        "type": widget.input_type,
        "autocomplete": widget.attrs.get("autocomplete"),
        "classes": widget.attrs.get("class", ""),
        "spellcheck": False if widget.input_type == "email" else None,
        "attributes": attributes,
    }


def textarea(field: BoundField) -> Parameters:
    most = getattr(field.field, "max_length", None)
    return {
        "label": label(field),
        "value": field.value() or "",
        "rows": field.field.widget.attrs.get("rows", 5),
        "maxlength": most,
        **(how_many(most) if most else {}),
        "attributes": {name: value for name, value in field.field.widget.attrs.items() if name in ("lang", "dir")},
    }


def how_many(most: int) -> Parameters:
    """What is said of the characters that are left, by the name that the web gives to a kind of number."""
    count = {"count": "%{count}"}
    left, over = {}, {}
    for kind, number in KINDS_OF_NUMBERS.items():
        left[kind] = ngettext("You have %(count)s character left", "You have %(count)s characters left", number) % count
        over[kind] = (
            ngettext(
                "You have used %(count)s character too many", "You have used %(count)s characters too many", number
            )
            % count
        )
    up_to = ngettext("You can enter up to %(count)s character", "You can enter up to %(count)s characters", most)
    return {
        "textareaDescriptionText": up_to % count,
        "charactersUnderLimitText": only_different(left),
        "charactersOverLimitText": only_different(over),
    }


def only_different(said: dict[str, str]) -> dict[str, str]:
    return {kind: words for kind, words in said.items() if kind == "other" or words != said["other"]}


def choices(field: BoundField) -> Parameters:
    """Radios and checkboxes. A field may carry `item_hints`, a hint for each value, and `item_languages`.

    Choices may stand in groups.
    """
    options: Any = field.field.choices  # type: ignore[attr-defined]
    items: list[Parameters] = []
    for key, words in options:
        if isinstance(words, list | tuple):
            items += [
                {"divider": format_html('<span lang="{}">{}</span>', Theirs.lang, key)},
                *(choice(field, *pair) for pair in words),
            ]
        elif key != "":
            items.append(choice(field, key, words))
    first = next((item for item in items if "divider" not in item), None)
    if first is not None:
        # Links of the error summary go to the first choice, wherever it stands.
        first["id"] = field.auto_id
    return {"idPrefix": field.auto_id, "fieldset": fieldset(field), "items": items}


def choice(field: BoundField, key: Any, words: Any) -> Parameters:
    value = field.value()
    chosen = {str(each) for each in (value if isinstance(value, list | tuple) else [value]) if each is not None}
    item: Parameters = {"value": str(key), "text": str(words), "checked": str(key) in chosen}
    hint = getattr(field.field, "item_hints", {}).get(str(key))
    if hint:
        item["hint"] = said(hint)
    language = getattr(field.field, "item_languages", {}).get(str(key)) or language_of(field, key, words)
    if language:
        item["label"] = {"attributes": {"lang": language}}
    return item


def language_of(field: BoundField, key: Any, words: Any) -> str:
    """Choices that are rows of the database are words of people; others may say that they are."""
    is_row = isinstance(field.field, forms.ModelChoiceField) and key != ""
    return Theirs.lang if is_row or isinstance(words, Theirs) else ""


def flat(options: Any) -> list[tuple[Any, Any]]:
    pairs: list[tuple[Any, Any]] = []
    for key, words in options:
        pairs.extend(words if isinstance(words, list | tuple) else [(key, words)])
    return pairs


def select(field: BoundField) -> Parameters:
    value = field.value()
    return {
        "label": label(field),
        "items": [
            {
                "value": str(key),
                "text": str(words),
                "selected": str(key) == str(value or ""),
                "attributes": {"lang": language} if (language := language_of(field, key, words)) else {},
            }
            for key, words in flat(field.field.choices)  # type: ignore[attr-defined]
        ],
    }


def checkbox(field: BoundField) -> Parameters:
    return {
        "idPrefix": field.auto_id,
        "items": [{"value": "on", "text": str(field.label), "checked": bool(field.value())}],
    }


def date_boxes(field: BoundField) -> Parameters:
    widget = field.field.widget
    values = field.value()
    values = values if isinstance(values, list) else widget.decompress(values)
    boxes = [
        {
            "id": f"{field.auto_id}-{part}",
            "name": f"{field.html_name}_{part}",
            "label": str(PART_LABELS[part]),
            "value": "" if value is None else str(value),
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
            + (" govuk-input--error" if field.errors else ""),
        }
        for part, value in zip(PARTS, values, strict=True)
    ]
    return {"fieldset": fieldset(field), "items": boxes}


def file(field: BoundField) -> Parameters:
    """A widget may carry `before`: markup of what there is already."""
    widget = field.field.widget
    parameters: Parameters = {"label": label(field), "attributes": dict(widget.attrs)}
    before = getattr(widget, "before", "")
    return parameters | ({"formGroup": {"beforeInput": {"html": before}}} if before else {})


# The first row that fits wins, so a widget stands before the one that it is a kind of.
COMPONENTS: list[tuple[type[forms.Widget], str, str, Callable[[BoundField], Parameters]]] = [
    (DateWidget, "date-input", "govukDateInput", date_boxes),
    (forms.CheckboxSelectMultiple, "checkboxes", "govukCheckboxes", choices),
    (forms.RadioSelect, "radios", "govukRadios", choices),
    (forms.CheckboxInput, "checkboxes", "govukCheckboxes", checkbox),
    (forms.Select, "select", "govukSelect", select),
    (forms.Textarea, "character-count", "govukCharacterCount", textarea),
    (forms.FileInput, "file-upload", "govukFileUpload", file),
    (forms.widgets.Input, "input", "govukInput", text),
]


def draw_error_summary(form: forms.BaseForm) -> SafeString:
    """Every link goes to the first input of its field, so that it moves focus without JavaScript too."""
    rows = [{"text": str(error)} for error in form.non_field_errors()]
    rows += [
        {"text": str(error), "href": f"#{field.id_for_label or field.auto_id}"}
        for field in form
        for error in field.errors
        if not field.is_hidden
    ]
    if not rows:
        return SafeString("")
    return draw("error-summary", "govukErrorSummary", {"titleText": _("There is something to mend"), "errorList": rows})
