"""Every page in a longer language that runs from right to left, in a browser: no layout breaks.

Which words are left in plain English is read in `tests/languages/`. Scripts are off: a page that goes on by itself
would not stand still to be measured.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.test import Client
from playwright.sync_api import Browser, Error, Page
from pytest_django import Settings, live_server_helper

from coprod_portal.languages.known import RIGHT_TO_LEFT
from coprod_portal.languages.pseudo import make
from tests.access.people import Answer, Person
from tests.access.test_access import ROWS
from tests.access.world import World, build_world

# How a page is laid out hangs on no database.
pytestmark = [pytest.mark.journey, pytest.mark.sqlite]

WIDTHS = (360, 1280)

# What is wider than the window, and words that their box cuts off or that stand over other words.
BROKEN = """() => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`has to be pushed sideways: ${root.scrollWidth} pixels wide`);
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && box.width > 2 && box.height > 2;
  };
  const name = (element) => `<${element.localName} class="${element.className}"> ${element.innerText.slice(0, 60)}`;
  for (const element of document.querySelectorAll("body *")) {
    if (!element.innerText || !shown(element)) continue;
    const style = getComputedStyle(element);
    if (style.overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1) {
      found.push(`cuts words off: ${name(element)}`);
    }
  }
  // What is scrolled in a frame of its own, or only said aloud, lies nowhere.
  const framed = (element) => {
    for (let box = element.parentElement; box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.overflowX !== "visible" || style.overflowY !== "visible") return true;
    }
    return false;
  };
  const targets = [...document.querySelectorAll("main a, main button, nav a, h1, h2, h3, label")].filter(
    (element) => shown(element) && !framed(element)
  );
  const boxes = targets.flatMap((element) => [...element.getClientRects()].map((box) => [element, box]));
  for (const [at, [element, one]] of boxes.entries()) {
    for (const [other, two] of boxes.slice(at + 1)) {
      if (element.contains(other) || other.contains(element)) continue;
      const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
      const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
      if (across > 3 && down > Math.min(one.height, two.height) / 2) {
        found.push(`stands over other words: ${name(element)} / ${name(other)}`);
      }
    }
  }
  return found;
}"""


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


@pytest.fixture
def open_as(
    browser: Browser,
    live_server: live_server_helper.LiveServer,
    settings: Settings,
    tmp_path: Path,
    world: World,
    signed_in: Callable[..., Client],
) -> Iterator[Callable[[Person, str], Page]]:
    """A browser of one person, who has chosen a language."""
    make(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    settings.BASE_URL = live_server.url
    made: dict[tuple[Person, str], Page] = {}

    def page_of(person: Person, language: str) -> Page:
        if (person, language) not in made:
            context = browser.new_context(locale="en-GB", java_script_enabled=False)
            cookies = {conf.LANGUAGE_COOKIE_NAME: language}
            if user := world.users.get(person):
                client = signed_in(user, second_factor=user.roles.exists())
                cookies[conf.SESSION_COOKIE_NAME] = client.cookies[conf.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in cookies.items()])
            made[person, language] = context.new_page()
        return made[person, language]

    yield page_of
    for page in made.values():
        page.context.close()


@pytest.mark.parametrize("half", [0, 1], ids=["one half", "the other"])
def test_every_page_is_whole_in_a_language_that_nobody_speaks(
    half: int, world: World, open_as: Callable[[Person, str], Page], live_server: live_server_helper.LiveServer
) -> None:
    wrong = []
    for row in ROWS[half::2]:
        person = next((one for one in Person if row.audience[one] is Answer.OPEN), None)
        if person is None or "GET" not in row.methods:
            continue
        address = row.address(world)
        page = open_as(person, RIGHT_TO_LEFT)
        if not is_page(page, live_server.url + address):
            continue
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        direction = page.evaluate("getComputedStyle(document.body).direction")
        if direction != "rtl":
            wrong.append(f"{row.name} {address}: runs {direction}")
        # What is for one person is drawn by the same styles: the narrow width, where most breaks, is enough.
        for width in WIDTHS if person is Person.READER else WIDTHS[:1]:
            page.set_viewport_size({"width": width, "height": 800})
            wrong += [f"{row.name} {address} at {width}: {fault}" for fault in page.evaluate(BROKEN)]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def is_page(page: Page, address: str) -> bool:
    """Open an address. Files, and addresses that lead elsewhere, are no pages."""
    try:
        answer = page.goto(address)
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise
    assert answer is not None
    is_here = answer.ok and answer.request.redirected_from is None
    return is_here and answer.headers.get("content-type", "").startswith("text/html")
