"""Making a commitment together: each who is asked says yes or no, and may leave later.

Whoever writes here holds the commitment first, then the party, as the desk does.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.joint import can_answer_for
from commitments.membership import is_known, leads_of
from commitments.models import Commitment, Organisation, Party
from commitments.operations import followers
from commitments.operations.public_facts import refresh
from commitments.operations.words import draft_about, locked
from coprod_portal.accounts.blocking import refuse_blocked
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import LetterPart, Mail
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import MOVES, OPEN, Action, State, told_states

MOST = 10
ASKED, STANDING = (State.DRAFT,), (*OPEN, State.PUBLISHED, State.HIDDEN)
PRUNED_AT_ONCE = 500


@transaction.atomic
def ask_organisation(*, commitment: Commitment, organisation: Organisation, by: User) -> Party:
    """Ask the leads of an organisation, at /my/ and in their letters. The caller knows that `by` looks after it."""
    refuse_blocked(by)
    held = locked(commitment)
    refuse_unless_possible(held)
    if held.organisation_id == organisation.pk:
        raise Refused(_("Your own organisation makes it already. Choose another one."))
    if (earlier := held.parties.filter(organisation=organisation).select_related("submission").first()) is not None:
        raise Refused(already(earlier))
    leads = list(leads_of(organisation))
    if not leads:
        raise Refused(
            _("Nobody looks after this organisation here, so we cannot ask it. Ask somebody there by e-mail instead.")
        )
    party = add(held, organisation=organisation)
    for lead in leads:
        tell(lead, party, kind="commitments/together_asked", period=f"asked-{party.key.hex}")
    return party


@transaction.atomic
def ask_person(*, commitment: Commitment, email: str, by: User) -> Party:
    """Write to somebody, who says yes or no after signing in with that address."""
    refuse_blocked(by)
    email = User.objects.normalize(email)
    held = locked(commitment)
    refuse_unless_possible(held)
    if held.by_young_person:
        raise Refused(_("A young person makes this commitment, so it can be made together with organisations only."))
    if email == User.objects.normalize(by.email):
        raise Refused(_("This is your own address. Enter the address of somebody else."))
    if held.parties.filter(email=email, submission__state=State.DRAFT).exists():
        raise Refused(_("You have asked this person already. Take that back to ask again."))
    party = add(held, email=email)
    post(
        to=email,
        kind="commitments/together_invitation",
        thing=f"commitment:{held.reference}",
        period=f"asked-{party.key.hex}",
        context=context_of(party),
        useless_after=ends_at(party),
    )
    return party


def refuse_unless_possible(commitment: Commitment) -> None:
    if not is_live(commitment):
        raise Refused(_("This commitment is not on the site any more, so nobody can join it."))
    if commitment.parties.exclude(submission__state=State.DECLINED).count() >= MOST:
        raise Refused(_("You have asked as many as we can show on one commitment."))


def is_live(commitment: Commitment) -> bool:
    """It is public, or waits to be."""
    return (
        commitment.published_version_id is not None or commitment.versions.filter(submission__state__in=OPEN).exists()
    )


def already(party: Party) -> str:
    if party.submission.state == State.DRAFT:
        return _("You have asked this organisation already. It has not answered yet.")
    if party.submission.state in STANDING:
        return _("This organisation makes it together with you already.")
    return _("This organisation has said no, or has left. We do not ask it again.")


def add(commitment: Commitment, **whom: Any) -> Party:
    now = timezone.now()
    submission = draft_about(commitment, kind=Submission.Kind.PARTY, by=None)
    return Party.objects.create(submission=submission, commitment=commitment, asked_at=now, **whom)


def ends_at(party: Party) -> datetime:
    """Until when somebody who was asked by mail can say yes."""
    return party.asked_at + timedelta(days=settings.INVITATION_DAYS)


def has_ended(party: Party) -> bool:
    return party.organisation_id is None and party.submission.state == State.DRAFT and ends_at(party) <= timezone.now()


@transaction.atomic
def accept(*, party: Party, name: str = "", by: User) -> Party:
    """Say yes, with the name to be shown: it is read before it is. The same for a name that came back with a question.

    Accepting again changes nothing.
    """
    held = locked_for(party, by)
    state = held.submission.told_state
    if state in (State.SUBMITTED, State.PUBLISHED):
        return held
    if state not in (State.DRAFT, State.RETURNED):
        raise Refused(_("This does not wait for an answer any more."))
    if has_ended(held):
        raise Refused(_("This invitation has ended. Ask for a new one."))
    if not is_live(held.commitment):
        raise Refused(_("This commitment is not on the site any more, so nobody can join it."))
    if held.organisation is None:
        if not name.strip():
            raise Refused(_("Enter the name that we may show."))
        held.name = name.strip()
    is_first = held.answered_at is None
    held.keeper, held.email, held.answered_at = by, "", held.answered_at or timezone.now()
    held.save(update_fields=["name", "keeper", "email", "answered_at"])
    Submission.objects.filter(pk=held.pk).update(written_by=by)
    held.submission = move(submission=held.submission, action=Action.SUBMIT, revision=held.submission.revision, by=by)
    if is_first:
        tell_maker(held, said="yes")
    return held


@transaction.atomic
def leave(*, party: Party, by: User) -> Party:
    """Say no, or stand under it no more. Saying so again changes nothing."""
    held = locked_for(party, by)
    before = held.submission.state
    if before not in MOVES[Action.WITHDRAW].starts:
        return held
    held.submission = move(submission=held.submission, action=Action.WITHDRAW, revision=held.submission.revision, by=by)
    held.name, held.email, held.answered_at = "", "", held.answered_at or timezone.now()
    held.save(update_fields=["name", "email", "answered_at"])
    if before == State.PUBLISHED:
        refresh(commitment=held.commitment)
        followers.untell(commitment=held.commitment)
    tell_maker(held, said="no" if before == State.DRAFT else "left")
    return held


@transaction.atomic
def take_back(*, party: Party, by: User) -> None:
    """Ask no more, as long as nobody has answered. The caller knows that `by` looks after the commitment."""
    locked(party.commitment)
    held = Submission.objects.select_for_update().filter(pk=party.pk).first()
    if held is None:
        return
    if held.state != State.DRAFT:
        raise Refused(_("They have answered already, so you cannot take this back."))
    period = f"asked-{party.key.hex}"
    Mail.objects.waiting().filter(period=period).update(useless_after=timezone.now())
    LetterPart.objects.filter(period=period, letter__isnull=True).delete()
    LetterPart.objects.filter(period=period, letter__sent_at__isnull=True).delete()
    held.delete()


def locked_for(party: Party, by: User) -> Party:
    """The party, held, for somebody who may answer for it."""
    locked(party.commitment)
    Submission.objects.select_for_update().filter(pk=party.pk).first()
    held = Party.objects.select_related("submission", "commitment__published_version", "organisation")
    found = held.filter(pk=party.pk).first()
    if found is None:
        raise Refused(_("This was taken back, so it does not wait for an answer any more."))
    if not can_answer_for(by, found):
        raise Refused(_("Only somebody who was asked, or a lead of the organisation, can answer this."))
    return found


def tell_maker(party: Party, *, said: str) -> None:
    """In the letter of whoever looks after the commitment."""
    keeper = party.commitment.keeper
    if keeper is not None and keeper.is_active:
        tell(keeper, party, kind="commitments/together_answered", period=f"{said}-{party.key.hex}", said=said)


def tell(user: User, party: Party, *, kind: str, period: str, said: str = "") -> None:
    letters.add(
        to=user.email,
        subject=letters.Subject.CARE,
        kind=kind,
        thing=f"commitment:{party.commitment.reference}",
        period=period,
        context={**context_of(party), "said": said},
    )


def people_of(party: Party) -> list[User]:
    """Who is told of what becomes of it. Whoever was only asked by mail has heard from us once, and that is all."""
    if party.organisation is not None:
        return list(leads_of(party.organisation))
    return [party.keeper] if party.keeper is not None and party.keeper.is_active else []


def context_of(party: Party) -> dict[str, Any]:
    """What the mails say it is about. Words that no person has read yet are not sent to somebody who did not ask."""
    commitment, maker = party.commitment, party.commitment.organisation
    is_public = commitment.published_version is not None
    return {
        "party": party,
        "commitment": commitment,
        "title": commitment.published_version.title if commitment.published_version else "",
        "maker": commitment.maker_name if is_public or (maker and is_known(maker)) else "",
        "ends_at": ends_at(party),
    }


def asked_or_standing(user: User) -> "QuerySet[Party]":
    """What somebody is asked to make together with others, or makes with them: for themselves or their organisation."""
    theirs = Q(keeper=user, organisation=None) | Q(organisation__members__user=user)
    theirs |= Q(email=User.objects.normalize(user.email), submission__state=State.DRAFT)
    return (
        Party.objects.filter(theirs, submission__state__in=(*ASKED, *STANDING))
        .select_related("submission", "organisation", "commitment__organisation", "commitment__published_version")
        .distinct()
        .order_by("asked_at", "pk")
    )


def prune_parties() -> int:
    """Delete invitations by mail that nobody answered in time. Returns how many."""
    before = timezone.now() - timedelta(days=settings.INVITATION_DAYS)
    late = Party.objects.filter(organisation=None, answered_at=None, asked_at__lte=before)
    keys = list(late.values_list("pk", flat=True)[:PRUNED_AT_ONCE])
    Submission.objects.filter(pk__in=keys).delete()
    return len(keys)


def about_parties(*, email: str, user: User | None) -> dict[str, Any]:
    fields = ("commitment__reference", "name", "email", "asked_at", "answered_at", "submission__state")
    return {"made_together": told_states(own_parties(email, user).order_by("pk").values(*fields))}


@transaction.atomic
def forget_parties(*, email: str, user: User | None) -> None:
    """A person's name goes from the commitments of others. What an organisation stands under stays its own."""
    for party in own_parties(email, user).select_related("commitment"):
        locked(party.commitment)
        Submission.objects.filter(pk=party.pk).delete()
        refresh(commitment=party.commitment)


def own_parties(email: str, user: User | None) -> "QuerySet[Party]":
    theirs = Q(email=User.objects.normalize(email))
    return Party.objects.filter(theirs | Q(keeper=user) if user else theirs, organisation=None)
