"""What leaves the portal: cards, certificates, and small pages for other people's sites."""

from django.urls import path

from .views import embeds, sharing

urlpatterns = [
    path("commitments/<str:reference>/share/", sharing.commitment_share, name="commitment-share"),
    path("commitments/<str:reference>/certificate.pdf", sharing.certificate, name="commitment-certificate"),
    path("organisations/<slug:slug>/share/", sharing.organisation_share, name="organisation-share"),
    path("charters/<slug:charter>/share/", sharing.charter_share, name="charter-share"),
    path("weeks/<int:year>/share/", sharing.week_share, name="week-share"),
    path("embed/commitments/<str:reference>/", embeds.commitment, name="embed-commitment"),
    path("embed/organisations/<slug:slug>/", embeds.organisation, name="embed-organisation"),
    path("embed/charters/<slug:charter>/", embeds.charter, name="embed-charter"),
    path("embed/weeks/<int:year>/", embeds.week, name="embed-week"),
]
