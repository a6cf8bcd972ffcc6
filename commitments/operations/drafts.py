"""The draft of a commitment: begun by anybody, kept for some days, found again on another device."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment, Draft, Picture, Week
from coprod_portal.accounts.models import User
from coprod_portal.outbox.operations import post
from coprod_portal.submissions.errors import Refused

from .pictures import take_away_picture

ALREADY_SENT = _("You have sent this commitment already.")
PRUNED_AT_ONCE = 500


def begin(*, by: User | None) -> Draft:
    now = timezone.now()
    return Draft.objects.create(keeper=by, created_at=now, changed_at=now)


@transaction.atomic
def keep(*, draft: Draft, by: User | None, step: str = "", answers: dict[str, Any] | None = None) -> Draft:
    """Keep what was typed on one page. Who is signed in looks after the draft from then on."""
    held = held_open(draft)
    if step:
        held.answers = {**held.answers, step: answers}
    held.keeper = held.keeper or by
    held.waits_for_code = False
    held.changed_at = timezone.now()
    held.save(update_fields=["answers", "keeper", "waits_for_code", "changed_at"])
    return held


@transaction.atomic
def begin_renewal(*, renews: Commitment, answers: dict[str, Any], week: Week | None, by: User) -> Draft:
    """A draft that goes on from an earlier commitment, with what still holds of its words."""
    draft = begin(by=by)
    draft.renews, draft.answers, draft.week = renews, answers, week
    draft.save(update_fields=["renews", "answers", "week"])
    return draft


@transaction.atomic
def choose_week(*, draft: Draft, week: Week | None) -> Draft:
    """Say for which Co-production Week it is, or for none."""
    held = held_open(draft)
    held.week = week
    held.save(update_fields=["week"])
    return held


@transaction.atomic
def keep_address(*, draft: Draft, email: str, waits_for_code: bool = False) -> Draft:
    """Note whom the draft belongs to, before we know that the address is theirs: who signs in with it finds it."""
    held = held_open(draft)
    held.email, held.waits_for_code = User.objects.normalize(email), waits_for_code
    held.changed_at = timezone.now()
    held.save(update_fields=["email", "waits_for_code", "changed_at"])
    return held


@transaction.atomic
def keep_for_later(*, draft: Draft, email: str) -> Draft:
    """Note whose it is, and write there how to go on with it on any device."""
    held = keep_address(draft=draft, email=email)
    post(
        to=held.email,
        kind="commitments/draft_kept",
        language=get_language(),
        thing=f"draft:{held.pk}",
        period=str(timezone.localdate()),
        context={"email": held.email, "kept_until": held.kept_until},
    )
    return held


@transaction.atomic
def take_up(*, draft: Draft, by: User) -> Draft:
    """Go on with a draft on this device. From now on only its keeper can, wherever it was begun."""
    held = held_open(draft)
    held.keeper, held.waits_for_code = by, False
    held.save(update_fields=["keeper", "waits_for_code"])
    return held


@transaction.atomic
def show_picture(*, draft: Draft, picture: Picture | None) -> Draft:
    """The draft with this picture, or with none. The one before is deleted."""
    held = held_open(draft)
    before, held.picture = held.picture, picture
    held.changed_at = timezone.now()
    held.save(update_fields=["picture", "changed_at"])
    if before is not None and before != picture:
        take_away_picture(picture=before)
    return held


def throw_away(*, draft: Draft) -> None:
    """Delete it with all that was typed. What has been sent stays."""
    Draft.objects.filter(pk=draft.pk, sent_as__isnull=True).delete()
    if draft.picture:
        take_away_picture(picture=draft.picture)


def prune_drafts() -> int:
    """Delete drafts whose days are over. Run by `run_due`."""
    kept = Draft.objects.kept().values("pk")
    over = list(Draft.objects.exclude(pk__in=kept).values_list("pk", flat=True)[:PRUNED_AT_ONCE])
    Draft.objects.filter(pk__in=over).delete()
    return len(over)


def held_open(draft: Draft) -> Draft:
    """The draft, locked. Raises `Refused` when it was sent or thrown away in the meantime."""
    held = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if held is None:
        said = ngettext(
            "This draft is not here any more. We keep drafts for %(days)s day.",
            "This draft is not here any more. We keep drafts for %(days)s days.",
            settings.DRAFT_DAYS,
        )
        raise Refused(said % {"days": settings.DRAFT_DAYS})
    if held.sent_as_id:
        raise Refused(ALREADY_SENT)
    return held
