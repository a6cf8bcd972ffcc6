"""What an organiser is asked who brings in a sheet: the file, and the cells of a row to mend."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.intake.columns import COLUMNS, Cells
from commitments.intake.row_form import RowForm
from commitments.intake.sheets import MOST_BYTES
from coprod_portal.forms import PortalForm

LONGEST_NAME = 120


class UploadForm(PortalForm):
    file = forms.FileField(
        label=gettext_lazy("Your spreadsheet"),
        help_text=gettext_lazy("A CSV or .xlsx file of up to 2 MB and 5,000 rows."),
        max_length=LONGEST_NAME,
        error_messages={
            "max_length": gettext_lazy("The name of this file is too long. Give the file a shorter name"),
            "required": gettext_lazy("Choose the file with your rows"),
            "empty": gettext_lazy("This file is empty. Choose the file with your rows"),
            "invalid": gettext_lazy("Choose the file with your rows"),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("This file is larger than 2 MB. Cut it into two files and bring each"))
        return file

    @cached_property
    def content(self) -> bytes:
        self.cleaned_data["file"].seek(0)
        read: bytes = self.cleaned_data["file"].read()
        return read


class MendForm(RowForm):
    """A row on the page. `seen` says which cells somebody had before them."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def cells(self) -> Cells:
        return {column.name: str(self.data.get(column.name, "")).strip() for column in COLUMNS}
