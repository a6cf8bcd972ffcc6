"""One organisation becomes a part of another: everything that it has goes along, and its old address leads there."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.membership import leads_of, role_in
from commitments.models import Commitment, Entry, FormerName, Member, Opportunity, Organisation, Party
from commitments.permissions import can_moderate
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.outbox.models import Subject
from coprod_portal.search import index
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.operations import move
from coprod_portal.submissions.states import Action, State, is_allowed

from . import filing
from .profiles import make_found


@transaction.atomic
def merge(*, organisation: Organisation, into: Organisation, by: User) -> Organisation:
    """By a moderator who belongs to neither. Nothing public goes from the site, and nothing is counted twice."""
    # Others may hold a commitment of the old one and be about to name the new one: they must not wait for us.
    held = [
        one
        for key in sorted({organisation.pk, into.pk})
        for one in Organisation.objects.select_for_update(no_key=key == into.pk).filter(pk=key)
    ]
    if len(held) != 2:
        raise Refused(_("One of these organisations is not here any more, or they are the same one."))
    old, kept = sorted(held, key=lambda one: one.pk == into.pk)
    if not can_moderate(by) or role_in(by, old) or role_in(by, kept):
        raise Refused(_("You cannot merge these organisations, because you belong to one of them."))
    if old.made_up != kept.made_up:
        raise Refused(_("One of these organisations is made up, and the other is not."))
    for lead in {*leads_of(old), *leads_of(kept)}:
        letters.add(
            to=lead.email,
            subject=Subject.CARE,
            kind="commitments/organisations_merged",
            thing=f"organisation:{kept.pk}",
            period=f"merged-{old.pk}",
            context={"old": old.name, "organisation": kept},
        )
    move_parties(old, kept)
    for things in (Commitment.objects, Opportunity.objects, Entry.objects, old.invitations):
        things.filter(organisation=old).update(organisation=kept)
    move_people(old, kept)
    move_profiles(old, kept, by=by)
    move_address(old, kept, by=by)
    make_found(kept)
    return kept


def move_parties(old: Organisation, kept: Organisation) -> None:
    """Whoever makes a commitment does not stand beside it too, and nobody stands there twice."""
    made = Commitment.objects.filter(organisation__in=[old, kept])
    own = Party.objects.filter(organisation__in=[old, kept], commitment__in=made)
    beside_both = old.parties.filter(commitment__in=kept.parties.values("commitment"))
    twice = [*own.values_list("pk", flat=True), *beside_both.values_list("pk", flat=True)]
    Submission.objects.filter(pk__in=twice).delete()
    old.parties.update(organisation=kept)


def move_people(old: Organisation, kept: Organisation) -> None:
    for member in old.members.all():
        there, is_new = Member.objects.get_or_create(
            organisation=kept, user_id=member.user_id, defaults={"role": member.role, "joined_at": member.joined_at}
        )
        if not is_new and member.role == Member.Role.LEAD and there.role != member.role:
            there.role = member.role
            there.save(update_fields=["role"])
    belong = kept.members.values("user")
    asked = kept.join_requests.filter(decision="").values("user")
    waiting = old.join_requests.filter(decision="")
    waiting.filter(user__in=belong).delete()
    waiting.filter(user__in=asked).delete()
    old.join_requests.update(organisation=kept)
    old.follows.filter(email__in=kept.follows.values("email")).delete()
    old.follows.update(organisation=kept)


def move_profiles(old: Organisation, kept: Organisation, *, by: User) -> None:
    """What the old one said of itself counts no more, and stays where a moderator can read it."""
    last = kept.profiles.aggregate(last=Max("number"))["last"] or 0
    for number, profile in enumerate(old.profiles.select_related("submission").order_by("number"), start=last + 1):
        submission = profile.submission
        if is_allowed(action=Action.WITHDRAW, state=State(submission.state)):
            move(submission=submission, action=Action.WITHDRAW, revision=submission.revision, by=by)
        profile.organisation, profile.number = kept, number
        profile.save(update_fields=["organisation", "number"])


def move_address(old: Organisation, kept: Organisation, *, by: User) -> None:
    old.former_names.update(organisation=kept)
    index.remove(kind=filing.ORGANISATION, things=[old.pk])
    name, likeness, slug = old.name, old.likeness, old.slug
    old.delete()
    FormerName.objects.create(
        organisation=kept,
        name=name,
        likeness=likeness,
        slug=slug,
        why=FormerName.Why.MERGED,
        ended_at=timezone.now(),
        ended_by=by,
    )
