"""Every page of every person in both pseudo-languages: no word of ours is left in plain English."""

import pytest
from django.db import transaction
from django.test import Client

from coprod_portal.languages.known import PSEUDO_LANGUAGES, RIGHT_TO_LEFT
from tests.access.people import Answer, Person
from tests.access.test_access import ROWS
from tests.access.world import World

from .plain_english import content, faults

# Which words are shown hangs on no database.
pytestmark = [pytest.mark.usefixtures("pseudo_languages"), pytest.mark.sqlite]


@pytest.mark.parametrize("language", sorted(PSEUDO_LANGUAGES))
def test_no_page_speaks_plain_english(language: str, world: World, clients: dict[Person, Client]) -> None:
    known = content()
    wrong = []
    for row in ROWS:
        for person in Person:
            if row.audience[person] is not Answer.OPEN:
                continue
            client = clients[person]
            client.cookies["language"] = language
            for method in sorted(row.methods & {"GET", "POST"}):
                with transaction.atomic():
                    response = getattr(client, method.lower())(row.address(world), follow=True)
                    transaction.set_rollback(True)
                if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
                    page = response.content.decode()
                    wrong += [f"{row.name}, {person.value}, {method}: {fault}" for fault in faults(page, known)]
                    if f'dir="{"rtl" if language == RIGHT_TO_LEFT else "ltr"}"' not in page[:200]:
                        wrong.append(f"{row.name}: runs in the wrong direction")
            break
    assert not wrong, "\n".join(wrong)
