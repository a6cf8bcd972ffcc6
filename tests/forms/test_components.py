"""Every kind of field is drawn with a label that belongs to it."""

import re

import pytest
from django import forms

from coprod_portal.forms import PortalForm
from coprod_portal.forms.components import draw_field

KINDS = [
    forms.CharField(label="Words"),
    forms.EmailField(label="Words"),
    forms.URLField(label="Words", assume_scheme="https"),
    forms.IntegerField(label="Words"),
    forms.CharField(label="Words", widget=forms.Textarea),
    forms.ChoiceField(label="Words", choices=[("a", "A")]),
    forms.FileField(label="Words"),
]


@pytest.mark.parametrize("field", KINDS, ids=lambda field: type(field).__name__)
def test_each_kind_of_field_has_its_label(field: forms.Field) -> None:
    class Form(PortalForm):
        words = field

    drawn = draw_field(Form()["words"])
    assert 'for="id_words"' in drawn
    assert 'id="id_words"' in drawn
    assert "Words" in drawn


def test_choices_may_stand_in_groups_with_headings_and_hints() -> None:
    class Form(PortalForm):
        words = forms.MultipleChoiceField(
            choices=[("Foundations", [("a", "A"), ("b", "B")]), ("We will", [("c", "C")])],
            widget=forms.CheckboxSelectMultiple,
        )

    form = Form(initial={"words": ["b"]})
    form.fields["words"].item_hints = {"c": "What C means"}  # type: ignore[attr-defined]
    drawn = draw_field(form["words"])
    assert drawn.index("Foundations") < drawn.index('value="a"') < drawn.index("We will") < drawn.index('value="c"')
    inputs = re.findall(r'<input[^>]*id="([^"]+)"[^>]*value="(\w)"( checked)?', drawn)
    assert [row[1:] for row in inputs] == [("a", ""), ("b", " checked"), ("c", "")]
    assert inputs[0][0] == "id_words"
    assert len({row[0] for row in inputs}) == 3
    assert "What C means" in drawn


def test_only_a_text_with_a_limit_counts_its_characters() -> None:
    class Form(PortalForm):
        words = forms.CharField(widget=forms.Textarea)
        few = forms.CharField(widget=forms.Textarea, max_length=300)

    assert "You can enter up to" not in draw_field(Form()["words"])
    assert "You can enter up to 300 characters" in draw_field(Form()["few"])
