"""What lived-experience reviewers advise, and what a team trains with."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import Action

PERSON = settings.AUTH_USER_MODEL


class Advice(models.Model):
    """What a lived-experience reviewer says about words that wait. It is in the record; a moderator decides."""

    class Leaning(models.TextChoices):
        PUBLISH = "publish", _("I would publish it")
        ASK = "ask", _("I would ask the writer something")
        NOT = "not", _("I would not publish it")
        UNSURE = "unsure", _("I am not sure")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="advice")
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="advice")
    leaning = models.CharField(max_length=10, choices=Leaning.choices)
    words = models.TextField()
    minutes = models.PositiveSmallIntegerField(default=0, help_text="How long it took, for those who are paid.")
    at = models.DateTimeField()
    thanked_at = models.DateTimeField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "advice"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(name="advice_once", fields=["submission", "revision", "by"]),
            models.CheckConstraint(
                name="advice_leaning_is_known", condition=models.Q(leaning__in=["publish", "ask", "not", "unsure"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_leaning_display()}, {self.at:%Y-%m-%d}"


class TrainingItem(models.Model):
    """A made-up item with an answer that the team agreed on, to train with. It never becomes a submission."""

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=Submission.Kind.choices)
    title = models.CharField(max_length=150)
    words = models.TextField()
    agreed_action = models.CharField(max_length=20, choices=Action.choices)
    agreed_reason = models.CharField(max_length=50, blank=True)
    why = models.TextField(help_text="Why the team agreed on this.")
    in_use = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class TrainingAnswer(models.Model):
    """What somebody who trains would have decided. Their first answer stays."""

    item = models.ForeignKey(TrainingItem, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="training_answers")
    action = models.CharField(max_length=20, choices=Action.choices)
    reason = models.CharField(max_length=50, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="training_answer_once", fields=["item", "by"])]

    def __str__(self) -> str:
        return f"{self.item}: {self.action}"
