"""Pages that say that something is not possible, why, and where to go from there.

They ask nothing of the database and read no session, so they also work when the database is down. Any app may answer
with `error_page`; an operation that refuses and is not caught by its view ends here too, as a 409 with its sentence.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

from coprod_portal.languages.known import tag
from coprod_portal.languages.texts import Text

RETRY_AFTER_SECONDS = {429: 300, 503: 60}


@dataclass(frozen=True)
class Words:
    heading: Text
    sentences: tuple[Text, ...]


PAGES = {
    400: Words(
        _("We could not read that"),
        (_("Something in the address, or in what was sent, is not in a form that we can read."), _("Please go back.")),
    ),
    403: Words(
        _("This page is not open to you"),
        (
            _("You may need to sign in with another e-mail address."),
            _("If you think that you should see it, please write to us."),
        ),
    ),
    404: Words(
        _("We could not find that page"),
        (_("The address may have a letter missing, or one too many."), _("You can look for it here.")),
    ),
    405: Words(
        _("That does not work here"),
        (_("This address cannot be used in that way."), _("Please go back and use the buttons on the page.")),
    ),
    409: Words(
        _("Something changed in the meantime"),
        (_("What you were working on is not as it was when you opened it."), _("Please go back and look again.")),
    ),
    410: Words(
        _("This page was taken down"),
        (_("It was public once, and is not any more."), _("Other commitments are still here.")),
    ),
    413: Words(
        _("That is too much to send at once"),
        (_("What you sent is longer than we can take."), _("Please go back, make it shorter, and send it again.")),
    ),
    429: Words(
        _("Please wait a little"),
        (_("That was tried many times in a short while."), _("Wait five minutes, and then try again.")),
    ),
    500: Words(
        _("Something went wrong on our side"),
        (
            _("It is not your fault."),
            _("Please try again in a few minutes."),
            _("If it happens again, please write to us."),
        ),
    ),
    503: Words(
        _("We cannot show this just now"),
        (
            _("The portal is having a short rest."),
            _("Nothing that you sent us before is lost."),
            _("Try again in a minute."),
        ),
    ),
}

COOKIES_NEEDED = Words(
    _("We could not tell that this came from you"),
    (
        _("The page may have been open for a long time, or your browser may not keep cookies for forms."),
        _("Please go back, load the page again, and send it once more."),
    ),
)

# When even the template cannot be drawn.
BARE_PAGE = (
    '<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8"><title>{heading}</title>'
    '<main id="main"><h1>{heading}</h1><p>{sentences}</p><p><a href="/">{onwards}</a></p></main></html>'
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
    page = BARE_PAGE.format(
        language=tag(get_language() or settings.LANGUAGE_CODE),
        direction="rtl" if get_language_bidi() else "ltr",
        heading=words.heading,
        sentences=" ".join(str(sentence) for sentence in words.sentences),
        onwards=_("Go to the first page"),
    )
    return HttpResponse(page, status=status)
