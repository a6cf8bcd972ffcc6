"""The portal's addresses and one page that only moderators may open."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import staff_page


@staff_page(Role.Name.MODERATOR)
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the desk")


urlpatterns = [
    path("desk/", desk),
    path("", include("coprod_portal.urls")),
]
