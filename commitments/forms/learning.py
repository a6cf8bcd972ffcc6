from django.utils.translation import gettext_lazy as _

from coprod_portal.forms import PortalForm

from .fields import SHORT, words


class HighlightForm(PortalForm):
    """Empty words take a choice back."""

    words = words(
        label=_("The words, to the letter"),
        max_length=SHORT,
        help_text=_("Copy them from the text above. Leave it empty if nothing should stand out."),
    )
