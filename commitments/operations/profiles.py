"""What people see of an organisation follows from the newest of its profiles that was published."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Area
from commitments import tallies
from commitments.joint import made_by
from commitments.likeness import likeness
from commitments.membership import is_known, leads_of, role_in
from commitments.models import Commitment, FormerName, Opportunity, Organisation, Profile
from commitments.permissions import can_moderate
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import Subject
from coprod_portal.search import index
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move, new_draft
from coprod_portal.submissions.states import OPEN, Action, State

from . import filing, opportunities
from .changing import seen_mark, send_again
from .new_organisations import is_free, plain_slug

PUT_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class ProfileWords:
    name: str
    kind: str
    url: str
    area: Area | None


def open_profile(organisation: Organisation) -> Profile | None:
    """What waits to be read, or was sent back with a question."""
    waiting = organisation.profiles.select_related("submission", "area").filter(submission__state__in=OPEN)
    return waiting.order_by("-number").first()


def seen_profile(organisation: Organisation) -> str:
    """Says what somebody had before them: it differs as soon as anybody changes or decides something."""
    newest = organisation.profiles.select_related("submission").order_by("-number").first()
    return seen_mark(newest.submission if newest else None)


@transaction.atomic
def describe(*, organisation: Organisation, words: ProfileWords, seen: str, by: User) -> Submission:
    """Send how an organisation describes itself, in place of what waits. Raises `Stale` when that has moved on."""
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not role_in(by, held):
        raise Refused(_("You do not belong to this organisation any more."))
    if seen_profile(held) != seen:
        raise Stale(_("Somebody changed this, or decided on it, after you opened it."))
    waiting = open_profile(held)
    if waiting is not None:
        submission = send_again(waiting.submission, by=by)
        Profile.objects.filter(pk=waiting.pk).update(**vars(words))
        return submission
    profile = add_profile(held, words, by=by)
    return move(submission=profile.submission, action=Action.SUBMIT, revision=1, by=by)


@transaction.atomic
def rename(*, organisation: Organisation, name: str, by: User) -> Organisation:
    """By a moderator who does not belong to it. It stands at once, as a profile that was read; its leads are told."""
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not can_moderate(by) or role_in(by, held):
        raise Refused(_("You cannot rename this organisation, because you belong to it."))
    if name == held.name:
        return held
    before = held.name
    words = ProfileWords(name=name, kind=held.kind, url=held.url, area=held.area)
    submission = add_profile(held, words, by=None).submission
    move(submission=submission, action=Action.SUBMIT, revision=1, by=None)
    move(submission=submission, action=Action.PUBLISH, revision=1, by=by)
    held = refresh(organisation=held)
    for lead in leads_of(held):
        letters.add(
            to=lead.email,
            subject=Subject.CARE,
            kind="commitments/organisation_renamed",
            thing=f"organisation:{held.pk}",
            period=f"renamed-{submission.pk}",
            context={"organisation": held, "before": before},
        )
    return held


def add_profile(held: Organisation, words: ProfileWords, *, by: User | None) -> Profile:
    """The next one, as a draft. The caller holds the organisation."""
    last = held.profiles.aggregate(last=Max("number"))["last"] or 0
    submission = new_draft(kind=Submission.Kind.PROFILE, by=by)
    return Profile.objects.create(submission=submission, organisation=held, number=last + 1, **vars(words))


def refresh(*, organisation: Organisation) -> Organisation:
    """Take over what was published last; where all of it is hidden, what stood before. The caller holds a transaction.

    A new name makes a new address; the old one leads there, unless it was hidden.
    """
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    newest = published_profile(held)
    if newest is not None and newest.before is None:
        newest.before = facts_of(held)
        newest.save(update_fields=["before"])
    facts = facts_of(newest) if newest else before_all(held)
    if facts is None:
        return held
    renamed = facts["name"] != held.name
    if renamed:
        move_address(held, facts["name"])
    for name, value in facts.items():
        setattr(held, name, value)
    held.likeness = likeness(held.name)
    held.save(update_fields=["likeness", "slug", *facts])
    settle_former_names(held)
    if renamed:
        make_found(held)
    return held


def facts_of(described: Organisation | Profile) -> dict[str, Any]:
    return {name: getattr(described, name) for name in ("name", "kind", "url", "area_id")}


def before_all(held: Organisation) -> dict[str, Any] | None:
    """What an organisation was called before any words of its own were published. None if none ever were."""
    first = held.profiles.filter(before__isnull=False).order_by("number").first()
    return first.before if first else None


def settle_former_names(held: Organisation) -> None:
    """A name that stands in hidden words alone is no former name that anybody may read."""
    named = {
        state: set(held.profiles.filter(submission__state=state).values_list("name", flat=True))
        for state in (State.PUBLISHED, State.HIDDEN, State.WITHDRAWN)
    }
    taken = (named[State.HIDDEN] | named[State.WITHDRAWN]) - named[State.PUBLISHED]
    own = held.former_names.exclude(why=FormerName.Why.MERGED)
    own.filter(name__in=taken).update(why=FormerName.Why.HIDDEN)
    own.filter(why=FormerName.Why.HIDDEN).exclude(name__in=taken).update(why=FormerName.Why.RENAMED)


def move_address(held: Organisation, name: str) -> None:
    """Nobody may have seen the old address of one that nobody has read: then it need not lead on."""
    plain = plain_slug(name) or "organisation"
    if held.slug == plain:
        return
    own = held.former_names.filter(slug=plain)
    was_seen, old_name, old_slug = is_known(held), held.name, held.slug
    held.slug = plain if own.exists() or is_free(plain) else f"{plain}-{held.pk}"
    own.delete()
    if was_seen and held.slug != old_slug:
        FormerName.objects.create(
            organisation=held,
            name=old_name,
            likeness=likeness(old_name),
            slug=old_slug,
            why=FormerName.Why.RENAMED,
            ended_at=timezone.now(),
        )


def make_found(organisation: Organisation) -> None:
    """Put its name, old or new, where search finds all that it made. The caller holds it."""
    made = Commitment.objects.filter(made_by(organisation.pk), published_version__isnull=False)
    made = made.select_related("charter", "organisation", "published_version__area").prefetch_related(
        "filings", filing.published_news(), filing.published_parties()
    )
    texts = [
        filing.text_of(one, one.published_version, one.filings.all())
        for one in made.order_by("pk").iterator(chunk_size=PUT_AT_ONCE)
        if one.published_version
    ]
    index.put(kind=filing.KIND, texts=texts)
    if texts or index.is_in(kind=filing.ORGANISATION, thing=organisation.pk):
        index.put(kind=filing.ORGANISATION, texts=[filing.text_of_organisation(organisation)])
    listed = Opportunity.objects.filter(organisation=organisation, published_notice__isnull=False)
    listed = listed.select_related("charter", "organisation", "published_notice__area")
    index.put(
        kind=opportunities.KIND,
        texts=[opportunities.text_of(one, one.published_notice) for one in listed if one.published_notice],
    )
    # Whoever keeps a copy of a page learns that it is old.
    tallies.keep(Counter(), changes=1)


def published_profile(organisation: Organisation) -> Profile | None:
    published = organisation.profiles.select_related("area").filter(submission__state=State.PUBLISHED)
    return published.order_by("-number").first()
