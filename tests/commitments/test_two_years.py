"""Two years of forty commitments: the worker runs late, twice, and with the mail server away for a week.

Nobody ever gets the same mail twice, or more than one a day that they did not ask for; nothing is lost; and who says
nothing three times is asked no more.
"""

from collections import Counter
from datetime import date, timedelta
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from commitments.models import Asking, Commitment, News
from commitments.operations.answering import say_on_track
from commitments.operations.telling_news import seen_news, tell
from coprod_portal.accounts.models import User
from coprod_portal.outbox import letters
from coprod_portal.submissions.states import Action, State
from tests import factories
from tests.commitments.public import decided
from tests.conftest import NOW

from .test_asking import words

pytestmark = pytest.mark.django_db

WEEKS = 104
LATE = range(20, 25)
MAIL_AWAY = range(40, 41)
SILENT, ON_TRACK, TELLS, STOPPED = range(4)


class Portal:
    """Runs the worker, and notes what arrives on which day."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.arrived: list[tuple[date, EmailMessage]] = []
        self.mail_is_away = False
        send = EmailMessage.send

        def send_or_not(message: EmailMessage, *args: Any, **fields: Any) -> int:
            if self.mail_is_away:
                raise ConnectionRefusedError
            return send(message, *args, **fields)

        monkeypatch.setattr(EmailMessage, "send", send_or_not)

    def run(self, *, times: int = 1) -> None:
        for _ in range(times):
            before = len(django_mail.outbox)
            call_command("run_due", stdout=StringIO())
            unasked = [mail for mail in django_mail.outbox[before:] if "List-Unsubscribe" in mail.extra_headers]
            self.arrived += [(timezone.localdate(), mail) for mail in unasked]


def made_by(kind: int, number: int) -> Commitment:
    """Every maker has two. The end dates lie before, within and after the two years."""
    keeper, _ = User.objects.get_or_create(email=f"maker-{kind}-{number // 2}@example.org")
    due_on = NOW.date() + timedelta(days=60 + 90 * number)
    return factories.public_commitment(by=keeper, title=f"Promise {kind}-{number}.", due_on=due_on)


def answer(commitment: Commitment, kind: int) -> None:
    """Whoever was asked answers before the next week."""
    assert commitment.keeper is not None
    if kind == ON_TRACK:
        say_on_track(commitment=commitment, by=commitment.keeper)
    elif kind == TELLS:
        tell(commitment=commitment, words=words(), seen=seen_news(commitment), by=commitment.keeper)


def test_two_years(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OUTBOX_SENDS_AT_ONCE = False
    commitments = {kind: [made_by(kind, number) for number in range(10)] for kind in range(4)}
    kind_of = {made.pk: kind for kind, several in commitments.items() for made in several}
    for made in commitments[STOPPED]:
        assert made.keeper is not None
        letters.stop(email=made.keeper.email, subjects=[letters.Subject.NEWS])
    django_mail.outbox.clear()
    portal = Portal(monkeypatch)
    for week in range(WEEKS):
        if week in LATE:
            continue
        day = NOW + timedelta(weeks=week)
        portal.mail_is_away = week in MAIL_AWAY
        for hours in range(0, 168, 24 if week in MAIL_AWAY else 168):
            with time_machine.travel(day + timedelta(hours=hours), tick=False):
                portal.run(times=2 if week % 10 == 0 else 1)
        with time_machine.travel(day + timedelta(days=2), tick=False):
            for made in Commitment.objects.filter(asks_unanswered__gt=0).select_related("keeper"):
                answer(made, kind_of[made.pk])
            for news in News.objects.filter(submission__state=State.SUBMITTED):
                decided(news, Action.PUBLISH)

    # Nobody gets the same twice, and nobody two letters a day.
    assert len({(*mail.to, mail.body) for _, mail in portal.arrived}) == len(portal.arrived)
    assert set(Counter((day, *mail.to) for day, mail in portal.arrived).values()) == {1}
    # Every question arrived, once.
    said = " ".join(str(mail.body) for _, mail in portal.arrived)
    asked = Counter(Asking.objects.values_list("commitment", flat=True))
    for made in (one for several in commitments.values() for one in several):
        assert said.count(f"({made.reference})") == asked[made.pk], made.published_version
    # Never twice within a week.
    days: dict[int, list[date]] = {}
    for pk, day_asked in Asking.objects.order_by("asked_on").values_list("commitment", "asked_on"):
        days.setdefault(pk, []).append(day_asked)
    assert min(later - one for several in days.values() for one, later in pairwise(several)) >= timedelta(days=7)

    found = {kind: [Commitment.objects.get(pk=made.pk) for made in commitments[kind]] for kind in commitments}
    assert {(asked[made.pk], made.asks_unanswered, made.ask_on) for made in found[SILENT]} == {(3, 3, None)}
    assert all(made.needs_owner_since for made in found[SILENT])
    for kind in (ON_TRACK, TELLS):
        assert {made.asks_unanswered for made in found[kind]} == {0}
        assert {made.needs_owner_since for made in found[kind]} == {None}
        assert all(7 <= asked[made.pk] <= 11 for made in found[kind]), [asked[made.pk] for made in found[kind]]
    assert not any(asked[made.pk] or made.needs_owner_since for made in found[STOPPED])
