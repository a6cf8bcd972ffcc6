"""What staff do about a notice of defamation, step by step. Each step is a row of the schedule, and may send mails.

Section 5 of the Defamation Act 2013 and the Schedule to SI 2013/3028; the table stands in `cases/schedule.py`.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.desk.reported import is_own_thing, is_public_now
from commitments.operations.moderation import decide
from commitments.permissions import can_moderate
from commitments.statements import address_of_writer, statement_of
from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case, DefamationNotice, NoticeStep, WriterAsked
from coprod_portal.cases.notices import answer_address, held_for, record
from coprod_portal.cases.operations import hold
from coprod_portal.cases.permissions import is_own
from coprod_portal.cases.schedule import DAYS_FOR_THE_WRITER, Step
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.states import Action, State
from coprod_portal.working_hours import end_of_day

REASON = "law"


@transaction.atomic
def take_step(*, notice: DefamationNotice, step: Step, seen: int, copy: str = "", by: User) -> NoticeStep:
    """Do what a step asks for, and record it. `seen` is the last step that stood on the page.

    `copy` is the notice as the writer gets it. Raises `Stale` when somebody or the writer was faster, `Refused` when
    it cannot be done or not by this person.
    """
    refuse_own(case=notice.case, by=by)
    held = held_for(notice=notice, step=step, seen=seen)
    if step in DOES:
        DOES[step](held, copy, by)
    return record(notice=held, step=step, by=by)


def refuse_own(*, case: Case, by: User) -> None:
    if is_own(by, case) or is_own_thing(by, case.thing):
        raise Refused(_("This is about you, or about words of yours. Somebody else sees to it."))


@transaction.atomic
def say_what_it_is_about(*, case: Case, thing: str, seen: str, by: User) -> Case:
    """Where the notice did not say so itself: only what is or was public can be meant."""
    refuse_own(case=case, by=by)
    held = hold(case=case)
    if held.thing != seen:
        raise Stale(_("Somebody else has said what it is about in the meantime."))
    if statement_of(thing) is None:
        raise Refused(_("There are no public words there. Copy the address of the page that shows them."))
    if is_own_thing(by, thing):
        raise Refused(_("This is about you, or about words of yours. Somebody else sees to it."))
    held.thing = thing
    held.save(update_fields=["thing"])
    return held


def copy_of(notice: DefamationNotice) -> str:
    """The notice for its writer, without the name and the address of whoever complains, unless these may be told."""
    parts = [
        (_("The words"), notice.case.words),
        (_("Where they are"), notice.where),
        (_("Why the person says that they harm their good name"), notice.why),
        (_("What they take the words to mean"), notice.meaning),
        (_("What they say is not true, or an opinion that no fact supports"), notice.inaccurate),
    ]
    text = "\n\n".join(f"{heading}:\n{words}" for heading, words in parts if words)
    facts = [(notice.name, notice.gives_name), (notice.case.email, notice.gives_email)]
    for fact, may_be_told in facts:
        if fact and not may_be_told:
            text = re.sub(re.escape(fact), _("[removed]"), text, flags=re.IGNORECASE)
    told = [fact for fact, may_be_told in facts if fact and may_be_told]
    who = ", ".join(told) or _("They do not want you to know their name and address.")
    return f"{_('Who complains')}:\n{who}\n\n{text}"


def pass_on(notice: DefamationNotice, copy: str, by: User) -> None:
    """Ask the writer, and tell the person who complained that we did."""
    statement = statement_of(notice.case.thing)
    if statement is None:
        raise Refused(_("Say first which words it is about."))
    if statement.state != State.PUBLISHED:
        raise Refused(_("These words are not public any more. Say that they were taken down."))
    to = address_of_writer(statement)
    if not to:
        raise Refused(_("We have no address of the writer. Say that the writer cannot be reached."))
    now = timezone.now()
    asked = WriterAsked.objects.create(
        notice=notice,
        email=to,
        copy=copy.strip() or copy_of(notice),
        asked_at=now,
        answer_by=end_of_day(now, DAYS_FOR_THE_WRITER),
    )
    case = notice.case
    context = {"case": case, "asked": asked, "page": answer_address(notice), "last_day": last_day(asked)}
    post(to=to, kind="cases/notice_to_writer", thing=f"case:{case.reference}", period=Step.PASSED_ON, context=context)
    tell_complainant(notice=notice, step=Step.PASSED_ON, kind="cases/notice_passed_on", asked=asked)


def last_day(asked: WriterAsked) -> date:
    """The day at whose end the time of the writer is over."""
    return timezone.localdate(asked.asked_at) + timedelta(days=DAYS_FOR_THE_WRITER)


def remove(notice: DefamationNotice, copy: str, by: User) -> None:
    """Take the words down if they are public still, and tell the person who complained."""
    statement = statement_of(notice.case.thing)
    if statement is None and not notice.case.thing:
        raise Refused(_("Say first which words it is about."))
    if statement is not None and statement.state == State.PUBLISHED:
        if not can_moderate(by):
            raise Refused(_("Only a moderator can take words down. Give this case to one."))
        decide(submission=statement, action=Action.HIDE, revision=statement.revision, reason=REASON, by=by)
    if is_public_now(notice.case.thing):
        raise Refused(_("These words are public still, and cannot be taken down from here. Ask who looks after them."))
    tell_complainant(notice=notice, step=Step.REMOVED, kind="cases/notice_removed")


def keep(notice: DefamationNotice, copy: str, by: User) -> None:
    """Tell the person who complained that the words stay, with the writer's name and address if these may be told."""
    asked = WriterAsked.objects.get(notice=notice)
    tell_complainant(notice=notice, step=Step.KEPT, kind="cases/notice_kept", asked=asked)


def tell_complainant(*, notice: DefamationNotice, step: Step, kind: str, asked: WriterAsked | None = None) -> None:
    case = notice.case
    context = {"case": case, "notice": notice, "asked": asked, "last_day": last_day(asked) if asked else None}
    post(
        to=case.email,
        kind=kind,
        thing=f"case:{case.reference}",
        period=step,
        context=context,
        language=notice.language or None,
    )


DOES: dict[Step, Callable[[DefamationNotice, str, User], None]] = {
    Step.PASSED_ON: pass_on,
    Step.REMOVED: remove,
    Step.KEPT: keep,
}
# By a button of staff. The others are recorded by the writer's answer, and by the clock.
OF_STAFF = (Step.PASSED_ON, Step.NO_WAY, Step.REPEATED, Step.WITHHELD, Step.KEPT, Step.REMOVED)
