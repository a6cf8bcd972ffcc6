"""Making a commitment: a draft becomes a commitment with its first version, which waits to be read."""

from dataclasses import dataclass
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext

from charters.models import Area, Charter
from commitments.models import Commitment, Draft, Member, Organisation
from coprod_portal.accounts.models import User
from coprod_portal.outbox.operations import post
from coprod_portal.references import create_with_reference
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action

from . import first_readings
from .new_organisations import free_slugs, new_organisation
from .words import VersionWords, add_version


@dataclass(frozen=True, kw_only=True)
class Maker:
    """One of three: an organisation that the sender belongs to, the name of a new one, or the name of a person."""

    organisation: Organisation | None = None
    new_organisation: str = ""
    person_name: str = ""
    read_first_by: str = ""
    """Of a young person: the address of the grown-up who reads it first."""


@transaction.atomic
def send(*, draft: Draft, maker: Maker, charter: Charter, words: VersionWords, by: User) -> Commitment:
    """Send a draft to be read. The same draft sent again gives the commitment that it became the first time.

    `by` is signed in, so the address is theirs. What the draft held is deleted: the commitment has the words now.
    """
    held = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if held is None:
        raise Refused(gettext("This draft is not here any more, so we could not send it."))
    # Asked for apart: a join to it, locked after a wait, would show the commitment of before the wait.
    if held.sent_as:
        return held.sent_as
    commitment = create_commitment(maker=maker, charter=charter, area=words.area, by=by)
    if held.week_id or held.renews_id:
        commitment.week, commitment.renews = held.week, held.renews
        commitment.save(update_fields=["week", "renews"])
    version = add_version(commitment=commitment, words=words, by=by)
    if commitment.by_young_person:
        first_readings.ask(submission=version.submission, email=maker.read_first_by, by=by)
        submission = version.submission
    else:
        submission = move(submission=version.submission, action=Action.SUBMIT, revision=1, by=by)
    post_receipt(commitment=commitment, submission=submission, title=words.title)
    held.sent_as, held.keeper, held.answers, held.email, held.waits_for_code = commitment, by, {}, "", False
    # The picture goes with its words: with them it is hidden, and with them it is forgotten.
    held.changed_at, held.picture = timezone.now(), None
    held.save()
    return commitment


def create_commitment(*, maker: Maker, charter: Charter, area: Area | None, by: User) -> Commitment:
    def create(reference: str) -> Commitment:
        return Commitment.objects.create(
            reference=reference,
            charter=charter,
            organisation=organisation_of(maker=maker, reference=reference, area=area, by=by),
            person_name=maker.person_name,
            by_young_person=bool(maker.read_first_by),
            keeper=by,
            made_up=by.made_up or charter.made_up,
            created_at=timezone.now(),
        )

    return create_with_reference(Commitment, create)


def organisation_of(*, maker: Maker, reference: str, area: Area | None, by: User) -> Organisation | None:
    """Nobody joins an organisation by typing its name: that makes another of the same name, and the desk is told."""
    if maker.person_name:
        return None
    if maker.organisation and maker.organisation.members.filter(user=by).exists():
        return maker.organisation
    if maker.organisation:
        raise Refused(gettext("You are not a member of that organisation any more. Please say again who makes this."))
    own = Organisation.objects.filter(members__user=by, name__iexact=maker.new_organisation).first()
    if own:
        return own
    new = partial(create_organisation, name=maker.new_organisation, reference=reference, area=area, by=by)
    try:
        with transaction.atomic():
            organisation = new()
    except IntegrityError:
        # Somebody has just taken its address: now that can be seen, and it gets another.
        organisation = new()
    Member.objects.create(organisation=organisation, user=by, joined_at=timezone.now())
    return organisation


def create_organisation(*, name: str, reference: str, area: Area | None, by: User) -> Organisation:
    [slug] = free_slugs([name], [reference])
    organisation = new_organisation(slug=slug, name=name, area=area, made_up=by.made_up)
    organisation.save(force_insert=True)
    return organisation


def post_receipt(*, commitment: Commitment, submission: Submission, title: str) -> None:
    if commitment.keeper is None:
        return
    post(
        to=commitment.keeper.email,
        kind="commitments/receipt",
        language=get_language(),
        thing=f"commitment:{commitment.reference}",
        period=str(submission.revision),
        context={"commitment": commitment, "title": title, "read_by_date": submission.read_by_date},
    )
