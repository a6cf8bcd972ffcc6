"""Pages that say that something is not possible, why, and where to go from there.

They ask nothing of the database and read no session, so they also work when the database is down. Any app may answer
with `error_page`; an operation that refuses and is not caught by its view ends here too, as a 409 with its sentence.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_AFTER_SECONDS = {429: 300, 503: 60}


@dataclass(frozen=True)
class Words:
    heading: str
    sentences: tuple[str, ...]


PAGES = {
    400: Words(
        "We could not read that",
        ("Something in the address, or in what was sent, is not in a form that we can read.", "Please go back."),
    ),
    403: Words(
        "This page is not open to you",
        (
            "You may need to sign in with another e-mail address.",
            "If you think that you should see it, please write to us.",
        ),
    ),
    404: Words(
        "We could not find that page",
        ("The address may have a letter missing, or one too many.", "You can look for it here."),
    ),
    405: Words(
        "That does not work here",
        ("This address cannot be used in that way.", "Please go back and use the buttons on the page."),
    ),
    409: Words(
        "Something changed in the meantime",
        ("What you were working on is not as it was when you opened it.", "Please go back and look again."),
    ),
    410: Words(
        "This page was taken down",
        ("It was public once, and is not any more.", "Other commitments are still here."),
    ),
    413: Words(
        "That is too much to send at once",
        ("What you sent is longer than we can take.", "Please go back, make it shorter, and send it again."),
    ),
    429: Words(
        "Please wait a little",
        ("That was tried many times in a short while.", "Wait five minutes, and then try again."),
    ),
    500: Words(
        "Something went wrong on our side",
        ("It is not your fault.", "Please try again in a few minutes.", "If it happens again, please write to us."),
    ),
    503: Words(
        "We cannot show this just now",
        ("The portal is having a short rest.", "Nothing that you sent us before is lost.", "Try again in a minute."),
    ),
}

COOKIES_NEEDED = Words(
    "We could not tell that this came from you",
    (
        "The page may have been open for a long time, or your browser may not keep cookies for forms.",
        "Please go back, load the page again, and send it once more.",
    ),
)

# When even the template cannot be drawn.
BARE_PAGE = (
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{heading}</title>'
    '<main id="main"><h1>{heading}</h1><p>{sentences}</p><p><a href="/">Go to the first page</a></p></main></html>'
)


def error_page(request: HttpRequest, status: int, *, words: Words | None = None) -> HttpResponse:
    words = words or PAGES[status]
    context = {"status": status, "heading": words.heading, "sentences": words.sentences}
    response = HttpResponse(render_to_string("site/error.html", context, request), status=status)
    if status in RETRY_AFTER_SECONDS:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS[status])
    return response


def bare_page(status: int) -> HttpResponse:
    words = PAGES[status]
    page = BARE_PAGE.format(heading=words.heading, sentences=" ".join(words.sentences))
    return HttpResponse(page, status=status)
