"""The made-up opportunities of a trial, from `content/demo_opportunities.toml`, with days counted from today."""

import tomllib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from charters.models import Area, Charter
from commitments.models import Interest, Notice, Opportunity, Organisation, Outcome
from commitments.operations import demo
from commitments.operations.interests import REFERENCE_LENGTH
from commitments.operations.opportunities import refresh
from coprod_portal.references import new_reference
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission

PLAIN = (
    "kind",
    "title",
    "what",
    "can_change",
    "cannot_change",
    "scale",
    "pay",
    "travel",
    "care_costs",
    "is_step_free",
    "has_bsl",
    "has_quiet_room",
    "is_online",
    "access",
    "place",
)
LISTED_DAYS_BEFORE = 35


@transaction.atomic
def load() -> int:
    """Add what is not here yet, after the charters. Refused on a live site."""
    if not settings.SHOW_MADE_UP:
        raise Refused("Made-up opportunities are for a trial. They cannot be loaded with DEBUG off.")
    with (settings.CONTENT_FOLDER / "demo_opportunities.toml").open("rb") as file:
        entries = tomllib.load(file)["opportunities"]
    here = set(Opportunity.objects.values_list("reference", flat=True))
    missing = [entry for entry in entries if entry["reference"] not in here]
    for entry in missing:
        load_one(entry)
    return len(missing)


def load_one(entry: dict[str, Any]) -> Opportunity:
    today = timezone.localdate()
    waits = entry.get("waits", False)
    listed_on = today if waits else today + timedelta(days=entry["closes_in_days"] - LISTED_DAYS_BEFORE)
    if listed_on > today:
        listed_on = today - timedelta(days=3)
    sent_at = timezone.now() - timedelta(minutes=30) if waits else demo.at(listed_on, 10)
    opportunity = Opportunity.objects.create(
        reference=entry["reference"],
        charter=Charter.objects.get(slug=entry["charter"]),
        organisation=checked(entry["organisation"]),
        keeper=demo.keeper_of(entry),
        made_up=True,
        created_at=sent_at,
    )
    submission = demo.submit(Submission.Kind.NOTICE, opportunity.keeper, sent_at, of=opportunity)
    Notice.objects.create(submission=submission, opportunity=opportunity, number=1, **words_of(entry))
    if waits:
        return opportunity
    demo.publish(submission, listed_on)
    if told := entry.get("outcome"):
        told_on = today + timedelta(days=told["told_in_days"])
        outcome = demo.submit(Submission.Kind.OUTCOME, opportunity.keeper, demo.at(told_on, 12), of=opportunity)
        words = {name: told[name] for name in ("heard", "did", "could_not")}
        Outcome.objects.create(submission=outcome, opportunity=opportunity, told_on=told_on, **words)
        demo.publish(outcome, told_on)
    for name in entry.get("asked_by", []):
        ask(opportunity, name)
    return refresh(opportunity=opportunity)


def ask(opportunity: Opportunity, name: str) -> Interest:
    """Somebody made up who would like to take part. No mail goes to anybody."""
    today = timezone.localdate()
    return Interest.objects.create(
        charter=opportunity.charter,
        opportunity=opportunity,
        reference=new_reference(REFERENCE_LENGTH),
        name=f"{name} {demo.MARK}",
        email=f"{name.lower()}@example.org",
        support="A seat near the door, please.",
        came_at=timezone.now() - timedelta(days=1),
        hear_by=today + timedelta(days=10),
        delete_on=today + timedelta(days=120),
    )


def words_of(entry: dict[str, Any]) -> dict[str, Any]:
    today = timezone.localdate()
    words: dict[str, Any] = {name: entry[name] for name in PLAIN if name in entry}
    words["closes_on"] = today + timedelta(days=entry["closes_in_days"])
    words["area"] = Area.objects.filter(name=entry.get("area")).first()
    if "in_days" in entry:
        day = today + timedelta(days=entry["in_days"])
        words["starts_at"] = timezone.make_aware(datetime.combine(day, entry["starts"]))
        words["ends_at"] = timezone.make_aware(datetime.combine(day, entry["ends"]))
    return words


def checked(name: str) -> Organisation:
    organisation = demo.made_up_organisation(name)
    if organisation.checked_at is None:
        organisation.checked_at, organisation.checked_how = timezone.now(), Organisation.CheckedHow.PHONE
        organisation.save(update_fields=["checked_at", "checked_how"])
    return organisation
