"""A principle is an identity that lives through editions; a wording is what it says in one of them."""

from django.db import models
from django.urls import reverse

from .charters import Charter, Edition, Section
from .themes import Theme


class Principle(models.Model):
    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="principles")
    slug = models.SlugField()

    class Meta:
        constraints = [models.UniqueConstraint(name="principle_once_in_charter", fields=["charter", "slug"])]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("principle", args=[self.charter.slug, self.slug])


class Wording(models.Model):
    """A principle as worded in an edition. Commitments point here, so it never changes once published."""

    class TextStatus(models.TextChoices):
        WHOLE = "whole", "Whole"
        BROKEN = "broken", "This is how the words reached us"

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

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="wording_once_in_edition", fields=["edition", "principle"])]

    def __str__(self) -> str:
        return self.short or self.text

    def get_absolute_url(self) -> str:
        return self.principle.get_absolute_url()


class Mapping(models.Model):
    """That a wording is about a theme, and why we think so."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="mappings")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="mappings")
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(name="mapping_once", fields=["wording", "theme"])]

    def __str__(self) -> str:
        return f"{self.wording_id} is about {self.theme_id}"
