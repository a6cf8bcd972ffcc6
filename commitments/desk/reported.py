"""What a moderator has before them of something that readers reported, whether it is public now or not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Charter
from commitments.desk import reading, reasons
from commitments.models import Organisation, Picture, Week
from commitments.operations.moderation import last_hiding
from commitments.permissions import own_among
from commitments.subjects import WITH_SUBJECT, subject_of
from commitments.thing_names import page_name_of
from commitments.things import Page, parts_of, public_page
from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case
from coprod_portal.languages.texts import Text, Theirs
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import State

EARLIER_SHOWN = 10
# The way from a submission to the name of the thing whose words it holds. Any other part is its submission alone.
WORDS_OF = {
    "commitment": "version__commitment__reference",
    "opportunity": "notice__opportunity__reference",
    "organisation": "profile__organisation__slug",
    "submission": "pk",
}
# What a charter's steward looks after.
OF_CHARTERS = ("charter", "principle")


@dataclass(frozen=True)
class Hiding:
    """One act that hid something of a thing, and what is still hidden by it."""

    record: MoveRecord
    submissions: list[Submission]


@dataclass(frozen=True, kw_only=True)
class Reported:
    """A thing with all that helps to decide what becomes of it."""

    what: Text
    title: Text
    page: Page | None
    """Where anybody sees it, if they do."""
    is_public: bool
    submission: Submission | None
    parts: list[reading.Part]
    picture: Picture | None
    history: list[reading.Step]
    hidings: list[Hiding] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One case in the list of those that are open."""

    case: Case
    title: Text
    is_late: bool


def submissions_of(thing: str) -> "QuerySet[Submission]":
    """All words of a thing that ever were sent, newest first."""
    kind, _sign, key = thing.partition(":")
    if kind not in WORDS_OF or (kind == "submission" and not is_key(key)):
        return Submission.objects.none()
    return Submission.objects.filter(**{WORDS_OF[kind]: key}).order_by("-pk")


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def to_hide(thing: str) -> Submission | None:
    """The words that one act would hide, with all that goes with them."""
    return submissions_of(thing).filter(state=State.PUBLISHED).first()


def is_public_now(thing: str) -> bool:
    page = public_page(page_name_of(thing))
    return page is not None and (page.name == thing or any(part.thing == thing for part in parts_of(page)))


def hidings_of(thing: str) -> list[Hiding]:
    """The acts that hid what is hidden of it now, newest first."""
    found: dict[int, Hiding] = {}
    for submission in submissions_of(thing).filter(state=State.HIDDEN):
        record = last_hiding(submission)
        if record is not None:
            whole = record.part_of or record
            found.setdefault(whole.pk, Hiding(whole, [])).submissions.append(submission)
    return sorted(found.values(), key=lambda hiding: hiding.record.pk, reverse=True)


def is_own_thing(user: User, thing: str) -> bool:
    """Nobody sees to a report about their own words, their organisation's, their charter's or their week's."""
    kind, _sign, key = thing.partition(":")
    if kind in WORDS_OF and own_among(user, submissions_of(thing).select_related(*WITH_SUBJECT)):
        return True
    if kind == "organisation":
        return user.memberships.filter(organisation__slug=key).exists()
    if kind in OF_CHARTERS:
        return user.stewardships.filter(charter__slug=key.partition(":")[0]).exists()
    if kind == "week":
        return Week.objects.filter(year=key, organisers__user=user).exists() if is_key(key) else False
    return False


def reported(thing: str) -> Reported:
    rows = reading.with_words(submissions_of(thing).select_related(*WITH_SUBJECT))
    shown = rows.filter(state=State.PUBLISHED).first() or rows.exclude(published_at=None).first()
    page = public_page(page_name_of(thing))
    subject = subject_of(shown) if shown else None
    return Reported(
        what=subject.kind if subject else page.what if page else _("A page"),
        title=Theirs(subject.title) if subject else page.title if page else thing,
        page=page,
        is_public=is_public_now(thing),
        submission=shown,
        parts=reading.parts(shown, None) if shown else [],
        picture=reading.picture_of(shown),
        history=reading.history(shown, reasons.by_code()) if shown else [],
        hidings=hidings_of(thing),
    )


def earlier_cases(case: Case) -> "QuerySet[Case]":
    """What else readers said about it, here or under another kind."""
    kinds = (Case.Kind.REPORT, Case.Kind.DEFAMATION)
    about = {case.thing, page_name_of(case.thing)}
    return Case.objects.filter(thing__in=about, kind__in=kinds).exclude(pk=case.pk).order_by("-opened_at")


def open_reports(today: date | None = None) -> "QuerySet[Case]":
    """Those that are due first on top."""
    found = Case.objects.filter(kind=Case.Kind.REPORT, closed_at=None).annotate(times=Count("reports"))
    return found.order_by("due_on", "pk")


def titles_of(things: Iterable[str]) -> dict[str, Text]:
    """How staff know each thing, by its name: one query for each kind, however many there are."""
    keys: dict[str, set[str]] = {}
    for thing in things:
        kind, _sign, key = thing.partition(":")
        keys.setdefault(kind, set()).add(key)
    found: dict[str, Text] = {}
    for kind in WORDS_OF.keys() & keys.keys():
        wanted = {key for key in keys[kind] if kind != "submission" or is_key(key)}
        rows = Submission.objects.filter(**{f"{WORDS_OF[kind]}__in": wanted}).exclude(published_at=None)
        for submission in rows.select_related(*WITH_SUBJECT).order_by("pk"):
            subject = subject_of(submission)
            found[f"{kind}:{key_of(kind, submission)}"] = Theirs(subject.title)
    for slug, name in Charter.objects.filter(slug__in=keys.get("charter", ())).values_list("slug", "short_title"):
        found[f"charter:{slug}"] = Theirs(name)
    for slug, name in Organisation.objects.filter(slug__in=keys.get("organisation", ())).values_list("slug", "name"):
        found[f"organisation:{slug}"] = Theirs(name)
    return found


def key_of(kind: str, submission: Submission) -> str:
    match kind:
        case "commitment":
            return submission.version.commitment.reference
        case "opportunity":
            return submission.notice.opportunity.reference
        case "organisation":
            return submission.profile.organisation.slug
    return str(submission.pk)


def rows(cases: Iterable[Case]) -> list[Row]:
    cases, today = list(cases), timezone.localdate()
    titles = titles_of(case.thing for case in cases)
    return [Row(case, titles.get(case.thing, case.thing), case.due_on < today) for case in cases]
