"""Films, recordings and papers that carry a charter's words in another form."""

from dataclasses import dataclass
from hashlib import blake2b

from django.db import transaction
from django.utils.translation import gettext as _

from charters.models import Edition, Format
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale


@dataclass(frozen=True)
class FormatFacts:
    edition: Edition
    kind: str
    language: str
    title: str
    url: str
    made_by: str
    checked_by: str


def mark_of(form: Format) -> str:
    """What somebody saw, so that nobody writes over what they did not see."""
    values = [str(getattr(form, name)) for name in ("edition_id", *FIELDS)]
    return blake2b("\0".join(values).encode(), digest_size=8).hexdigest()


FIELDS = ("kind", "language", "title", "url", "made_by", "checked_by")


@transaction.atomic
def add_format(*, facts: FormatFacts, by: User) -> Format:
    """It is public at once. Raises `Refused` for an edition that is not."""
    if facts.edition.published_at is None:
        raise Refused(_("This edition is not public yet. Publish it first."))
    return Format.objects.create(**vars(facts), added_by=by)


@transaction.atomic
def change_format(*, form: Format, facts: FormatFacts, seen: str, by: User) -> Format:
    """Raises `Stale` if somebody changed or removed it since it was `seen`. Who changed it last stands behind it."""
    held = Format.objects.select_for_update().filter(pk=form.pk).first()
    if held is None:
        raise Stale(_("Somebody has removed this in the meantime."))
    if mark_of(held) != seen:
        raise Stale(_("Somebody has changed this in the meantime."))
    for name, value in vars(facts).items():
        setattr(held, name, value)
    held.added_by = by
    held.save(update_fields=["edition", *FIELDS, "added_by"])
    return held


@transaction.atomic
def remove_format(*, form: Format) -> None:
    """A second click finds it gone, which is what it asked for."""
    Format.objects.filter(pk=form.pk).delete()
