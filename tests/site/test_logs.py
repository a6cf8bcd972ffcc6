"""Logs in service: one JSON object a line, and nothing in them that belongs to a person."""

import json

import pytest

from .production import run

# None of this hangs on the database.
pytestmark = pytest.mark.sqlite

SECRET = "resident@private.example"

SCRIPT = f"""
import django; django.setup()
import logging
from django.test import Client
from django.urls import path
from django.http import HttpResponse
from coprod_portal import urls

def fault(request, words):
    try:
        raise KeyError("{SECRET}")
    except KeyError as cause:
        raise RuntimeError("{SECRET} {{}}".format(words)) from cause

urls.urlpatterns.insert(0, path("fault/<str:words>/", fault, name="fault"))
urls.urlpatterns.insert(0, path("fine/<str:words>/", lambda request, words: HttpResponse(words), name="fine"))
client = Client(raise_request_exception=False, headers={{"host": "portal.example", "x-forwarded-proto": "https"}})
client.get("/fine/{SECRET}/?q={SECRET}", headers={{"user-agent": "{SECRET}", "referer": "{SECRET}"}})
client.post("/fault/{SECRET}/", {{"code": "{SECRET}"}})
client.get("/{SECRET}/")
client.get("/fine/x/", headers={{"host": "{SECRET}"}})
client.generic("{SECRET}", "/fine/x/")
logging.getLogger("coprod_portal.outbox").warning("Mail to %s put off %d times", "{SECRET}", 3)
logging.getLogger("somebody.else").error("{SECRET}")
logging.getLogger("somebody.else").error("Could not reach %(host)s", {{"host": "{SECRET}"}})
logging.getLogger("somebody.else").error(ValueError("{SECRET}"))
logging.getLogger("somebody.else").info("x", extra={{"facts": {{"email": "{SECRET}"}}}})
"""


def test_nothing_personal_gets_into_the_logs() -> None:
    result = run("-W", "ignore", "-c", SCRIPT)
    assert result.returncode == 0, result.stderr
    assert "private.example" not in result.stdout + result.stderr
    assert result.stderr == ""
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    requests = [line for line in lines if line["logger"] == "coprod_portal.site.middleware.requests"]
    assert [(line["method"], line["route"], line["status"]) for line in requests] == [
        ("GET", "fine", 200),
        ("POST", "fault", 500),
        ("GET", "", 404),
        ("GET", "", 400),
        ("other", "fine", 200),
    ]
    assert all(line["milliseconds"] > 0 and len(line["request"]) == 32 for line in requests)
    assert "Mail to … put off 3 times" in [line["message"] for line in lines]


def test_fault_says_what_and_where_and_in_which_request() -> None:
    lines = [json.loads(line) for line in run("-W", "ignore", "-c", SCRIPT).stdout.splitlines()]
    [fault] = [line for line in lines if "exceptions" in line and line["logger"] == "django.request"]
    assert fault["level"] == "error"
    assert fault["status"] == 500
    assert [part["type"] for part in fault["exceptions"]] == ["builtins.RuntimeError", "builtins.KeyError"]
    assert fault["exceptions"][0]["frames"][-1].endswith(" fault")
    [request] = [line for line in lines if line.get("route") == "fault"]
    assert request["request"] == fault["request"]
