from django.db import transaction
from django.db.models import F
from django.utils import timezone

from coprod_portal.site.known_pages import KnownPage
from coprod_portal.site.models import NotUnderstood


@transaction.atomic
def count_press(*, page: KnownPage) -> None:
    """One more for this page today. Nothing is kept of who pressed; presses at the same moment all count."""
    row, _is_new = NotUnderstood.objects.get_or_create(
        path=page.kept_path, day=timezone.localdate(), defaults={"page": page.name}
    )
    NotUnderstood.objects.filter(pk=row.pk).update(presses=F("presses") + 1)
