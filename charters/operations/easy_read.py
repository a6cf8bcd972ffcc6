"""A steward writes the Easy Read of an edition, as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.easy_read.pictures import PICTURES
from charters.easy_read.sentences import MOST_SENTENCES, MOST_WORDS, sentences, too_long, words
from charters.models import EasyRead, EasyReadIdea, Edition
from charters.permissions import can_steward
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale


@dataclass(frozen=True)
class WrittenIdea:
    words: str
    picture: str
    heading: str = ""


@transaction.atomic
def save_easy_read(
    *,
    edition: Edition,
    ideas: Sequence[WrittenIdea],
    checked_by: str,
    checked_on: date | None,
    revision: int,
    by: User,
) -> EasyRead:
    """All ideas in their order. `revision` is that of the words which the page was made from, 0 where there were none.

    From then on no content file changes it.
    """
    held = Edition.objects.select_for_update(of=("self",)).select_related("charter").get(pk=edition.pk)
    refuse_what_may_not_be(held, ideas, by)
    if bool(checked_by) != bool(checked_on):
        raise Refused(_("Say who checked it and on which day, or leave both empty."))
    easy_read = EasyRead.objects.filter(edition=held).first() or EasyRead(edition=held, revision=0)
    if easy_read.revision != revision:
        raise Stale(_("Somebody else changed the Easy Read while you wrote. Nothing of yours is lost."))
    easy_read.checked_by, easy_read.checked_on = checked_by, checked_on
    easy_read.revision += 1
    easy_read.changed_at, easy_read.changed_by = timezone.now(), by
    easy_read.save()
    easy_read.ideas.all().delete()
    EasyReadIdea.objects.bulk_create(
        EasyReadIdea(easy_read=easy_read, position=position, **vars(idea)) for position, idea in enumerate(ideas, 1)
    )
    return easy_read


def refuse_what_may_not_be(edition: Edition, ideas: Sequence[WrittenIdea], by: User) -> None:
    charter = edition.charter
    if not can_steward(by, charter):
        raise Refused(_("Only those who look after this charter can change its Easy Read."))
    if edition.published_at is not None and charter.current_edition_id != edition.pk:
        raise Refused(_("This edition is not the one that stands now. Its Easy Read stays as it is."))
    if not ideas:
        raise Refused(_("Write at least one idea."))
    for number, idea in enumerate(ideas, 1):
        fault = fault_of(idea, number)
        if fault:
            raise Refused(fault)


def fault_of(idea: WrittenIdea, number: int) -> str:
    """A sentence that says what must be mended in an idea, or nothing."""
    for text in (idea.heading, idea.words):
        long = too_long(text)
        if long:
            return _(
                "Idea %(number)d has a sentence of %(count)d words: “%(sentence)s” Use at most %(most)d words."
            ) % {"number": number, "count": len(words(long)), "sentence": long, "most": MOST_WORDS}
    if len(sentences(idea.words)) > MOST_SENTENCES:
        return _("Idea %(number)d has more than two sentences. Make two ideas of it.") % {"number": number}
    if not idea.words:
        return _("Idea %(number)d has no words. Write a sentence.") % {"number": number}
    if idea.picture not in PICTURES:
        return _("Idea %(number)d needs a picture. Choose one from the list.") % {"number": number}
    return ""
