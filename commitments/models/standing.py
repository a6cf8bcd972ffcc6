from django.db import models
from django.utils.translation import gettext_lazy as _

from charters.models import Charter, Edition, Wording

from .commitments import Commitment
from .news import News


class Standing(models.Model):
    """That a maker was asked whether they stand by their commitment now that its charter has other words.

    Until they answer, the commitment stays tied to the words that it was made to. `wordings` are those of the new
    edition that they stand by.
    """

    class Answer(models.TextChoices):
        STAND = "stand", _("I still stand by it")
        ADAPT = "adapt", _("I will change it")
        END = "end", _("I am ending it")

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="standings")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="standings")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    wordings: "models.ManyToManyField[Wording, models.Model]" = models.ManyToManyField(
        Wording, blank=True, related_name="standings"
    )

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="standing_asked_once", fields=["commitment", "edition"]),
            models.CheckConstraint(
                name="standing_answer_has_date",
                condition=models.Q(answer="", answered_at__isnull=True)
                | models.Q(answer__in=["stand", "adapt", "end"], answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.answer or 'asked'}"


class ChosenLearning(models.Model):
    """What somebody learned, chosen by a person to stand on a charter's summary for its board."""

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="chosen_learning")
    news = models.ForeignKey(News, on_delete=models.CASCADE, related_name="chosen_for")
    chosen_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["chosen_at", "pk"]
        constraints = [models.UniqueConstraint(name="learning_chosen_once", fields=["charter", "news"])]

    def __str__(self) -> str:
        return f"{self.charter}: {self.news_id}"
