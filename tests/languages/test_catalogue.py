"""The catalogue that translators start from holds what the code asks for, and the pseudo-languages say it."""

from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from pytest_django import Settings

from coprod_portal.languages.catalogue import SOURCE, Message, made, messages_of
from coprod_portal.languages.known import LONGER, RIGHT_TO_LEFT
from coprod_portal.languages.pseudo import locale_folder, say

# None of this hangs on the database.
pytestmark = pytest.mark.sqlite


def test_committed_catalogue_is_the_one_that_the_code_asks_for() -> None:
    kept = {(entry.msgid, entry.msgid_plural, entry.msgctxt) for entry in polib.pofile(str(locale_folder() / SOURCE))}
    asked = {(entry.msgid, entry.msgid_plural, entry.msgctxt) for entry in made()}
    told = "The words have changed. Run: ./run manage make_catalogue"
    assert (asked - kept, kept - asked) == (set(), set()), told


def test_messages_are_found_in_code_and_in_templates(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text('a = _("One " "sentence")\nb = ngettext("%(n)s day", "%(n)s days", n)\nc = _(not_words)\n')
    assert set(messages_of(code)) == {Message("One sentence"), Message("%(n)s day", "%(n)s days")}
    page = tmp_path / "page.html"
    page.write_text(
        "{% translate 'Say \"yes\"' %} it's ) here {% blocktranslate trimmed count n=n %}\n  {{ n }} day (or so)\n"
        "{% plural %}{{ n }} days{% endblocktranslate %}{% include 'x.html' with y=_('Back') %}"
    )
    assert set(messages_of(page)) == {
        Message('Say "yes"'),
        Message("%(n)s day (or so)", "%(n)s days"),
        Message("Back"),
    }


def test_what_is_put_in_and_what_is_no_word_stays_as_it_is() -> None:
    assert say('Go <a href="%(to)s">on</a> to %(name)s', LONGER) == (
        '[Ĝóó <a href="%(to)s">óóñ</a> ţóó \u2068%(name)s\u2069]'
    )
    assert say("No %s", RIGHT_TO_LEFT) == "\u202eÑóó \u202c\u2068%s\u2069"
    assert say("%(only)s", LONGER) == "\u2068%(only)s\u2069"


@pytest.mark.usefixtures("pseudo_languages")
def test_pseudo_languages_speak_with_plurals_and_dates() -> None:
    with translation.override(LONGER):
        assert gettext("Make a commitment") == "[Ṁááķéé áá çóóɱɱííţɱééñţ]"
        many = ngettext("%(number)s commitment", "%(number)s commitments", 2)
        assert many % {"number": 2} == "[\u20682\u2069 çóóɱɱííţɱééñţš]"
        assert date_format(timezone.localdate()) == "2026, 23 [Ñóóṽééɱƀééŕ]"
        assert translation.get_language_bidi() is False
    with translation.override(RIGHT_TO_LEFT):
        assert translation.get_language_bidi() is True
        assert date_format(timezone.localdate()) == "2026, 23 \u202eÑóóṽééɱƀééŕ\u202c"


def test_pseudo_languages_are_made_in_a_trial_only(settings: Settings, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG off"):
        call_command("make_pseudo_languages")
    assert not list(tmp_path.rglob("*.mo"))
    settings.DEBUG = True
    call_command("make_pseudo_languages")
    assert {path.parent.parent.name for path in tmp_path.rglob("*.mo")} == {"en_XA", "ar_XB"}
