from django.utils.translation import gettext_lazy as _

from commitments.models import Standing
from coprod_portal.forms import PortalForm

from .fields import one_of


class StandingForm(PortalForm):
    answer = one_of(
        label=_("What will you do?"),
        missing=_("Choose whether you still stand by it, will change it, or are ending it"),
        choices=Standing.Answer.choices,
    )
