"""A charter is an identity; its words live in editions, and a published edition is never reworded."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .areas import Area


class Thread(models.TextChoices):
    """The colours that charters wear. Each is checked for contrast on every ground; the stylesheet holds the values.

    A colour is a charter's identity only: it never says how a commitment is going.
    """

    TEAL = "teal", _("Teal")
    BRICK = "brick", _("Brick")
    OCHRE = "ochre", _("Ochre")
    INDIGO = "indigo", _("Indigo")
    MAGENTA = "magenta", _("Magenta")
    FOREST = "forest", _("Forest")
    NAVY = "navy", _("Navy")
    RUST = "rust", _("Rust")


class CharterQuerySet(models.QuerySet["Charter"]):
    def public(self) -> Self:
        """What anybody may read. Every surface starts here."""
        visible = self.filter(current_edition__isnull=False)
        return visible if settings.SHOW_MADE_UP else visible.filter(made_up=False)


class Charter(models.Model):
    class Kind(models.TextChoices):
        CHARTER = "charter", _("Charter")
        FRAMEWORK = "framework", _("Framework")
        CAMPAIGN = "commitment-campaign", _("Commitment campaign")
        PRINCIPLES = "principles", _("Principles")

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    short_title = models.CharField(max_length=80)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="charters")
    thread = models.CharField(max_length=20, choices=Thread.choices)
    position = models.PositiveSmallIntegerField(default=0)
    current_edition = models.OneToOneField(
        "Edition", null=True, blank=True, on_delete=models.PROTECT, related_name="current_of"
    )
    made_up = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(
        default=1,
        help_text="Goes up when a steward changes its name or colour; from then on no content file writes them over.",
    )

    objects = CharterQuerySet.as_manager()

    class Meta:
        ordering = ["position", "short_title"]

    def __str__(self) -> str:
        return self.short_title

    def get_absolute_url(self) -> str:
        return reverse("charter", args=[self.slug])


class Edition(models.Model):
    """The words of a charter as they stood at one time, and what we know about them."""

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=200)
    owner_note = models.TextField(blank=True)
    made_by = models.TextField(blank=True)
    people_involved = models.PositiveIntegerField(null=True, blank=True)
    year_made = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True, help_text="For a campaign: its first day.")
    ends_on = models.DateField(null=True, blank=True)
    area_words = models.CharField(max_length=200, blank=True, help_text="Who it speaks to, where no area is stated.")
    summary = models.TextField(help_text="In our words, and marked as ours.")
    concern_words = models.TextField(blank=True, help_text="The charter's own words on raising a concern.")
    concern_gap = models.TextField(blank=True, help_text="What those words leave open.")
    review_status = models.TextField(blank=True)
    review_partner = models.CharField(max_length=200, blank=True)
    source = models.TextField()
    source_url = models.URLField(max_length=500, blank=True)
    source_seen_on = models.DateField(null=True, blank=True)
    changes = models.TextField(blank=True, help_text="In plain words: what is new since the edition before.")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision = models.PositiveIntegerField(
        default=1, help_text="Goes up with each change to a draft, so that nobody writes over another's work."
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="edition_once", fields=["charter", "number"]),
            models.UniqueConstraint(
                name="edition_one_draft", fields=["charter"], condition=models.Q(published_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.charter}, edition {self.number}"

    @property
    def has_ended(self) -> bool:
        """For a campaign: its last day has gone."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()


class Section(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    slug = models.SlugField()
    heading = models.CharField(max_length=200, blank=True, help_text="In the charter's own words; empty when lost.")
    our_label = models.CharField(max_length=200, blank=True, help_text="Ours, and marked as ours.")
    kind = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="section_once_in_edition", fields=["edition", "slug"])]

    # Sentences that lean on each other. Shown alone, one would say something else.
    GROUP = "principle-group"

    def __str__(self) -> str:
        return self.heading or self.our_label

    @property
    def stands_together(self) -> bool:
        return self.kind == self.GROUP

    @property
    def is_all_ours(self) -> bool:
        """None of it is a quotation."""
        return not any(wording.is_quotation for wording in self.wordings.all())


class WayToTakePart(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="ways_to_take_part")
    slug = models.SlugField()
    text = models.TextField(help_text="In the charter's own words.")
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "ways to take part"

    def __str__(self) -> str:
        return self.text


class SourceNote(models.Model):
    """What our source lacks, what is odd in it, and what is known from elsewhere."""

    class Kind(models.TextChoices):
        MISSING = "missing", _("Not in the words we have")
        ODDITY = "oddity", _("About the words")
        BACKGROUND = "background", _("Known from elsewhere")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="source_notes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.TextField()
    url = models.URLField(max_length=500, blank=True)
    confidence = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["kind", "position"]

    def __str__(self) -> str:
        return self.text


class Resource(models.Model):
    """A plan, video, picture, hashtag or contact that belongs to the charter, present in our source or only named."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(max_length=40)
    text = models.TextField()
    url = models.URLField(max_length=500, blank=True)
    credit = models.TextField(blank=True, help_text="In the charter's own words: who made it.")
    note = models.TextField(blank=True)
    is_present = models.BooleanField(default=True, help_text="False when our source names it without carrying it.")
    is_historic = models.BooleanField(default=False, help_text="True when nobody should be sent there any more.")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text
