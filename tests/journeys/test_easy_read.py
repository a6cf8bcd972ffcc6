"""Somebody reads Stockport in Easy Read, with the pictures off, and listens to it."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from charters.models import Charter
from commitments.going import Going
from tests import factories

from .visitor import Visitor

# What its pages ask the database is asked on PostgreSQL by their own tests, and by the journeys that stay there.
pytestmark = [pytest.mark.journey, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

# A voice that says a word, or ends a sentence, when the test tells it to.
VOICE = """
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.voice = {
    said: [],
    speak(utterance) { this.said.push(utterance.text); this.now = utterance; this.at = 0; },
    cancel() { const old = this.now; this.now = undefined; old?.onerror?.({ error: "canceled" }); },
    word() {
      this.now.onboundary({ name: "word", charIndex: this.at });
      const next = this.now.text.indexOf(" ", this.at);
      this.at = next < 0 ? this.at : next + 1;
    },
    end() { const old = this.now; this.now = undefined; old.onend({}); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: window.voice });
"""
NO_VOICE = (
    "delete window.SpeechSynthesisUtterance; Object.defineProperty(window, 'speechSynthesis', {value: undefined});"
)


def test_somebody_reads_stockport_with_pictures_off_and_listens(arrive: Callable[[], Visitor]) -> None:
    call_command("load_charters", verbosity=0)
    visitor = arrive()
    visitor.page.add_init_script(VOICE)
    visitor.open("/")
    visitor.follow("Easy Read", within="header")
    visitor.sees("This website is about working together.", "People with learning disabilities have not checked this")
    assert visitor.page.locator(".idea-picture").first.is_visible()
    visitor.follow("Pictures off")
    assert visitor.page.locator(".idea-picture").count() == 0
    visitor.follow("Stockport")
    visitor.sees("They made the charter in 2019.", "Be open and honest. Tell people the truth, and do not hide things.")
    assert visitor.page.locator(".idea-picture").count() == 0
    if visitor.way.javascript:
        listens(visitor)
    assert visitor.page.get_by_role("button", name="Listen").is_visible() is visitor.way.javascript
    visitor.follow("Read the charter's own words")
    visitor.sees("be accountable and respond to feedback")
    visitor.page.go_back()
    visitor.follow("Bigger words")
    assert visitor.page.locator(".easy-read-bigger").is_visible()
    visitor.open("/charters/sandwell/")
    visitor.sees("This is about a charter in Sandwell.")
    assert visitor.page.locator(".idea-picture").count() == 0
    visitor.follow("Pictures on")
    assert visitor.page.locator(".idea-picture").first.is_visible()
    visitor.follow("Turn off Easy Read")
    visitor.sees("Foundations for effective co-production:")
    visitor.open("/charters/stockport/")
    visitor.sees("be accountable and respond to feedback")
    assert not [cookie for cookie in visitor.page.context.cookies() if "easy" in cookie["name"]]


def listens(visitor: Visitor) -> None:
    page = visitor.page
    use(visitor, "Listen")
    assert page.evaluate("voice.said") == ["Stockport"]
    page.evaluate("voice.end()")
    assert said_now(page) == "Easier to read."
    assert words_as_marked(page, 3) == ["Easier", "to", "read."]
    assert marked(page, "said-sentence") == ["Easier", "to", "read."]
    page.evaluate("voice.end()")
    assert said_now(page) == "People with learning disabilities have not checked this yet."
    assert words_as_marked(page, 2) == ["People", "with"]
    assert marked(page, "said-sentence")[-1] == "yet."
    use(visitor, "Pause")
    assert page.evaluate("voice.now === undefined")
    assert len(page.evaluate("voice.said")) == 3
    use(visitor, "Go on")
    assert said_now(page) == "People with learning disabilities have not checked this yet."
    use(visitor, "Stop")
    assert marked(page, "said-sentence") == marked(page, "said-word") == []
    use(visitor, "Listen")
    assert said_now(page) == "Stockport"
    for _ in range(200):
        if page.evaluate("voice.now === undefined"):
            break
        page.evaluate("voice.end()")
    said = page.evaluate("voice.said")
    assert "They made the charter in 2019." in said
    assert page.get_by_role("button", name="Listen").is_visible()
    visitor.look()


def use(visitor: Visitor, name: str) -> None:
    """A button that leads nowhere."""
    target = visitor.page.get_by_role("button", name=name, exact=True)
    if visitor.way.by_keyboard:
        visitor.reach(target)
        visitor.page.keyboard.press("Enter")
    else:
        target.click()


def said_now(page: Page) -> str:
    text: str = page.evaluate("voice.now.text")
    return text


def words_as_marked(page: Page, number: int) -> list[str]:
    """The words that are marked one after the other while the voice says them."""
    found = []
    for _ in range(number):
        page.evaluate("voice.word()")
        [word] = marked(page, "said-word")
        found.append(word)
    return found


def marked(page: Page, name: str) -> list[str]:
    return page.locator(f".{name}").all_inner_texts()


def test_every_easy_read_page_is_open_to_all(arrive: Callable[[], Visitor]) -> None:
    call_command("load_charters", verbosity=0)
    promised = factories.public_commitment(charter=Charter.objects.get(slug="stockport"), title="Pay on the day")
    factories.published(factories.news(promised, going=Going.LATE, happened="We began.", learned="Ask sooner."))
    visitor = arrive()
    visitor.page.add_init_script(NO_VOICE)
    for slug in ("sandwell", "bracknell-forest", "scie", "west-midlands"):
        visitor.open(f"/charters/{slug}/easy-read/?words=bigger")
    visitor.open("/themes/listening/easy-read/")
    visitor.open("/easy-read/how-it-works/")
    visitor.follow("Look for promises")
    visitor.write("Where do you live?", "Atlantis")
    visitor.press("Show promises")
    visitor.sees("We did not find a promise like this.")
    visitor.follow("Show all promises")
    visitor.sees("Pay on the day", "It is running late.")
    visitor.follow("Read this promise")
    visitor.sees(
        "We will pay people on the day.", "Ask sooner.", "be open and honest", "The newest news is from this day:"
    )
    assert not visitor.page.get_by_role("button", name="Listen").is_visible()
    assert visitor.page.context.cookies() == []
