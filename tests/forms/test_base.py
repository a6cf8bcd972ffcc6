import re

import pytest
from django import forms
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from coprod_portal.forms import PortalForm
from coprod_portal.forms.fields import DateField


class EveryKindForm(PortalForm):
    name = forms.CharField(max_length=5, label="Your name", help_text="As people know you")
    words = forms.CharField(widget=forms.Textarea, max_length=20)
    going = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    principles = forms.MultipleChoiceField(choices=[("Group", [("a", "A")])], widget=forms.CheckboxSelectMultiple)
    area = forms.ChoiceField(choices=[("", "Choose one"), ("b", "B")])
    due_on = DateField(wanted="the date when it will be done")
    picture = forms.FileField()


HIDDEN = "There is a hidden character in your words. Delete them, and type them again."


def page(form: PortalForm) -> str:
    request: HttpRequest = RequestFactory().get("/")
    return render_to_string("form_page.html", {"form": form, "heading": "Try", "button": "Send"}, request=request)


def test_each_link_of_the_error_summary_goes_to_an_input() -> None:
    markup = page(EveryKindForm({}))
    links = re.findall(r'<a href="#(id_[^"]+)">', markup)
    assert len(links) == 7
    inputs = set(re.findall(r'<(?:input|select|textarea)[^>]*\sid="([^"]+)"', markup))
    assert set(links) <= inputs


def test_a_page_with_errors_says_so_in_its_title() -> None:
    assert "<title>Error: " in page(EveryKindForm({}))
    assert "<title>Error: " not in page(EveryKindForm())


def test_what_was_typed_stays() -> None:
    markup = page(EveryKindForm({"name": "<b>ñ🙂", "words": "مرحبا", "due_on_day": "31", "due_on_month": "2"}))
    assert "&lt;b&gt;ñ🙂" in markup
    assert "مرحبا" in markup
    assert 'value="31"' in markup


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("toolong", "Use 5 characters or fewer. You have used 7."),
        ("a" * 1_000_000, "Use 5 characters or fewer. You have used 1,000,000."),
        ("a\x0cb", "There is a hidden character in your words. Delete them, and type them again."),
        *((f"a{breaks}b", HIDDEN) for breaks in ("\n", "\r", "\x85", "\u2028")),
        ("a\x00b", "There is a hidden character in your words. Delete them, and type them again."),
    ],
)
def test_bad_text_is_told_how_to_mend(typed: str, sentence: str) -> None:
    assert EveryKindForm({"name": typed}).errors["name"] == [sentence]


@pytest.mark.parametrize(
    ("day", "month", "year", "sentence"),
    [
        ("31", "2", "2027", "Enter the date when it will be done as a real date, like 28 2 2027"),
        ("1" * 400, "2", "2027", "Enter the date when it will be done as a real date, like 28 2 2027"),
        ("28", "2", "9999999999", "Enter the date when it will be done as a real date, like 28 2 2027"),
        ("28", "2", "9" * 20, "Enter the date when it will be done as a real date, like 28 2 2027"),
        ("9" * 20, "9" * 20, "2027", "Enter the date when it will be done as a real date, like 28 2 2027"),
        ("1", "2", "20270", "Enter the date when it will be done as a real date, like 28 2 2027"),
        ("٣", "²", "🙂", "Enter the date when it will be done as a real date, like 28 2 2027"),
        ("", "2", "2027", "The date when it will be done needs a day, like 28 2 2027"),
        ("", "", "", "Enter the date when it will be done, like 28 2 2027"),
    ],
)
def test_a_date_that_is_none_is_told_how_to_mend(day: str, month: str, year: str, sentence: str) -> None:
    form = EveryKindForm({"due_on_day": day, "due_on_month": month, "due_on_year": year})
    assert form.errors["due_on"] == [sentence]


@pytest.mark.parametrize("month", ["2", "02", "Feb", "february", " 2 "])
def test_a_month_may_be_a_number_or_a_name(month: str) -> None:
    form = EveryKindForm({"due_on_day": "28", "due_on_month": month, "due_on_year": "2027"})
    assert "due_on" not in form.errors
    assert form.cleaned_data["due_on"].isoformat() == "2027-02-28"


def test_only_what_may_stay_empty_says_so() -> None:
    class AnyForm(PortalForm):
        sometimes_needed = ("name",)
        name = forms.CharField(label="What is it called?", required=False)
        note = forms.CharField(label="A note", required=False)

    markup = page(AnyForm())
    assert "A note (you can leave this empty)" in markup
    assert "What is it called? (you" not in markup


@pytest.mark.parametrize("key", ["", "\x00", "not a key", "🙂" * 1000])
def test_a_key_that_is_none_stops_nobody(key: str) -> None:
    form = PortalForm({"form_key": key})
    assert form.is_valid()
    assert form.key is not None
