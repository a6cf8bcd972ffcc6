import uuid
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from .commitments import Commitment
from .pictures import Picture
from .weeks import Week


class DraftQuerySet(models.QuerySet["Draft"]):
    def kept(self) -> Self:
        """Those whose days are not over."""
        return self.filter(changed_at__gt=timezone.now() - timedelta(days=settings.DRAFT_DAYS))

    def open(self) -> Self:
        """Those that can still be answered and sent."""
        return self.kept().filter(sent_as__isnull=True)


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
    waits_for_code = models.BooleanField(
        default=False, help_text="Sent by somebody whose address we do not know yet: it goes on when the code comes."
    )
    week = models.ForeignKey(Week, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts")
    renews = models.ForeignKey(Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts")
    picture = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts")
    sent_as = models.OneToOneField(Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="draft")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Draft of {self.created_at:%Y-%m-%d}"

    @property
    def kept_until(self) -> date:
        return timezone.localdate(self.changed_at + timedelta(days=settings.DRAFT_DAYS))

    @property
    def title(self) -> str:
        """What it is called so far, if it has a name."""
        typed = self.answers.get("what", {}).get("title", [""])
        return str(typed[0]) if typed else ""
