"""Pictures that people send. One belongs to the words that hold it, and goes with the last of them."""

import uuid
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from commitments.models import Picture
from commitments.pictures import Made
from coprod_portal.accounts.models import User

# What stands for the words of a picture until somebody has written them. No form takes it for an answer.
NOT_SAID_YET: Final = "…"
# A form that was not finished is given up after this.
KEPT_FOR_NOTHING: Final = timedelta(days=2)
PRUNED_AT_ONCE: Final = 200


def keep_picture(*, made: Made, alternative: str = NOT_SAID_YET, by: User | None) -> Picture:
    """Keep what was accepted, so that nobody sends it twice because of a mistake elsewhere in a form."""
    return Picture.objects.create(
        key=uuid.uuid4(),
        content=made.content,
        content_type=made.content_type,
        width=made.width,
        height=made.height,
        alternative=alternative or NOT_SAID_YET,
        sent_by=by,
        sent_at=timezone.now(),
    )


@transaction.atomic
def told_by(*, picture: Picture, alternative: str, by: User | None) -> Picture:
    """The picture with these words for it.

    Words that somebody may have read already stay with the picture that they were about: it is copied instead.
    """
    held = Picture.objects.select_for_update().get(pk=picture.pk)
    if held.alternative == alternative:
        return held
    if held.versions.exists() or held.news.exists():
        made = Made(bytes(held.content), held.content_type, held.width, held.height)
        return keep_picture(made=made, alternative=alternative, by=by)
    held.alternative = alternative
    held.save(update_fields=["alternative"])
    return held


def picture_for(*, made: Made | None, held: Picture | None, alternative: str, by: User | None) -> Picture | None:
    """What a form that was filled in without a fault leads to: a new picture, the one that was there, or none."""
    if made is not None:
        return keep_picture(made=made, alternative=alternative, by=by)
    return told_by(picture=held, alternative=alternative, by=by) if held is not None else None


def take_away_picture(*, picture: Picture) -> None:
    """Delete it, unless words still hold it."""
    Picture.objects.filter(pk=picture.pk).of_nobody().delete()


def prune_pictures() -> int:
    """Delete those that belong to nothing any more. Run by `run_due`."""
    old = Picture.objects.of_nobody().filter(sent_at__lt=timezone.now() - KEPT_FOR_NOTHING)
    over = list(old.values_list("pk", flat=True)[:PRUNED_AT_ONCE])
    Picture.objects.filter(pk__in=over).of_nobody().delete()
    return len(over)
