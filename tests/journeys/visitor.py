"""Somebody in front of a browser. Each page that they pass is looked at for what would shut people out."""

import re
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Request

LAWS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MOST_TABS = 400
TYPED = 20
HAS_FOCUS = "element => element === document.activeElement"
# How many stops lie at least between the focus and an element behind it: nothing need be looked at before those. Of the
# radio buttons of a group only one is a stop, so all of them count as none.
STEPS_BEFORE = """element => {
  const stops = [...document.querySelectorAll("a[href], button, textarea, select, summary, input:not([type=hidden])")];
  const shown = stops.filter((stop) => stop.type !== "radio" && !stop.disabled && stop.checkVisibility());
  const between = shown.filter(
    (stop) =>
      document.activeElement.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING &&
      stop.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING
  );
  return Math.max(0, between.filter((stop) => !stop.contains(element)).length - 1);
}"""

# All that is on a page, but for what is another each time.
WITHOUT_KEYS = """() => document.documentElement.outerHTML.replace(/ value="[^"]{30,}"/g, "")"""
LOOKED_AT: set[tuple[int, str]] = set()


@dataclass(frozen=True)
class Way:
    """How somebody uses the portal."""

    name: str
    width: int
    by_keyboard: bool = False
    javascript: bool = True
    on_each_database: bool = False


WAYS = [
    Way("mouse", 1280, on_each_database=True),
    Way("keyboard, no JavaScript, narrow", 360, by_keyboard=True, javascript=False),
]


@cache
def axe() -> str:
    return (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")


@dataclass
class Visitor:
    page: Page
    home: str
    way: Way
    with_axe: bool = True
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.note(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.note(str(error)))
        self.page.on("request", self.note_stranger)

    def note(self, what: str) -> None:
        self.wrong.append(f"{self.page.url}: {what}")

    def note_stranger(self, request: Request) -> None:
        if urlsplit(request.url).scheme != "data" and not request.url.startswith(self.home):
            self.note(f"asked another host: {request.url}")

    def open(self, address: str) -> None:
        self.page.goto(self.home + address)
        self.look()

    def follow(self, name: str, *, within: str = "main") -> None:
        self.act_on(self.page.locator(within).get_by_role("link", name=name).first)

    def press(self, name: str, *, within: str = "main") -> None:
        self.act_on(self.page.locator(within).get_by_role("button", name=name, exact=True).first)

    def act_on(self, target: Locator) -> None:
        if self.way.by_keyboard:
            self.reach(target)
        with self.page.expect_event("load"):
            if self.way.by_keyboard:
                self.page.keyboard.press("Enter")
            else:
                target.click()
        self.look()

    def reach(self, target: Locator) -> None:
        """With the Tab key, as somebody who has no mouse."""
        target.wait_for(state="attached")
        for _ in range(target.evaluate(STEPS_BEFORE)):
            self.page.keyboard.press("Tab")
        for _ in range(MOST_TABS):
            if target.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {target} on {self.page.url}")

    def write(self, label: str, text: str, *, within: str = "main") -> None:
        target = self.page.locator(within).get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first
        if not self.way.by_keyboard:
            target.fill(text)
            return
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        # By keys at the beginning; the rest of a long text at once, as from a keyboard that suggests words.
        self.page.keyboard.type(text[:TYPED])
        self.page.keyboard.insert_text(text[TYPED:])

    def write_date(self, label: str, day: str, month: str, year: str) -> None:
        group = self.page.locator("main").get_by_role("group", name=label)
        for part, text in (("Day", day), ("Month", month), ("Year", year)):
            target = group.get_by_label(part)
            if self.way.by_keyboard:
                self.reach(target)
                self.page.keyboard.press("Control+a")
                self.page.keyboard.type(text)
            else:
                target.fill(text)

    def choose(self, label: str) -> None:
        """A radio button."""
        target = self.page.locator("main").get_by_role("radio", name=label).first
        if not self.way.by_keyboard:
            target.check()
            return
        group = target.evaluate("element => element.name")
        self.reach_any(f'input[type=radio][name="{group}"]')
        for _ in range(MOST_TABS):
            if target.evaluate(HAS_FOCUS):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        assert target.is_checked()

    def reach_any(self, selector: str) -> None:
        """The browser stops once at a group of radio buttons, wherever its choice stands."""
        for _ in range(MOST_TABS):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {selector} on {self.page.url}")

    def tick(self, label: str) -> None:
        """A box that may be ticked beside others."""
        target = self.page.locator("main").get_by_role("checkbox", name=label).first
        if not self.way.by_keyboard:
            target.check()
            return
        self.reach(target)
        self.page.keyboard.press("Space")
        assert target.is_checked()

    def pick(self, label: str, option: str) -> None:
        """An option of a list."""
        target = self.page.locator("main").get_by_role("combobox", name=re.compile(rf"^\s*{re.escape(label)}"))
        if self.way.by_keyboard:
            self.reach(target)
            self.page.keyboard.type(option)
        else:
            target.select_option(label=option)
        assert target.locator("option:checked").inner_text() == option

    def sees(self, *words: str) -> None:
        text = " ".join(self.page.locator("body").inner_text().split())
        for part in words:
            assert part in text, f"“{part}” is not on {self.page.url}:\n{text}"

    def sees_not(self, *words: str) -> None:
        text = self.page.locator("body").inner_text()
        for part in words:
            assert part not in text, f"“{part}” is on {self.page.url}"

    def look(self) -> None:
        """What axe finds, and whether the page has to be pushed sideways. Without JavaScript axe cannot run."""
        if self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            self.note(f"is wider than {self.way.width} pixels")
        if not self.way.javascript or not self.with_axe or self.was_looked_at():
            return
        self.page.evaluate(axe())
        # What is folded away is looked at too: axe measures it wrongly while it is.
        folded = self.page.evaluate_handle("[...document.querySelectorAll('details:not([open])')]")
        folded.evaluate("all => all.forEach(each => { each.open = true })")
        found: list[dict[str, Any]] = self.page.evaluate(
            "tags => axe.run({runOnly: {type: 'tag', values: tags}}).then(result => result.violations)", LAWS
        )
        folded.evaluate("all => all.forEach(each => { each.open = false })")
        for violation in found:
            for node in violation["nodes"]:
                self.note(f"{violation['help']} ({violation['id']}): {node['html'][:200]} {node['failureSummary']}")

    def was_looked_at(self) -> bool:
        """The very same page, as that where somebody signs in, is looked at once in a run."""
        mark = (self.way.width, blake2b(self.page.evaluate(WITHOUT_KEYS).encode()).hexdigest())
        if mark in LOOKED_AT:
            return True
        LOOKED_AT.add(mark)
        return False
