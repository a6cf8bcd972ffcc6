"""Every address, asked as each person."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from charters.models import Stewardship
from coprod_portal.accounts.models import Role
from tests import factories
from tests.conftest import person as make_person

from .people import Answer, Person
from .rows import Row
from .world import World

# Each file of this folder that has rows.
ROOMS = [
    import_module(f"tests.access.{file.stem}")
    for file in sorted(Path(__file__).parent.glob("[a-z]*.py"))
    if not file.stem.startswith("test_")
]
ROWS: list[Row] = [row for room in ROOMS for row in getattr(room, "ROWS", ())]
# A session may be touched by its own reading; what a page does to a reader's cookie is asserted apart. What staff may
# not do is noted in their log.
WRITES = re.compile(
    r'\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b(?!.{0,20}"(?:accounts_session|accounts_staffact)")',
    re.IGNORECASE | re.DOTALL,
)

# A shared page reads no session, and its headers say so: these ask it for all.
ASKED_OF_SHARED = (Person.READER, Person.MAKER, Person.ADMINISTRATOR)
POSTS = [row for row in ROWS if "POST" in row.methods]

each_row = pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
each_post = pytest.mark.parametrize("row", POSTS, ids=[row.name for row in POSTS])


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            yield from patterns(part, before + str(part.pattern))
        else:
            yield before + str(part.pattern), part


def test_every_address_has_a_row_that_says_who_gets_what() -> None:
    declared = {row.name for row in ROWS}
    undeclared = [
        f'The address /{address} (name "{pattern.name}") has no row. Add one to a file in tests/access/.'
        for address, pattern in patterns(get_resolver())
        if pattern.name not in declared
    ]
    assert not undeclared, "\n".join(undeclared)


def test_every_row_has_an_address() -> None:
    existing = {pattern.name for _, pattern in patterns(get_resolver())}
    gone = [
        f'No address is named "{row.name}" any more. Take its row away.' for row in ROWS if row.name not in existing
    ]
    assert not gone, "\n".join(gone)


def test_every_row_is_written_once() -> None:
    names = [row.name for row in ROWS]
    assert sorted(names) == sorted(set(names))


@each_row
def test_each_person_gets_what_the_row_says(row: Row, world: World, clients: dict[Person, Client]) -> None:
    address = row.address(world)
    wrong = []
    for person, client in clients.items():
        if row.shared and person not in ASKED_OF_SHARED:
            continue
        with database_writes() as writes:
            response = client.get(address)
        refused = "GET" not in row.methods and response.status_code == 405
        may_answer = "GET" in row.methods or row.audience[person] is not Answer.OPEN
        expected = refused or (may_answer and is_answer(response, row.audience[person], row))
        if not expected:
            wrong.append(
                f"{person.value} asked {address} for {row.audience[person].value} "
                f"and got {response.status_code} {response.get('Location', '')}"
            )
        wrong += [f"GET {address} as {person.value} wrote to the database: {sql[:200]}" for sql in writes]
        wrong += wrong_headers(row, person, response)
    assert not wrong, "\n".join(wrong)


# Whom a door keeps out is asked on both databases above: who may read a page may post to it, and nobody else.
@pytest.mark.sqlite
@each_row
def test_a_post_of_somebody_it_is_not_for_changes_nothing(
    row: Row, world: World, clients: dict[Person, Client]
) -> None:
    address = row.address(world)
    wrong = []
    for person, client in clients.items():
        allowed = row.audience[person] is Answer.OPEN
        if allowed and "POST" in row.methods:
            continue
        with database_writes() as writes:
            response = client.post(address, dict(row.data(world)))
        wrong += [f"POST {address} as {person.value} wrote to the database: {sql[:200]}" for sql in writes]
        if allowed and response.status_code != 405:
            wrong.append(f"{address} takes no POST by its row, and answered {response.status_code}")
        refused = "POST" not in row.methods and response.status_code == 405
        if not (allowed or refused or is_answer(response, row.audience[person], row)):
            wrong.append(f"{person.value} posted to {address} and got {response.status_code}")
    assert not wrong, "\n".join(wrong)


OF_A_CHARTER = [row for row in ROWS if row.name.startswith("steward-") and row.name != "steward-dismiss"]


@pytest.mark.parametrize("row", OF_A_CHARTER, ids=[row.name for row in OF_A_CHARTER])
def test_a_steward_of_another_charter_finds_nothing_by_any_key(
    row: Row, db: None, world: World, signed_in: Callable[..., Client]
) -> None:
    """Neither under the address of a charter that is not theirs, nor by its keys under that of their own."""
    other = factories.charter("stockport")
    factories.draft(other)
    stranger = make_person("other-steward", Role.Name.STEWARD)
    Stewardship.objects.create(charter=other, user=stranger)
    client, kwargs = signed_in(stranger, second_factor=True), dict(row.kwargs(world))
    addresses = [row.address(world)]
    if kwargs.keys() - {"charter", "part", "kind"}:
        addresses.append(reverse(row.name, kwargs={**kwargs, "charter": other.slug}))
    for address in addresses:
        with database_writes() as writes:
            answers = {client.get(address).status_code, client.post(address, dict(row.data(world))).status_code}
        # 409: what was typed for a part that is not in their draft is given back.
        assert (answers - {404, 405, 409}, writes) == (set(), []), address


@pytest.mark.sqlite
@each_post
def test_a_post_without_the_token_of_the_page_changes_nothing(row: Row, db: None, world: World) -> None:
    with database_writes() as writes:
        response = Client(enforce_csrf_checks=True).post(row.address(world), dict(row.data(world)))
    assert response.status_code == 403
    assert writes == []


@pytest.mark.sqlite
@each_post
def test_only_marked_addresses_take_a_post_without_a_token_and_from_our_own_pages_alone(
    row: Row, db: None, world: World
) -> None:
    for site in ("same-site", "cross-site", "none", "same-origin"):
        client = Client(enforce_csrf_checks=True)
        with database_writes() as writes:
            response = client.post(row.address(world), dict(row.data(world)), headers={"Sec-Fetch-Site": site})
        counts = row.from_own_pages and site == "same-origin"
        assert (site, response.status_code != 403, writes != []) == (site, counts, counts)


def is_answer(response: Any, answer: Answer, row: Row) -> bool:
    location: str = response.get("Location", "")
    status: int = response.status_code
    match answer:
        case Answer.OPEN:
            return status in row.status
        case Answer.SIGN_IN:
            return status == 302 and location.startswith("/accounts/login/")
        case Answer.SECOND_FACTOR:
            return status == 302 and location.startswith("/accounts/")
        case Answer.NOT_THEIRS:
            return status in (403, 404)


def wrong_headers(row: Row, person: Person, response: Any) -> list[str]:
    """A shared page is the same for all and may be kept by anybody between us and the reader."""
    if not row.shared:
        return []
    wrong = []
    if response.cookies:
        wrong.append(f"{row.name} gave {person.value} a cookie: {', '.join(response.cookies)}")
    if "private" in response.get("Cache-Control", ""):
        wrong.append(f"{row.name} calls itself private for {person.value}")
    if "cookie" in response.get("Vary", "").lower():
        wrong.append(f"{row.name} differs by cookie, so it read the session of {person.value}")
    return wrong


@contextmanager
def database_writes() -> Iterator[list[str]]:
    """Every statement that asks the database to change something, other than a session."""
    writes: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            writes.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield writes
