"""Cases for tests: a whole notice of defamation, and a complaint about us."""

from typing import Any

from commitments.models import Commitment
from commitments.operations.defamation import take_step
from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case, DefamationNotice, NoticeStep
from coprod_portal.cases.notices import Said, last_step, open_notice
from coprod_portal.cases.operations import open_case
from coprod_portal.cases.schedule import Step
from coprod_portal.cases.stages import answer_complaint
from tests.factories import deciding_moderator

COMPLAINANT = "complainant@example.org"
NAME = "Robin Example"
WHOLE: dict[str, Any] = {
    "name": NAME,
    "where": "https://portal.example.org/commitments/222222/",
    "why": f"{NAME} lost their job over it.",
    "meaning": "That I stole money.",
    "inaccurate": "I never had the money.",
    "does_not_know_writer": True,
    "may_give": "neither",
}


def notice(about: Commitment | None = None, *, thing: str = "", **said: Any) -> DefamationNotice:
    thing = thing or (f"commitment:{about.reference}" if about else "")
    case = open_notice(email=COMPLAINANT, statement="They took it.", said=Said(**{**WHOLE, **said}), thing=thing)
    return DefamationNotice.objects.select_related("case").get(pk=case.pk)


def step(notice: DefamationNotice, step: Step, *, by: User | None = None, **fields: Any) -> NoticeStep:
    return take_step(notice=notice, step=step, seen=last_step(notice).pk, by=by or deciding_moderator(), **fields)


def notice_passed_on(about: Commitment) -> DefamationNotice:
    made = notice(about)
    step(made, Step.PASSED_ON)
    return DefamationNotice.objects.select_related("case").get(pk=made.pk)


def answered_complaint() -> Case:
    case = open_case(kind=Case.Kind.COMPLAINT, email="resident@example.org", words="Nobody wrote back.")
    return answer_complaint(
        case=case, answer="Sorry.", outcome=Case.Outcome.ANSWERED, elsewhere=[], by=deciding_moderator()
    )
