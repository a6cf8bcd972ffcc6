"""Hard words: on one page, and explained where they stand."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from charters.explaining import explained
from charters.glossary import glossary, read_glossary
from charters.operations.content_files import ContentProblem
from charters.operations.loading import load_content
from tests.charters.test_pages import main_part, words


def terms_in(*texts: str) -> list[str]:
    return [word.term for word in glossary().words_in(texts)]


def test_the_page_has_every_word_under_its_letter(client: Client) -> None:
    page = main_part(client, "/glossary/")
    for word in glossary().words:
        assert f'<div id="{word.slug}">' in page
    assert len(glossary().words) == 57
    assert '<a href="#letter-T">T</a>' in page
    assert "When people are asked just for show and nothing changes." in words(client, "/glossary/")


@pytest.mark.django_db
def test_the_page_asks_the_database_nothing(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        client.get("/glossary/")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("We pay carers.", ["Carer (unpaid carer)"]),
        ("We pay parent carers.", ["Parent carer"]),
        ("A parent carer forum met.", ["Parent carer forum"]),
        ("the Provider Collaboratives", ["Provider collaborative"]),
        ("unitary authorities", ["Unitary authority"]),
        ("Co-production", ["Co-production (or coproduction)"]),
        ("co-production champions", ["Co-production champion"]),
        ("Lived\n  experience counts", ["Lived experience"]),
        ("SEND and EHCPs", ["EHCP", "SEND"]),
        ("We send you a letter.", []),
        ("carefully outspoken", []),
        ("an individual view", []),
        ("Tokenistic? No.", ["Tokenistic"]),
        ("", []),
    ],
)
def test_words_are_found_whole_in_any_number_the_longest_first(text: str, terms: list[str]) -> None:
    assert terms_in(text) == terms


def test_a_word_is_explained_once_and_without_hover_or_script() -> None:
    html, seen = explained("<p>We pay carers. A carer is paid.</p>")
    assert html.count("popovertarget") == 1
    assert '<button type="button" class="hard-word" popovertarget="means-carer">carers</button>' in html
    assert 'id="means-carer" popover' in html
    assert 'href="/glossary/#carer"' in html
    assert "onclick" not in html
    assert "title=" not in html
    assert explained("<p>Another carer</p>", seen)[0] == "<p>Another carer</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><p>We pay carers.</p></blockquote>",
        '<div class="quote"><p>We pay carers.</p></div>',
        '<p class="as-typed">carers</p>',
        '<a href="/carers/">carers</a>',
        "<h2>Carers</h2>",
        "<label>Carers</label>",
        "<button>Carers</button>",
        "<summary>Carers</summary>",
        '<p data-x="carers"><!-- carers -->&amp; &#8217; <br><img src="/carers.png" alt="carers"></p>',
        "<textarea>carers &lt;p&gt;</textarea>",
        "<p>1 < 2</p>",
    ],
)
def test_quotations_links_and_headings_stay_letter_by_letter(html: str) -> None:
    assert explained(html)[0] == html


def test_what_was_escaped_stays_escaped() -> None:
    page = Template("{% load hard_words %}{% explain %}<p>{{ words }}</p>{% endexplain %}")
    context = Context({"words": "<script>carers</script>", "request": RequestFactory().get("/")})
    html = page.render(context)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "means-carer" in html


def test_one_page_explains_a_word_once_wherever_its_parts_are() -> None:
    page = Template("{% load hard_words %}{% explain %}carer{% endexplain %} {% explain %}carer{% endexplain %}")
    assert page.render(Context({"request": RequestFactory().get("/")})).count("popovertarget") == 1


def test_words_in_another_language_are_left_alone() -> None:
    page = Template("{% load hard_words %}{% explain %}carer{% endexplain %}")
    with translation.override("fr"):
        assert page.render(Context({"request": RequestFactory().get("/")})) == "carer"


@pytest.mark.django_db
def test_pages_explain_our_words_and_list_those_of_charters(client: Client) -> None:
    load_content(folder=settings.CONTENT_FOLDER, tell=lambda line: None)
    charter = main_part(client, "/charters/stockport/")
    assert 'popovertarget="means-parent-carer"' in charter
    for address, term in [
        ("/charters/scie/", "accessible"),
        ("/charters/stockport/principles/value-lived-experiences/", "lived-experience"),
        ("/charters/stockport/concern/", "charter"),
        ("/themes/strengths/", "lived-experience"),
    ]:
        page = main_part(client, address)
        hard = page.partition("Hard words here")[2].partition("</details>")[0]
        assert f'href="/glossary/#{term}"' in hard, address
    quotes = main_part(client, "/charters/stockport/").split("<blockquote")[1:]
    assert not any("popovertarget" in quote.partition("</blockquote>")[0] for quote in quotes)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[[words]]\nterm = "Advocate"\n', "needs `plain`"),
        ('[[words]]\nterm = "A"\nplain = "x"\n[[words]]\nterm = "a"\nplain = "y"\n', "line 5"),
        ('[[words]]\nterm = "A"\nplan = "x"\n', "needs `plain`"),
        ('[[words]]\nterm = "A"\nplain = "x"\nalsso = ["b"]\n', "Did you mean `also`?"),
        ('[[words]]\nterm = "A"\nplain = "x"\nalso = "b"\n', "`also` must be a list"),
    ],
)
def test_a_mistake_in_the_file_is_told_in_words(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "glossary.toml"
    file.write_text(text)
    with pytest.raises(ContentProblem, match=r"glossary\.toml") as problem:
        read_glossary(file)
    assert sentence in str(problem.value)


def test_a_changed_file_is_read_again(tmp_path: Path, settings: object) -> None:
    (tmp_path / "glossary.toml").write_text('[[words]]\nterm = "Zebra"\nplain = "A striped horse."\n')
    settings.CONTENT_FOLDER = tmp_path  # type: ignore[attr-defined]
    assert terms_in("Two zebras") == ["Zebra"]
    settings.CONTENT_FOLDER = tmp_path / "nowhere"  # type: ignore[attr-defined]
    assert terms_in("Two zebras") == []
