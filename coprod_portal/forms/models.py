from django.db import models


class PostedForm(models.Model):
    """A form that has been posted, and the address that its sender was shown. A second post goes there too."""

    key = models.UUIDField(primary_key=True)
    address = models.CharField(max_length=500)
    posted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="posted_form_age", fields=["posted_at"])]

    def __str__(self) -> str:
        return str(self.key)
