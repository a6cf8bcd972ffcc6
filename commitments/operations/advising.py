"""A lived-experience reviewer advises. They never decide; they hear what was decided, are thanked, and can be paid."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.desk.reviewing import REVIEWED
from commitments.desk.safety import is_kept_apart
from commitments.ledger.counting import begins, month_after
from commitments.models import Advice, TrainingAnswer
from commitments.permissions import is_own
from commitments.subjects import subject_of
from coprod_portal.accounts.models import Role, User
from coprod_portal.outbox.letters import Subject, add
from coprod_portal.submissions.errors import Refused, Stale
from coprod_portal.submissions.models import MoveRecord, Submission
from coprod_portal.submissions.states import Action, State

# After these somebody who advised is thanked. That something is kept apart nobody hears.
ENDS = (Action.PUBLISH, Action.RETURN, Action.DECLINE)
TOLD = ("submission__kind", "revision", "leaning", "words", "minutes", "at", "paid_on")


def can_review(user: User) -> bool:
    return user.is_active and user.roles.filter(name=Role.Name.REVIEWER).exists()


@transaction.atomic
def advise(*, submission: Submission, revision: int, leaning: str, words: str, minutes: int, by: User) -> Advice:
    """Once for each revision; again, it takes the place of what they said before, until it is decided."""
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    if not can_review(by) or held.kind not in REVIEWED:
        raise Refused(_("You cannot advise on this."))
    if is_own(by, submission):
        raise Refused(_("You cannot advise on this, because it is yours or your organisation's."))
    if held.state != State.SUBMITTED or is_kept_apart(held.pk):
        raise Stale(_("This does not wait to be read any more, so your advice would come too late."))
    if held.revision != revision:
        raise Stale(_("The writer has changed the words since you opened this page. Please read them again."))
    values = {"leaning": leaning, "words": words, "minutes": minutes, "at": timezone.now()}
    advice, is_new = Advice.objects.get_or_create(submission=held, revision=revision, by=by, defaults=values)
    if not is_new:
        if advice.paid_on is not None:
            raise Refused(_("We have paid you for this advice, so it cannot change any more."))
        for name, value in values.items():
            setattr(advice, name, value)
        advice.save(update_fields=list(values))
    return advice


def thank_reviewers(*, record: MoveRecord) -> None:
    """Tell those who advised what was decided, in their next letter. Called by whoever decides, in the transaction."""
    action = Action(record.action)
    if action not in ENDS or record.part_of_id is not None:
        return
    given = list(
        Advice.objects.filter(submission=record.submission_id, thanked_at__isnull=True)
        .select_related("by")
        .order_by("revision")
    )
    if not given or is_kept_apart(record.submission_id):
        return
    people: dict[str, list[Advice]] = {}
    for advice in given:
        if advice.by is not None and advice.by.is_active:
            people.setdefault(advice.by.email, []).append(advice)
    for email, theirs in people.items():
        add(
            to=email,
            subject=Subject.ADVICE,
            kind="commitments/advice_thanks",
            thing=f"submission:{record.submission_id}",
            period=str(record.pk),
            context={
                "kind": subject_of(record.submission).kind,
                "leaning": theirs[-1].get_leaning_display(),
                "decided": action.label,
                "page": reverse("moderation-review-item", args=[record.submission_id]),
            },
        )
    Advice.objects.filter(pk__in=[advice.pk for advice in given]).update(thanked_at=timezone.now())


@transaction.atomic
def mark_paid(*, reviewer: User, month: date, minutes: int, by: User) -> int:
    """`minutes` is what the administrator saw as not paid yet. Returns how many items were marked."""
    if not by.roles.filter(name=Role.Name.ADMINISTRATOR).exists() or not by.is_active:
        raise Refused(_("Only an administrator can do this."))
    of_month = Advice.objects.select_for_update().filter(
        by=reviewer, at__gte=begins(month), at__lt=begins(month_after(month)), paid_on__isnull=True
    )
    unpaid = list(of_month)
    if sum(advice.minutes for advice in unpaid) != minutes or not unpaid:
        raise Stale(_("The minutes have changed since you opened this page. Please look again."))
    return Advice.objects.filter(pk__in=[advice.pk for advice in unpaid]).update(paid_on=timezone.localdate())


def about_advice(*, user: User | None, **_: Any) -> dict[str, Any]:
    if user is None:
        return {}
    answers = TrainingAnswer.objects.filter(by=user).order_by("pk")
    return {
        "advice": list(user.advice.order_by("pk").values(*TOLD)),
        "training": list(answers.values("item__slug", "action", "reason", "at")),
    }


def forget_advice(*, user: User | None, **_: Any) -> None:
    """What they advised stays in the record of the decision, and says no more whose it was."""
    if user is not None:
        user.advice.update(by=None)
        TrainingAnswer.objects.filter(by=user).delete()
