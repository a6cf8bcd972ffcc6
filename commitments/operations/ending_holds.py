"""What a decision does to the hold of an item: it ends it, or finds that somebody else has it."""

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from commitments.desk.waiting import name_of
from commitments.models import Hold
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Stale
from coprod_portal.submissions.models import Submission


def had_by(hold: Hold) -> str:
    until = time_format(timezone.localtime(hold.until))
    return _("%(person)s has this until %(time)s.") % {"person": hold.by.email, "time": until}


def end_by_deciding(*, submission: Submission, by: User) -> None:
    end_hold(thing=name_of(submission), by=by)


def end_hold(*, thing: str, by: User) -> None:
    """Nobody has it any more. The caller has locked its row. Raises `Stale` while somebody else has it."""
    hold = Hold.objects.select_for_update(of=("self",)).select_related("by").filter(thing=thing).first()
    if hold is None:
        return
    if hold.by_id != by.pk and hold.until > timezone.now():
        raise Stale(had_by(hold) + " " + _("So you cannot decide on it now. What you wrote is kept below."))
    hold.delete()
