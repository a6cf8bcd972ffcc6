"""Pages for when something is not possible. They ask nothing of the database, so they work without it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "site/error.html", {"status": 403}, status=403)
