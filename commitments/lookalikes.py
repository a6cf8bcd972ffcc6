"""Organisations that look like one that somebody is about to make: so that they say "I work there now" instead."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from coprod_portal.accounts.models import User

from .likeness import START, is_close, likeness
from .models import Commitment, FormerName, Opportunity, Organisation, Party

MEASURED = 300
SHOWN = 5


@dataclass(frozen=True)
class Lookalike:
    """An organisation that the public may see; or that there is one, of just this name, that nobody has read yet."""

    organisation: Organisation | None
    former_name: str = ""


def lookalikes(name: str, *, user: User | None = None) -> list[Lookalike]:
    """The likeliest first. Not those that `user` belongs to: they pick these."""
    wanted = likeness(name)
    near = near_to(wanted)
    if user is not None:
        near = near.exclude(members__user=user)
    public = near.filter(is_seen()).select_related("area")
    found = [Lookalike(one) for one in public.order_by("pk")[:MEASURED] if is_close(wanted, one.likeness)]
    found.sort(key=lambda one: one.organisation is not None and one.organisation.likeness != wanted)
    seen = {one.organisation.pk for one in found if one.organisation}
    former = FormerName.objects.public().filter(
        likeness=wanted, organisation__in=Organisation.objects.filter(is_seen())
    )
    found += [
        Lookalike(one.organisation, one.name)
        for one in former.select_related("organisation__area")[:SHOWN]
        if one.organisation_id not in seen
    ]
    if near.filter(~is_seen(), likeness=wanted).exists():
        found.append(Lookalike(None))
    return found[:SHOWN]


def meant_by(names: Iterable[str], *, made_up: bool) -> dict[str, Organisation]:
    """What each name is likely to mean: of those with its likeness one of the very name, a checked one, the oldest.

    One that had such a name before comes last. Two queries.
    """
    wanted = {name: likeness(name) for name in names}
    likes = set(wanted.values()) - {""}
    alike: dict[str, list[Organisation]] = defaultdict(list)
    here = Organisation.objects.filter(likeness__in=likes, made_up=made_up)
    for one in here.order_by(F("checked_at").asc(nulls_last=True), "pk"):
        alike[one.likeness].append(one)
    former = FormerName.objects.public().filter(likeness__in=likes, organisation__made_up=made_up)
    for named in former.select_related("organisation").order_by("-pk"):
        alike[named.likeness].append(named.organisation)
    return {
        name: min(alike[like], key=lambda one: one.name.casefold() != name.casefold())
        for name, like in wanted.items()
        if alike[like]
    }


def near_to(wanted: str) -> "QuerySet[Organisation]":
    """By an index on how a likeness begins: slips in the first letters are not found, and the set stays small."""
    real = Organisation.objects.all() if settings.SHOW_MADE_UP else Organisation.objects.filter(made_up=False)
    return real.alias(start=Left("likeness", START)).filter(start=wanted[:START])


def is_seen() -> Q:
    things = (Commitment.objects.public(), Opportunity.objects.public(), joint())
    return reduce(or_, (Q(Exists(each.filter(organisation=OuterRef("pk")))) for each in things))


def joint() -> "QuerySet[Party]":
    return Party.objects.public().filter(commitment__in=Commitment.objects.public())


def like(organisation: Organisation) -> list[Organisation]:
    """Others with a name like this one's, for staff: also those that nobody has read yet."""
    near = near_to(organisation.likeness).exclude(pk=organisation.pk).select_related("area")
    return [one for one in near.order_by("pk")[:MEASURED] if is_close(organisation.likeness, one.likeness)][:SHOWN]
