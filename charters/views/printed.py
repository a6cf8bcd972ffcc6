"""Things to hold: posters, a booklet, and the code that leads to a charter's page."""

from io import BytesIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from charters import printed
from charters.views.charter import public_charter
from coprod_portal.printing import answer, code_of, code_svg


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
    found, _ = public_charter(charter)
    drawing = code_svg(settings.BASE_URL + found.get_absolute_url())
    return HttpResponse(drawing, content_type="image/svg+xml")


@require_safe
def qr_png(request: HttpRequest, charter: str) -> HttpResponse:
    found, _ = public_charter(charter)
    drawing = BytesIO()
    code_of(settings.BASE_URL + found.get_absolute_url()).save(drawing, kind="png", scale=20, border=4)
    return HttpResponse(drawing.getvalue(), content_type="image/png")
