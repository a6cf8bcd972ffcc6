"""The links of mails about following: each is sealed for one purpose."""

from django.conf import settings
from django.urls import reverse

from coprod_portal.links import sealed

CONFIRM, STOP, MINE = "confirm a follow", "stop a follow", "all that an address follows"
PAGES = {CONFIRM: "follow-confirm", STOP: "follow-stop", MINE: "follow-mine"}


def link(purpose: str, value: str) -> str:
    return f"{settings.BASE_URL}{path(purpose, value)}"


def path(purpose: str, value: str) -> str:
    return reverse(PAGES[purpose], args=[sealed(purpose, value)])
