"""Beginning a Co-production Week, saying what is public about it, and making it public."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Charter
from commitments.models import Week
from commitments.permissions import can_organise
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale


@dataclass(frozen=True, kw_only=True)
class WeekWords:
    """All that an organiser says of a week, cleaned and complete, on its way from a form."""

    nation: str
    starts_on: date
    ends_on: date
    opens_on: date | None
    closes_on: date | None
    theme: str
    hashtag: str
    email: str
    about: str
    ideas: list[str]
    charters: tuple[Charter, ...]

    def fields(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "charters"}


@transaction.atomic
def make_week(*, year: int, nation: str, starts_on: date, ends_on: date, by: User) -> Week:
    """A week that nobody sees yet. What a made-up person makes is made up."""
    try:
        with transaction.atomic():
            return Week.objects.create(
                year=year, nation=nation, starts_on=starts_on, ends_on=ends_on, made_up=by.made_up
            )
    except IntegrityError:
        if not Week.objects.filter(year=year).exists():
            raise
        raise Refused(_("There is a Co-production Week %(year)s already.") % {"year": year}) from None


@transaction.atomic
def change_week(*, week: Week, words: WeekWords, revision: int, by: User) -> Week:
    """What is public changes at once. Raises `Stale` when somebody changed it since `revision`."""
    held = held_week(week, revision, by)
    for name, value in words.fields().items():
        setattr(held, name, value)
    if held.email != week.email or held.hashtag != week.hashtag:
        held.is_contact_old = False
    held.revision += 1
    held.save(update_fields=[*words.fields(), "is_contact_old", "revision"])
    held.charters.set(words.charters)
    return held


@transaction.atomic
def publish_week(*, week: Week, revision: int, by: User) -> Week:
    """From now on anybody may read it, and it stays: its address is linked and printed."""
    held = held_week(week, revision, by)
    if held.published_at is None:
        held.published_at = timezone.now()
        held.revision += 1
        held.save(update_fields=["published_at", "revision"])
    return held


def held_week(week: Week, revision: int, by: User) -> Week:
    held = Week.objects.select_for_update().get(pk=week.pk)
    if not can_organise(by, held):
        raise Refused(_("You do not organise this week."))
    if held.revision != revision:
        raise Stale(_("Somebody changed this since you opened the page. Please look at it again."))
    return held
