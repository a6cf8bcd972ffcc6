"""What the queue can be narrowed by."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from charters.models import Charter
from commitments.desk.sources import APPEAL, JOIN_REQUEST, SECOND_LOOK
from commitments.models import Week
from coprod_portal.accounts.models import User
from coprod_portal.cases.permissions import kinds_of
from coprod_portal.languages.texts import Text
from coprod_portal.submissions.models import Submission


@dataclass(frozen=True)
class Choices:
    kinds: list[tuple[str, Text]]
    charters: list[tuple[str, str]]
    weeks: list[int]


def choices(*, by: User) -> Choices:
    return Choices(
        kinds=kinds(by),
        charters=list(Charter.objects.order_by("short_title").values_list("slug", "short_title")),
        weeks=list(Week.objects.order_by("-year").values_list("year", flat=True)),
    )


def kinds(by: User) -> list[tuple[str, Text]]:
    return [
        *((kind.value, kind.label) for kind in Submission.Kind),
        (SECOND_LOOK, _("Words that a second person must look at")),
        (APPEAL, _("Words that somebody asks us to read again")),
        (JOIN_REQUEST, _("People who ask to join")),
        *((kind.value, kind.label) for kind in kinds_of(by)),
    ]
