"""How people involved see a commitment: sent, confirmed from a mail or by a card, and taken back.

What was sent by mail stays a draft until the address is confirmed; only then does a person read it. With a card it goes
to be read at once, and nothing keeps which card it was.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from commitments.models import Card, Commitment, View
from commitments.people_involved import is_seal_of_makers, seal
from coprod_portal.links import sealed
from coprod_portal.outbox.operations import post
from coprod_portal.references import ALPHABET
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State

from .public_facts import refresh
from .words import draft_about, locked

LINK = "commitments.view"


@dataclass(frozen=True, kw_only=True)
class Said:
    answer: str
    words: str = ""
    got_back: str = ""


@transaction.atomic
def send_view(*, commitment: Commitment, said: Said, email: str) -> View:
    """Keep what somebody says as a draft, and mail them the link that lets it count.

    The mail is filed under a name made by chance: nothing in the outbox leads from an address to what was said.
    """
    held = hold_public(commitment)
    view = keep(held, said, View.By.EMAIL)
    token = sealed(LINK, str(view.pk), seal(held, email))
    post(
        to=email,
        kind="commitments/view_confirm",
        thing=f"view-of:{held.reference}",
        period=get_random_string(20),
        context={
            "title": title_of(held),
            "link": settings.BASE_URL + reverse("commitment-view-confirm", args=[held.reference, token]),
            "until": ends_at(view),
        },
        useless_after=ends_at(view),
    )
    return view


def ends_at(view: View) -> datetime:
    """When what nobody confirmed goes."""
    return view.submission.created_at + timedelta(days=settings.REVIEW_LINK_DAYS)


def is_too_late(view: View) -> bool:
    return view.submission.state == State.DRAFT and timezone.now() >= ends_at(view)


@transaction.atomic
def confirm_view(*, view: View, address_seal: str) -> View:
    """Send it to be read. An address counts once: what it said before makes room for this.

    Whoever holds the commitment is alone, so two links of one address never both count.
    """
    commitment = locked(view.commitment)
    held = View.objects.select_related("submission").filter(pk=view.pk).first()
    if held is None or is_too_late(held):
        raise Refused(_("This link has ended, so what you said is not here any more."))
    if held.submission.state != State.DRAFT:
        return held
    if commitment.published_version_id is None:
        raise Refused(_("This commitment is not on the site any more."))
    if is_seal_of_makers(commitment, address_seal):
        raise Refused(_("You made this commitment, or look after it. Only other people can say how they see it."))
    earlier = Submission.objects.filter(view__commitment=commitment, view__address_seal=address_seal)
    had_one = earlier.exists()
    earlier.delete()
    held.address_seal = address_seal
    held.save(update_fields=["address_seal"])
    move(submission=held.submission, action=Action.SUBMIT, revision=held.submission.revision, by=None)
    if had_one:
        refresh(commitment=commitment)
    held.submission.refresh_from_db()
    return held


@transaction.atomic
def use_card(*, commitment: Commitment, code: str, said: Said) -> View:
    """A card works once: of two who use it at the same moment, one is told that it was used."""
    held = hold_public(commitment)
    card = Card.objects.filter(commitment=held, code=code_as_kept(code)).first()
    if card is None:
        raise Refused(_("We do not know this code. Look at the card again: it has 8 letters and numbers."))
    if not Card.objects.filter(pk=card.pk, is_used=False).update(is_used=True):
        raise Refused(_("This card was used before. Each card works once. Ask for another one."))
    view = keep(held, said, View.By.CARD)
    move(submission=view.submission, action=Action.SUBMIT, revision=view.submission.revision, by=None)
    return view


@transaction.atomic
def delete_view(*, view: View) -> None:
    """As whoever gave it asks. A second click finds it gone, as it asked."""
    commitment = locked(view.commitment)
    Submission.objects.filter(view=view).delete()
    refresh(commitment=commitment)


def card_of(code: str) -> Card | None:
    """The card with this code, of a commitment that anybody may see."""
    public = Commitment.objects.public()
    return Card.objects.filter(code=code_as_kept(code), commitment__in=public).select_related("commitment").first()


def code_as_kept(code: str) -> str:
    """As people type it: small letters, spaces and dashes do not matter."""
    return "".join(letter for letter in code.upper() if letter in ALPHABET)


def hold_public(commitment: Commitment) -> Commitment:
    held = locked(commitment)
    if held.published_version_id is None:
        raise Refused(_("This commitment is not on the site any more."))
    return held


def keep(commitment: Commitment, said: Said, by: View.By) -> View:
    submission = draft_about(commitment, kind=Submission.Kind.VIEW, by=None)
    return View.objects.create(
        submission=submission, commitment=commitment, told_on=timezone.localdate(), by=by, **vars(said)
    )


def title_of(commitment: Commitment) -> str:
    return commitment.published_version.title if commitment.published_version else commitment.reference


def prune_views() -> int:
    """Delete what nobody confirmed in time. Returns how many."""
    before = timezone.now() - timedelta(days=settings.REVIEW_LINK_DAYS)
    late = Submission.objects.filter(kind=Submission.Kind.VIEW, state=State.DRAFT, created_at__lt=before)
    number = late.count()
    late.delete()
    return number
