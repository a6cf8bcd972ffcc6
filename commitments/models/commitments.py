"""A commitment is an identity: a reference, a maker, a charter. Its words live in versions, of which one is public.

What stands on the commitment beside that (how it is going, when news is due) follows from what was published, and only
the operations that publish, hide and restore write it.
"""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models import Area, Charter, Wording
from commitments.going import ENDED, Going, in_words
from coprod_portal.languages.texts import Text
from coprod_portal.submissions.models import Submission

from .beginnings import begins
from .organisations import Organisation
from .pictures import Picture
from .scale import Scale
from .weeks import Week


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def public(self) -> Self:
        """What anybody may see. Every surface starts here: page, list, feed, search, sitemap, count."""
        return self.filter(published_version__isnull=False).real()

    def once_public(self) -> Self:
        """What is public no more: its address says that it was."""
        return self.filter(published_version__isnull=True, first_published_at__isnull=False).real()

    def real(self) -> Self:
        """On a live site, without what was made up."""
        return self if settings.SHOW_MADE_UP else self.filter(made_up=False)

    def no_news(self) -> Self:
        """Those whose news is due, with the days of grace gone. The promise still runs; nobody has said how."""
        return self.filter(news_due_on__lt=no_news_before())


def no_news_before() -> date:
    """News that was due before this day is silence."""
    return timezone.localdate() - timedelta(days=settings.NEWS_GRACE_DAYS)


class Commitment(models.Model):
    class TakenDown(models.TextChoices):
        """Why an address that was public answers 410."""

        MAKER = "maker", _("Its maker took it down")
        MODERATOR = "moderator", _("We took it down after reading it again")

    class NewsEvery(models.TextChoices):
        """How often its maker wants to be asked for news."""

        MONTH = "month", _("Every month")
        QUARTER = "quarter", _("Every three months")
        HALF_YEAR = "half-year", _("Twice a year")

    reference = models.CharField(max_length=6, unique=True)
    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="commitments")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    person_name = models.CharField(
        max_length=60, blank=True, help_text="A first name or a role, for a commitment of one person."
    )
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="commitments",
        help_text="Who looks after it and gets its mail.",
    )
    made_up = models.BooleanField(default=False)
    by_young_person = models.BooleanField(
        default=False, help_text="Somebody they trust reads their words first. Never a picture, a school or a place."
    )
    week = models.ForeignKey(
        Week,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commitments",
        help_text="The Co-production Week that it was made for.",
    )
    renews = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="renewals",
        help_text="The earlier commitment that this one goes on from.",
    )
    created_at = models.DateTimeField()

    published_version = models.OneToOneField(
        "Version", null=True, blank=True, on_delete=models.PROTECT, related_name="public_commitment"
    )
    stood_by = models.OneToOneField(
        "Standing",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="tied",
        help_text="That its maker stands by newer words of the charter, said since its public words were read.",
    )
    first_published_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_why = models.CharField(max_length=20, choices=TakenDown.choices, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments")
    going = models.CharField(max_length=20, choices=Going.choices, default=Going.NOT_STARTED)
    due_on = models.DateField(null=True, blank=True)
    latest_news = models.OneToOneField(
        "News", null=True, blank=True, on_delete=models.PROTECT, related_name="latest_of"
    )
    latest_at = models.DateTimeField(null=True, blank=True, help_text="When something about it was last published.")
    news_due_on = models.DateField(
        null=True,
        blank=True,
        help_text="When we ask, or first asked without hearing anything that is public; none once it has ended.",
    )
    news_every = models.CharField(max_length=10, choices=NewsEvery.choices, default=NewsEvery.QUARTER)
    ask_on = models.DateField(
        null=True, blank=True, help_text="The next day on which its maker is asked; none once we have stopped asking."
    )
    asks_unanswered = models.PositiveSmallIntegerField(
        default=0, help_text="How often we asked since its maker last said anything."
    )
    on_track_on = models.DateField(null=True, blank=True, help_text="When its maker last said: on track, nothing new.")
    needs_owner_since = models.DateField(
        null=True, blank=True, help_text="Since when nobody answers for it. Staff look for somebody who does."
    )
    is_confirmed = models.BooleanField(
        default=False, help_text="People involved say that it was done. Its maker's word is `going`."
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        # One for each way that the public list is narrowed and sorted, so that any page of it is read in order.
        indexes = [
            models.Index(
                name=f"commitment{'_' + under if under else ''}_{sort}",
                fields=[*([under] if under else []), *fields],
                condition=models.Q(published_version__isnull=False),
            )
            for under in ("", "charter", "area", "going", "organisation", "week")
            for sort, fields in (
                ("latest", ["-latest_at", "-id"]),
                ("newest", ["-first_published_at", "-id"]),
                ("ending", ["due_on", "id"]),
            )
            if (under, sort) not in (("organisation", "newest"), ("organisation", "ending"))
        ] + [
            models.Index(
                name="commitment_news_due", fields=["news_due_on"], condition=models.Q(published_version__isnull=False)
            ),
            models.Index(
                name="commitment_to_ask",
                fields=["ask_on", "id"],
                condition=models.Q(published_version__isnull=False, ask_on__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="commitment_one_maker",
                condition=models.Q(organisation__isnull=False, person_name="")
                | (models.Q(organisation__isnull=True) & ~models.Q(person_name="")),
            ),
            models.CheckConstraint(name="commitment_going_is_known", condition=models.Q(going__in=Going.values)),
            models.CheckConstraint(
                name="commitment_news_every_is_known",
                condition=models.Q(news_every__in=["month", "quarter", "half-year"]),
            ),
            models.CheckConstraint(
                name="commitment_of_young_person_is_not_of_organisation",
                condition=models.Q(by_young_person=False) | models.Q(organisation__isnull=True),
            ),
            models.CheckConstraint(
                name="commitment_public_has_dates",
                condition=models.Q(published_version__isnull=True)
                | models.Q(first_published_at__isnull=False, latest_at__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="commitment_taken_down_has_why",
                condition=models.Q(taken_down_at__isnull=True, taken_down_why="")
                | (
                    models.Q(taken_down_at__isnull=False, published_version__isnull=True) & ~models.Q(taken_down_why="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("commitment", args=[self.reference])

    @property
    def maker_name(self) -> str:
        return self.organisation.name if self.organisation else self.person_name

    @property
    def has_ended(self) -> bool:
        return self.going in ENDED

    @property
    def going_words(self) -> Text:
        """How it is going, for people: of what is done, it says whether people involved confirm it."""
        return in_words(self.going, is_confirmed=self.is_confirmed)

    @property
    def silent_since(self) -> date | None:
        """The day of the last word of its maker that people can read: news, or that it was on track."""
        told_on = self.latest_news.told_on if self.latest_news else None
        return max(filter(None, (told_on, self.on_track_on)), default=None)

    @property
    def has_no_news(self) -> bool:
        return self.news_due_on is not None and self.news_due_on < no_news_before()


class Version(models.Model):
    """The words of a commitment, as sent once."""

    class GivenWhen(models.TextChoices):
        """When people get what is promised for taking part."""

        ON_THE_DAY = "day", _("On the day")
        WEEK = "week", _("Within a week")
        MONTH = "month", _("Within a month")
        LATER = "later", _("Later than a month")

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="version")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    what = models.TextField(help_text="We will...")
    how = models.TextField(blank=True)
    with_whom = models.TextField(blank=True)
    giving_back = models.TextField(blank=True, help_text="What people get for taking part, in the maker's words.")
    gives_fees = models.BooleanField(default=False)
    gives_expenses = models.BooleanField(default=False)
    gives_training = models.BooleanField(default=False)
    gives_credit = models.BooleanField(default=False)
    gives_nothing = models.BooleanField(default=False, help_text="Its maker says so. Otherwise nothing is said.")
    given_when = models.CharField(max_length=10, choices=GivenWhen.choices, blank=True)
    power = models.CharField(
        max_length=20, choices=Scale.choices, blank=True, help_text="How power is shared with those who take part."
    )
    cannot_change = models.TextField(blank=True, help_text="What is settled already.")
    starts_on = models.DateField()
    due_on = models.DateField()
    how_people_will_know = models.TextField()
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    wordings: "models.ManyToManyField[Wording, models.Model]" = models.ManyToManyField(Wording, related_name="versions")
    picture = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="versions")

    class Meta:
        indexes = [begins("version", "what"), begins("version", "title")]
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="version_once", fields=["commitment", "number"]),
            models.CheckConstraint(
                name="version_ends_after_start", condition=models.Q(due_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(
                name="version_power_is_known",
                condition=models.Q(power__in=["", "inform", "consult", "engage", "co-produce"]),
            ),
            models.CheckConstraint(
                name="version_given_when_is_known",
                condition=models.Q(given_when__in=["", "day", "week", "month", "later"]),
            ),
            models.CheckConstraint(
                name="version_gives_nothing_or_something",
                condition=models.Q(gives_nothing=False)
                | models.Q(
                    gives_fees=False, gives_expenses=False, gives_training=False, gives_credit=False, given_when=""
                ),
            ),
            models.CheckConstraint(
                name="version_has_words",
                condition=~models.Q(title="") & ~models.Q(what="") & ~models.Q(how_people_will_know=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Milestone(models.Model):
    """A small step on the way, with its date: up to five in the words of a commitment."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=120)
    due_on = models.DateField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="milestone_once", fields=["version", "position"]),
            models.CheckConstraint(name="milestone_of_five", condition=models.Q(position__gte=1, position__lte=5)),
            models.CheckConstraint(name="milestone_has_words", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text
