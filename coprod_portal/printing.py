"""Sets what people hold in their hands, and the pictures of shared links, from templates in `templates/**/*.typ`.

Words reach typst as JSON and never as source, so nothing that somebody typed can do anything. What is set follows from
the template and the words alone: a validator is worked out from both before anything is set, and who has it already
costs us no setting.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import version as edition_of
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Literal

import segno
import typst
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.text import Truncator
from django.utils.translation import get_language, get_language_bidi

TEMPLATES: Path = settings.ROOT / "templates"
ACCESSIBLE: Final = "ua-1"
# One point of a page is one pixel of its picture.
PIXELS_PER_INCH = 72
# What typst says when no font has a character, which an accessible document may not leave out.
NOT_IN_OUR_LETTERS = re.compile(r'the text `"(.+?)"` could not be displayed')
UNKNOWN_LETTER = "\N{WHITE SQUARE}"
LATIN_ENDS = "\u0250"
TRIES = 5
# So many letters of one sentence still fit on the picture of a link.
LONGEST_SENTENCE = 300

Kind = Literal["pdf", "png"]
CONTENT_TYPES: Mapping[Kind, str] = {"pdf": "application/pdf", "png": "image/png"}


def answer(
    request: HttpRequest, template: str, data: Mapping[str, Any], *, filename: str, kind: Kind = "pdf"
) -> HttpResponseBase:
    """The document as a response. Who shows its validator hears that it is the same, and nothing is set."""
    words = as_words(data)
    etag = validator(template, words, kind)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        unchanged.headers["ETag"] = etag
        return unchanged
    response = HttpResponse(rendered(template, words, kind), content_type=CONTENT_TYPES[kind])
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def shared_picture(request: HttpRequest, *, kind: str, heading: str, by: str, **data: Any) -> HttpResponseBase:
    """The picture of a shared link: what it is, what it is called, and who says so.

    `words` are (text, is meant) in the order of reading. Other sites may show it, for that is what it is for.
    """
    words = [{"text": Truncator(text).chars(LONGEST_SENTENCE), "meant": meant} for text, meant in data.pop("words", ())]
    whole = {"title": heading, "portal": settings.PORTAL_NAME, "kind": kind, "heading": heading, "by": by, **data}
    response = answer(request, "print/share.typ", {**whole, "words": words}, filename="share.png", kind="png")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def rendered(template: str, words: str, kind: Kind) -> bytes:
    """Raises `typst.TypstError` when the template is wrong. Characters that no letters of ours have become squares."""
    for _ in range(TRIES):
        try:
            return compiled(template, words, kind)
        except typst.TypstError as error:
            unknown = NOT_IN_OUR_LETTERS.findall(error.diagnostic)
            if not unknown:
                raise
            beyond = {ord(letter): UNKNOWN_LETTER for letter in "".join(unknown) if not letter.isascii()}
            words = words.translate(beyond)
    return compiled(template, "".join(letter if letter < LATIN_ENDS else UNKNOWN_LETTER for letter in words), kind)


def compiled(template: str, words: str, kind: Kind) -> bytes:
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=letters(),
        ignore_system_fonts=True,
        format=kind,
        ppi=PIXELS_PER_INCH if kind == "png" else None,
        sys_inputs={"data": words},
        pdf_standards=[ACCESSIBLE] if kind == "pdf" else [],
    )


def as_words(data: Mapping[str, Any]) -> str:
    """What the template reads by `json(bytes(sys.inputs.data))`, with the language that the portal speaks just now."""
    language, _, region = (get_language() or settings.LANGUAGE_CODE).partition("-")
    # Other languages are not tied to a country here, and typst knows only those of two letters.
    region = region.upper() if len(region) == len("gb") else ""
    whole = {"lang": language, "region": region, "dir": "rtl" if get_language_bidi() else "ltr", **data}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, default=str)


def validator(template: str, words: str, kind: Kind) -> str:
    drawn = "".join((template, kind, version(), words))
    return f'W/"{blake2b(drawn.encode(), digest_size=12).hexdigest()}"'


@cache
def letters() -> typst.Fonts:
    """Ours first; those that typst carries only for what ours lack. What a machine has is left alone."""
    ours = files("fontpkg_atkinson_hyperlegible") / "files"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(ours)])


@cache
def version() -> str:
    """Changes with any template and with typst itself."""
    sources = b"".join(path.read_bytes() for path in sorted(TEMPLATES.rglob("*.typ")))
    return f"{edition_of('typst')}.{blake2b(sources, digest_size=8).hexdigest()}"


def code_of(address: str) -> segno.QRCode:
    """What a telephone scans to come to an address. A quarter of it may be hidden by a thumb or a fold."""
    return segno.make_qr(address, error="q")


def code_svg(address: str) -> str:
    """The code as a drawing, with the quiet edge that a camera needs."""
    drawing = BytesIO()
    code_of(address).save(drawing, kind="svg", border=4, dark="#231530", light="#ffffff", omitsize=True, xmldecl=False)
    return drawing.getvalue().decode()
