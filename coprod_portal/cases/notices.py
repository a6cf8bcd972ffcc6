"""A notice of defamation comes in, its steps are recorded with their clocks, and the writer answers.

What must contain what, and which step follows which, stands in `schedule.py`. Who the writer is, and taking words
down, is the business of the apps above.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.permissions import holders_of
from coprod_portal.languages.texts import Text
from coprod_portal.links import sealed, unsealed
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused, Stale

from .models import Case, DefamationNotice, NoticeStep, WriterAsked
from .operations import hold, open_case, page_of_staff
from .schedule import ENDS, Step, due_after, may_follow

ANSWER_LINK = "answer to a notice of defamation"

# Section 5(6) of the Defamation Act 2013 and regulation 2 of SI 2013/3028, in plain words. The e-mail address and the
# words themselves are two more: without them nobody could answer.
PARTS: dict[str, Text] = {
    "name": gettext_lazy("Your name"),
    "where": gettext_lazy("Where on this site the words are"),
    "why": gettext_lazy("Why the words harm your good name"),
    "meaning": gettext_lazy("What you take the words to mean"),
    "inaccurate": gettext_lazy("What is not true, or is an opinion that no fact supports"),
    "does_not_know_writer": gettext_lazy("That you know too little about the writer to take them to court"),
    "may_give": gettext_lazy("Whether the writer may be told your name and your e-mail address"),
}
ENDED_AS = {Step.REMOVED: Case.Outcome.TAKEN_DOWN, Step.KEPT: Case.Outcome.ANSWERED}
ANSWERED_AS = {
    WriterAsked.Answer.TAKE_DOWN: Step.AGREED,
    WriterAsked.Answer.KEEP: Step.REFUSED,
    WriterAsked.Answer.KEEP_WITHOUT_NAME: Step.WITHHELD,
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a notice says beside the words that it is about. What is empty is missing."""

    name: str = ""
    where: str = ""
    why: str = ""
    meaning: str = ""
    inaccurate: str = ""
    does_not_know_writer: bool = False
    may_give: str = ""
    says_repeated: bool = False


def missing(notice: Said | DefamationNotice) -> list[Text]:
    """The parts that a notice lacks, in plain words."""
    return [words for part, words in PARTS.items() if not getattr(notice, part)]


@transaction.atomic
def open_notice(*, email: str, statement: str, said: Said, thing: str = "") -> Case:
    """Receive a notice. One that lacks a part is received too, and its sender told at once what one must contain."""
    lacks = missing(said)
    case = open_case(
        kind=Case.Kind.DEFAMATION,
        email=email,
        words=statement,
        thing=thing,
        staff=moderators(),
        receipt="cases/notice_lacks_parts" if lacks else "cases/notice_receipt",
        in_receipt={"missing": lacks, "parts": list(PARTS.values()), "form": reverse("defamation-notice")},
    )
    notice = DefamationNotice.objects.create(case=case, language=get_language() or "", **asdict(said))
    record(notice=notice, step=Step.LACKS_PARTS if lacks else Step.RECEIVED, by=None)
    return case


def moderators() -> list[str]:
    """They hear of it at once: the clock of the law runs."""
    return list(holders_of(Role.Name.MODERATOR).values_list("email", flat=True))


def record(*, notice: DefamationNotice, step: Step, by: User | None, at: datetime | None = None) -> NoticeStep:
    """Add a step, and let the case show the clock of what follows it. An end closes the case."""
    case, at = notice.case, at or timezone.now()
    asked = WriterAsked.objects.filter(notice=notice).first()
    answered_at = asked.answered_at if asked else None
    due_at = due_after(step, at=at, received_at=case.opened_at, answered_at=answered_at)
    case.due_at, case.alerted_on = due_at, None
    if due_at is not None:
        case.due_on = timezone.localdate(due_at - timedelta(microseconds=1))
    if step in ENDS:
        case.closed_at, case.closed_by, case.outcome = at, by, ENDED_AS[step]
    case.save(update_fields=["due_at", "due_on", "alerted_on", "closed_at", "closed_by", "outcome"])
    return NoticeStep.objects.create(notice=notice, step=step, at=at, by=by, due_at=due_at)


def held_for(*, notice: DefamationNotice, step: Step, seen: int) -> DefamationNotice:
    """The notice with its case locked, if `step` may follow and the last step is the one that was `seen`.

    Raises `Stale` when somebody else, or the writer, was faster.
    """
    held = DefamationNotice.objects.get(pk=hold(case=notice.case).pk)
    last = last_step(held)
    if last.pk != seen or not may_follow(Step(last.step), step):
        raise Stale(_("This has happened in the meantime: %(step)s.") % {"step": last.get_step_display()})
    return held


def last_step(notice: DefamationNotice) -> NoticeStep:
    return notice.steps.latest("pk")


def answer_address(notice: DefamationNotice) -> str:
    """The page on which the writer answers. It works without signing in."""
    return reverse("defamation-answer", args=[sealed(ANSWER_LINK, notice.case.reference)])


def asked_in(token: str) -> WriterAsked | None:
    values = unsealed(ANSWER_LINK, token)
    asked = WriterAsked.objects.select_related("notice__case")
    return asked.filter(notice__case__reference=values[0]).first() if values else None


@transaction.atomic
def answer_notice(
    *,
    asked: WriterAsked,
    answer: WriterAsked.Answer,
    full_name: str = "",
    postal_address: str = "",
    may_give: bool = False,
) -> WriterAsked:
    """The writer says what they want. Raises `Stale` when they have done so, `Refused` when the time is over."""
    hold(case=asked.notice.case)
    held = WriterAsked.objects.select_related("notice__case").get(pk=asked.pk)
    now = timezone.now()
    if held.answered_at:
        raise Stale(_("You have answered already."))
    if now >= held.answer_by:
        raise Refused(_("The time for your answer is over. Please write to us."))
    held.answer, held.answered_at = answer, now
    if answer == WriterAsked.Answer.KEEP:
        held.full_name, held.postal_address, held.may_give = full_name, postal_address, may_give
    held.save()
    record(notice=held.notice, step=ANSWERED_AS[answer], by=None)
    tell_staff(notice=held.notice)
    return held


def note_silence() -> int:
    """Record that a writer has let their time go by, and tell staff that it is their turn. Run by `run_due`."""
    over = WriterAsked.objects.filter(
        answered_at__isnull=True, answer_by__lte=timezone.now(), notice__case__closed_at__isnull=True
    ).exclude(notice__steps__step=Step.SILENT)
    return sum(note_silence_of(asked) for asked in over.select_related("notice__case"))


@transaction.atomic
def note_silence_of(asked: WriterAsked) -> bool:
    held = Case.objects.select_for_update().get(pk=asked.pk)
    notice = held.notice
    if held.closed_at or not may_follow(Step(last_step(notice).step), Step.SILENT):
        return False
    record(notice=notice, step=Step.SILENT, by=None, at=asked.answer_by)
    tell_staff(notice=notice)
    return True


def tell_staff(*, notice: DefamationNotice) -> None:
    """That it is our turn, until when. Whoever has the case gets it."""
    case, last = notice.case, last_step(notice)
    to = case.owner.email if case.owner and case.owner.is_active else settings.CONTACT_EMAIL
    context = {"case": case, "step": last.get_step_display(), "page": page_of_staff(case.reference)}
    post(to=to, kind="cases/notice_turn", thing=f"case:{case.reference}", period=last.step, context=context)
