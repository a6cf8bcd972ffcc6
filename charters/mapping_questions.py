"""Since when somebody asks whether words stand under the right theme."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from charters.models import CharterCase, Mapping
from coprod_portal.cases.models import Case


def asked_since(mappings: Iterable[Mapping]) -> dict[int, date]:
    """The mappings that somebody has asked about and nobody has answered yet, by key: the day of the first question.

    For pages that show where words stand: "Somebody has asked whether this is the right place", with that day. One
    query, however many there are. Who asked, and in which words, is not public. The form to ask is
    `{% url "mapping-question" charter.slug principle.slug %}?theme={{ theme.slug }}`.
    """
    rows = (
        CharterCase.objects.filter(
            mapping__in=[mapping.pk for mapping in mappings], case__kind=Case.Kind.PLACE, case__closed_at__isnull=True
        )
        .order_by("-case__opened_at")
        .values_list("mapping_id", "case__opened_at")
    )
    return {mapping: timezone.localdate(opened_at) for mapping, opened_at in rows if mapping is not None}
