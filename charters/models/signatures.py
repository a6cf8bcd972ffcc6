from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from coprod_portal.submissions.models import Submission
from coprod_portal.submissions.states import State

from .charters import Charter, Edition


class SignatureQuerySet(models.QuerySet["Signature"]):
    def public(self) -> Self:
        """The names that anybody may see."""
        visible = self.filter(submission__state=State.PUBLISHED)
        return visible if settings.SHOW_MADE_UP else visible.filter(made_up=False)

    def totals(self) -> dict[str, int]:
        """How many organisations and how many people back the words."""
        signer = Signature.Signer
        return self.aggregate(
            organisations=Count("pk", filter=Q(signer=signer.ORGANISATION)),
            people=Count("pk", filter=Q(signer=signer.PERSON)),
        )


class Signature(models.Model):
    """That a person or an organisation backs the words of a charter. It is not a commitment to do anything."""

    class Signer(models.TextChoices):
        PERSON = "person", "A person"
        ORGANISATION = "organisation", _("An organisation")

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="signature")
    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="signatures")
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="signatures", help_text="The words that they had before them."
    )
    signer = models.CharField(max_length=20, choices=Signer.choices)
    name = models.CharField(max_length=150, help_text="As it is shown: a first name or role, or an organisation.")
    made_up = models.BooleanField(default=False)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="signature_has_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                name="signature_signer_is_known", condition=models.Q(signer__in=["person", "organisation"])
            ),
        ]

    def __str__(self) -> str:
        return self.name
