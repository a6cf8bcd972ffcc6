"""How a commitment looks from the side of people involved, summed up. Nothing of it is shown before three answered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import ngettext, ngettext_lazy

from commitments.confirming import NEEDED
from commitments.models import Commitment, News, Reply, View
from coprod_portal.languages.texts import Text
from coprod_portal.submissions.states import State

AGREE = {
    View.Answer.YES: ngettext_lazy("%(number)s agrees", "%(number)s agree", "number"),
    View.Answer.A_BIT: ngettext_lazy("%(number)s agrees a bit", "%(number)s agree a bit", "number"),
    View.Answer.NO: ngettext_lazy("%(number)s does not agree", "%(number)s do not agree", "number"),
}
GOT = {
    View.Answer.YES: ngettext_lazy("%(number)s got it", "%(number)s got it", "number"),
    View.Answer.A_BIT: ngettext_lazy("%(number)s got some of it", "%(number)s got some of it", "number"),
    View.Answer.NO: ngettext_lazy("%(number)s did not get it", "%(number)s did not get it", "number"),
}


@dataclass(frozen=True, kw_only=True)
class Sides:
    """`says` and all beside it are empty while fewer than `needed` have answered: how many it are is not told."""

    says: str = ""
    """`3 agree, 1 agrees a bit`."""
    got_back: str = ""
    """The same of whether they got what was promised for their time, once enough have told that."""
    known_by: tuple[str, ...] = ()
    """How we know that each is one person's."""
    in_words: tuple[View, ...] = ()
    some_are_older: bool = False
    """Some answered before the maker's latest news."""
    reply: Reply | None = None
    needed: int = NEEDED


def published_views(commitment: Commitment) -> list[View]:
    """Newest first."""
    published = commitment.views.filter(submission__state=State.PUBLISHED).select_related("submission")
    return list(published.order_by("-told_on", "-pk"))


def sides_of(commitment: Commitment, latest: News | None = None) -> Sides:
    """Of a public commitment, with its reply fetched; `latest` is the maker's latest public news."""
    views = published_views(commitment)
    if len(views) < NEEDED:
        return Sides()
    told = [view.got_back for view in views if view.got_back]
    since = latest.submission.published_at if latest else None
    reply = getattr(commitment, "reply", None)
    return Sides(
        says=summed_up((view.answer for view in views), AGREE),
        got_back=summed_up(told, GOT) if len(told) >= NEEDED else "",
        known_by=tuple(known_by(views)),
        in_words=tuple(view for view in views if view.words),
        some_are_older=since is not None and any(view.submission.created_at < since for view in views),
        reply=reply if reply is not None and reply.submission.state == State.PUBLISHED else None,
    )


def summed_up(answers: "Iterable[str]", words: Mapping[View.Answer, Text]) -> str:
    counted = Counter(answers)
    return ", ".join(said % {"number": counted[answer]} for answer, said in words.items() if counted[answer])


def known_by(views: Iterable[View]) -> "Iterable[str]":
    by = Counter(view.by for view in views)
    if cards := by[View.By.CARD]:
        yield ngettext(
            "%(number)s answered with a card that the maker gave out.",
            "%(number)s answered with cards that the maker gave out.",
            cards,
        ) % {"number": cards}
    if mails := by[View.By.EMAIL]:
        yield ngettext(
            "%(number)s answered from an e-mail address that we checked.",
            "%(number)s answered from e-mail addresses that we checked.",
            mails,
        ) % {"number": mails}
