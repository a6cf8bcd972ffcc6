"""How many people told a steward that practice is not like the charter. Their words are never public."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Lower

from charters.models import Charter, Wording
from coprod_portal.cases.models import Case

# Fewer could point at somebody.
FROM = 5


@dataclass(frozen=True)
class Concerns:
    """One principle, in the words that stand now, and how many people raised something about it."""

    wording: Wording
    people: int


def counts(charter: Charter) -> list[Concerns]:
    """The principles about which at least five people raised something, in the charter's order. Two queries.

    Somebody who writes twice counts once. No sum is given, and principles with fewer are left out like those with
    none: so nobody can work out a number below five. It goes down as cases are deleted, a year after they were closed.
    """
    people = dict(
        charter.cases.filter(case__kind=Case.Kind.CONCERN, principle__isnull=False)
        .values("principle")
        .annotate(people=Count(Lower("case__email"), distinct=True))
        .filter(people__gte=FROM)
        .values_list("principle", "people")
    )
    wordings = Wording.objects.public().filter(edition__charter=charter, principle__in=people)
    return [
        Concerns(wording, people[wording.principle_id])
        for wording in wordings.select_related("principle__charter", "section").order_by("position")
    ]
