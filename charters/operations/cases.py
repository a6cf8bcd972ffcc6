"""Cases about a charter: those who look after it answer them."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Charter, CharterCase, Mapping, Principle, Theme
from charters.permissions import stewards_of
from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case
from coprod_portal.cases.operations import answer_case, open_case, page_of_staff
from coprod_portal.submissions.errors import Refused, Stale


@transaction.atomic
def open_charter_case(
    *,
    kind: Case.Kind,
    charter: Charter,
    email: str,
    words: str,
    principle: Principle | None = None,
    mapping: Mapping | None = None,
) -> Case:
    """Keep what somebody says about a charter, and tell its stewards; where it has none, whoever reads our mail.

    Somebody who goes back and sends the very same again meets the case that waits already.
    """
    waiting = CharterCase.objects.filter(charter=charter, principle=principle, mapping=mapping)
    sent = waiting.filter(case__kind=kind, case__email__iexact=email, case__words=words, case__closed_at=None).first()
    if sent is not None:
        return sent.case
    staff = list(stewards_of(charter).values_list("email", flat=True))

    def page(reference: str) -> str:
        return reverse("steward-case", args=[charter.slug, reference]) if staff else page_of_staff(reference)

    case = open_case(kind=kind, email=email, words=words, about=charter.short_title, staff=staff, page=page)
    CharterCase.objects.create(case=case, charter=charter, principle=principle, mapping=mapping)
    return case


@dataclass(frozen=True)
class Move:
    """Where words go that stood under the wrong theme, and why they belong there: that reason is public."""

    theme: Theme
    reason: str


@transaction.atomic
def answer_charter_case(*, case: CharterCase, answer: str, move: Move | None = None, by: User) -> Case:
    """Answer the person and close the case. Of a wrong place: with `move` the words go there, without it they stay.

    Raises `Stale` if somebody answered before.
    """
    answered = answer_case(case=case.case, answer=answer, about=case.charter.short_title, by=by)
    if case.case.kind == Case.Kind.PLACE:
        if move is not None:
            move_mapping(mapping=case.mapping, move=move, by=by)
        case.outcome = CharterCase.Outcome.MOVED if move else CharterCase.Outcome.KEPT
        case.save(update_fields=["outcome"])
    return answered


def move_mapping(*, mapping: Mapping | None, move: Move, by: User) -> None:
    """Our sorting is not the charter's words, so it may change under a published edition."""
    held = Mapping.objects.select_for_update().filter(pk=mapping.pk).first() if mapping else None
    if held is None:
        raise Stale(_("These words do not stand under that theme any more."))
    if Mapping.objects.filter(wording=held.wording_id, theme=move.theme).exists():
        raise Refused(_("These words stand under that theme already."))
    held.theme, held.reason, held.made_by, held.made_at = move.theme, move.reason, by, timezone.now()
    held.save(update_fields=["theme", "reason", "made_by", "made_at"])
