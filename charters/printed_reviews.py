"""What is printed of a review: sheets to answer on by hand, in the charter's exact words."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters import printed
from charters.models import Review, ReviewSheet
from charters.review_results import HAPPENING, MATTERS, Question
from coprod_portal.printing import code_svg


def sheets(review: Review, blank: Iterable[ReviewSheet]) -> dict[str, Any]:
    whole = printed.of_charter(review.charter, review.edition)
    address = settings.BASE_URL + reverse("charter-review-sheet", args=[review.charter.slug])
    until = date_format(review.closes_on)
    words = {
        "code": _("Code of this sheet:"),
        # The braces stay as they are: they become numbers.
        "page": _("Page {number}"),
        "heading": _("What do you think of this charter?"),
        "how": [
            _("Answer as much or as little as you like. Tick one box for each question."),
            _("Please do not write your name."),
            _("Give this sheet back to the person who gave it to you. It counts until %(date)s.") % {"date": until},
        ],
        "together": _("These sentences belong together. Read them all first."),
        "matters": str(MATTERS.words),
        "happening": str(HAPPENING.words),
        "missing": _("What is missing?"),
        "helper": _("For the helper"),
        "enter": _("Enter this sheet with its code by %(date)s, at %(address)s. Each sheet counts once.")
        % {"date": until, "address": printed.shown(address)},
        "code_alt": _("A code to scan with a telephone. It leads to %(address)s") % {"address": printed.shown(address)},
    }
    return {
        **whole,
        "title": _("Sheets of a review: %(charter)s") % {"charter": review.charter.short_title},
        "charter_title": review.edition.title,
        "code": code_svg(address),
        "codes": [sheet.printed for sheet in blank],
        "matters": names(MATTERS),
        "happening": names(HAPPENING),
        "words": {**whole["words"], **words},
    }


def names(question: Question) -> list[str]:
    return [str(question.names[answer]) for answer in question.levels[0]]
