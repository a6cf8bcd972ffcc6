"""What was put right on a public page, told in the open by the member of staff who did it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import Correction
from commitments.thing_names import page_name_of
from coprod_portal.accounts.models import User
from coprod_portal.cases.models import Case
from coprod_portal.submissions.errors import Refused


@transaction.atomic
def put_right(*, thing: str, words: str, case: Case | None = None, by: User) -> Correction:
    """Public at once: these are our own words. A part of a page is corrected on that page."""
    if not words.strip():
        raise Refused(_("Say in plain words what was wrong, and what it says now."))
    page = page_name_of(thing)
    return Correction.objects.create(thing=page, words=words.strip(), at=timezone.now(), by=by, case=case)
