from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from .models import Mail

SHOWN = 50


@never_cache
def local(request: HttpRequest) -> HttpResponse:
    """What the portal has sent, codes and all. Only in a trial: anybody could read it."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "outbox/local.html", {"mails": Mail.objects.order_by("-pk")[:SHOWN]})
