"""Taking an item of the queue, so that nobody else reads it at the same time, and letting it go.

Whoever takes something holds its row first and the hold after, as does whoever decides on it.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.desk.asked import Asked, Place
from commitments.desk.queue import items_at, queue
from commitments.desk.sources import BY_PREFIX
from commitments.desk.waiting import Item, name_of
from commitments.models import Hold
from commitments.operations.ending_holds import had_by
from coprod_portal.accounts.models import User
from coprod_portal.places import key_in
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import happened_since
from coprod_portal.submissions.states import Actor

LOOKED_AT_ONCE = 8
# Whoever may decide on none of so many is told so, and looks for themselves.
LOOKED_THROUGH = 1000
KEPT_AFTER = timedelta(days=1)


@transaction.atomic
def take(*, thing: str, by: User) -> Item:
    """Hold something that waits for half an hour; again by its holder, for half an hour from now.

    Raises `Stale` when somebody else has it, or when it waits no more.
    """
    item = waiting_item(thing, by=by)
    if item.is_own:
        raise Refused(item.why_not)
    hold = claim(item, by=by)
    if hold is None:
        raise Stale(_("This does not wait any more."))
    if hold.by_id != by.pk:
        raise Stale(had_by(hold))
    return item


@transaction.atomic
def take_next(*, asked: Asked, after: str = "", by: User) -> Item | None:
    """Hold the first thing after a place that this person may decide on and nobody else has; else the oldest such.

    What they are ready to publish with others is passed over: they have read it.
    """
    for start in dict.fromkeys((after, "")):
        place = start
        for _again in range(LOOKED_THROUGH // LOOKED_AT_ONCE):
            found = queue(asked=asked, place=place, by=by, most=LOOKED_AT_ONCE)
            for item in found.items:
                if may_take(item, by=by) and (hold := claim(item, by=by, wait=False)) and hold.by_id == by.pk:
                    return item
            place = found.next_place
            if not place:
                break
    return None


def may_take(item: Item, *, by: User) -> bool:
    if item.is_own:
        return False
    return item.hold is None or (item.hold.by_id == by.pk and item.hold.ready_at_revision is None)


def waiting_item(thing: str, *, by: User) -> Item:
    prefix, _colon, name = thing.partition(":")
    source = BY_PREFIX.get(prefix)
    if source is not None and (source.name != "pk" or key_in(name) is not None):
        row = source.rows(by).filter(**{source.name: name}).values_list(source.since, "pk").first()
        if row is not None:
            return items_at([Place(row[0], source.letter, row[1])], by=by)[0]
    raise Stale(_("This does not wait any more."))


def claim(item: Item, *, by: User, wait: bool = True) -> Hold | None:
    """The hold of something after this person tried to have it. None where it waits no more.

    With `wait` off it is also none where somebody is at it in this very moment.
    """
    prefix, _colon, name = item.thing.partition(":")
    source = BY_PREFIX[prefix]
    locked = source.model._default_manager.select_for_update(skip_locked=not wait).filter(**{source.name: name})
    if not locked.values_list("pk").first() or not source.rows(by).filter(**{source.name: name}).exists():
        return None
    now = timezone.now()
    until = now + timedelta(minutes=settings.HOLD_MINUTES)
    hold = Hold.objects.select_for_update(of=("self",)).select_related("by").filter(thing=item.thing).first()
    if hold is None:
        return Hold.objects.create(thing=item.thing, by=by, taken_at=now, until=until)
    if hold.until > now and hold.by_id != by.pk:
        return hold
    if hold.until <= now or hold.by_id != by.pk:
        hold.by, hold.taken_at, hold.ready_at_revision = by, now, None
    hold.until = until
    hold.save(update_fields=["by", "taken_at", "until", "ready_at_revision"])
    return hold


def let_go(*, thing: str, by: User) -> bool:
    """Nothing happens where they do not have it: it freed itself, or somebody else has it now."""
    return Hold.objects.filter(thing=thing, by=by).delete()[0] > 0


@transaction.atomic
def mark_ready(*, submission: Submission, revision: int, by: User) -> None:
    """Say that they have read these very words, and will publish them together with others.

    All that they are ready with stays theirs for as long. Raises `Stale` when the words changed since.
    """
    take(thing=name_of(submission), by=by)
    now = Submission.objects.get(pk=submission.pk)
    if now.revision != revision:
        raise Stale(happened_since(now, _("Please read the words again."), to=Actor.MODERATOR))
    mine = Hold.objects.filter(by=by, until__gt=timezone.now())
    mine.filter(thing=name_of(submission)).update(ready_at_revision=revision)
    until = timezone.now() + timedelta(minutes=settings.HOLD_MINUTES)
    mine.filter(ready_at_revision__isnull=False).update(until=until)


def prune_holds() -> int:
    """Delete those that freed themselves long ago."""
    return Hold.objects.filter(until__lt=timezone.now() - KEPT_AFTER).delete()[0]


def about_holds(*, user: User | None, **_others: Any) -> dict[str, Any]:
    """What somebody of the staff has at the desk."""
    held = user.holds.order_by("pk").values("thing", "taken_at", "until") if user else ()
    return {"held_at_the_desk": list(held)}


def forget_holds(*, user: User | None, **_others: Any) -> None:
    if user:
        user.holds.all().delete()
