"""Telling followers what became public, one day at a time, as parts of their letters.

There is a part for each person and commitment, so that hiding a commitment takes it out of every letter. Each day that
has ended is told once: its parts are named after it, and `told_until` moves on with them, in one transaction for some
people at a time. So it may break off, run twice or run in two workers at once, and nobody is told anything twice.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from commitments import following_links
from commitments.became_public import Telling, changed_between, tellings, under, with_columns
from commitments.following import Thing, followed_in, things_of
from commitments.models import Commitment, Follow
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import LetterPart

Reached = Mapping[tuple[str, int], list[Commitment]]

KIND, MORE_KIND = "commitments/followed", "commitments/followed_more"
PEOPLE_AT_ONCE = 100
DAYS_AT_ONCE = 31
# In one letter about one day. Of the rest it says how many there are.
MOST_IN_A_LETTER = 20
# What was published just before midnight may not be visible just after it.
SETTLED = timedelta(minutes=10)


def tell_followers() -> int:
    """Tell what became public on each day that has ended. Run by `run_due`, before letters are made."""
    told = 0
    with translation.override(settings.LANGUAGE_CODE):
        for _ in range(DAYS_AT_ONCE):
            day = day_to_tell()
            if day is None:
                break
            told += tell_of(day)
    return told


def live(before: datetime) -> "QuerySet[Follow]":
    """Those that count, and have not been told of all that happened before a moment."""
    return Follow.objects.filter(confirmed_at__isnull=False, told_until__lt=before)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def day_to_tell() -> date | None:
    """The first day that has ended and that somebody has not been told of."""
    oldest = live(midnight(timezone.localdate(timezone.now() - SETTLED))).order_by("told_until").first()
    return timezone.localdate(oldest.told_until) if oldest else None


def tell_of(day: date) -> int:
    begins, ends = midnight(day), midnight(day + timedelta(days=1))
    reached = under(changed_between(begins, ends))
    told = 0
    if reached:
        keys: dict[str, set[int]] = defaultdict(set)
        for kind, key in reached:
            keys[kind].add(key)
        wanted = reduce(or_, (Q(**{f"{kind}__in": those}) for kind, those in keys.items()))
        while people := people_among(live(ends).filter(wanted)):
            told += tell_people(people, wanted, reached, begins=begins, ends=ends)
    # Nothing on this day was for them.
    live(ends).update(told_until=ends)
    return told


def people_among(follows: "QuerySet[Follow]") -> list[str]:
    return list(follows.order_by("email").values_list("email", flat=True).distinct()[:PEOPLE_AT_ONCE])


@transaction.atomic
def tell_people(people: list[str], wanted: Q, reached: Reached, *, begins: datetime, ends: datetime) -> int:
    """Whoever holds the follows is alone with them; another worker finds that they have been told.

    The commitments are held too: one that is hidden just now is not told of, or its parts go when it is.
    """
    mine = live(ends).filter(email__in=people)
    follows = list(mine.filter(wanted).select_for_update().order_by("pk"))
    things = things_of(follows)
    held = public_now({one.pk for follow in follows for one in reached[followed_in(follow)]})
    new = {telling.commitment.pk: telling for telling in tellings(held, begins, ends)}
    reasons: dict[str, dict[int, list[Follow]]] = defaultdict(lambda: defaultdict(list))
    for follow in follows:
        if follow.pk in things:
            for one in reached[followed_in(follow)]:
                reasons[follow.email][one.pk].append(follow)
    told = sum(
        tell_person(email, theirs, new, things, day=timezone.localdate(begins)) for email, theirs in reasons.items()
    )
    mine.update(told_until=ends)
    return told


def public_now(keys: set[int]) -> list[Commitment]:
    """Held until the transaction ends. Always in one order, so that two workers do not wait for each other."""
    list(Commitment.objects.filter(pk__in=keys).select_for_update().order_by("pk").values_list("pk", flat=True))
    return list(with_columns(Commitment.objects.public().filter(pk__in=keys)))


def tell_person(
    email: str,
    reasons: dict[int, list[Follow]],
    new: dict[int, Telling],
    things: dict[int, Thing],
    *,
    day: date,
) -> int:
    """Each commitment once, with all that it is followed for."""
    found = [
        (telling, follows)
        for key, follows in reasons.items()
        if key in new and (telling := new[key].since(min(follow.told_until for follow in follows))).happened
    ]
    found.sort(key=lambda each: (each[0].latest_at, each[0].commitment.pk), reverse=True)
    for telling, follows in found[:MOST_IN_A_LETTER]:
        letters.add(
            to=email,
            subject=letters.Subject.FOLLOWED,
            kind=KIND,
            thing=f"commitment:{telling.commitment.reference}",
            period=str(day),
            context={"telling": telling, "reasons": [reason(follow, things) for follow in follows]},
        )
    if len(found) > MOST_IN_A_LETTER:
        add_more(email, len(found) - MOST_IN_A_LETTER, day)
    return len(found)


def add_more(email: str, number: int, day: date) -> None:
    letters.add(
        to=email,
        subject=letters.Subject.FOLLOWED,
        kind=MORE_KIND,
        thing="follows",
        period=str(day),
        context={"number": number, "address": reverse("commitments")},
    )


def reason(follow: Follow, things: dict[int, Thing]) -> tuple[Thing, str]:
    """What it is told for, and the link that stops just that."""
    return things[follow.pk], following_links.link(following_links.STOP, str(follow.pk))


def untell(*, commitment: Commitment) -> None:
    """Take out of every letter that has not left what was told of a commitment: some of that is hidden now."""
    told = LetterPart.objects.filter(kind=KIND, thing=f"commitment:{commitment.reference}")
    told.filter(letter__isnull=True).delete()
    told.filter(letter__sent_at__isnull=True).delete()


def drop_what_nobody_asked_for(*, email: str) -> None:
    """Take out of somebody's next letter what they do not follow any more. The caller holds a transaction."""
    waiting = LetterPart.objects.filter(to=email, subject=letters.Subject.FOLLOWED, letter__sent_at__isnull=True)
    things = set(waiting.filter(kind=KIND).values_list("thing", flat=True))
    follows = Follow.objects.filter(email=email, confirmed_at__isnull=False)
    followed = {followed_in(follow) for follow in follows}
    references = [thing.removeprefix("commitment:") for thing in things]
    reached = under(with_columns(Commitment.objects.filter(reference__in=references)))
    kept = {f"commitment:{one.reference}" for column in followed for one in reached.get(column, ())}
    waiting.filter(thing__in=things - kept).delete()
    if not followed:
        waiting.delete()
