"""Things to hold: posters, a booklet, and the code that leads to a charter's page."""

from io import BytesIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters import printed
from charters.models import Charter, Edition
from charters.passages import passages
from charters.views.charter import public_charter
from charters.views.principles import newest_words
from coprod_portal.printing import answer, code_of, code_svg, shared_picture

MOST_WORDS = 4


@require_safe
def poster(request: HttpRequest, charter: str) -> HttpResponseBase:
    found, current = public_charter(charter)
    data = printed.poster(found, current, "a4")
    return answer(request, "charters/print/poster.typ", data, filename=f"{found.slug}-poster.pdf")


@require_safe
def poster_a3(request: HttpRequest, charter: str) -> HttpResponseBase:
    found, current = public_charter(charter)
    data = printed.poster(found, current, "a3")
    return answer(request, "charters/print/poster.typ", data, filename=f"{found.slug}-poster-a3.pdf")


@require_safe
def booklet(request: HttpRequest, charter: str) -> HttpResponseBase:
    found, current = public_charter(charter)
    data = printed.booklet(found, current)
    return answer(request, "charters/print/booklet.typ", data, filename=f"{found.slug}-large-print.pdf")


@require_safe
def qr_svg(request: HttpRequest, charter: str) -> HttpResponse:
    found, _current = public_charter(charter)
    drawing = code_svg(settings.BASE_URL + found.get_absolute_url())
    return HttpResponse(drawing, content_type="image/svg+xml")


@require_safe
def qr_png(request: HttpRequest, charter: str) -> HttpResponse:
    found, _current = public_charter(charter)
    drawing = BytesIO()
    code_of(settings.BASE_URL + found.get_absolute_url()).save(drawing, kind="png", scale=20, border=4)
    return HttpResponse(drawing.getvalue(), content_type="image/png")


@require_safe
def charter_share_image(request: HttpRequest, charter: str) -> HttpResponseBase:
    found, current = public_charter(charter)
    return shared_picture(
        request,
        kind=kind_of(found),
        heading=current.title,
        words=first_words(current),
        by=current.owner,
        thread=found.thread,
    )


def first_words(edition: Edition) -> list[tuple[str, bool]]:
    """How the charter begins, in its exact words, as far as they fit on a picture."""
    first = edition.sections.prefetch_related("wordings").first()
    if first is None or first.is_all_ours:
        return []
    own = [wording for wording in first.wordings.all() if wording.is_quotation]
    shown = [wording.text for wording in own] if first.stands_together else [each.opening for each in own[:MOST_WORDS]]
    return [(first.heading, True)] * bool(first.heading) + [(words, False) for words in shown]


@require_safe
def principle_share_image(request: HttpRequest, charter: str, principle: str) -> HttpResponseBase:
    """Sentences that lean on each other stand together, and those that are meant are bold."""
    found, _current = public_charter(charter)
    wording = newest_words(found, principle)
    [passage] = passages([wording])
    return shared_picture(
        request,
        kind=kind_of(found),
        heading=passage.section.heading or found.short_title,
        words=[(each.text, passage.is_part and each in passage.meant) for each in passage.wordings],
        by=_("Our words, not the charter's") if not wording.is_quotation else wording.edition.title,
        thread=found.thread,
    )


def kind_of(charter: Charter) -> str:
    kind = f"{charter.short_title} · {charter.get_kind_display()}"
    return f"{kind} · {_('made up')}" if charter.made_up else kind
