"""The words that a notice of defamation is about: which they are, who wrote them, and where they can be reached."""

from urllib.parse import urlsplit

from commitments.desk.reported import submissions_of, titles_of
from commitments.subjects import WITH_SUBJECT, subject_of
from commitments.thing_names import name_at
from coprod_portal.accounts.models import User
from coprod_portal.languages.texts import Text
from coprod_portal.outbox.letters import dead_addresses
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State


def statement_of(thing: str) -> Submission | None:
    """The words that are public now; where none are, those that were public last."""
    found = submissions_of(thing).select_related(*WITH_SUBJECT)
    return found.filter(state=State.PUBLISHED).first() or found.exclude(published_at=None).first()


def thing_at(address: str) -> str:
    """The name of what a page is about, by its address as somebody copied it; empty where that is no page of ours."""
    try:
        return name_at(urlsplit(address.strip()).path)
    except ValueError:
        return ""


def title_of(thing: str) -> Text:
    return titles_of([thing]).get(thing, "")


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
