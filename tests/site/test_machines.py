from typing import Any

from django.test import Client


def test_search_engines_keep_out_of_a_trial(client: Client) -> None:
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_search_engines_are_welcome_to_what_is_public(client: Client, settings: Any) -> None:
    settings.SHOW_MADE_UP = False
    settings.BASE_URL = "https://portal.example"
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /" not in lines
    assert {
        "Disallow: /my/",
        "Disallow: /search/",
        "Disallow: /moderation/",
        "Disallow: /steward/",
        "Sitemap: https://portal.example/sitemap.xml",
    } <= set(lines)


def test_security_txt_says_whom_to_tell(client: Client, settings: Any) -> None:
    settings.SECURITY_EMAIL = "security@portal.example"
    settings.BASE_URL = "https://portal.example"
    response = client.get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "Contact: mailto:security@portal.example",
        "Expires: 2027-05-22T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: https://portal.example/.well-known/security.txt",
    ]


def test_phone_learns_the_name_and_picture_of_the_portal(client: Client, settings: Any) -> None:
    settings.PORTAL_NAME = "Larkmoor promises"
    response = client.get("/site.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    assert response.json()["name"] == "Larkmoor promises"
    assert response.json()["icons"][0]["src"] == client.get("/favicon.ico").headers["Location"]
