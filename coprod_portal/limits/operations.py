"""Nobody does one thing so often that others suffer. Who comes to a limit hears when to come back, and loses nothing.

Take in the transaction of the act: what is refused, or posted a second time, is not counted then. What must be counted
although it is refused, like a wrong code, is taken outside of it.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from coprod_portal.submissions.errors import TooMany

from . import names
from .counting import count_up, is_reached, window
from .models import Count, SentWords, WordsSender
from .table import DAY, LIMITS, Rate

# How long the desk can see that the same words came before.
WORDS_KEPT = timedelta(days=30)
# Where a request says that it came to a limit, for the status of the answer.
MARK = "coprod_portal.too_many"


def take(request: HttpRequest, *, act: str, person: str = "", words: Iterable[object] = ()) -> None:
    """Count one act of the table, or raise `TooMany`. The answer is then a 429, whoever catches it.

    `person` is the address that was typed; without it, that of whoever is signed in. Of `words`, what was sent,
    only texts count.
    """
    try:
        with transaction.atomic():
            take_by_number(request, act, person)
            if LIMITS[act].same_words:
                take_by_words(request, act, person, words)
    except TooMany as refused:
        request.META[MARK] = refused
        raise


def is_taken(request: HttpRequest, *, act: str, person: str, about: str = "") -> bool:
    """Count one act, where nobody may learn whether the limit was reached. Each thing has a limit of its own."""
    try:
        with transaction.atomic():
            take_by_number(request, act, person, about)
    except TooMany:
        return False
    return True


def refuse_reached(request: HttpRequest, *, act: str) -> None:
    """Raise `TooMany` where this network has come to its limit. Nothing is counted."""
    rates, network = LIMITS[act].network, names.network(request)
    if any(is_reached(act, rate, "network", network) for rate in rates):
        request.META[MARK] = refused = by_network(request, free_again(act, rates, "network", network))
        raise refused


def who_acts(request: HttpRequest, typed: str) -> str:
    email = typed or (request.user.email if request.user.is_authenticated else "")
    return names.person(email) if email else ""


def take_by_number(request: HttpRequest, act: str, typed: str, about: str = "") -> None:
    limit, person = LIMITS[act], who_acts(request, typed)
    times: dict[timedelta, int] = {}
    for rate in limit.person if person else ():
        counted = count_up(act, rate, "person", person, about)
        if counted is None:
            raise by_person(request, free_again(act, limit.person, "person", person, about))
        times[rate.within] = counted
    for rate in limit.network:
        if request.user.is_authenticated and times.get(rate.within, 1) > 1:
            continue
        if count_up(act, rate, "network", names.network(request)) is None:
            raise by_network(request, free_again(act, limit.network, "network", names.network(request)))


def free_again(act: str, rates: Iterable[Rate], *who: str) -> datetime:
    """When all of the limits that are reached have ended: nobody comes back in an hour to hear of a day."""
    reached = (window(rate.within)[1] for rate in rates if is_reached(act, rate, *who))
    # A window may have ended since.
    return max(reached, default=timezone.now())


def take_by_words(request: HttpRequest, act: str, typed: str, words: Iterable[object]) -> None:
    """Refuse where all that was sent has come today from as many others as may send the same."""
    fingerprints = sorted({found for text in words if isinstance(text, str) and (found := names.fingerprint(text))})
    # Who leaves no address is somebody new each time.
    sender = who_acts(request, typed) or uuid.uuid4().hex
    senders = [note_words(fingerprint, sender) for fingerprint in fingerprints]
    if senders and min(senders) > LIMITS[act].same_words:
        raise by_words(request, window(DAY)[1])


def note_words(fingerprint: str, sender: str) -> int:
    """From how many these words have come today, with this one."""
    today = window(DAY)
    sent, _made = SentWords.objects.get_or_create(fingerprint=fingerprint, sent_on=today[0].date())
    held = SentWords.objects.select_for_update().get(pk=sent.pk)
    who = names.closed_for(today, fingerprint, sender)
    if WordsSender.objects.get_or_create(words=held, who=who)[1]:
        SentWords.objects.filter(pk=held.pk).update(senders=F("senders") + 1)
        return held.senders + 1
    return held.senders


def times_sent(*texts: str) -> int:
    """How often the same words came in the last month, by the one of these texts that came most often.

    0 for words that are too short to tell, or that nobody sent by a form. A hint for the desk, and no verdict.
    """
    fingerprints = {found for text in texts if (found := names.fingerprint(text))}
    totals = SentWords.objects.filter(fingerprint__in=fingerprints).values("fingerprint").annotate(total=Sum("senders"))
    return max(totals.values_list("total", flat=True), default=0)


def prune_limits() -> int:
    now = timezone.now()
    counts = Count.objects.filter(ends_at__lte=now).delete()[0]
    return counts + SentWords.objects.filter(sent_on__lt=(now - WORDS_KEPT).date()).delete()[0]


def by_person(request: HttpRequest, until: datetime) -> TooMany:
    return too_many(request, _("That is as often as one person can do this for now."), until)


def by_network(request: HttpRequest, until: datetime) -> TooMany:
    return too_many(request, _("Many people on your network have done this in a short while."), until)


def by_words(request: HttpRequest, until: datetime) -> TooMany:
    return too_many(
        request, _("The same words have come to us several times today. You can say it another way."), until
    )


def too_many(request: HttpRequest, reason: str, until: datetime) -> TooMany:
    """Files cannot be put back into a form by anybody but the browser's owner."""
    kept = _("What you typed is still here.")
    if request.FILES:
        kept = _("What you typed is still here. If you chose a file, you may have to choose it again.")
    return TooMany(reason, come_back(until), kept=kept, until=until)


def come_back(until: datetime) -> str:
    at = timezone.localtime(until)
    if at.date() == timezone.localdate():
        return _("Please come back at %(time)s.") % {"time": time_format(at)}
    return _("Please come back on %(day)s, after %(time)s.") % {
        "day": date_format(at, "DATE_FORMAT"),
        "time": time_format(at),
    }
