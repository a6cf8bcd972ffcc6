from django.db import models


class Tally(models.Model):
    """A step of a count: so many more, or fewer, public commitments of which something is true.

    A count is the sum of its steps. Steps are added in the transaction that publishes or hides something, where
    changing one shared row would make everybody wait, and folded into one row later, by `fold_tallies`.
    """

    class Dimension(models.TextChoices):
        """Which commitments are counted; `value` says of which charter, theme and so on."""

        ALL = "all", "All"
        CHARTER = "charter", "Charter"
        PRINCIPLE = "principle", "Principle"
        THEME = "theme", "Theme"
        AREA = "area", "Area"
        MAKER = "maker", "Kind of maker"
        GOING = "going", "How it is going"
        WEEK = "week", "Co-production Week"

    class Measure(models.TextChoices):
        """What is counted. For `GOING`, `state` says which; for `NEWS_DUE`, `day` says when."""

        MADE = "made", "Made"
        WITH_NEWS = "with-news", "With news"
        CONFIRMED = "confirmed", "Confirmed by people involved"
        GOING = "going", "How it is going"
        NEWS_DUE = "news-due", "Asked for news on a day"
        CHANGES = "changes", "How often anything public has changed"

    dimension = models.CharField(max_length=10, choices=Dimension.choices)
    value = models.CharField(max_length=20, blank=True)
    measure = models.CharField(max_length=10, choices=Measure.choices)
    state = models.CharField(max_length=20, blank=True)
    day = models.DateField(null=True, blank=True)
    made_up = models.BooleanField()
    amount = models.IntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        indexes = [models.Index(name="tally_of", fields=["dimension", "measure", "value", "amount"])]

    def __str__(self) -> str:
        return f"{self.dimension} {self.value} {self.measure} {self.state}: {self.amount:+}"
