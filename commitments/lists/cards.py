"""What a card shows, as plain values: twenty are drawn on a page, so nothing is worked out in the template."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Substr
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from commitments.going import in_words
from commitments.joint import others_of, together
from commitments.lists.vocabulary import Vocabulary, read_vocabulary
from commitments.models import Commitment, Party
from commitments.models.commitments import no_news_before

WORDS_CHARACTERS = 160
# The names of made-up makers often say it themselves.
MADE_UP = "(made up)"

VALUES = (
    "pk",
    "reference",
    "charter_id",
    "person_name",
    "made_up",
    "going",
    "is_confirmed",
    "latest_at",
    "first_published_at",
    "due_on",
    "news_due_on",
    "on_track_on",
    "organisation__name",
    "published_version__title",
    "latest_news__told_on",
)


@dataclass(frozen=True)
class Card:
    address: str
    title: str
    words: str
    charter: str
    thread: str
    maker: str
    made_up: bool
    going: str
    is_confirmed: bool
    pill: SafeString
    due_on: date
    news_on: date | None
    has_no_news: bool


def rows(commitments: "QuerySet[Commitment]") -> "list[dict[str, Any]]":
    """Only what cards need: long words are cut by the database."""
    return list(
        commitments.values(
            *VALUES,
            what=Substr("published_version__what", 1, WORDS_CHARACTERS + 20),
            happened=Substr("latest_news__happened", 1, WORDS_CHARACTERS + 20),
            is_joint=Exists(Party.objects.public().filter(commitment=OuterRef("pk"))),
        )
    )


def cards(found: "list[dict[str, Any]]", known: Vocabulary) -> list[Card]:
    address = reverse("commitment", args=["REF"])
    charters = known.charters_by_number
    if any(row["charter_id"] not in charters for row in found):
        # Published since the vocabulary was read, to a charter that is newer still.
        charters = read_vocabulary().charters_by_number
    silent_before = no_news_before()
    language = get_language()
    joint = [row["pk"] for row in found if row["is_joint"]]
    others = others_of(joint) if joint else {}
    made = []
    for row in found:
        charter = charters[row["charter_id"]]
        told_on, asked_on = row["latest_news__told_on"], row["news_due_on"]
        maker = row["organisation__name"] or row["person_name"]
        made.append(
            Card(
                address=address.replace("REF", row["reference"]),
                title=row["published_version__title"],
                words=shortened(row["happened"] or row["what"]),
                charter=charter.name,
                thread=charter.thread,
                maker=together(maker, others.get(row["pk"], ())),
                made_up=row["made_up"] and MADE_UP not in maker,
                going=row["going"],
                is_confirmed=row["is_confirmed"],
                pill=pill(row["going"], row["is_confirmed"], language),
                due_on=row["due_on"],
                news_on=max(filter(None, (told_on, row["on_track_on"])), default=None),
                has_no_news=asked_on is not None and asked_on < silent_before,
            )
        )
    return made


@cache
def pill(going: str, is_confirmed: bool, language: str | None) -> SafeString:
    """The same markup for each of the seven states, drawn once for each language. Done is said in two ways."""
    label = in_words(going, is_confirmed=is_confirmed)
    return render_to_string("components/pill.html", {"going": going, "label": label})


def shortened(text: str) -> str:
    """Cut between two words."""
    return text if len(text) <= WORDS_CHARACTERS else f"{text[:WORDS_CHARACTERS].rsplit(maxsplit=1)[0]}…"
