"""Every kind of field is drawn with a label that belongs to it."""

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
