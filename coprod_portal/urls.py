from django.urls import include, path

urlpatterns = [
    path("", include("coprod_portal.site.urls")),
    path("", include("charters.urls")),
    path("", include("commitments.urls")),
    path("accounts/", include("coprod_portal.accounts.urls")),
]
