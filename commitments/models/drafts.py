import uuid

from django.conf import settings
from django.db import models

from .commitments import Commitment


class Draft(models.Model):
    """The answers of somebody who has begun to make a commitment and has not sent it.

    Kept for `DRAFT_DAYS`. The browser that began it holds its key in the session; somebody who has left an address
    and signs in with it finds the draft at /my/.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    answers = models.JSONField(default=dict)
    email = models.EmailField(blank=True)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts"
    )
    sent_as = models.OneToOneField(Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="draft")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Draft of {self.created_at:%Y-%m-%d}"
