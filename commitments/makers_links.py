"""Links that makers write: text until we have read something else of theirs and published it, and only then a link.

Whoever comes for the link alone gets none. What is no link yet can still be read and typed. Search engines
are asked not to count any of them. What stewards write for their charters is staff's own, and a link at once.
"""

import re

from django.db.models import Q

from commitments.models import Organisation
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State

# What programs that show mail take for a link: with a scheme, with www, or a word with a dot and an ending in letters.
LINKLIKE = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.)\S{1,500}|\b[\w-]{1,63}(?:\.[\w-]{1,63})*\.[a-z]{2,24}\b(?:/\S{0,500})?",
    re.IGNORECASE,
)


def has_live_links(organisation: Organisation | None, *, besides: Submission | None = None) -> bool:
    """Whether a link of this maker may be followed. `besides` is what it stands in, which speaks not for itself.

    What an organisation says about itself does not count either: that is where its web address stands.
    """
    if organisation is None:
        return True
    theirs = (
        Q(version__commitment__organisation=organisation)
        | Q(notice__opportunity__organisation=organisation)
        | Q(party__organisation=organisation)
    )
    published = Submission.objects.filter(theirs, state=State.PUBLISHED)
    return (published.exclude(pk=besides.pk) if besides else published).exists()


def inert(words: str) -> str:
    """For mail to somebody else with words that nobody has read yet: no program makes a link of it.

    `buy.example/now` becomes `buy (.) example/now`, which a person still understands.
    """
    return LINKLIKE.sub(lambda found: found[0].replace("://", " (://) ").replace(".", " (.) "), words)
