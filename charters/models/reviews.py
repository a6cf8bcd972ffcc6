"""A review asks everybody about each principle of an edition: does it still matter, is it happening?"""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .charters import Charter, Edition
from .principles import Wording


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> Self:
        today = timezone.localdate()
        return self.filter(opens_on__lte=today, closes_on__gte=today)

    def closed(self) -> Self:
        """The newest first."""
        return self.filter(closes_on__lt=timezone.localdate()).order_by("-closes_on", "-pk")


class Review(models.Model):
    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="reviews")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reviews")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day on which somebody can answer.")
    why = models.TextField(blank=True, help_text="In the steward's words: why now, and who does it.")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField(default=1)

    heard = models.TextField(blank=True, help_text="What we heard.")
    changed = models.TextField(blank=True, help_text="What we changed.")
    not_changed = models.TextField(blank=True, help_text="What we did not change, and why.")
    told_at = models.DateTimeField(null=True, blank=True, help_text="When what came of it was made public.")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="review_closes_after_opening", condition=models.Q(closes_on__gte=models.F("opens_on"))
            ),
            models.CheckConstraint(
                name="review_told_has_words",
                condition=models.Q(told_at__isnull=True)
                | (~models.Q(heard="") & ~models.Q(changed="") & ~models.Q(not_changed="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.edition}"

    @property
    def is_open(self) -> bool:
        return self.opens_on <= timezone.localdate() <= self.closes_on

    @property
    def has_closed(self) -> bool:
        return self.closes_on < timezone.localdate()


class ReviewSheet(models.Model):
    """A numbered paper sheet, given out by a steward. A helper enters what somebody wrote on it, once."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="sheets")
    code = models.CharField(max_length=12, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.code

    @property
    def printed(self) -> str:
        """In two parts, which are easier to read out and to type."""
        return f"{self.code[:4]}-{self.code[4:]}"


class ReviewAnswerQuerySet(models.QuerySet["ReviewAnswer"]):
    def counted(self) -> Self:
        """Those that count: from a sheet, or from an address that its owner has confirmed."""
        return self.filter(confirmed_at__isnull=False)


class ReviewAnswer(models.Model):
    """What one person thinks. We keep no address: only a seal of it, so that each counts once."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="answers")
    address_seal = models.CharField(max_length=64, blank=True)
    sheet = models.OneToOneField(ReviewSheet, null=True, blank=True, on_delete=models.CASCADE, related_name="answer")
    missing = models.TextField(blank=True, help_text="What is missing, in their words. Never public as it stands.")
    in_easy_read = models.BooleanField(default=False)
    answered_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_answer_from_one",
                condition=models.Q(sheet__isnull=False, address_seal="")
                | (models.Q(sheet__isnull=True) & ~models.Q(address_seal="")),
            ),
            models.UniqueConstraint(
                name="review_answer_once_an_address",
                fields=["review", "address_seal"],
                condition=~models.Q(address_seal="") & models.Q(confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk} to {self.review}"


class ReviewPoint(models.Model):
    """What one person thinks of one principle. Left out where they did not say."""

    class Matters(models.TextChoices):
        YES = "yes", _("Yes")
        NOT_SURE = "not-sure", _("Not sure")
        NO = "no", _("No")

    class Happening(models.TextChoices):
        YES = "yes", _("Yes")
        A_BIT = "a-bit", "A bit"
        NO = "no", _("No")
        DO_NOT_KNOW = "do-not-know", _("I do not know")

    answer = models.ForeignKey(ReviewAnswer, on_delete=models.CASCADE, related_name="points")
    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="review_points")
    matters = models.CharField(max_length=20, choices=Matters.choices, blank=True)
    happening = models.CharField(max_length=20, choices=Happening.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="review_point_once", fields=["answer", "wording"]),
            models.CheckConstraint(
                name="review_point_is_known",
                condition=models.Q(matters__in=["", "yes", "not-sure", "no"])
                & models.Q(happening__in=["", "yes", "a-bit", "no", "do-not-know"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matters} {self.happening}"
