"""Answers that a person gives on the pages of a new commitment."""

from typing import Any

from django.test import Client

ORGANISATION: dict[str, dict[str, Any]] = {
    "who": {"who": "organisation"},
    "organisation": {"name": "Marmalade Street Kitchen", "allowed": "yes"},
    "charter": {"charter": "sandwell"},
    "principles": {"principles": ["pay", "listen"]},
    "what": {"title": "Pay people the same day", "what": "We will pay people on the day."},
    "how": {"how": "From a cash tin.", "with_whom": "People who cook here"},
    "when": {
        "starts_on_day": "1",
        "starts_on_month": "12",
        "starts_on_year": "2026",
        "due_on_day": "28",
        "due_on_month": "2",
        "due_on_year": "2027",
        "area": "",
    },
    "knowing": {"how_people_will_know": "Nobody waits more than a day."},
    "giving": {
        "gives": ["expenses"],
        "giving_back": "Travel money",
        "given_when": "day",
        "power": "",
        "cannot_change": "",
    },
    "steps": {},
    "email": {"email": "Maker@example.org"},
}
WORDS = {key: value for key, value in ORGANISATION.items() if key not in ("who", "organisation", "email")}
ADULT = {"who": {"who": "person"}, "age": {"age": "adult"}, "name": {"person_name": "A nurse"}, **WORDS}
YOUNG: dict[str, dict[str, Any]] = {
    "who": {"who": "person"},
    "age": {"age": "young"},
    "first-reader": {"grown_up": "Lead@example.org"},
    **WORDS,
}


def address(step: str) -> str:
    return f"/commitments/new/{step}/"


def post(client: Client, step: str, data: dict[str, Any]) -> Any:
    """What the page's form sends: the answers, and which draft it belongs to."""
    shown = client.get(address(step))
    draft = shown.context.get("draft") if shown.context else None
    return client.post(address(step), {**data, **({"draft": str(draft.pk)} if draft else {})})


def answer(client: Client, answers: dict[str, dict[str, Any]]) -> str:
    """Answer page after page; each leads to the next. Returns where the last one led to."""
    here = address("who")
    for step, data in answers.items():
        assert here == address(step)
        response = post(client, step, data)
        assert response.status_code == 302, response.context["form"].errors
        here = response["Location"]
    return here
