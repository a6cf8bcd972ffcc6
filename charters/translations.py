"""A charter's words beside their translation, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass

from charters.models import Charter, Edition, Section, Translation, Wording
from coprod_portal.languages.spoken import Language, language_of


@dataclass(frozen=True)
class Part:
    """A section's heading or one principle, and what it says in the other language; empty while nobody wrote it."""

    original: Section | Wording
    text: str = ""

    @property
    def is_heading(self) -> bool:
        return isinstance(self.original, Section)

    @property
    def key(self) -> str:
        return f"{'section' if self.is_heading else 'wording'}-{self.original.pk}"


def parts_of(edition: Edition, translation: Translation | None = None) -> list[Part]:
    """All that there is to translate, in the order of the charter. At most three queries."""
    texts: dict[tuple[int | None, int | None], str] = {}
    if translation is not None:
        texts = {(text.section_id, text.wording_id): text.text for text in translation.texts.all()}
    return [
        Part(original, texts.get((original.pk, None) if isinstance(original, Section) else (None, original.pk), ""))
        for original in originals(edition)
    ]


def originals(edition: Edition) -> Iterator[Section | Wording]:
    for section in edition.sections.prefetch_related("wordings"):
        yield section
        yield from section.wordings.all()


@dataclass(frozen=True)
class Version:
    """A charter in another language, for a link to it."""

    translation: Translation
    language: Language


def versions_of(charter: Charter) -> list[Version]:
    """The languages in which anybody can read a charter, each by its newest edition. One query."""
    found = (
        Translation.objects.public()
        .filter(edition__charter=charter, edition__published_at__isnull=False)
        .select_related("edition")
        .order_by("language", "-edition__number")
    )
    newest: dict[str, Translation] = {}
    for translation in found:
        newest.setdefault(translation.language, translation)
    return [Version(translation, language_of(tag)) for tag, translation in newest.items()]
