"""Boring rows for tests: sequences, no random. Moves go through the operations, so that what follows is true."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone
from PIL import Image

from charters.models import (
    Area,
    Charter,
    Edition,
    Mapping,
    Principle,
    Review,
    ReviewAnswer,
    Section,
    Theme,
    Wording,
)
from charters.operations.review_answers import confirm_answer, send_answer
from charters.review_questions import Thought, Thoughts
from commitments.going import Going
from commitments.likeness import likeness
from commitments.models import (
    Appeal,
    Commitment,
    Danger,
    Entry,
    FirstReading,
    Intake,
    IntakeRow,
    Member,
    Milestone,
    News,
    Organisation,
    Picture,
    Report,
    Version,
    View,
    Week,
)
from commitments.operations.appeals import appeal as make_appeal
from commitments.operations.first_readings import ask
from commitments.operations.moderation import agree, decide
from commitments.operations.pictures import keep_picture
from commitments.operations.reports import report as report_part
from commitments.operations.safety import raise_danger
from commitments.operations.words import draft_about
from commitments.permissions import can_decide
from commitments.pictures import Made
from commitments.thing_names import page_name_of
from commitments.things import parts_of, public_page
from coprod_portal.accounts.models import Role, User
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.operations import move, new_draft
from coprod_portal.submissions.states import Action

sequence = count(1)


def area(name: str = "Sandwell") -> Area:
    found, _ = Area.objects.get_or_create(slug=name.lower().replace(" ", "-"), defaults={"name": name})
    return found


def theme(slug: str = "listening", name: str = "Listening well") -> Theme:
    found, _ = Theme.objects.get_or_create(
        slug=slug, defaults={"name": name, "plain": "We listen.", "picture": "an ear", "position": next(sequence)}
    )
    return found


def charter(slug: str = "sandwell", **fields: Any) -> Charter:
    """A charter with one published edition of two principles, `listen` and `pay`, the first about listening."""
    made, is_new = Charter.objects.get_or_create(
        slug=slug,
        defaults={"kind": "charter", "short_title": slug.title(), "thread": "teal", "area": area(), **fields},
    )
    if not is_new:
        return made
    edition = Edition.objects.create(
        charter=made,
        number=1,
        title=f"The {slug} charter",
        owner=f"{slug} partnership",
        summary="How we work together.",
        source="A poster",
    )
    section = Section.objects.create(edition=edition, slug="we-will", heading="We will:", kind="promise", position=1)
    for position, (name, text) in enumerate([("listen", "listen actively"), ("pay", "pay people for their time")]):
        principle = Principle.objects.create(charter=made, slug=name)
        wording = Wording.objects.create(
            edition=edition,
            section=section,
            principle=principle,
            text=text,
            is_quotation=True,
            why="It says so.",
            position=position,
        )
        if name == "listen":
            Mapping.objects.create(wording=wording, theme=theme(), reason="Same words.")
    publish(edition)
    return made


def draft(charter: Charter, **texts: str) -> Edition:
    """A new edition of a charter that is worked on, of the same two principles; `texts` gives some other words."""
    number = charter.editions.count() + 1
    made = Edition.objects.create(
        charter=charter,
        number=number,
        title=f"Edition {number}",
        owner="A partnership",
        summary="Ours.",
        source="A page",
    )
    section = Section.objects.create(edition=made, slug="we-will", heading="We will:", kind="promise", position=1)
    words = {"listen": "listen actively", "pay": "pay people for their time", **texts}
    for position, (name, text) in enumerate(words.items()):
        principle, _ = Principle.objects.get_or_create(charter=charter, slug=name)
        Wording.objects.create(
            edition=made, section=section, principle=principle, text=text, is_quotation=True, position=position
        )
    return made


def publish(edition: Edition) -> Edition:
    """Let an edition stand. Its words are in it already: none can be added afterwards."""
    edition.published_at = timezone.now()
    edition.save(update_fields=["published_at"])
    edition.charter.current_edition = edition
    edition.charter.save(update_fields=["current_edition"])
    return edition


def organisation(name: str = "", *members: User) -> Organisation:
    number = next(sequence)
    name = name or f"Organisation {number}"
    made = Organisation.objects.create(
        slug=f"organisation-{number}", name=name, likeness=likeness(name), area=area(), created_at=timezone.now()
    )
    for member in members:
        Member.objects.create(organisation=made, user=member, joined_at=timezone.now())
    return made


def deciding_moderator(name: str = "factory-moderator") -> User:
    """Somebody who decides when the test does not care who."""
    user = User.objects.filter(email=f"{name}@example.org").first()
    if user is None:
        user = User.objects.create_user(f"{name}@example.org")
        Role.objects.create(user=user, name=Role.Name.MODERATOR)
    return user


def agreeing_moderator() -> User:
    """Somebody else, where two have to agree."""
    return deciding_moderator("factory-second-moderator")


def who_may_decide(submission: Submission) -> User:
    """Somebody else reads what came back with an answer."""
    first = deciding_moderator()
    return first if can_decide(first, submission) else agreeing_moderator()


def submission(kind: Submission.Kind, by: User | None, *, of: Commitment | None = None) -> Submission:
    return draft_about(of, kind=kind, by=by) if of else new_draft(kind=kind, by=by)


def reference() -> str:
    alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    number, letters = next(sequence), ""
    for _ in range(6):
        number, rest = divmod(number, len(alphabet))
        letters = alphabet[rest] + letters
    return letters


def version(commitment: Commitment, *, by: User | None = None, **fields: Any) -> Version:
    """The next version of a commitment, as a draft."""
    number = commitment.versions.count() + 1
    values: dict[str, Any] = {
        "title": f"Promise {next(sequence)}",
        "what": "We will pay people on the day.",
        "how": "From a cash tin.",
        "with_whom": "People who cook here",
        "giving_back": "Travel money",
        "starts_on": date(2026, 9, 1),
        "due_on": date(2027, 2, 28),
        "how_people_will_know": "Nobody waits more than a day.",
        "area": area(),
        **fields,
    }
    made = Version.objects.create(
        submission=submission(Submission.Kind.VERSION, by, of=commitment),
        commitment=commitment,
        number=number,
        **values,
    )
    edition = commitment.charter.current_edition
    assert edition is not None
    made.wordings.set(edition.wordings.all()[:1])
    return made


def commitment(*, by: User | None = None, made_by: Organisation | None = None, **fields: Any) -> Commitment:
    """A commitment without words yet. Made by one person, unless `made_by` names an organisation."""
    values: dict[str, Any] = {"charter": charter(), "person_name": "" if made_by else "A parent carer", **fields}
    return Commitment.objects.create(
        reference=reference(), organisation=made_by, keeper=by, created_at=timezone.now(), **values
    )


def milestone(version: Version, **fields: Any) -> Milestone:
    """The next small step of a version."""
    position = version.milestones.count() + 1
    values: dict[str, Any] = {"text": f"Step {position}", "due_on": version.starts_on, **fields}
    return Milestone.objects.create(version=version, position=position, **values)


@transaction.atomic
def first_reading(*, by: User, email: str = "lead@example.org", **fields: Any) -> FirstReading:
    """Of the first words of a young person, which wait for a grown-up."""
    made = commitment(by=by, by_young_person=True, person_name="A young person")
    return ask(submission=version(made, by=by, area=None, **fields).submission, email=email, by=by)


@transaction.atomic
def submitted(part: Version | News | View, *, by: User | None = None) -> Any:
    """Send a draft to be read."""
    move(submission=part.submission, action=Action.SUBMIT, revision=part.submission.revision, by=by)
    part.submission.refresh_from_db()
    return part


def published(part: Version | News | View) -> Any:
    """Send a draft and have it published."""
    submitted(part)
    decide(
        submission=part.submission,
        action=Action.PUBLISH,
        revision=part.submission.revision,
        by=deciding_moderator(),
    )
    part.submission.refresh_from_db()
    part.commitment.refresh_from_db()
    return part


def published_as_sent(commitment: Commitment) -> Commitment:
    """Publish the words that somebody sent through the pages."""
    publish_waiting(commitment.versions.get(submission__state="submitted").submission)
    commitment.refresh_from_db()
    return commitment


def publish_waiting(submission: Submission) -> None:
    """Have what was sent published."""
    submission.refresh_from_db()
    by = who_may_decide(submission)
    decide(submission=submission, action=Action.PUBLISH, revision=submission.revision, by=by)


def decline(submission: Submission, *, by: User | None = None, reason: str = "advertising", note: str = "") -> None:
    """Have it not published: one decides, and a second one agrees."""
    first = by or deciding_moderator()
    submission.refresh_from_db()
    decide(
        submission=submission, action=Action.DECLINE, revision=submission.revision, reason=reason, note=note, by=first
    )
    agree(look=submission.second_looks.get(ended_at=None), by=agreeing_moderator())
    submission.refresh_from_db()


def waiting_commitment(**fields: Any) -> Commitment:
    """Sent, and nobody has read it yet."""
    words = {name: fields.pop(name) for name in list(fields) if name in VERSION_FIELDS}
    made = commitment(**fields)
    submitted(version(made, by=made.keeper, **words))
    return made


def public_commitment(**fields: Any) -> Commitment:
    """Read, published, and on every surface."""
    words = {name: fields.pop(name) for name in list(fields) if name in VERSION_FIELDS}
    made = commitment(**fields)
    published(version(made, by=made.keeper, **words))
    made.refresh_from_db()
    return made


VERSION_FIELDS = {field.name for field in Version._meta.get_fields()} - {"commitment", "submission"}


def week(year: int = 2026, **fields: Any) -> Week:
    """Public, open since yesterday for a month, and ten days away."""
    today = timezone.localdate()
    values: dict[str, Any] = {
        "nation": Week.Nation.ENGLAND,
        "starts_on": today + timedelta(days=10),
        "ends_on": today + timedelta(days=14),
        "opens_on": today - timedelta(days=1),
        "closes_on": today + timedelta(days=30),
        "published_at": timezone.now(),
        **fields,
    }
    return Week.objects.create(year=year, **values)


def entry(commitment: Commitment, **fields: Any) -> Entry:
    """That it was entered for its maker, from paper, by the stewards of its charter."""
    values: dict[str, Any] = {"entered_for": "the people who look after the charter", "how": Entry.How.PAPER, **fields}
    if values.get("email"):
        values["asked_at"] = timezone.now()
    else:
        values.setdefault("read_back_on", date(2026, 11, 20))
    return Entry.objects.create(commitment=commitment, said_on=date(2026, 11, 20), **values)


def picture(alternative: str = "Six people cook together in a kitchen", *, by: User | None = None) -> Picture:
    """A small picture, as the portal makes one of what somebody sent."""
    drawn = BytesIO()
    Image.new("RGB", (48, 32), "teal").save(drawn, "JPEG")
    made = Made(drawn.getvalue(), "image/jpeg", 48, 32)
    return keep_picture(made=made, alternative=alternative, by=by)


def old_week(year: int = 2025, **fields: Any) -> Week:
    """Over for more than a year."""
    days = {"starts_on": date(year, 7, 7), "ends_on": date(year, 7, 11)}
    return week(year, **{**days, "opens_on": date(year, 6, 1), "closes_on": date(year, 7, 31), **fields})


def intake(week: Week, *, cells: Sequence[dict[str, str]] = ({"who": "organisation"},), **fields: Any) -> Intake:
    """A file whose rows, from the second on, have these cells, and nobody has checked them."""
    made = Intake.objects.create(week=week, file_name="cards.csv", file_seal=f"{next(sequence):064}", **fields)
    for number, each in enumerate(cells, start=2):
        IntakeRow.objects.create(intake=made, number=number, cells=each, seal="", faults=[["name", "Enter a name"]])
    return made


def news(commitment: Commitment, *, going: Going = Going.HAPPENING, **fields: Any) -> News:
    values: dict[str, Any] = {"told_on": timezone.localdate(), "happened": "We began.", **fields}
    return News.objects.create(
        submission=submission(Submission.Kind.NEWS, commitment.keeper, of=commitment),
        commitment=commitment,
        going=going,
        **values,
    )


def view(commitment: Commitment, *, by: User | None = None, **fields: Any) -> View:
    values: dict[str, Any] = {"told_on": timezone.localdate(), "answer": View.Answer.A_BIT, "words": "I was asked."}
    return View.objects.create(
        submission=submission(Submission.Kind.VIEW, by, of=commitment), commitment=commitment, **{**values, **fields}
    )


def report(thing: str, *, kind: Report.Kind = Report.Kind.UNKIND, words: str = "It hurts.", email: str = "") -> Report:
    """A reader says that something public is wrong: the first thing on its page of that name."""
    page = public_page(page_name_of(thing))
    assert page is not None
    [part, *_others] = [part for part in parts_of(page) if part.thing == thing]
    return report_part(part=part, kind=kind, words=words, email=email)


def review(charter: Charter, **fields: Any) -> Review:
    """Open since yesterday, for a month."""
    today = timezone.localdate()
    values: dict[str, Any] = {
        "edition": charter.current_edition,
        "opens_on": today - timedelta(days=1),
        "closes_on": today + timedelta(days=30),
        "why": "Two years have passed.",
        **fields,
    }
    return Review.objects.create(charter=charter, **values)


def closed_review(charter: Charter, **fields: Any) -> Review:
    """It closed yesterday."""
    today = timezone.localdate()
    return review(charter, **{"opens_on": today - timedelta(days=60), "closes_on": today - timedelta(days=1), **fields})


def review_answer(
    review: Review, *, matters: str = "yes", happening: str = "", missing: str = "", confirmed: bool = False
) -> ReviewAnswer:
    """Somebody's answers on the first principle; those that are confirmed count. The review must be open."""
    wording = review.edition.wordings.order_by("position")[0]
    answer = send_answer(
        review=review,
        thoughts=Thoughts([Thought(wording, matters, happening)], missing),
        email=f"resident-{next(sequence)}@example.org",
    )
    return confirm_answer(answer=answer) if confirmed else answer


def danger(submission: Submission | None = None, *, by: User | None = None) -> Danger:
    """Raised by a moderator on what waits to be read."""
    submission = submission or waiting_commitment().versions.get().submission
    return raise_danger(
        submission=submission, revision=submission.revision, why="A child is alone.", by=by or deciding_moderator()
    )


def declined(*, by: User, reason: str = "unkind", **fields: Any) -> MoveRecord:
    """The decision of two not to publish a commitment."""
    submission = waiting_commitment(by=by, **fields).versions.get().submission
    decline(submission, reason=reason)
    return submission.move_records.latest("pk")


def appeal(record: MoveRecord | None = None, *, by: User, **fields: Any) -> Appeal:
    """By whoever looks after it, against that it was not published."""
    return make_appeal(record=record or declined(by=by, **fields), words="It is not unkind.", by=by)
