from django.db import models
from django.utils import timezone

from charters.models import Area, Charter, Theme

from .commitments import Commitment
from .organisations import Organisation
from .weeks import Week

# What can be followed: each is a column, and one of them is filled.
FOLLOWED = ("commitment", "organisation", "charter", "theme", "area", "week")


def exactly_one(names: tuple[str, ...]) -> models.Q:
    condition = models.Q()
    for chosen in names:
        condition |= models.Q(**{f"{name}__isnull": name != chosen for name in names})
    return condition


class Follow(models.Model):
    """That somebody wants to hear of what is new, by mail and without an account. It counts once confirmed."""

    email = models.EmailField()
    commitment = models.ForeignKey(Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="follows")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="follows"
    )
    charter = models.ForeignKey(Charter, null=True, blank=True, on_delete=models.CASCADE, related_name="follows")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="follows")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.CASCADE, related_name="follows")
    week = models.ForeignKey(Week, null=True, blank=True, on_delete=models.CASCADE, related_name="follows")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(
        default=timezone.now, help_text="What became public up to then has been told already."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="follow_one_thing", condition=exactly_one(FOLLOWED)),
            *(
                models.UniqueConstraint(
                    name=f"follow_{name}_once", fields=["email", name], condition=models.Q(**{f"{name}__isnull": False})
                )
                for name in FOLLOWED
            ),
        ]

    def __str__(self) -> str:
        return f"Follow {self.pk}"
