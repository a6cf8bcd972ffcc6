"""Somebody reports something public; a moderator hides it, brings it back, and ends what was reported.

All open reports of one thing are one case. Whoever writes to a case holds its row first, and the thing's rows after.
"""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commitments.desk.reported import hidings_of, is_own_thing, is_public_now, to_hide
from commitments.models import Danger, Report
from commitments.operations.corrections import put_right
from commitments.operations.ending_holds import end_hold
from commitments.operations.moderation import decide
from commitments.operations.safety import raise_danger
from commitments.permissions import can_moderate
from commitments.things import Part
from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import holders_of
from coprod_portal.cases.models import LIMITS, Case
from coprod_portal.cases.operations import REFERENCE_LENGTH, closed
from coprod_portal.outbox.operations import post
from coprod_portal.references import new_reference
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import Action

# Due the same day, and moderators are told at once.
AT_ONCE = frozenset({Report.Kind.NOT_SAFE, Report.Kind.PRIVATE})
TRIES = 3


@transaction.atomic
def report(*, part: Part, kind: Report.Kind, words: str, email: str = "", has_receipt: bool = True) -> Report:
    """Keep what a reader says is wrong. `has_receipt` is off where an address had as many as anybody could mean."""
    now, today = timezone.now(), timezone.localdate()
    case = open_case_of(part.thing)
    made = Report.objects.create(
        case=case,
        reference=new_reference(REFERENCE_LENGTH),
        kind=kind,
        where=part.where,
        words=words,
        email=email,
        language=get_language() or "",
        at=now,
    )
    if kind in AT_ONCE:
        Case.objects.filter(pk=case.pk, due_on__gt=today).update(due_on=today)
        case.refresh_from_db()
        tell_moderators(case=case)
    if email and has_receipt:
        tell(report=made, kind="commitments/report_receipt", context={"case": case})
    return made


def open_case_of(thing: str) -> Case:
    """The open case about it, held, or a new one. Of two who report at once, the later one finds the other's."""
    now = timezone.now()
    for _try in range(TRIES):
        held = Case.objects.select_for_update().filter(kind=Case.Kind.REPORT, thing=thing, closed_at=None).first()
        if held is not None:
            return held
        try:
            with transaction.atomic():
                return Case.objects.create(
                    reference=new_reference(REFERENCE_LENGTH),
                    kind=Case.Kind.REPORT,
                    thing=thing,
                    opened_at=now,
                    due_on=LIMITS[Case.Kind.REPORT].due_on(timezone.localdate(now)),
                )
        except IntegrityError:
            continue
    raise Refused(_("We could not keep your report. Please send it again."))


def tell_moderators(*, case: Case) -> None:
    """Once a day for each case. Nothing that anybody wrote is in the mail."""
    for address in holders_of(Role.Name.MODERATOR).values_list("email", flat=True):
        post(
            to=address,
            kind="commitments/report_at_once",
            thing=f"case:{case.reference}",
            period=timezone.localdate().isoformat(),
            context={"case": case},
        )


def tell(*, report: Report, kind: str, context: dict[str, object]) -> None:
    """A mail to the reader who left an address, in the language in which they reported it."""
    post(
        to=report.email,
        kind=kind,
        thing=f"report:{report.reference}",
        period="1",
        context={"report": report, **context},
        language=report.language or None,
    )


@transaction.atomic
def hide_reported(*, case: Case, revision: int, reason: str, note: str, by: User) -> Submission:
    """Take it from every page at once. The case stays open: what becomes of it is decided later."""
    held = open_for(case=case, by=by)
    submission = to_hide(held.thing)
    if submission is None:
        raise Stale(_("None of it is public now, so there is nothing to hide."))
    return decide(submission=submission, action=Action.HIDE, revision=revision, reason=reason, note=note, by=by)


@transaction.atomic
def restore_reported(*, case: Case, hiding: int, note: str, by: User) -> Submission:
    """Make public again exactly what one act has hidden, and nothing that another act hid. `hiding` is its record."""
    held = open_for(case=case, by=by)
    found = {each.record.pk: each for each in hidings_of(held.thing)}
    if hiding not in found:
        raise Stale(_("It is not hidden any more, or was hidden again since. Please look again."))
    submission = found[hiding].submissions[0]
    return decide(submission=submission, action=Action.RESTORE, revision=submission.revision, note=note, by=by)


@transaction.atomic
def raise_reported(*, case: Case, why: str, by: User) -> Danger:
    """Somebody may be in danger: the safeguarding lead and deputy hear at once, and what is public is hidden."""
    held = open_for(case=case, by=by)
    submission = to_hide(held.thing)
    return raise_danger(
        why=why, by=by, submission=submission, revision=submission.revision if submission else 0, case=held
    )


@transaction.atomic
def end_case(*, case: Case, outcome: Case.Outcome, answer: str, correction: str = "", seen: int, by: User) -> Case:
    """Say what came of it, once, and tell each reader who left an address. `seen` is how many reports were read.

    Raises `Stale` when somebody else has ended it, or when it was reported again meanwhile.
    """
    refuse_unless_theirs_to_see_to(case=case, by=by)
    held = closed(case=case, outcome=outcome, by=by)
    end_hold(thing=f"case:{held.reference}", by=by)
    if held.reports.count() != seen:
        raise Stale(_("It was reported again in the meantime. Please read that first, and then end it."))
    if outcome == Case.Outcome.TAKEN_DOWN and is_public_now(held.thing):
        raise Refused(_("It is still public. Hide it first, or choose something else."))
    if outcome in (Case.Outcome.NOTHING_WRONG, Case.Outcome.PUT_RIGHT) and hidings_of(held.thing):
        raise Refused(_("It is hidden now. Make it public again first, or choose that it was taken down."))
    held.answer = answer
    held.save(update_fields=["outcome", "answer", "closed_at", "closed_by"])
    if outcome == Case.Outcome.PUT_RIGHT:
        put_right(thing=held.thing, words=correction, case=held, by=by)
    for one in held.reports.exclude(email="").order_by("pk"):
        tell(
            report=one,
            kind="commitments/report_answer",
            context={"case": held, "contact_email": settings.CONTACT_EMAIL},
        )
    return held


def open_for(*, case: Case, by: User) -> Case:
    """The case, held, for somebody who may act on it."""
    refuse_unless_theirs_to_see_to(case=case, by=by)
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.closed_at:
        raise Stale(_("Somebody has ended this already."))
    return held


def refuse_unless_theirs_to_see_to(*, case: Case, by: User) -> None:
    if not can_moderate(by):
        raise Refused(_("Only moderators decide on this."))
    if is_own_thing(by, case.thing):
        raise Refused(_("This is about something of yours or your organisation's. Another moderator sees to it."))
