"""What is printed on cards for people involved: one card for one person, in large print."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from charters import printed
from commitments.models import Card, Commitment
from coprod_portal.printing import code_svg

# A longer name would not leave room for the rest.
MAKER = 70


def sheet(commitment: Commitment, cards: Iterable[Card]) -> dict[str, Any]:
    """As the template asks for it. The address with the code in it is scanned; the short one is typed."""
    version = commitment.published_version
    to_type = printed.shown(settings.BASE_URL + reverse("card"))
    address = settings.BASE_URL + reverse("commitment-view-card", args=[commitment.reference])
    return {
        "title": _("Cards: %(title)s") % {"title": version.title if version else commitment.reference},
        "thread": commitment.charter.thread,
        "name": version.title if version else commitment.reference,
        "made_up": commitment.made_up,
        "cards": [
            {"code": f"{card.code[:4]}-{card.code[4:]}", "drawing": code_svg(f"{address}?code={card.code}")}
            for card in cards
        ],
        "words": {
            "heading": _("Say how it was for you"),
            "about": _("A promise of %(maker)s:") % {"maker": Truncator(commitment.maker_name).chars(MAKER)},
            "scan": _("Scan this with a telephone."),
            "type": _("Or type this address and this code:"),
            "address": to_type,
            "once": _("This card works once. Nobody is told what you said with it."),
            "made_up": _("Made up, for a trial"),
            "alt": _("A code to scan with a telephone. It leads to the questions."),
        },
    }
