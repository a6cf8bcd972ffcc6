"""The groups in which the ledger counts reasons."""

from django.utils.translation import gettext_lazy as _

from commitments.models import Reason

Group = Reason.Group
OTHER = "other"
LABELS = {**{str(group.value): group.label for group in Group}, OTHER: _("Another reason")}


def groups() -> dict[str, str]:
    """The group of each code. A code that nobody knows any more counts as another reason."""
    return dict(Reason.objects.values_list("code", "group"))
