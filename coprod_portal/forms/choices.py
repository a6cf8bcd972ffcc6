"""Choices that are words of a charter or of our content: a screen reader is told in which language to say them."""

from collections.abc import Collection, Iterable
from typing import Any, cast

from django import forms

CONTENT_LANGUAGE = "en-GB"


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]], *, of_content: Collection[str]) -> None:
    """Let a field of radio buttons offer these choices. `of_content` are the values whose words are not ours."""
    field = cast(forms.ChoiceField, form.fields[name])
    field.choices = list(choices)
    vars(field)["item_languages"] = dict.fromkeys(of_content, CONTENT_LANGUAGE)
