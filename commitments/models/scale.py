from django.db import models
from django.utils.translation import gettext_lazy as _


class Scale(models.TextChoices):
    """How much say people have: from being told, to deciding together."""

    INFORM = "inform", _("Inform")
    CONSULT = "consult", _("Consult")
    ENGAGE = "engage", _("Engage")
    CO_PRODUCE = "co-produce", _("Co-produce")
