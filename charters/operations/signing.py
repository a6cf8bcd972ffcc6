"""Signing a charter: a name that says "I back these words". Nobody sees it before a person has read it."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charters.models import Charter, Edition, Signature
from coprod_portal.accounts.models import User
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move, new_draft
from coprod_portal.submissions.states import OPEN, Action, State, action_to_send, told_states

# A name in one of these stands, or may come to stand.
STANDING = (*OPEN, State.PUBLISHED, State.HIDDEN)


@transaction.atomic
def sign(*, charter: Charter, edition: Edition, signer: Signature.Signer, name: str, by: User) -> Signature:
    """Put a name under the words of an edition, to be read first.

    Raises `Stale` when other words stand now than those that the person had before them, and `Refused` when they have
    signed in the same way already.
    """
    held = Charter.objects.select_for_update().get(pk=charter.pk)
    if held.current_edition_id != edition.pk:
        raise Stale(_("The charter has new words since you opened this page. Please read them before you sign."))
    if signatures_of(by, held).filter(signer=signer, submission__state__in=STANDING).exists():
        raise Refused(_("You have signed this charter already. You can see that name on this page."))
    submission = new_draft(kind=Submission.Kind.SIGNATURE, by=by, charter_slug=held.slug)
    signature = Signature.objects.create(
        submission=submission, charter=held, edition=edition, signer=signer, name=name, made_up=held.made_up
    )
    submission = move(submission=submission, action=Action.SUBMIT, revision=1, by=by)
    post(
        to=by.email,
        kind="charters/signature_receipt",
        language=get_language(),
        thing=f"submission:{submission.pk}",
        period="1",
        context={"signature": signature, "charter": held, "read_by_date": submission.read_by_date},
    )
    return signature


@transaction.atomic
def change_name(*, signature: Signature, name: str, revision: int, by: User) -> Signature:
    """Send another name to be read in place of one that waits or came back with a question."""
    held = locked(signature)
    if held.state not in OPEN:
        raise Stale(_("We have read this name already. To use another one, take it back and sign again."))
    move(submission=held, action=action_to_send(State(held.state)), revision=revision, by=by)
    signature.name = name
    signature.save(update_fields=["name"])
    return signature


@transaction.atomic
def take_back(*, signature: Signature, by: User) -> None:
    """The name goes from every page at once."""
    held = locked(signature)
    if held.state not in STANDING:
        raise Refused(_("This name is not under the charter any more."))
    move(submission=held, action=Action.WITHDRAW, revision=held.revision, by=by)


def locked(signature: Signature) -> Submission:
    """Hold the signature first and then its submission, as whoever decides on it does."""
    Signature.objects.select_for_update().get(pk=signature.pk)
    return Submission.objects.select_for_update().get(pk=signature.pk)


def signatures_of(user: User, charter: Charter) -> "QuerySet[Signature]":
    """The names that somebody has put under a charter, the newest first."""
    mine = Signature.objects.filter(submission__written_by=user, charter=charter)
    return mine.select_related("submission", "edition", "charter").order_by("-pk")


def about_signatures(*, email: str, user: User | None) -> dict[str, Any]:
    """What we know of somebody's signatures."""
    mine = Signature.objects.filter(submission__written_by=user) if user else Signature.objects.none()
    fields = ("charter__slug", "signer", "name", "submission__state", "submission__created_at")
    return {"signatures": told_states(mine.order_by("pk").values(*fields))}


def forget_signatures(*, email: str, user: User | None) -> None:
    """A person's name goes. What an organisation has signed stays its own."""
    if user is not None:
        Submission.objects.filter(signature__signer=Signature.Signer.PERSON, written_by=user).delete()
