from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.going import Going
from coprod_portal.submissions.models import Submission

from .commitments import Commitment


class News(models.Model):
    """What the maker says came of a commitment, at one time."""

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="news")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="news")
    told_on = models.DateField()
    going = models.CharField(max_length=20, choices=Going.choices)
    happened = models.TextField()
    learned = models.TextField(blank=True)
    got_in_the_way = models.TextField(blank=True)
    new_due_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "news"
        ordering = ["told_on", "pk"]
        constraints = [
            models.CheckConstraint(name="news_going_is_known", condition=models.Q(going__in=Going.values)),
            models.CheckConstraint(name="news_has_words", condition=~models.Q(happened="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_going_display()}, {self.told_on}"


class View(models.Model):
    """How it looks from the side of a person involved."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        A_BIT = "a-bit", "A bit"
        NO = "no", _("No")

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="view")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="views")
    told_on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer.choices)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["told_on", "pk"]
        constraints = [
            models.CheckConstraint(name="view_answer_is_known", condition=models.Q(answer__in=["yes", "a-bit", "no"])),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}, {self.told_on}"
