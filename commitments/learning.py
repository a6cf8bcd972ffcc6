"""What makers say that they learned, as far as anybody may read it."""

from django.db.models import QuerySet

from charters.models import Charter
from commitments.models import ChosenLearning, Commitment, News
from coprod_portal.submissions.states import State


def all_learning() -> "QuerySet[News]":
    """News of public commitments that says what was learned, also of late and stopped ones. The newest first."""
    return (
        News.objects.filter(commitment__in=Commitment.objects.public(), submission__state=State.PUBLISHED)
        .exclude(learned="")
        .select_related("commitment__organisation", "commitment__published_version", "commitment__charter", "highlight")
        .order_by("-told_on", "-pk")
    )


def public_learning(charter: Charter) -> "QuerySet[News]":
    """The same, of one charter."""
    return all_learning().filter(commitment__charter=charter)


def chosen_learning(charter: Charter) -> list[News]:
    """What a steward chose for the charter's summary. What is public no more is not in it."""
    chosen = ChosenLearning.objects.filter(charter=charter).values("news")
    return list(public_learning(charter).filter(pk__in=chosen))
