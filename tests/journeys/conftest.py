import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from playwright.sync_api import Browser, sync_playwright
from pytest_django import Settings, live_server_helper

from coprod_portal.accounts.models import Role, User
from coprod_portal.accounts.second_factor import current_code
from coprod_portal.outbox.models import Mail

from .visitor import WAYS, Visitor, Way

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(autouse=True)
def clock() -> None:
    """The browser's clock cannot be stopped, so here ours runs too."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("No Chromium was found, so no journey was made. Install it, or name it in CHROMIUM.")
    # Playwright runs a loop of events in this thread, and Django would take each query here for one inside of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def on_its_databases(way: Way) -> Any:
    """How a page is reached, and what axe finds on it, hangs on no database: on PostgreSQL, one way is enough."""
    return pytest.param(way, id=way.name, marks=() if way.on_each_database else pytest.mark.sqlite)


@pytest.fixture(params=map(on_its_databases, WAYS))
def way(request: pytest.FixtureRequest) -> Way:
    chosen: Way = request.param
    return chosen


@pytest.fixture
def arrive(
    browser: Browser, live_server: live_server_helper.LiveServer, way: Way, settings: Settings
) -> Iterator[Callable[[], Visitor]]:
    """Somebody new arrives, with a browser of their own. At the end nothing may have been wrong on any page."""
    settings.BASE_URL = live_server.url
    contexts, visitors = [], []

    def come() -> Visitor:
        context = browser.new_context(
            viewport={"width": way.width, "height": 800}, java_script_enabled=way.javascript, locale="en-GB"
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        visitors.append(Visitor(context.new_page(), live_server.url, way, with_axe=connection.vendor == "sqlite"))
        return visitors[-1]

    yield come
    for context in contexts:
        context.close()
    wrong = list(dict.fromkeys(line for visitor in visitors for line in visitor.wrong))
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def moderator_with_second_factor(transactional_db: None) -> User:
    user = User.objects.create_user("moderator@example.org")
    Role.objects.create(user=user, name=Role.Name.MODERATOR)
    TOTP.activate(user, generate_totp_secret())
    return user


def code_sent_to(email: str) -> str:
    """The newest code, from the subject of its mail."""
    subject = Mail.objects.filter(to=email, kind="accounts/sign_in_code").latest("pk").subject
    found = re.match(r"\S+", subject)
    assert found is not None
    return found.group()


def sign_in(visitor: Visitor, email: str) -> None:
    """On the page that asks for the address, up to the page that they wanted."""
    visitor.write("Your e-mail address", email)
    visitor.press("Send me a code")
    visitor.write("Code", code_sent_to(email))
    visitor.press("Go on")


def show_second_factor(visitor: Visitor, user: User) -> None:
    assert Authenticator.objects.filter(user=user).exists()
    visitor.write("Code from your app", current_code(user))
    visitor.press("Sign in")
