"""Putting a charter's words into another language. They are ours; the charter's own words stay as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charters.models import Edition, TranslatedText, Translation
from charters.translations import parts_of
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale


@dataclass(frozen=True)
class TranslationWords:
    """`texts` are by the key of their part; an empty one takes the words away."""

    title: str
    translated_by: str
    checked_by: str
    texts: Mapping[str, str]


@transaction.atomic
def begin_translation(*, edition: Edition, language: str, by: User) -> Translation:
    """A draft that nobody else sees, or the translation that is there already."""
    found, _is_new = Translation.objects.get_or_create(
        edition=edition, language=language, defaults={"added_by": by, "title": ""}
    )
    return found


@transaction.atomic
def save_translation(*, translation: Translation, words: TranslationWords, seen: int, by: User) -> Translation:
    """Keep all words. Of a public one, people read the new words at once, so none may be missing.

    `seen` is the revision that was on the page: raises `Stale` when somebody has saved since.
    """
    held = locked(translation, seen)
    for part in parts_of(held.edition):
        place: dict[str, Any] = {"section" if part.is_heading else "wording": part.original}
        text = words.texts.get(part.key, "")
        if text:
            TranslatedText.objects.update_or_create(translation=held, **place, defaults={"text": text})
        else:
            held.texts.filter(**place).delete()
    held.title, held.translated_by, held.checked_by = words.title, words.translated_by, words.checked_by
    if held.published_at is not None:
        refuse_gaps(held)
    held.revision, held.added_by = held.revision + 1, by
    held.save(update_fields=["title", "translated_by", "checked_by", "revision", "added_by"])
    return held


@transaction.atomic
def publish_translation(*, translation: Translation, seen: int) -> Translation:
    """Let everybody read the words that were `seen`. A steward is the person who has read them."""
    held = locked(translation, seen)
    refuse_gaps(held)
    held.published_at = timezone.now()
    held.revision += 1
    held.save(update_fields=["published_at", "revision"])
    return held


@transaction.atomic
def take_back_translation(*, translation: Translation) -> None:
    """Out of public sight: a draft again."""
    Translation.objects.filter(pk=translation.pk).update(published_at=None)


@transaction.atomic
def remove_translation(*, translation: Translation) -> None:
    """Only a draft: what people can read is taken back first."""
    held = Translation.objects.select_for_update().filter(pk=translation.pk).first()
    if held is not None and held.published_at is not None:
        raise Refused(_("People can read this translation. Take it back first."))
    Translation.objects.filter(pk=translation.pk).delete()


def locked(translation: Translation, seen: int) -> Translation:
    held = (
        Translation.objects.select_for_update(of=("self",)).select_related("edition").filter(pk=translation.pk).first()
    )
    if held is None:
        raise Stale(_("Somebody has removed this translation in the meantime."))
    if held.revision != seen:
        raise Stale(_("Somebody has saved this translation in the meantime."))
    return held


def refuse_gaps(translation: Translation) -> None:
    missing = sum(not part.text for part in parts_of(translation.edition, translation))
    if missing:
        raise Refused(
            ngettext(
                "%(count)d part has no words yet. Fill it in first.",
                "%(count)d parts have no words yet. Fill them in first.",
                missing,
            )
            % {"count": missing}
        )
    if not translation.title:
        raise Refused(_("The title has no words yet. Fill it in first."))
