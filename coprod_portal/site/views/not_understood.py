""" "I do not understand this page": one press, nothing about the person, and then some help."""

from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from charters.models import Charter, EasyRead
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import staff_page
from coprod_portal.site.known_pages import KnownPage, known_page, page_of_seal
from coprod_portal.site.middleware.own_pages import from_own_pages
from coprod_portal.site.models import NotUnderstood
from coprod_portal.site.operations.not_understood import count_press
from coprod_portal.site.twins import twin_address

DAYS = 30
PAGES_SHOWN = 200
# What a page is a part of, where that has the twin.
HAS_TWIN_OF = {"commitment-history": "commitment"}


@from_own_pages
@require_POST
def not_understood(request: HttpRequest) -> HttpResponse:
    page = page_of_seal(request.POST.get("page", ""))
    thanks = reverse("not-understood-thanks")
    if page is None:
        return redirect(thanks)
    count_press(page=page)
    return redirect(f"{thanks}?{urlencode({'page': page.path})}" if page.is_public else thanks)


def press_again(request: HttpRequest) -> HttpResponse:
    """For a browser that does not say where a post comes from. Nothing was counted yet."""
    context = {"page": request.POST.get("page", "")}
    return render(request, "site/not_understood_again.html", context, status=403)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    page = known_page(request.GET.get("page", ""))
    if page is not None and not page.is_public:
        page = None
    slug = page.about.get("charter", "") if page else ""
    context = {
        "page": page,
        "charter": Charter.objects.public().filter(slug=slug).first() if slug else None,
        "easy_read": easy_read_of(page) if page else "",
    }
    return render(request, "site/not_understood_thanks.html", context)


def easy_read_of(page: KnownPage) -> str:
    """The address of its twin in Easy Read, or of the charter that it belongs to, where somebody has written that."""
    about = page.about
    if "theme" in about:
        written = EasyRead.objects.filter(theme__slug=about["theme"])
    elif "charter" in about:
        written = EasyRead.objects.filter(
            edition__current_of__in=Charter.objects.public(), edition__charter__slug=about["charter"]
        )
    else:
        return twin_address(HAS_TWIN_OF.get(page.name, page.name), about)
    if not written.exists():
        return ""
    return twin_address(page.name, about) or twin_address("charter", {"charter": about["charter"]})


@staff_page(*Role.Name)
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """The pages that puzzle people, those of the last days first."""
    since = timezone.localdate() - timedelta(days=DAYS)
    rows = (
        NotUnderstood.objects.values("path", "page")
        .annotate(recent=Coalesce(Sum("presses", filter=Q(day__gt=since)), 0), ever=Sum("presses"))
        .order_by("-recent", "-ever", "path")
    )
    return render(request, "site/not_understood_counts.html", {"rows": rows[:PAGES_SHOWN], "days": DAYS})
