import uuid

import pytest
from django import forms
from django.test import RequestFactory

from coprod_portal.forms import PortalForm
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Refused

pytestmark = pytest.mark.django_db


def posted(key: uuid.UUID) -> PortalForm:
    form = PortalForm({"form_key": key})
    assert form.is_valid()
    return form


def test_a_second_post_returns_the_first_result() -> None:
    request, form = RequestFactory().post("/"), posted(uuid.uuid4())
    acts = iter(["/first/", "/second/"])
    assert post_once(request, form, lambda: next(acts)).url == "/first/"
    assert post_once(request, form, lambda: next(acts)).url == "/first/"
    assert next(acts) == "/second/"


def test_other_words_from_the_same_page_are_not_taken_for_a_second_click() -> None:
    """Somebody goes back, mends a sentence and sends it again."""

    class WordsForm(PortalForm):
        words = forms.CharField()

    request, page = RequestFactory().post("/"), uuid.uuid4()
    acts = iter(["/first/", "/second/"])

    def send(words: str) -> str:
        form = WordsForm({"form_key": page, "words": words})
        assert form.is_valid()
        return post_once(request, form, lambda: next(acts)).url

    assert [send("We began"), send("We began."), send("We began")] == ["/first/", "/second/", "/first/"]


def test_a_refused_act_may_be_posted_again() -> None:
    def refuse() -> str:
        raise Refused("Not now.")

    request, form = RequestFactory().post("/"), posted(uuid.uuid4())
    with pytest.raises(Refused):
        post_once(request, form, refuse)
    assert post_once(request, form, lambda: "/done/").url == "/done/"
