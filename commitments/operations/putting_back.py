"""Putting back the words that were taken out, where an appeal against that was upheld."""

from collections import Counter

from django.utils.translation import gettext as _

from commitments.operations.moderation import follow
from commitments.operations.removing import mark, places
from commitments.subjects import thing_of
from coprod_portal.submissions.errors import Refused
from coprod_portal.submissions.models import MoveRecord, Removal


def put_words_back(*, record: MoveRecord) -> None:
    """In the place of each mark that this decision made. The caller holds the submission.

    Raises `Refused` where the words are gone, or where two different ones have the same mark.
    """
    removals = list(record.removals.all())
    marks = Counter(removal.what for removal in Removal.objects.filter(submission=record.submission))
    if any(not removal.words or marks[removal.what] > 1 for removal in removals):
        raise Refused(
            _(
                "We cannot tell any more which words stood where. Answer that its writer can change the words back, "
                "and that we will publish them."
            )
        )
    for place in places(record.submission):
        text = place.text
        for removal in removals:
            text = text.replace(mark(Removal.What(removal.what)), removal.words)
        if text != place.text:
            setattr(place.row, place.field, text)
            place.row.save(update_fields=[place.field])
    record.removals.update(words="")
    follow(thing_of(record.submission))
