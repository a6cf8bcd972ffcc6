from django.urls import include, path

urlpatterns = [
    path("", include("coprod_portal.site.urls")),
    path("", include("charters.urls")),
    path("", include("commitments.urls")),
    path("", include("coprod_portal.search.urls")),
    path("accounts/", include("coprod_portal.accounts.urls")),
    path("my/sessions/", include("coprod_portal.accounts.session_urls")),
    path("outbox/", include("coprod_portal.outbox.urls")),
]

handler400 = "coprod_portal.site.views.errors.bad_request"
handler403 = "coprod_portal.site.views.errors.permission_denied"
handler404 = "coprod_portal.site.views.errors.not_found"
handler500 = "coprod_portal.site.views.errors.server_error"
