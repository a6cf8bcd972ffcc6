"""A picture that comes with a form: kept when the form comes back, and put with the words when it goes on."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, QueryDict

from commitments.forms.pictures import PictureForm, token_of
from commitments.models import Picture
from commitments.operations.pictures import keep_picture, picture_for
from coprod_portal.accounts.models import User

Form = TypeVar("Form", bound=PictureForm)


def given_back(
    request: HttpRequest, form: Form, again: Callable[[QueryDict], Form], *, by: User | None, **changed: str
) -> Form:
    """A form that goes back to whoever filled it in, with the picture that was accepted already kept in it.

    `again` makes the form of other data; `changed` is what else is to stand in these.
    """
    data = request.POST.copy()
    data.update(changed)
    if form.made is not None:
        data["picture_kept"] = token_of(keep_picture(made=form.made, by=by))
    elif not changed:
        return form
    return again(data)


def picture_in(form: PictureForm, *, by: User | None) -> Picture | None:
    """Of a form without a fault. The caller sends its words in the same transaction."""
    if not form.has_picture:
        return None
    return picture_for(made=form.made, held=form.held, alternative=form.cleaned_data["alternative"], by=by)
