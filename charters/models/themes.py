from django.db import models


class Theme(models.Model):
    """One of the big ideas that charters share. Ours: no charter wrote it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    plain = models.CharField(max_length=200, help_text="The idea in plain words.")
    picture = models.CharField(max_length=200, help_text="What the pictogram shows, for people who do not see it.")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
