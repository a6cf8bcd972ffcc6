"""How often each act may be done, by one person and by one network: the only place where that is said.

A library, a town hall or a telephone company has many people behind one address, so a network may do far more than a
person. Where somebody is signed in, a network counts people and not acts: a room full of members can work all day,
while somebody who signs in with one new address after another comes to an end.

The windows stand still (each hour, each day), so that we can say when the next one begins. A network's window must be
one of the person's too: so we know who is new in it.
"""

from dataclasses import dataclass
from datetime import timedelta

TEN_MINUTES, HOUR, DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Rate:
    most: int
    within: timedelta


@dataclass(frozen=True)
class Limit:
    person: tuple[Rate, ...] = ()
    network: tuple[Rate, ...] = ()
    # In how many hands the very same words may be on one day. 0: no matter how many.
    same_words: int = 0


# What a signed-in person sends to be read. A long evening's work is far below it.
WRITING = Limit(person=(Rate(20, HOUR), Rate(60, DAY)), network=(Rate(300, DAY),), same_words=3)
# What is decided or described, and nobody else gets mail from.
TENDING = Limit(person=(Rate(60, HOUR), Rate(200, DAY)), network=(Rate(300, DAY),))
# What sends a mail to an address that somebody typed.
WRITING_TO_OTHERS = Limit(person=(Rate(30, DAY),), network=(Rate(300, DAY),))
# Wrong codes: enough for who misreads, far too few to find one by trying.
GUESSING = Limit(network=(Rate(20, HOUR),))

LIMITS = {
    # A whole hall may sign in when a Co-production Week begins.
    "sign-in-code": Limit(person=(Rate(6, TEN_MINUTES),), network=(Rate(300, TEN_MINUTES),)),
    # Without an account. The network's limit also counts those who leave no address.
    "report": Limit(person=(Rate(10, HOUR), Rate(30, DAY)), network=(Rate(60, HOUR), Rate(400, DAY)), same_words=3),
    # Each sends a receipt to an address that anybody may have typed.
    "case": Limit(person=(Rate(5, HOUR), Rate(5, DAY)), network=(Rate(60, HOUR), Rate(400, DAY)), same_words=3),
    "interest": Limit(person=(Rate(5, HOUR), Rate(5, DAY)), network=(Rate(60, HOUR), Rate(400, DAY)), same_words=3),
    "follow": Limit(person=(Rate(60, HOUR),), network=(Rate(120, HOUR),)),
    # A group may answer in one room, behind one address.
    "review-answer": Limit(person=(Rate(60, HOUR),), network=(Rate(200, HOUR),), same_words=3),
    "view": Limit(person=(Rate(60, HOUR),), network=(Rate(200, HOUR),), same_words=3),
    # How many mails one address gets. Whoever asks sees no difference.
    "follow-mail": Limit(person=(Rate(5, DAY),)),
    "review-mail": Limit(person=(Rate(5, DAY),)),
    "view-mail": Limit(person=(Rate(5, DAY),)),
    "report-mail": Limit(person=(Rate(5, DAY),)),
    # Answers kept on the way to a commitment, each with a row of its own from the first page on.
    "draft": Limit(person=(Rate(60, HOUR),), network=(Rate(200, HOUR),)),
    "wrong-sheet-code": GUESSING,
    "wrong-card-code": GUESSING,
    # Signed in.
    "commitment": WRITING,
    "news": WRITING,
    "reply": WRITING,
    "opportunity": WRITING,
    "profile": WRITING,
    "signature": TENDING,
    "picture": TENDING,
    "join-request": Limit(person=(Rate(10, DAY),), network=(Rate(300, DAY),)),
    # A team types in what came on paper at a meeting.
    "entry": Limit(person=(Rate(200, DAY),), network=(Rate(300, DAY),)),
    "joint-request": WRITING_TO_OTHERS,
    "invitation": WRITING_TO_OTHERS,
}
