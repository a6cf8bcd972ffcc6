from django.template import Context, Template

from coprod_portal.forms.markdown import clean


def test_words_are_drawn_with_lists_and_links() -> None:
    drawn = Template("{{ words }}").render(
        Context({"words": clean("# Heard\n\n- one\n- [two](https://example.org/)\n\n**Loud**")})
    )

    assert "<h3>Heard</h3>" in drawn
    assert "<li>one</li>" in drawn
    assert 'href="https://example.org/"' in drawn
    assert "<strong>Loud</strong>" in drawn


def test_nothing_that_acts_or_looks_elsewhere_gets_through() -> None:
    pasted = (
        "<script>steal()</script> <img src=x onerror=steal()> ![picture](https://elsewhere.example/pixel.png)\n\n"
        '[press](javascript:steal()) [file](file:///etc/passwd) <a href="https://x.example" onclick="steal()">x</a>'
    )

    drawn = str(clean(pasted))

    assert "<script" not in drawn
    assert "<img" not in drawn
    assert '<a href="javascript' not in drawn
    assert 'href="file' not in drawn
    assert '<a href="https://x.example" onclick' not in drawn
