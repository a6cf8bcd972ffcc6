"""The made-up commitments of a trial, from `content/demo_commitments.toml`.

They have dates of their own, so their rows are written here and not by the operations that act now. What follows from
them (how a commitment is going, when news is due) is worked out by `public_facts.refresh`, as for any other.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from charters.models import Area, Charter, Stewardship, Wording
from charters.operations.loading import load_made_up
from commitments.models import (
    Asking,
    Commitment,
    FirstReading,
    Member,
    Milestone,
    News,
    Opportunity,
    Organisation,
    SafeguardingDuty,
    Version,
    View,
    Week,
)
from commitments.news_dates import terms_of
from commitments.operations.demo_weeks import commitments_of_weeks, load_weeks
from commitments.operations.new_organisations import new_organisation, plain_slug
from commitments.operations.public_facts import refresh
from commitments.operations.schedule import plan_again
from commitments.operations.words import IN_OTHER_TABLES, VersionWords, year_of
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.second_factor import give_second_factor
from coprod_portal.search.spelling import learn
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import MOVES, Action, State
from coprod_portal.working_days import add_working_days, promised_days

MARK = "(made up)"
# As they stand in `words`, with all that nobody need say.
NO_WORDS = (*IN_OTHER_TABLES, "area", "picture")
VERSION_WORDS = tuple(name for name in VersionWords.__dataclass_fields__ if name not in NO_WORDS)
NEWS_WORDS = ("told_on", "going", "happened", "learned", "got_in_the_way", "new_due_on")


def read_demo() -> dict[str, list[dict[str, Any]]]:
    with (settings.CONTENT_FOLDER / "demo_commitments.toml").open("rb") as file:
        return tomllib.load(file)


@transaction.atomic
def load(*, say: Callable[[str], Any]) -> int:
    """Add what is not here yet, and return how many commitments that was. Refused on a live site."""
    if not settings.SHOW_MADE_UP:
        raise Refused("Made-up commitments are for a trial. They cannot be loaded with DEBUG off.")
    if not Charter.objects.exists():
        raise Refused("Load the charters first: ./run manage load_charters")
    demo = read_demo()
    load_made_up(folder=settings.CONTENT_FOLDER / "demo_charters")
    for person in demo["people"]:
        load_person(person)
    load_weeks()
    here = set(Commitment.objects.values_list("reference", flat=True))
    missing = [entry for entry in [*demo["commitments"], *commitments_of_weeks()] if entry["reference"] not in here]
    for done, entry in enumerate(missing, start=1):
        load_public(entry)
        if done % 10 == 0 or done == len(missing):
            say(f"Made-up commitments: {done} of {len(missing)}")
    if missing:
        load_waiting(demo["waiting"])
    learn()
    return len(missing)


def load_person(person: dict[str, Any]) -> User:
    user, _ = User.objects.get_or_create(email=person["email"], defaults={"made_up": True})
    for role in person.get("roles", []):
        Role.objects.get_or_create(user=user, name=role)
        give_second_factor(user)
    if person.get("safeguarding"):
        SafeguardingDuty.objects.get_or_create(position=person["safeguarding"], defaults={"user": user})
    for slug in person.get("charters", []):
        Stewardship.objects.get_or_create(charter=Charter.objects.get(slug=slug), user=user)
    for name in person.get("organisations", []):
        Member.objects.get_or_create(
            organisation=made_up_organisation(name), user=user, defaults={"joined_at": timezone.now()}
        )
    return user


def made_up_organisation(name: str) -> Organisation:
    """Known again by its address, which says nothing of being made up."""
    slug = plain_slug(name)
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        organisation = new_organisation(slug=slug, name=f"{name} {MARK}", made_up=True)
        organisation.save(force_insert=True)
    return organisation


def keeper_of(entry: dict[str, Any]) -> User:
    """The first member of its organisation, or somebody made up for it."""
    organisation = made_up_organisation(entry["organisation"]) if "organisation" in entry else None
    member = organisation.members.order_by("pk").first() if organisation else None
    if member:
        return member.user
    name = slugify(entry.get("organisation") or entry["person"])
    user, _ = User.objects.get_or_create(email=f"{name}@example.org", defaults={"made_up": True})
    if organisation:
        Member.objects.create(organisation=organisation, user=user, joined_at=timezone.now())
    return user


def load_public(entry: dict[str, Any]) -> Commitment:
    """One commitment with its news and views, all of them read and published in their time."""
    commitment = create_commitment(entry)
    sent_on = entry["starts_on"] - timedelta(days=10)
    publish(create_version(commitment, entry, at(sent_on, 10)).submission, sent_on)
    for news in entry.get("news", []):
        publish(create_news(commitment, news, at(news["told_on"], 12)).submission, news["told_on"])
    for view in entry.get("views", []):
        submission = submit(Submission.Kind.VIEW, None, at(view["told_on"], 14), of=commitment)
        View.objects.create(submission=submission, commitment=commitment, **view)
        publish(submission, view["told_on"])
    return asked_so_far(refresh(commitment=commitment))


def asked_so_far(commitment: Commitment) -> Commitment:
    """Asked on the days on which the portal would have asked, until yesterday."""
    terms = terms_of(commitment)
    while terms and commitment.ask_on and commitment.ask_on < timezone.localdate():
        if commitment.asks_unanswered >= settings.NEWS_ASKS:
            commitment.needs_owner_since = commitment.ask_on
        else:
            occasion = terms.occasion_of(commitment.ask_on)
            Asking.objects.create(commitment=commitment, asked_on=commitment.ask_on, occasion=occasion)
        plan_again(commitment)
    return commitment


def load_waiting(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        moment = timezone.now() - timedelta(days=entry["waited_days"], minutes=20)
        if entry["kind"] == "commitment":
            version = create_version(create_commitment(entry), entry, moment)
            if "read_first_by" in entry:
                create_first_reading(version, entry["read_first_by"], moment)
            continue
        commitment = Commitment.objects.get(reference=entry["reference"])
        if entry["kind"] == "news":
            create_news(commitment, {"told_on": timezone.localdate(moment), **entry}, moment)
        else:
            create_change(commitment, entry, moment)


def create_commitment(entry: dict[str, Any]) -> Commitment:
    organisation = made_up_organisation(entry["organisation"]) if "organisation" in entry else None
    area = Area.objects.filter(name=entry.get("area")).first()
    if organisation and area and organisation.area is None:
        organisation.area = area
        organisation.save(update_fields=["area"])
    return Commitment.objects.create(
        reference=entry["reference"],
        charter=Charter.objects.get(slug=entry["charter"]),
        organisation=organisation,
        person_name="" if organisation else f"{entry['person']} {MARK}",
        keeper=keeper_of(entry),
        made_up=True,
        by_young_person="read_first_by" in entry,
        week=Week.objects.filter(year=entry.get("week", 0), made_up=True).first(),
        renews=Commitment.objects.filter(reference=entry.get("renews")).first(),
        created_at=at(entry["starts_on"] - timedelta(days=10), 10),
    )


def create_version(commitment: Commitment, entry: dict[str, Any], moment: datetime) -> Version:
    version = Version.objects.create(
        submission=submit(Submission.Kind.VERSION, commitment.keeper, moment, of=commitment),
        commitment=commitment,
        number=1,
        area=Area.objects.filter(name=entry.get("area")).first(),
        **{name: entry[name] for name in VERSION_WORDS if name in entry},
    )
    version.wordings.set(
        Wording.objects.filter(edition__current_of=commitment.charter, principle__slug__in=entry["principles"])
    )
    add_small_steps(version, entry.get("steps", []))
    return version


def add_small_steps(version: Version, steps: Iterable[Mapping[str, Any]]) -> None:
    for position, step in enumerate(steps, start=1):
        Milestone.objects.create(version=version, position=position, text=step["text"], due_on=step["due_on"])


def create_first_reading(version: Version, email: str, moment: datetime) -> FirstReading:
    """A grown-up whom the young person chose has read it and said that it is fine."""
    return FirstReading.objects.create(
        submission=version.submission,
        email=email,
        asked_at=moment - timedelta(hours=3),
        is_fine=True,
        read_at=moment,
        read_by=User.objects.filter(email=email).first(),
    )


def create_change(commitment: Commitment, entry: dict[str, Any], moment: datetime) -> Version:
    """The public words with some of them changed, as the next version."""
    public = commitment.versions.get(pk=commitment.published_version_id)
    version = Version.objects.create(
        submission=submit(Submission.Kind.VERSION, commitment.keeper, moment, of=commitment),
        commitment=commitment,
        number=public.number + 1,
        area=public.area,
        **{name: entry.get(name, getattr(public, name)) for name in VERSION_WORDS},
    )
    version.wordings.set(public.wordings.all())
    add_small_steps(version, public.milestones.values("text", "due_on"))
    return version


def create_news(commitment: Commitment, entry: dict[str, Any], moment: datetime) -> News:
    news = News.objects.create(
        submission=submit(Submission.Kind.NEWS, commitment.keeper, moment, of=commitment),
        commitment=commitment,
        **{name: entry[name] for name in NEWS_WORDS if name in entry},
    )
    news.reached.set(Milestone.objects.filter(version__commitment=commitment, text__in=entry.get("reached", [])))
    return news


def submit(kind: Submission.Kind, by: User | None, moment: datetime, *, of: Commitment | Opportunity) -> Submission:
    submission = Submission.objects.create(
        kind=kind,
        state=State.SUBMITTED,
        written_by=by,
        created_at=moment,
        submitted_at=moment,
        read_by_date=add_working_days(timezone.localdate(moment), promised_days()),
        charter_slug=of.charter.slug,
        week_year=year_of(of) if isinstance(of, Commitment) else None,
    )
    record(submission, Action.SUBMIT, State.DRAFT, by, moment)
    return submission


def publish(submission: Submission, sent_on: date) -> None:
    """Read on the next working day, by the first of the made-up moderators."""
    moment = at(add_working_days(sent_on, 1), 11)
    submission.state, submission.published_at = State.PUBLISHED, min(moment, timezone.now())
    submission.save(update_fields=["state", "published_at"])
    moderator = User.objects.filter(made_up=True, roles__name=Role.Name.MODERATOR).order_by("pk").first()
    record(submission, Action.PUBLISH, State.SUBMITTED, moderator, submission.published_at)


def record(submission: Submission, action: Action, before: State, by: User | None, moment: datetime) -> None:
    MoveRecord.objects.create(
        submission=submission,
        action=action,
        before=before,
        after=MOVES[action].after(before),
        revision=submission.revision,
        by=by,
        at=moment,
    )


def at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
