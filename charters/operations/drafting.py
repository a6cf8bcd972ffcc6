"""A draft edition: begun as a copy of the current one, changed part by part, deleted.

Each change names the revision of the draft that it was made from, so that nobody writes over another's work.
"""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from charters.models import Charter, Edition, Mapping, Wording
from charters.permissions import can_steward
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale

Row = TypeVar("Row", bound=Model)

# What an edition does not take over from the one before.
AFRESH: dict[str, Any] = {"published_at": None, "published_by": None, "changes": "", "revision": 1}


@transaction.atomic
def begin_draft(*, charter: Charter, by: User) -> Edition:
    """A draft of the next edition: a copy of the current one, or an empty one where there is none.

    Films, recordings and translations are not copied: they were made of the old words. Where a draft is there already,
    it is that one.
    """
    held = Charter.objects.select_for_update(of=("self",)).get(pk=charter.pk)
    refuse_strangers(held, by)
    draft = held.editions.filter(published_at__isnull=True).first()
    if draft:
        return draft
    number = (held.editions.aggregate(highest=Max("number"))["highest"] or 0) + 1
    current = held.current_edition
    if current is None:
        return Edition.objects.create(charter=held, number=number, title=held.short_title)
    draft = copy_of(current, number=number, **AFRESH)
    draft.save()
    copy_words(current, draft)
    for rows in (current.ways_to_take_part, current.source_notes, current.resources):
        for row in rows.all():
            copy_of(row, edition=draft).save()
    return draft


def copy_words(old: Edition, new: Edition) -> None:
    """Its sections and principles, with their themes, whoever chose those and when."""
    for section in old.sections.prefetch_related("wordings__mappings"):
        copied = copy_of(section, edition=new)
        copied.save()
        for wording in section.wordings.all():
            copy_wording(wording, edition=new, section=copied)


def copy_wording(wording: Wording, **changes: Any) -> Wording:
    copied = copy_of(wording, **changes)
    copied.save()
    Mapping.objects.bulk_create(copy_of(mapping, wording=copied) for mapping in wording.mappings.all())
    return copied


def copy_of(row: Row, **changes: Any) -> Row:
    """A row that is not saved yet, with the same values but for these."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    copied = type(row)(**values)
    for name, value in changes.items():
        setattr(copied, name, value)
    return copied


@transaction.atomic
def delete_draft(*, edition: Edition, revision: int, by: User) -> None:
    """With all its words. Principles that only this draft had go too."""
    held = open_draft(edition=edition, revision=revision, by=by)
    charter = held.charter
    held.delete()
    charter.principles.filter(wordings__isnull=True).delete()


@transaction.atomic
def change_facts(*, edition: Edition, revision: int, values: dict[str, Any], by: User) -> Edition:
    """What the edition says of itself: title, owner, source and so on."""
    held = open_draft(edition=edition, revision=revision, by=by)
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=list(values))
    return held


def open_draft(*, edition: Edition, revision: int, by: User) -> Edition:
    """Hold a draft to change it, and raise its revision. In the transaction of the change.

    The charter comes first, as where an edition is published: two who act at once wait for each other in one order.
    """
    Charter.objects.select_for_update(of=("self",)).get(pk=edition.charter_id)
    held = Edition.objects.select_for_update(of=("self",)).select_related("charter").filter(pk=edition.pk).first()
    if held is None:
        raise Refused(_("Somebody deleted this draft."))
    refuse_strangers(held.charter, by)
    if held.published_at is not None:
        raise Refused(_("This edition is public now. Its words cannot change any more. You can begin a new edition."))
    if held.revision != revision:
        raise Stale(_("Somebody changed this draft since you opened the page. Nothing that you typed is lost."))
    held.revision += 1
    held.save(update_fields=["revision"])
    return held


def refuse_strangers(charter: Charter, by: User) -> None:
    if not can_steward(by, charter):
        raise Refused(_("You do not look after this charter."))
