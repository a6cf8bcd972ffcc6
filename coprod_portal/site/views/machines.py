"""Small files that machines look for at fixed addresses."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

# Not secret, and of no use to somebody who searches.
NOT_FOR_SEARCH_ENGINES = (
    "/accounts/",
    "/commitments/new/",
    "/moderation/",
    "/my/",
    "/report/",
    "/search/",
    "/steward/",
)
SECURITY_TXT_LASTS = timedelta(days=180)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A trial shows made-up commitments, so nobody should find it by a search."""
    lines = ["User-agent: *"]
    if settings.SHOW_MADE_UP:
        lines.append("Disallow: /")
    else:
        lines += [f"Disallow: {path}" for path in NOT_FOR_SEARCH_ENGINES]
        lines += ["", f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}"]
    return plain(lines)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """As RFC 9116 asks. The date moves on by itself as long as somebody runs the portal."""
    expires = datetime.combine(timezone.localdate() + SECURITY_TXT_LASTS, time(), UTC)
    return plain(
        [
            f"Contact: mailto:{settings.SECURITY_EMAIL}",
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages: en",
            f"Canonical: {settings.BASE_URL}{reverse('security-txt')}",
        ]
    )


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Pages name their picture; this is for those who ask at the old address."""
    return redirect(static("favicon.svg"))


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone shows when somebody puts the portal among its apps."""
    facts = {
        "name": settings.PORTAL_NAME,
        "start_url": "/",
        "display": "browser",
        "background_color": "#fff8ec",
        "theme_color": "#3d1548",
        "icons": [{"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(facts, content_type="application/manifest+json")


def plain(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
