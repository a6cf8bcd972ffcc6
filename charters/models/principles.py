"""A principle is an identity that lives through editions; a wording is what it says in one of them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from .charters import Charter, Edition, Section
from .themes import Theme

# Words longer than this are too long for one link.
LONG = 120


class Principle(models.Model):
    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="principles")
    slug = models.SlugField()

    class Meta:
        constraints = [models.UniqueConstraint(name="principle_once_in_charter", fields=["charter", "slug"])]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("principle", args=[self.charter.slug, self.slug])


class WordingQuerySet(models.QuerySet["Wording"]):
    def public(self) -> Self:
        """The words of the editions that stand now, of charters that anybody may read."""
        current = self.filter(edition__current_of__isnull=False)
        return current if settings.SHOW_MADE_UP else current.filter(edition__charter__made_up=False)


class Wording(models.Model):
    """A principle as worded in an edition. Commitments point here, so it never changes once published."""

    class TextStatus(models.TextChoices):
        WHOLE = "whole", _("Whole")
        BROKEN = "broken", _("This is how the words reached us")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="wordings")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="wordings")
    principle = models.ForeignKey(Principle, on_delete=models.PROTECT, related_name="wordings")
    text = models.TextField()
    short = models.CharField(max_length=200, blank=True, help_text="The charter's own short form of it.")
    gloss = models.TextField(blank=True, help_text="The charter's own explanation of it.")
    detail = models.TextField(blank=True, help_text="Further lines that the charter prints below it.")
    sic = models.CharField(max_length=80, blank=True, help_text="A misprint in the words, kept and marked.")
    note = models.TextField(blank=True, help_text="Ours: what is odd about the words.")
    is_quotation = models.BooleanField(help_text="True: the charter's exact words. False: our summary, marked as ours.")
    text_status = models.CharField(max_length=20, choices=TextStatus.choices, default=TextStatus.WHOLE)
    why = models.TextField(blank=True, help_text="Ours: why it was put under its themes.")
    position = models.PositiveSmallIntegerField()
    themes: "models.ManyToManyField[Theme, Mapping]" = models.ManyToManyField(
        Theme, through="Mapping", related_name="wordings"
    )

    came_from: "models.ManyToManyField[Principle, models.Model]" = models.ManyToManyField(
        Principle,
        blank=True,
        related_name="became",
        help_text="Other principles of earlier editions whose words were joined into this one, or split to make it.",
    )

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="wording_once_in_edition", fields=["edition", "principle"])]

    def __str__(self) -> str:
        return self.short or self.text

    def get_absolute_url(self) -> str:
        return self.principle.get_absolute_url()

    @property
    def name(self) -> str:
        """Enough of the words to know them by, in a title or a link."""
        return self.short or Truncator(self.text).chars(90)

    @property
    def opening(self) -> str:
        """The part of the words that can serve as a link: their own short form, or the first sentence of many."""
        if self.short and self.text.startswith(self.short):
            return self.short
        if len(self.text) > LONG:
            first, stop, rest = self.text.partition(". ")
            return first + "." if stop and rest else self.text
        return self.text

    @property
    def remainder(self) -> str:
        return self.text[len(self.opening) :]

    @property
    def has_name(self) -> bool:
        """The charter gives it a name that is not how its words begin."""
        return bool(self.short) and not self.text.startswith(self.short)

    @property
    def is_broken(self) -> bool:
        return self.text_status == self.TextStatus.BROKEN

    @property
    def around_misprint(self) -> tuple[str, str] | None:
        """The words before and after the end of a misprint, where "[sic]" goes; None where there is none."""
        if not self.sic:
            return None
        end = self.text.index(self.sic) + len(self.sic)
        return self.text[:end], self.text[end:]


class Mapping(models.Model):
    """That a wording is about a theme, and why we think so."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="mappings")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="mappings")
    reason = models.TextField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="A steward; empty where it came with the content files.",
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="mapping_once", fields=["wording", "theme"])]

    def __str__(self) -> str:
        return f"{self.wording_id} is about {self.theme_id}"
