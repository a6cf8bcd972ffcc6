from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.going import Going
from coprod_portal.submissions.models import Submission

from .beginnings import begins
from .commitments import Commitment, Milestone
from .pictures import Picture


class News(models.Model):
    """What the maker says came of a commitment, at one time."""

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="news")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="news")
    told_on = models.DateField()
    going = models.CharField(max_length=20, choices=Going.choices)
    happened = models.TextField(blank=True, help_text="Empty when a picture says it.")
    learned = models.TextField(blank=True)
    got_in_the_way = models.TextField(blank=True)
    new_due_on = models.DateField(null=True, blank=True)
    picture = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="news")
    reached: "models.ManyToManyField[Milestone, models.Model]" = models.ManyToManyField(
        Milestone, blank=True, related_name="news"
    )

    class Meta:
        verbose_name_plural = "news"
        ordering = ["told_on", "pk"]
        constraints = [
            models.CheckConstraint(name="news_going_is_known", condition=models.Q(going__in=Going.values)),
            models.CheckConstraint(
                name="news_has_words", condition=~models.Q(happened="") | models.Q(picture__isnull=False)
            ),
        ]

        indexes = [
            begins("news", "happened"),
            # The page of what people learned is read from it in order.
            models.Index(name="news_learned", fields=["-told_on", "-submission"], condition=~models.Q(learned="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_going_display()}, {self.told_on}"

    @property
    def said(self) -> str:
        """What happened, in words: what the maker wrote, or else what their picture shows."""
        return self.happened or (self.picture.alternative if self.picture else "")


class View(models.Model):
    """How it looks from the side of a person involved."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        A_BIT = "a-bit", _("A bit")
        NO = "no", _("No")

    class By(models.TextChoices):
        """How we know that it is one person's."""

        EMAIL = "email", _("By a link in a mail")
        CARD = "card", _("By a card")

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="view")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="views")
    told_on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer.choices)
    words = models.TextField(blank=True)
    got_back = models.CharField(
        max_length=10, choices=Answer.choices, blank=True, help_text="Did they get what was promised for their time?"
    )
    by = models.CharField(max_length=10, choices=By.choices, blank=True)
    address_seal = models.CharField(
        max_length=64, blank=True, help_text="Tells that an address has answered, and not which."
    )

    class Meta:
        indexes = [begins("view", "words")]
        ordering = ["told_on", "pk"]
        constraints = [
            models.CheckConstraint(name="view_answer_is_known", condition=models.Q(answer__in=["yes", "a-bit", "no"])),
            models.CheckConstraint(
                name="view_got_back_is_known", condition=models.Q(got_back__in=["", "yes", "a-bit", "no"])
            ),
            models.CheckConstraint(name="view_by_is_known", condition=models.Q(by__in=["", "email", "card"])),
            models.UniqueConstraint(
                name="view_once", fields=["commitment", "address_seal"], condition=~models.Q(address_seal="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}, {self.told_on}"


class Reply(models.Model):
    """What a maker answers, once, to how people involved see it."""

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="reply")
    commitment = models.OneToOneField(Commitment, on_delete=models.CASCADE, related_name="reply")
    told_on = models.DateField()
    words = models.TextField()

    class Meta:
        indexes = [begins("reply", "words")]
        verbose_name_plural = "replies"
        constraints = [models.CheckConstraint(name="reply_has_words", condition=~models.Q(words=""))]

    def __str__(self) -> str:
        return f"Answer of {self.told_on}"


class Card(models.Model):
    """A card that a maker prints for somebody involved, so that people without e-mail count. It works once.

    It does not say which view was given with it: the maker may know who had which card.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="cards")
    code = models.CharField(max_length=12, unique=True)
    printed_at = models.DateTimeField(default=timezone.now)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_used = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Card {self.pk}"


class Highlight(models.Model):
    """Words of what a maker learned that staff chose to stand out on the page of learning."""

    news = models.OneToOneField(News, on_delete=models.CASCADE, related_name="highlight")
    words = models.CharField(max_length=300, help_text="A part of what the maker wrote, to the letter.")
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(name="highlight_has_words", condition=~models.Q(words=""))]

    def __str__(self) -> str:
        return self.words
