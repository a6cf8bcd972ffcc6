"""What the content files say, typed."""

from dataclasses import dataclass
from datetime import date

from .content_files import Table


@dataclass(frozen=True)
class ContactFacts:
    kind: str
    name: str
    url: str
    phone: str
    checked_on: date | None


@dataclass(frozen=True)
class AreaFacts:
    slug: str
    name: str
    towns: list[str]
    contacts: list[ContactFacts]


@dataclass(frozen=True)
class ThemeFacts:
    slug: str
    name: str
    plain: str
    picture: str


@dataclass(frozen=True)
class PrincipleFacts:
    """`came_from` names other principles of earlier editions whose words are in these too."""

    table: Table
    slug: str
    text: str
    short: str
    gloss: str
    detail: str
    sic: str
    is_quotation: bool
    text_status: str
    note: str
    themes: list[str]
    why: str
    came_from: list[str]


@dataclass(frozen=True)
class SectionFacts:
    slug: str
    kind: str
    heading: str
    our_label: str
    principles: list[PrincipleFacts]


@dataclass(frozen=True)
class WayFacts:
    slug: str
    text: str
    note: str


@dataclass(frozen=True)
class ResourceFacts:
    kind: str
    text: str
    credit: str
    url: str
    note: str
    is_present: bool
    is_historic: bool


@dataclass(frozen=True)
class NoteFacts:
    kind: str
    text: str
    url: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class CharterFacts:
    """One edition of one charter. `fields` are those of the models that carry the same names."""

    table: Table
    slug: str
    number: int
    is_published: bool
    area: str
    charter_fields: dict[str, object]
    edition_fields: dict[str, object]
    sections: list[SectionFacts]
    ways: list[WayFacts]
    resources: list[ResourceFacts]
    notes: list[NoteFacts]
