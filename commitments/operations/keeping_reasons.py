"""The list of reasons that staff keep. A code is never given a new meaning, and never deleted."""

import tomllib
from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commitments.models import Reason
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import roles_of
from coprod_portal.submissions.errors import Refused, Stale


@dataclass(frozen=True, kw_only=True)
class ReasonWords:
    """What administrators can change of a reason. What it is counted as never changes."""

    for_staff: str
    for_writer: str
    for_return: bool
    for_decline: bool
    for_hide: bool
    can_appeal: bool
    in_use: bool


def load_reasons() -> int:
    """Add those of `content/reasons.toml` whose code is not there yet. What staff have changed stays."""
    known = set(Reason.objects.values_list("code", flat=True))
    new = [
        Reason(
            code=entry["code"],
            for_staff=entry["for_staff"],
            for_writer=entry["for_writer"],
            group=entry["group"],
            **{f"for_{action}": True for action in entry["actions"]},
            can_appeal=entry.get("can_appeal", True),
            position=position,
        )
        for position, entry in enumerate(seeds(), start=1)
        if entry["code"] not in known
    ]
    Reason.objects.bulk_create(new)
    return len(new)


def seeds() -> list[dict[str, Any]]:
    """Where an adopter keeps no such file, ours: without reasons nobody could decide."""
    folders = (settings.CONTENT_FOLDER, settings.ROOT / "content")
    path = next(path for folder in folders if (path := folder / "reasons.toml").exists())
    with path.open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)["reasons"]
    return entries


@transaction.atomic
def add_reason(*, code: str, group: str, words: ReasonWords, by: User) -> Reason:
    """A new one, at the end of the list. Raises `Refused` where the code was ever given to another."""
    refuse_unless_administrator(by)
    if Reason.objects.filter(code=code).exists():
        raise Refused(_("This short name was given to another reason. Choose another one."))
    last = Reason.objects.aggregate(last=Max("position"))["last"] or 0
    return Reason.objects.create(code=code, group=group, position=last + 1, **asdict(words))


@transaction.atomic
def change_reason(*, reason: Reason, words: ReasonWords, seen: str, by: User) -> Reason:
    """Say the same in better words, or use it no more. `seen` is the mark of what the administrator had before them."""
    refuse_unless_administrator(by)
    held = Reason.objects.select_for_update().get(pk=reason.pk)
    if seen_mark(held) != seen:
        raise Stale(_("Somebody changed this reason since you opened the page. Please look at it again."))
    for name, value in asdict(words).items():
        setattr(held, name, value)
    held.save()
    return held


@transaction.atomic
def move_up(*, reason: Reason, by: User) -> None:
    """One place nearer to the top."""
    refuse_unless_administrator(by)
    order = list(Reason.objects.select_for_update().order_by("position", "pk"))
    place = [one.pk for one in order].index(reason.pk)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    for position, one in enumerate(order, start=1):
        one.position = position
    Reason.objects.bulk_update(order, ["position"])


def refuse_unless_administrator(by: User) -> None:
    if Role.Name.ADMINISTRATOR not in roles_of(by):
        raise Refused(_("Only administrators keep the list of reasons."))


def seen_mark(reason: Reason) -> str:
    """Differs as soon as anybody changes it."""
    values = [reason.for_staff, reason.for_writer, reason.for_return, reason.for_decline, reason.for_hide]
    return blake2b(repr([*values, reason.can_appeal, reason.in_use]).encode(), digest_size=12).hexdigest()
