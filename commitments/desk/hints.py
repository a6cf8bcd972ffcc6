"""What a careful reader looks for in words that wait to be read. A hint decides nothing: it only says "look here".

Pure functions over one text. Patterns are bounded, so that a long text without spaces takes no longer than another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

NHS_DIGITS = 10
OLD_ENOUGH_TO_BE_A_BIRTHDAY = 3

STAFF_ROLES = (
    "chief executive",
    "commissioner",
    "consultant",
    "councillor",
    "director",
    "doctor",
    "GP",
    "head of",
    "headteacher",
    "head teacher",
    "health visitor",
    "key worker",
    "manager",
    "midwife",
    "nurse",
    "practice manager",
    "psychologist",
    "social worker",
    "support worker",
    "team leader",
    "therapist",
)
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]{1,500}", re.IGNORECASE)
PHONE = re.compile(r"(?<![\d/])(?:\+44[ .()-]{0,2}(?:\(0\)[ ]?)?|\(?0)(?:[ .()-]{0,2}\d){9,10}(?!\d)")
TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b", re.IGNORECASE)
DAY = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?:{MONTHS})[a-z]{{0,6}},? (?P<year>\d{{4}})"
    r"|\d{1,2}[./ -]\d{1,2}[./ -](?P<numbers>\d{4}|\d{2}))\b",
    re.IGNORECASE,
)
BIRTH = re.compile(r"\b(?:born|dob|d\.o\.b|birth|birthday)\b[^.!?\n]{0,20}$", re.IGNORECASE)
TITLE_AND_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame)\.? [A-Z][\w'’-]{1,40}")  # noqa: RUF001
ROLE = re.compile(rf"\b(?:{'|'.join(re.escape(role) for role in STAFF_ROLES)})s?\b", re.IGNORECASE)


# A sentence with one of these says something bad of somebody.
BAD = re.compile(
    r"\b(?:abus(?:ed?|ive|er)|aggressive|angry|arrogant|awful|blam(?:ed?|ing)|bull(?:y|ies|ied|ying)|careless|cheat(?:s|ed)?"
    r"|cruel|did ?n[o'’]t|disgrace(?:d|ful)?|drunk|failed|fraud|harass(?:ed|es|ing)?|hate[sd]?|horrible|ignore[sd]?"  # noqa: RUF001
    r"|incompetent|lazy|liar|lie[sd]?|lying|mock(?:ed|s)?|neglect(?:ed|s)?|never|nasty|racist|refuse[sd]?|rude"
    r"|sack(?:ed)?|sexist|shout(?:ed|s|ing)?|stole|stupid|terrible|threaten(?:ed|s)?|thief|unkind|useless|worst|wrong)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Cllr)\.|[^.!?\n])+")
CAPITALS = re.compile(r"\b(?:(?:Mr|Mrs|Ms|Dr|Prof|Cllr)\. )?[A-Z][a-z’'-]{1,30}(?: [A-Z][a-z’'-]{1,30}){0,3}\b")  # noqa: RUF001
# Words that stand at the start of a sentence, or are always written with a capital letter, and name no person.
NO_NAMES = re.compile(
    r"(?:a|after|all|although|an|and|another|any|anybody|anyone|april|are|as|asked|at|august|autumn|because|before"
    r"|both|but|by|can|carers|children|christmas|could|council|councils|december|did|do|each|easter|england"
    r"|english|even|every|everybody|everyone|families|february|for|friday|from|had|has|have|he|help|her|here|his"
    r"|how|i|if|in|is|it|its|january|july|june|just|last|later|many|march|may|meeting|member|monday|more|most|my"
    r"|never|new|news|next|no|nobody|northern|not|november|now|october|often|on|once|one|only|or|other|our|parents"
    r"|people|perhaps|please|resident|saturday|scotland|september|several|shall|she|should|since|so|some|somebody"
    r"|someone|sometimes|staff|still|such|summer|sunday|team|that|the|their|them|then|there|these|they|this|those"
    r"|thursday|to|today|tuesday|two|until|very|volunteer|wales|was|we|wednesday|week|were|what|when|where|which"
    r"|while|who|why|will|winter|with|without|would|yes|yesterday|you|young|your)s?",
    re.IGNORECASE,
)
UPSETTING = re.compile(
    r"\b(?:abus(?:ed?|er|ing)|assault(?:ed)?|beat(?:en|ing)|blood|dead|death|died|dying|kill(?:ed|ing)?|murder(?:ed)?"
    r"|overdos(?:ed?|ing)|rap(?:ed?|ist)|self[- ]harm(?:ed|ing)?|strangl(?:ed?|ing)|suicid(?:e|al)|tortur(?:ed|e)"
    r"|bastards?|bitch(?:es)?|bloody|bollocks|crap|cunts?|fuck\w{0,6}|piss(?:ed)?|shit\w{0,4}|slut|twats?|wankers?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Hint:
    """Where to look, from `start` up to `end`, and why."""

    start: int
    end: int
    kind: str
    why: str
    what: str = ""
    """One of `Removal.What`, for the mark in its place when it is taken out; "" for what is only to be looked at."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text, with the hint that it stands under, if any."""

    text: str
    hint: Hint | None = None


def hints(text: str, *, today: date) -> list[Hint]:
    """All hints in reading order. Where two overlap the one that comes first in the list below is kept."""
    kept, taken = [], bytearray(len(text))
    for finder in (emails, links, nhs_numbers, phones, birthdays, postcodes, blamed, names, staff_roles, upsetting):
        for hint in finder(text, today):
            if not any(taken[hint.start : hint.end]):
                taken[hint.start : hint.end] = b"\1" * (hint.end - hint.start)
                kept.append(hint)
    return sorted(kept, key=lambda hint: hint.start)


def marked(text: str, found: list[Hint]) -> list[Piece]:
    """The text cut at its hints; joined, the pieces are the text."""
    pieces, at = [], 0
    for hint in found:
        pieces += [Piece(text[at : hint.start]), Piece(text[hint.start : hint.end], hint)]
        at = hint.end
    pieces.append(Piece(text[at:]))
    return [piece for piece in pieces if piece.text]


def each(pattern: re.Pattern[str], text: str, kind: str, why: str, what: str = "") -> Iterator[Hint]:
    for match in pattern.finditer(text):
        yield Hint(match.start(), match.end(), kind, why, what)


def emails(text: str, today: date) -> Iterator[Hint]:
    return each(EMAIL, text, _("E-mail address"), _("It may be somebody's own. Anybody could write to it."), "contact")


def links(text: str, today: date) -> Iterator[Hint]:
    return each(
        LINK, text, _("Link"), _("Open it with care. See whether it advertises something or names somebody."), "link"
    )


def nhs_numbers(text: str, today: date) -> Iterator[Hint]:
    for match in TEN_DIGITS.finditer(text):
        if is_nhs_number(match.group()):
            yield Hint(
                *match.span(),
                _("NHS number"),
                _("Ten digits with the check digit of an NHS number: a private fact."),
                "private",
            )


def is_nhs_number(text: str) -> bool:
    """The tenth digit is 11 less the rest of the others' weighted sum by 11; a rest of 1 is never given out."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != NHS_DIGITS:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits[-1] == (0 if check == 11 else check)


def phones(text: str, today: date) -> Iterator[Hint]:
    return each(PHONE, text, _("Phone number"), _("It may be somebody's own. Anybody could ring it."), "contact")


def birthdays(text: str, today: date) -> Iterator[Hint]:
    """A day after a word like "born", or a day of some years ago."""
    for match in DAY.finditer(text):
        year = int(match["year"] or match["numbers"])
        is_old = 1900 <= year <= today.year - OLD_ENOUGH_TO_BE_A_BIRTHDAY
        if is_old or BIRTH.search(text[max(0, match.start() - 40) : match.start()]):
            yield Hint(
                *match.span(), _("Date of birth"), _("It may be somebody's date of birth: a private fact."), "private"
            )


def postcodes(text: str, today: date) -> Iterator[Hint]:
    return each(
        POSTCODE, text, _("Postcode"), _("Fine for a public place. With a house or a person it is private."), "address"
    )


def names(text: str, today: date) -> Iterator[Hint]:
    return each(
        TITLE_AND_NAME, text, _("Name"), _("It looks like a person's name. Did they agree? A role is safer."), "name"
    )


def staff_roles(text: str, today: date) -> Iterator[Hint]:
    return each(ROLE, text, _("Staff role"), _("Fine if it could be many people. Not if everybody knows who it is."))


def blamed(text: str, today: date) -> Iterator[Hint]:
    """A name in a sentence that says something bad. A word that stands elsewhere in small letters is none."""
    kind = _("Name in a sentence that says something bad")
    why = _("Could it hurt this person, or not be true? Nobody here can answer for themselves.")
    small = frozenset(re.findall(r"\b[a-z’'-]{2,30}\b", text))  # noqa: RUF001
    for sentence in SENTENCE.finditer(text):
        if BAD.search(sentence.group()) is None:
            continue
        for match in CAPITALS.finditer(sentence.group()):
            if start := without_first_words(match.group(), small):
                begin = sentence.start() + match.start()
                yield Hint(begin + start - 1, begin + len(match.group()), kind, why, "name")


def without_first_words(run: str, small: frozenset[str]) -> int:
    """Where in a run of words with capital letters the name begins, counted from 1; 0 where none is a name."""
    at = 0
    for word in run.split(" "):
        plain = word.casefold().removesuffix("'s").removesuffix("’s")  # noqa: RUF001
        if plain not in small and not NO_NAMES.fullmatch(plain):
            return at + 1
        at += len(word) + 1
    return 0


def upsetting(text: str, today: date) -> Iterator[Hint]:
    why = _("Hard to read for some people. You can cover it, so that others are asked first.")
    return each(UPSETTING, text, _("May upset"), why)
