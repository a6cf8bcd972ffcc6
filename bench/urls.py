from django.urls import include, path

from . import floor

urlpatterns = [
    path("bench/hello/", floor.hello),
    path("bench/page/", floor.page),
    path("bench/twin/", floor.page),
    path("", include("coprod_portal.urls")),
]
