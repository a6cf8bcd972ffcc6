"""What a moderator has before them of something that readers reported, whether it is public now or not."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Charter
from commitments.desk import reading, reasons
from commitments.desk.safety import IS_APART, is_hidden_with_apart, is_kept_apart
from commitments.models import Danger, Organisation, Picture, Week
from commitments.operations.moderation import last_hiding
from commitments.permissions import own_among
from commitments.subjects import WITH_SUBJECT, subject_of
from commitments.thing_names import page_name_of
from commitments.things import Page, parts_of, public_page
from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case
from coprod_portal.languages.texts import Text, Theirs
from coprod_portal.places import key_in
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
    if kind not in WORDS_OF or (kind == "submission" and key_in(key) is None):
        return Submission.objects.none()
    return Submission.objects.filter(**{WORDS_OF[kind]: key}).order_by("-pk")


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
    return thing in own_things(user, [thing])


def own_things(user: User, things: Iterable[str]) -> frozenset[str]:
    """Nobody sees to a report about their own words, their organisation's, their charter's or their week's.

    The queries are as many for many things as for one.
    """
    things = frozenset(things)
    keys = keys_by_kind(things)
    words = [(kind, row) for kind in WORDS_OF if kind in keys for row in words_among(kind, keys[kind])]
    own = own_among(user, [row for _kind, row in words])
    found = {f"{kind}:{key_of(kind, row)}" for kind, row in words if row.pk in own}
    if "organisation" in keys:
        mine = user.memberships.filter(organisation__slug__in=keys["organisation"])
        found |= {f"organisation:{slug}" for slug in mine.values_list("organisation__slug", flat=True)}
    if not keys.keys().isdisjoint(OF_CHARTERS):
        charters = frozenset(user.stewardships.values_list("charter__slug", flat=True))
        found |= {f"{kind}:{key}" for kind in OF_CHARTERS for key in keys.get(kind, ()) if slug_in(key) in charters}
    if "week" in keys:
        weeks = Week.objects.filter(organisers__user=user).values_list("year", flat=True)
        found |= {f"week:{year}" for year in weeks}
    return things & found


def keys_by_kind(things: Iterable[str]) -> dict[str, set[str]]:
    keys: dict[str, set[str]] = {}
    for thing in things:
        kind, _sign, key = thing.partition(":")
        keys.setdefault(kind, set()).add(key)
    return keys


def words_among(kind: str, keys: Iterable[str]) -> "QuerySet[Submission]":
    """All words of these things that ever were sent, with their subjects, the oldest first."""
    wanted = [key for key in keys if kind != "submission" or key_in(key) is not None]
    found = Submission.objects.filter(**{f"{WORDS_OF[kind]}__in": wanted})
    return found.select_related(*WITH_SUBJECT).order_by("pk")


def slug_in(key: str) -> str:
    """Of the charter, in the name of one of its principles too."""
    return key.partition(":")[0]


def reported(thing: str) -> Reported:
    shown = newest_known(thing)
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


def is_with_lead(case: Case) -> bool:
    """Whether only lead and deputy may see it: the report itself, or the words that it is about."""
    if case.dangers.filter(IS_APART).exists():
        return True
    shown = newest_known(case.thing)
    return shown is not None and (
        is_kept_apart(shown.pk) or (shown.state == State.HIDDEN and is_hidden_with_apart(shown))
    )


def newest_known(thing: str) -> Submission | None:
    """What is public now; where nothing is, what was public last."""
    rows = reading.with_words(submissions_of(thing).select_related(*WITH_SUBJECT))
    return rows.filter(state=State.PUBLISHED).first() or rows.exclude(published_at=None).first()


def earlier_cases(case: Case) -> "QuerySet[Case]":
    """What else readers said about it, here or under another kind."""
    kinds = (Case.Kind.REPORT, Case.Kind.DEFAMATION)
    about = {case.thing, page_name_of(case.thing)}
    return Case.objects.filter(thing__in=about, kind__in=kinds).exclude(pk=case.pk).order_by("-opened_at")


def open_reports() -> "QuerySet[Case]":
    """Those that are due first on top."""
    found = Case.objects.filter(kind=Case.Kind.REPORT, closed_at=None).annotate(times=Count("reports"))
    return found.order_by("due_on", "pk")


def titles_of(things: Iterable[str]) -> dict[str, Text]:
    """How staff know each thing, by its name: one query for each kind, however many there are.

    What only lead and deputy may see has no title here.
    """
    keys = keys_by_kind(things)
    found: dict[str, Text] = {}
    for kind in WORDS_OF.keys() & keys.keys():
        apart = Exists(Danger.objects.filter(IS_APART, submission=OuterRef("pk")))
        words = list(words_among(kind, keys[kind]).exclude(published_at=None).annotate(is_apart=apart))
        named = {submission.pk: f"{kind}:{key_of(kind, submission)}" for submission in words}
        untold = {named[submission.pk] for submission in words if submission.is_apart}
        for submission in words:
            if named[submission.pk] not in untold:
                found[named[submission.pk]] = Theirs(subject_of(submission).title)
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
