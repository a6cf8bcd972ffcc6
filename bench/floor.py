"""H and U: the least that Django does, and a page such as anybody would write it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commitments.models import Version

FILTERS = {
    heading: [(f"{heading.lower()}-{number}", f"{heading} number {number}") for number in range(1, 13)]
    for heading in ("Charter", "Principle", "Theme", "Area", "Maker", "Going")
}


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello world")


def page(request: HttpRequest) -> HttpResponse:
    cards = Version.objects.select_related("commitment__charter", "commitment__organisation", "area").order_by("-pk")
    return render(request, "bench/page.html", {"cards": cards[:20], "filters": FILTERS.items(), "total": len(FILTERS)})
