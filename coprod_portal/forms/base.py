import json
import uuid
from hashlib import blake2b
from http import HTTPStatus
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator

from .text import MaximumLength, refuse_control_characters, refuse_line_breaks


class KeyField(forms.Field):
    """Nobody types it, so nobody can mend it: what is no key counts as none."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> uuid.UUID | None:
        try:
            return uuid.UUID(str(value))
        except ValueError:
            return None


class PortalForm(forms.Form):
    """A form in our look, which posts once: its hidden key makes a second post return the first result."""

    # Fields that another answer makes necessary: they are not marked as ones to leave empty.
    sometimes_needed: tuple[str, ...] = ()
    # A field with choices: on a page of the staff, which one it was stands in their log.
    noted: str = ""
    # Fields that hold nothing that somebody says.
    not_words: tuple[str, ...] = ("form_key",)
    # Of the page that shows it: 409 once what it asks for was refused, 429 at a limit.
    status: int = HTTPStatus.OK

    form_key = KeyField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid.uuid4()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                use_our_words(field)

    @property
    def key(self) -> uuid.UUID:
        """The key that was posted, with these very words. Somebody who tore it out gets a new one, and posts afresh.

        So does somebody who goes back and sends other words from the same page: what they typed must not be lost.
        """
        words = {name: self[name].data for name in self.fields if name not in self.not_words}
        page = self.cleaned_data.get("form_key") or uuid.uuid4()
        return uuid.uuid5(page, json.dumps(words, sort_keys=True, default=told_apart))


def told_apart(value: Any) -> str:
    """A file by what is in it: telephones give all their pictures the same name."""
    if not isinstance(value, UploadedFile):
        return str(value)
    value.seek(0)
    digest = blake2b(value.read(), digest_size=12).hexdigest()
    value.seek(0)
    return f"{value.size} {digest}"


def use_our_words(field: forms.CharField) -> None:
    """Say how to mend a text that is too long, and refuse in words what cannot be stored."""
    validators: list[Any] = [
        validator
        for validator in field.validators
        if not isinstance(validator, MaxLengthValidator | ProhibitNullCharactersValidator)
    ]
    if field.max_length is not None:
        validators.append(MaximumLength(field.max_length))
        # The browser must not cut what somebody pastes: we say what is too much instead.
        field.widget.attrs.pop("maxlength", None)
    refusals = [refuse_control_characters]
    if not isinstance(field.widget, forms.Textarea):
        refusals.append(refuse_line_breaks)
    field.validators = [*validators, *refusals]
