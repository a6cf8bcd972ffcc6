"""The desk with many things that wait: `python -m bench.desk 50000` fills it, `... decide EMAIL 100` decides on some.

To fill prints one line of JSON: the session of a moderator, and the key of something in the middle of the queue. To
decide prints when it began and when it ended, so that several can go at once.
"""

import json
import sys
import time
from datetime import timedelta
from typing import Any

import django
from django.db import transaction

from .filling import AT_ONCE, Filling
from .servers import HOST

MODERATORS = 4
PROMISED_DAYS = 5
COOKIE = "__Host-session"


class Waiting(Filling):
    """Commitments that nobody has read yet."""

    @transaction.atomic
    def write(self, numbers: range) -> None:
        from commitments.models import Commitment, Version

        versions = [self.version(number) for number in numbers]
        self.write_waiting(versions)
        Commitment.objects.bulk_create([version.commitment for version in versions])
        for version in versions:
            version.commitment = version.commitment  # Now it has a number.
        Version.objects.bulk_create(versions)
        self.write_wordings(versions)

    def write_waiting(self, versions: list[Any]) -> None:
        from coprod_portal.submissions.models import MoveRecord, Submission
        from coprod_portal.submissions.states import Action, State

        for version in versions:
            moment = version.commitment.created_at
            version.submission = Submission(
                kind=Submission.Kind.VERSION,
                state=State.SUBMITTED,
                created_at=moment,
                submitted_at=moment,
                read_by_date=moment.date() + timedelta(days=PROMISED_DAYS),
                charter_slug=version.commitment.charter.slug,
                written_by=version.commitment.keeper,
            )
        submissions = Submission.objects.bulk_create([version.submission for version in versions])
        for version in versions:
            version.submission = version.submission  # Now it has a number.
        MoveRecord.objects.bulk_create(
            MoveRecord(
                submission=row,
                action=Action.SUBMIT,
                before=State.DRAFT,
                after=State.SUBMITTED,
                revision=1,
                at=row.created_at,
            )
            for row in submissions
        )


def fill(total: int) -> dict[str, Any]:
    from coprod_portal.submissions.models import Submission
    from coprod_portal.submissions.states import State

    filling = Waiting(total)
    for start in range(0, total, AT_ONCE):
        filling.write(range(start, min(start + AT_ONCE, total)))
    sessions = [session_of(f"moderator-{number}@example.org") for number in range(MODERATORS)]
    middle = Submission.objects.filter(state=State.SUBMITTED).order_by("submitted_at", "pk")[total // 2]
    return {"session": sessions[0], "middle": middle.pk}


def session_of(email: str) -> str:
    """Of a moderator who has shown their second factor."""
    from allauth.account.internal.flows.login import record_authentication
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.conf import settings
    from django.contrib.auth import login
    from django.http import HttpRequest
    from django.test import Client

    from coprod_portal.accounts.models import Role, User

    user = User.objects.create_user(email)
    Role.objects.create(user=user, name=Role.Name.MODERATOR)
    factor = TOTP.activate(user, generate_totp_secret()).instance
    request = HttpRequest()
    request.session = Client().session
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, "code", email=email)
    record_authentication(request, user, "mfa", type=Authenticator.Type.TOTP, id=factor.pk, reauthenticated=False)
    request.session.save()
    return str(request.session.session_key)


def queries(session: str, path: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.cookies[COOKIE] = session
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, headers={"host": HOST, "x-forwarded-proto": "https"})
    assert answer.status_code == 200, f"{path} answered {answer.status_code}"
    return len(captured)


def decide_some(email: str, times: int) -> dict[str, float]:
    """As the page of an item does: decide, and take the next, in one transaction."""
    from commitments.desk.asked import Asked
    from commitments.operations.holding import take_next
    from commitments.operations.moderation import decide
    from coprod_portal.accounts.models import User
    from coprod_portal.submissions.states import Action

    by = User.objects.get(email=email)
    with transaction.atomic():
        item = take_next(asked=Asked(), by=by)
    began = time.time()
    for _ in range(times):
        assert item is not None
        assert item.submission is not None
        with transaction.atomic():
            decide(submission=item.submission, action=Action.PUBLISH, revision=1, by=by)
            item = take_next(asked=Asked(), by=by)
    return {"began": began, "ended": time.time()}


def main(command: str, *rest: str) -> Any:
    match command:
        case "decide":
            return decide_some(rest[0], int(rest[1]))
        case "queries":
            return {path: queries(rest[0], path) for path in rest[1:]}
    return fill(int(command))


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(*sys.argv[1:])))
