"""The headers that the HTTP Observatory asks for, on every kind of answer."""

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from tests.access.test_access import ROWS
from tests.access.world import build_world

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# Pictures of links are made to be shown by whoever got the link.
SHOWN_ELSEWHERE = {"charter-share-image", "principle-share-image", "commitment-share-image"}
# Small pages stand in a frame on other people's sites.
IN_A_FRAME = ["*", "Cross-Origin-Resource-Policy", "X-Frame-Options", "frame-ancestors 'none'"]


def what_is_wrong(response: HttpResponseBase) -> list[str]:
    policy = response.headers.get("Content-Security-Policy", "")
    wrong = [name for name, value in EXPECTED.items() if response.headers.get(name) != value]
    wrong += [
        part for part in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'") if part not in policy
    ]
    wrong += [part for part in ("unsafe", "*", "http", "data:") if part in policy]
    return wrong + ([] if "camera=()" in response.headers.get("Permissions-Policy", "") else ["Permissions-Policy"])


@pytest.mark.parametrize("address", ["/healthz", "/robots.txt", "/no-such-page/", "/%00/"])
def test_every_kind_of_answer_carries_them(client: Client, address: str) -> None:
    assert what_is_wrong(client.get(address)) == []


@pytest.mark.django_db
def test_every_page_carries_them_and_readers_of_public_pages_get_no_cookie() -> None:
    world = build_world()
    wrong = {}
    for row in ROWS:
        response = Client().get(row.address(world))
        found = what_is_wrong(response)
        if row.name in SHOWN_ELSEWHERE:
            found.remove("Cross-Origin-Resource-Policy")
        if row.name.startswith("embed-"):
            assert sorted(found) == IN_A_FRAME
            found = []
        if row.shared and (response.cookies or "Cookie" in response.headers.get("Vary", "")):
            found.append("a cookie")
        if found:
            wrong[row.name] = found
    assert wrong == {}
