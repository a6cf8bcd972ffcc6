"""What makers say that they learned, as far as anybody may read it."""

from django.db.models import QuerySet

from charters.models import Charter
from commitments.models import ChosenLearning, Commitment, News
from coprod_portal.submissions.states import State


def public_learning(charter: Charter) -> "QuerySet[News]":
    """News of the charter's public commitments that says what was learned. The newest first."""
    public = Commitment.objects.public().filter(charter=charter)
    return (
        News.objects.filter(commitment__in=public, submission__state=State.PUBLISHED)
        .exclude(learned="")
        .select_related("commitment__organisation", "commitment__published_version")
        .order_by("-told_on", "-pk")
    )


def chosen_learning(charter: Charter) -> list[News]:
    """What a steward chose for the charter's summary. What is public no more is not in it."""
    chosen = ChosenLearning.objects.filter(charter=charter).values("news")
    return list(public_learning(charter).filter(pk__in=chosen))
