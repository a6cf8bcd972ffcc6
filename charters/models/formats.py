"""A charter in other forms, and in other languages. Each is tied to the edition that it was made from."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .charters import Edition, Section
from .principles import Wording


class Format(models.Model):
    """A film, recording, document or page that carries the words of an edition in another form."""

    class Kind(models.TextChoices):
        EASY_READ = "easy-read", _("Easy Read")
        BSL_VIDEO = "bsl-video", _("British Sign Language video")
        AUDIO = "audio", _("Audio")
        LARGE_PRINT = "large-print", _("Large print")
        LANGUAGE = "language", _("Another language")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="formats")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    language = models.CharField(max_length=20, blank=True, help_text="A tag like `ur` or `pl`, for another language.")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    made_by = models.CharField(max_length=200, blank=True)
    checked_by = models.CharField(max_length=200, blank=True, help_text="Who checked it; empty while nobody has.")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind", "language", "pk"]
        constraints = [
            models.CheckConstraint(
                name="format_kind_is_known",
                condition=models.Q(kind__in=["easy-read", "bsl-video", "audio", "large-print", "language"]),
            ),
            models.CheckConstraint(
                name="format_language_is_named", condition=~models.Q(kind="language") | ~models.Q(language="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"


class TranslationQuerySet(models.QuerySet["Translation"]):
    def public(self) -> Self:
        return self.filter(published_at__isnull=False)


class Translation(models.Model):
    """Our translation of an edition. The charter's own words stay those of the edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=20, help_text="A language tag like `ur` or `pl`.")
    title = models.CharField(max_length=200)
    translated_by = models.CharField(max_length=200, blank=True)
    checked_by = models.CharField(max_length=200, blank=True, help_text="Who checked it; empty while nobody has.")
    revision = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(name="translation_once_in_edition", fields=["edition", "language"])]

    def __str__(self) -> str:
        return f"{self.edition} in {self.language}"


class TranslatedText(models.Model):
    """The words of one section heading or one principle in another language."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="texts")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.CASCADE, related_name="translations")
    wording = models.ForeignKey(Wording, null=True, blank=True, on_delete=models.CASCADE, related_name="translations")
    text = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="translated_text_of_one",
                condition=models.Q(section__isnull=False, wording__isnull=True)
                | models.Q(section__isnull=True, wording__isnull=False),
            ),
            models.UniqueConstraint(name="translated_section_once", fields=["translation", "section"]),
            models.UniqueConstraint(name="translated_wording_once", fields=["translation", "wording"]),
        ]

    def __str__(self) -> str:
        return self.text
