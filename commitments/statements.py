"""The words that a notice of defamation is about: which they are, who wrote them, and where they can be reached."""

from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.urls import Resolver404, resolve

from commitments.permissions import own_among
from commitments.subjects import WITH_SUBJECT, subject_of
from coprod_portal.accounts.models import User
from coprod_portal.outbox.letters import dead_addresses
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State

# The way from a submission to the name of the thing whose words it holds. Any other part is its submission alone.
WORDS_OF = {
    "commitment": "version__commitment__reference",
    "opportunity": "notice__opportunity__reference",
    "organisation": "profile__organisation__slug",
    "submission": "pk",
}
PAGES = {
    "commitment": "commitment:{reference}",
    "commitment-history": "commitment:{reference}",
    "commitment-easy-read": "commitment:{reference}",
    "opportunity": "opportunity:{reference}",
    "organisation": "organisation:{slug}",
}
LONGEST_KEY = 18


def submissions_of(thing: str) -> "QuerySet[Submission]":
    """All words of a thing that ever were sent, newest first."""
    kind, _sign, key = thing.partition(":")
    is_key = key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY
    if kind not in WORDS_OF or (kind == "submission" and not is_key):
        return Submission.objects.none()
    found = Submission.objects.select_related(*WITH_SUBJECT).exclude(state=State.DRAFT)
    return found.filter(**{WORDS_OF[kind]: key}).order_by("-pk")


def statement_of(thing: str) -> Submission | None:
    """The words that are public now; where none are, those that were public last."""
    found = submissions_of(thing)
    return found.filter(state=State.PUBLISHED).first() or found.exclude(published_at=None).first()


def thing_at(address: str) -> str:
    """The name of what a page is about, by its address as somebody copied it; empty where it is about no one thing."""
    try:
        match = resolve(urlsplit(address.strip()).path)
    except (Resolver404, ValueError):
        return ""
    return PAGES[match.view_name].format(**match.kwargs) if match.view_name in PAGES else ""


def title_of(thing: str) -> str:
    statement = statement_of(thing)
    return subject_of(statement).title if statement else ""


def is_own_statement(user: User, thing: str) -> bool:
    """Nobody sees to a notice about their own words, or their organisation's."""
    return bool(own_among(user, submissions_of(thing)))


def address_of_writer(statement: Submission | None) -> str:
    """Where whoever wrote the words reads mail, or whoever looks after them; empty where nobody can be reached.

    Whoever said how they see a commitment gave no name, so its keeper is not asked in their place.
    """
    if statement is None:
        return ""
    writer = statement.written_by
    keeper = subject_of(statement).keeper_id
    if writer is None and keeper is not None and statement.kind != Submission.Kind.VIEW:
        writer = User.objects.filter(pk=keeper).first()
    if writer is None or not writer.is_active:
        return ""
    return "" if dead_addresses().filter(email=writer.email).exists() else writer.email
