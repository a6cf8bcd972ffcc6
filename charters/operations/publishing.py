"""Making an edition public. From then on its words never change."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from charters.models import Charter, Edition
from coprod_portal.accounts.models import User
from coprod_portal.submissions.errors import Refused, Stale


@transaction.atomic
def publish_edition(*, edition: Edition, changes: str, revision: int, by: User | None) -> Edition:
    """Let a draft stand as the charter's current edition.

    `changes` says in plain words what is new since the edition before; the first edition needs none. `by` is nobody
    where the edition comes from a content file. Each function of `AFTER_EDITION` is then called with `edition=`, in
    the same transaction. An edition that is older than the current one only takes its place in the row of editions.
    """
    charter = Charter.objects.select_for_update(of=("self",)).get(pk=edition.charter_id)
    held = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    held.charter = charter
    if held.published_at is not None:
        raise Refused(_("This edition is public already."))
    if held.revision != revision:
        raise Stale(_("Somebody changed this draft since you opened the page. Please look at it again."))
    changes = changes.strip()
    if not changes and charter.editions.filter(published_at__isnull=False, number__lt=held.number).exists():
        raise Refused(_("Say in plain words what changed since the edition before."))
    if reasons := not_fit(held):
        raise Refused(" ".join(reasons))
    held.published_at, held.published_by, held.changes = timezone.now(), by, changes
    held.revision += 1
    held.save(update_fields=["published_at", "published_by", "changes", "revision"])
    current = charter.current_edition
    if current is None or current.number < held.number:
        charter.current_edition = held
        charter.save(update_fields=["current_edition"])
        for name in settings.AFTER_EDITION:
            follow: Callable[..., object] = import_string(name)
            follow(edition=held)
    return held


def not_fit(edition: Edition) -> list[str]:
    """Why an edition cannot be public yet, in sentences that say how to mend it."""
    needed = [
        (edition.title, _("Write the title of the charter.")),
        (edition.owner, _("Write who looks after the charter.")),
        (edition.summary, _("Write what the charter is, in our words.")),
        (edition.source, _("Write where the words came from.")),
    ]
    reasons = [sentence for words, sentence in needed if not words.strip()]
    sections = list(edition.sections.prefetch_related("wordings"))
    if not any(section.wordings.all() for section in sections):
        reasons.append(_("Add at least one principle."))
    for place, section in enumerate(sections, 1):
        if not str(section).strip():
            reasons.append(_("Give section %(place)d a heading, or a label in our words.") % {"place": place})
        elif not section.wordings.all():
            reasons.append(_("“%(section)s” has no principles. Add one, or remove the section.") % {"section": section})
        for wording in section.wordings.all():
            if not wording.text.strip():
                reasons.append(_("A principle in “%(section)s” has no words.") % {"section": section})
            elif wording.sic not in wording.text:
                reasons.append(_("The misprint “%(sic)s” is not in the words.") % {"sic": wording.sic})
    return reasons
