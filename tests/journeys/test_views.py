"""A group with cards and one shared telephone says how a commitment looks from their side, and confirms it."""

from collections.abc import Callable

import pytest

from commitments.going import Going
from commitments.models import Card, View
from coprod_portal.accounts.models import User
from coprod_portal.submissions.states import Action
from tests import factories
from tests.commitments.public import decided

from .conftest import sign_in
from .visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TOO_FEW = "We show what people say once at least 3 have answered"


def test_people_involved_confirm_with_cards(arrive: Callable[[], Visitor]) -> None:
    keeper = User.objects.create_user("kitchen@example.org")
    made = factories.public_commitment(by=keeper, title="Pay people on the day")
    factories.published(factories.news(made, going=Going.DONE, happened="All were paid."))

    maker = arrive()
    maker.open(f"/my/commitments/{made.reference}/cards/")
    sign_in(maker, keeper.email)
    maker.write("How many cards?", "4")
    maker.press("Make cards")
    maker.sees("4 cards are ready to print.", "We say how many were used once at least 3 were")
    codes = list(Card.objects.values_list("code", flat=True))

    group = arrive()
    group.open("/card/")
    for number, (code, answer) in enumerate(zip(codes, ("Yes", "Yes", "A bit"), strict=False)):
        if number == 1:
            group.write("The code on your card", codes[0])
            group.choose("Yes")
            group.press("Send my view")
            group.sees("There is something to mend", "This card was used before.")
        group.write("The code on your card", code.lower())
        if number == 0:
            group.press("Go on")
            group.sees("All were paid.")
        group.choose(answer)
        group.press("Send my view")
        group.sees("Thank you. Your view is in")
        group.follow("Somebody else has a card")

    views = list(View.objects.order_by("pk"))
    for view in views[:2]:
        decided(view, Action.PUBLISH)
    group.open(made.get_absolute_url())
    group.sees(TOO_FEW, "Done, says its maker")
    decided(views[2], Action.PUBLISH)
    group.open(made.get_absolute_url())
    group.sees("Done, confirmed by people involved", "2 agree, 1 agrees a bit.")
    group.sees("3 answered with cards that the maker gave out.")
    group.sees_not(TOO_FEW)
    maker.open(f"/my/commitments/{made.reference}/cards/")
    maker.sees("3 were used.")
