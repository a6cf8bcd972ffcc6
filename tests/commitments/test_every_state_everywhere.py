"""Every state of every kind of submission on every public address: what nobody published stands on none of them.

The addresses are those of the portal itself: a new one is on the matrix from its first day, or this test asks how to
build it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from charters.models import Signature
from commitments.models import Commitment, Follow, Opportunity, Organisation, Party, Profile, Reply, Week
from commitments.operations.followers import tell_followers
from commitments.operations.moderation import follow
from commitments.subjects import thing_of
from coprod_portal.accounts.models import Role, User
from coprod_portal.outbox.models import LetterPart, Mail
from coprod_portal.search.models import KnownWord
from coprod_portal.search.spelling import learn
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action
from tests import factories, opportunity_factories
from tests.access.people import Answer, Person
from tests.access.test_access import ROWS, patterns
from tests.pdfs import Pdf

pytestmark = pytest.mark.django_db

Kind = Submission.Kind

# What was done with it, in order; and whether anybody may see it then.
LIVES: dict[str, tuple[list[Action], bool]] = {
    "draft": ([], False),
    "submitted": ([Action.SUBMIT], False),
    "returned": ([Action.SUBMIT, Action.RETURN], False),
    "declined": ([Action.SUBMIT, Action.DECLINE], False),
    "apart": ([Action.SUBMIT, Action.SET_APART], False),
    "withdrawn": ([Action.SUBMIT, Action.WITHDRAW], False),
    "published": ([Action.SUBMIT, Action.PUBLISH], True),
    "hidden": ([Action.SUBMIT, Action.PUBLISH, Action.HIDE], False),
    "takendown": ([Action.SUBMIT, Action.PUBLISH, Action.WITHDRAW], False),
    "restored": ([Action.SUBMIT, Action.PUBLISH, Action.HIDE, Action.RESTORE], True),
}
ONCE_PUBLIC = ("hidden", "takendown")
# A word beside each of ours, that search may be asked for: a page repeats what somebody asked for.
COMMON = "kangaroo"
# Where each kind is to be read while it is public: so that an empty page does not pass for a discreet one.
READ_AT = {
    Kind.VERSION: {"commitment", "commitments", "commitments-feed", "search", "commitment-certificate"},
    Kind.NEWS: {"commitment", "commitment-feed"},
    Kind.VIEW: {"commitment"},
    Kind.REPLY: {"commitment"},
    Kind.PARTY: {"commitment"},
    Kind.NOTICE: {"opportunity", "opportunities"},
    Kind.OUTCOME: {"opportunity"},
    Kind.SIGNATURE: {"charter-signatures"},
    Kind.PROFILE: {"organisation"},
}
# Pictures without words, addresses of machines, and steps of a form that show what was typed there.
NOT_READ = re.compile(
    r"healthz|readyz|favicon|manifest|robots|security-txt|.*share-image|.*-qr-(svg|png)|charter-(poster.*|booklet)"
    r"|.*paper-form|picture.*|commitment-new-.+|outbox.*|account_.*|mfa_.*|easy-read.*|help-.*|glossary"
)
# They need a sealed link, or what only one person has: their own tests ask them.
BY_LINK = re.compile(r".*<(str:token|uuid:key|slug:reference|int:review|slug:language|slug:what|int:pk)>.*")


def word(kind: Kind, life: str) -> str:
    """A word that stands nowhere else, and that no page can break up."""
    return f"zq{kind.value}{life}zq"


@dataclass
class Lives:
    """One of each kind in each state, and the addresses of the things that they are parts of."""

    commitments: dict[str, Commitment] = field(default_factory=dict)
    opportunities: dict[str, Opportunity] = field(default_factory=dict)
    organisations: list[Organisation] = field(default_factory=list)
    around: list[Commitment | Opportunity] = field(default_factory=list)


def lead(submission: Submission, life: str) -> None:
    """Move by move, as the desk and the writer do, with all that follows."""
    actions, _ = LIVES[life]
    for action in actions:
        submission.refresh_from_db()
        reason = "unkind" if action in (Action.RETURN, Action.DECLINE, Action.HIDE) else ""
        move(submission=submission, action=action, revision=submission.revision, by=None, reason=reason)
        fresh = Submission.objects.get(pk=submission.pk)
        if fresh.kind != Kind.SIGNATURE:
            follow(thing_of(fresh))


def build(writer: User) -> Lives:
    lives = Lives()
    for life in LIVES:
        one = factories.commitment(by=writer, week=factories.old_week() if life == "draft" else None)
        lead(factories.version(one, by=writer, title=f"{word(Kind.VERSION, life)} {COMMON}").submission, life)
        lives.commitments[life] = one
        lives.around.append(around(life, writer))
        notice = opportunity_factories.notice(
            opportunity_factories.opportunity(by=writer), title=f"{word(Kind.NOTICE, life)} {COMMON}"
        )
        lead(notice.submission, life)
        lives.opportunities[life] = notice.opportunity
        over = opportunity_factories.public_opportunity(by=writer, closes_on=date(2026, 11, 2))
        lead(opportunity_factories.outcome(over, heard=word(Kind.OUTCOME, life)).submission, life)
        lives.around.append(over)
        lives.organisations.append(organisation(life, writer))
        sign(life, writer)
    return lives


def around(life: str, writer: User) -> Commitment:
    """A public commitment with news, a view, an answer and a second name in that state."""
    one = factories.public_commitment(by=writer)
    for _ in range(3):
        factories.published(factories.view(one, words="I saw it."))
    lead(factories.news(one, happened=word(Kind.NEWS, life), learned=word(Kind.NEWS, life)).submission, life)
    lead(factories.view(one, words=word(Kind.VIEW, life)).submission, life)
    parts: list[tuple[Kind, Callable[[Submission], Any]]] = [
        (
            Kind.REPLY,
            lambda submission: Reply.objects.create(
                submission=submission, commitment=one, told_on=timezone.localdate(), words=word(Kind.REPLY, life)
            ),
        ),
        (
            Kind.PARTY,
            lambda submission: Party.objects.create(
                submission=submission,
                commitment=one,
                name=word(Kind.PARTY, life),
                keeper=writer,
                answered_at=timezone.now(),
            ),
        ),
    ]
    for kind, make in parts:
        submission = factories.submission(kind, writer, of=one)
        make(submission)
        lead(submission, life)
    return one


def organisation(life: str, writer: User) -> Organisation:
    made = factories.organisation(f"House {life}", writer)
    factories.public_commitment(by=writer, made_by=made)
    submission = factories.submission(Kind.PROFILE, writer)
    Profile.objects.create(submission=submission, organisation=made, number=1, name=word(Kind.PROFILE, life))
    lead(submission, life)
    made.refresh_from_db()
    return made


def sign(life: str, writer: User) -> None:
    charter, submission = factories.charter(), factories.submission(Kind.SIGNATURE, writer)
    edition = charter.current_edition
    assert edition is not None
    Signature.objects.create(
        submission=submission,
        charter=charter,
        edition=edition,
        signer=Signature.Signer.PERSON,
        name=word(Kind.SIGNATURE, life),
    )
    lead(submission, life)


def addresses(lives: Lives) -> Iterator[tuple[str, str]]:
    """The name and the address of each public page, for each thing that it can be about."""
    commitments = [*lives.commitments.values(), *(one for one in lives.around if isinstance(one, Commitment))]
    opportunities = [*lives.opportunities.values(), *(one for one in lives.around if isinstance(one, Opportunity))]
    fills: dict[str, list[dict[str, Any]]] = {
        "commitment": [{"reference": one.reference} for one in commitments],
        "opportunity": [{"reference": one.reference} for one in opportunities],
        "organisation": [{"slug": one.slug} for one in lives.organisations],
        "charter": [{"charter": "sandwell"}],
        "principle": [{"charter": "sandwell", "principle": "listen"}],
        "edition": [{"charter": "sandwell", "number": 1}],
        "theme": [{"theme": "listening"}],
        "year": [{"year": 2025}],
        "follow": [
            *({"kind": "commitment", "key": one.reference} for one in commitments),
            {"kind": "charter", "key": "sandwell"},
        ],
        "report": [
            *({"thing": f"commitment:{one.reference}"} for one in commitments),
            *({"thing": f"opportunity:{one.reference}"} for one in opportunities),
            *({"thing": f"organisation:{one.slug}"} for one in lives.organisations),
            {"thing": "charter:sandwell"},
        ],
    }
    for name, pattern in public_patterns():
        wanted = set(re.findall(r"<\w+:(\w+)>", pattern))
        of_opportunity = name.startswith("opportunity")
        fitting = [
            fill
            for about, each in fills.items()
            for fill in each
            if set(fill) == wanted and not (wanted == {"reference"} and (about == "opportunity") != of_opportunity)
        ]
        assert fitting or not wanted, f"Say in this test how to build the address of {name}: {pattern}"
        for fill in fitting or [{}]:
            address = reverse(name, kwargs=fill)
            yield name, f"{address}?q={COMMON}" if name == "search" else address


def public_patterns() -> Iterator[tuple[str, str]]:
    readable = {row.name for row in ROWS if row.audience[Person.READER] is Answer.OPEN and "GET" in row.methods}
    for pattern, found in patterns(get_resolver()):
        name = str(found.name)
        if name in readable and not NOT_READ.fullmatch(name) and not BY_LINK.fullmatch(pattern):
            yield name, pattern


def shown(client: Client, address: str) -> set[str]:
    """The words of ours that somebody reads there, whatever the page is made of."""
    response = client.get(address)
    content = Pdf(response.content).words if response.get("Content-Type") == "application/pdf" else ""
    return set(re.findall(r"zq[a-z]+zq", content or response.content.decode(errors="replace")))


MUST_NOT = {word(kind, life) for kind in Kind for life, (_, is_public) in LIVES.items() if not is_public}
APART = {word(kind, "apart") for kind in Kind}
NEVER_WAS = "ZZZZZZ"
# What somebody has for themselves on a page that is open to all, and what changes each time.
CHANGES = re.compile(r'value="[^"]*"|nonce-\S+')


def test_what_nobody_published_stands_on_no_address(
    client: Client, maker: User, signed_in: Callable[..., Client], administrator: User, stranger: User
) -> None:
    lives = build(maker)
    seen: dict[str, set[str]] = {}
    own: list[str] = []
    wrong = []
    for name, address in addresses(lives):
        found = shown(client, address)
        seen.setdefault(name, set()).update(found)
        wrong += [f"{address} shows {each}" for each in sorted(found & MUST_NOT)]
        own += [address] if reads_session(client, address) else []
    missing = [
        f"{word(kind, life)} is not on {name}"
        for kind, names in READ_AT.items()
        for name in sorted(names)
        for life in ("published", "restored")
        if word(kind, life) not in seen[name]
    ]
    # Whoever is signed in sees no more there, in whatever role; a page that reads no session is the same for all.
    hold_every_role(administrator)
    for user in (administrator, stranger):
        theirs = signed_in(user, second_factor=user == administrator)
        wrong += [
            f"{address} shows {each} to {user.email}" for address in own for each in shown(theirs, address) & MUST_NOT
        ]
    assert (wrong, missing) == ([], []), "\n".join(wrong + missing)
    answers_as_if_it_never_was(client, lives)


def hold_every_role(user: User) -> None:
    for name in set(Role.Name) - set(user.roles.values_list("name", flat=True)):
        Role.objects.create(user=user, name=name)
    factories.charter().stewardships.get_or_create(user=user)
    Week.objects.get(year=2025).organisers.get_or_create(user=user)


def reads_session(client: Client, address: str) -> bool:
    return "cookie" in client.head(address).get("Vary", "").lower()


def answers_as_if_it_never_was(client: Client, lives: Lives) -> None:
    """404, and not a word else than for a reference that nobody has; 410 where it was public once."""
    things: list[tuple[str, dict[str, Any]]] = [
        ("commitment", dict(lives.commitments)),
        ("opportunity", dict(lives.opportunities)),
    ]
    for name, each in things:
        never = client.get(reverse(name, args=[NEVER_WAS]))
        for life, thing in each.items():
            answer = client.get(reverse(name, args=[thing.reference]))
            if life in ONCE_PUBLIC:
                assert answer.status_code == 410, (name, life)
            elif not LIVES[life][1]:
                assert answer.status_code == never.status_code == 404, (name, life)
                assert plain(answer.content, thing.reference) == plain(never.content, NEVER_WAS), (name, life)


def plain(content: bytes, reference: str) -> str:
    return CHANGES.sub("", content.decode().replace(reference, ""))


def test_what_nobody_published_is_in_no_letter_and_no_suggestion(maker: User, clock: time_machine.Traveller) -> None:
    charter = factories.charter()
    before = timezone.now() - timedelta(hours=1)
    Follow.objects.create(email="follower@example.org", charter=charter, confirmed_at=before, told_until=before)
    build(maker)
    clock.shift(timedelta(days=1))
    tell_followers()
    learn()
    letters = "".join(LetterPart.objects.filter(to="follower@example.org").values_list("body", flat=True))
    assert word(Kind.VERSION, "published") in letters
    assert [each for each in MUST_NOT if each in letters] == []
    to_others = Mail.objects.exclude(to=maker.email).values_list("subject", "body")
    assert [each for each in MUST_NOT for mail in to_others if each in "".join(mail)] == []
    client = Client()
    for life, (_, is_public) in LIVES.items():
        slip = word(Kind.VERSION, life)[:-1]
        assert is_public or word(Kind.VERSION, life) not in client.get(f"/search/?q={slip}").content.decode()
    assert KnownWord.objects.filter(word=word(Kind.VERSION, "published")).exists()


def test_what_is_kept_apart_is_on_no_page_of_the_desk(
    maker: User, moderator: User, administrator: User, signed_in: Callable[..., Client]
) -> None:
    build(maker)
    for user in (moderator, administrator):
        client = signed_in(user, second_factor=True)
        for name, pattern in staff_patterns():
            if "<" not in pattern:
                assert shown(client, reverse(name)) & APART == set(), (user.email, name)


def staff_patterns() -> Iterator[tuple[str, str]]:
    for pattern, found in patterns(get_resolver()):
        if pattern.startswith("moderation/"):
            yield str(found.name), pattern
