"""What staff do with a case while it is open: take it, give it to another, write something down, say how far it is."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coprod_portal.accounts.models import User
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused, Stale

from .models import Case, CaseNote
from .operations import hold, page_of_staff
from .permissions import answered_before, is_own, kinds_of


@transaction.atomic
def take_case(*, case: Case, seen: int | None, by: User) -> Case:
    """`seen` is the key of whoever had it on the page. Raises `Stale` if somebody else has it by now."""
    return give_to(by, case=case, seen=seen)


@transaction.atomic
def give_case(*, case: Case, email: str, seen: int | None, by: User) -> Case:
    """To another of the staff who may see to cases of this kind. They get a mail, without words of the case."""
    to = User.objects.filter(email=User.objects.normalize(email), is_active=True).first()
    if to is None or case.kind not in kinds_of(to):
        raise Refused(_("Nobody with this address may see to this case. Ask an administrator to give them the role."))
    held = give_to(to, case=case, seen=seen)
    if to != by:
        period = f"{timezone.now():%Y%m%d%H%M%S%f}"
        context = {"case": held, "page": page_of_staff(held.reference)}
        post(
            to=to.email,
            kind="cases/given",
            thing=f"case:{held.reference}",
            period=period,
            context=context,
        )
    return held


def give_to(owner: User, *, case: Case, seen: int | None) -> Case:
    held = hold(case=case)
    if held.owner_id != seen:
        raise Stale(_("Somebody else has taken this case in the meantime."))
    if is_own(owner, held):
        raise Refused(_("Whoever wrote to us cannot see to their own case."))
    if answered_before(owner, held):
        raise Refused(_("Whoever gave the first answer leaves the second to another person."))
    held.owner = owner
    held.save(update_fields=["owner"])
    return held


@transaction.atomic
def write_note(*, case: Case, words: str, by: User) -> CaseNote:
    """For staff only. A case that is closed takes notes too."""
    return CaseNote.objects.create(case=case, by=by, at=timezone.now(), words=words)


@transaction.atomic
def tell_progress(*, case: Case, words: str, by: User) -> CaseNote:
    """Write to the person how far we are, and keep it with the notes. The case goes on."""
    held = hold(case=case)
    if not held.email:
        raise Refused(_("Nobody left an address for this case."))
    if is_own(by, held):
        raise Refused(_("This case is yours. Somebody else sees to it."))
    note = CaseNote.objects.create(case=held, by=by, at=timezone.now(), words=words, is_sent=True)
    context = {"case": held, "words": words}
    post(to=held.email, kind="cases/progress", thing=f"case:{held.reference}", period=str(note.pk), context=context)
    return note
