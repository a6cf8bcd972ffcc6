"""The groups in which the ledger counts reasons."""

from django.utils.translation import gettext_lazy as _

from commitments.models import Reason

Group = Reason.Group
OTHER = "other"
LABELS = {**{str(group.value): group.label for group in Group}, OTHER: _("Another reason")}

GROUPS: dict[str, Group] = {
    "names-a-person": Group.PRIVATE,
    "private-facts": Group.PRIVATE,
    "unkind": Group.UNKIND,
    "not-about-charter": Group.ELSEWHERE,
    "cannot-be-checked": Group.UNCLEAR,
    "unclear": Group.UNCLEAR,
    "something-missing": Group.UNCLEAR,
    "advertising": Group.ELSEWHERE,
    "not-theirs": Group.UNTRUE,
    "twice": Group.ELSEWHERE,
    "not-true": Group.UNTRUE,
    "law": Group.LAW,
}


def groups() -> dict[str, str]:
    """The group of each code. A code that nobody knows any more counts as another reason."""
    return {**GROUPS, **dict(Reason.objects.values_list("code", "group"))}
