from django.urls import path

from charters.views import printed

urlpatterns = [
    path("charters/<slug:charter>/poster.pdf", printed.poster, name="charter-poster"),
    path("charters/<slug:charter>/poster-a3.pdf", printed.poster_a3, name="charter-poster-a3"),
    path("charters/<slug:charter>/booklet.pdf", printed.booklet, name="charter-booklet"),
    path("charters/<slug:charter>/qr.svg", printed.qr_svg, name="charter-qr-svg"),
    path("charters/<slug:charter>/qr.png", printed.qr_png, name="charter-qr-png"),
    path("charters/<slug:charter>/share.png", printed.charter_share_image, name="charter-share-image"),
    path(
        "charters/<slug:charter>/principles/<slug:principle>/share.png",
        printed.principle_share_image,
        name="principle-share-image",
    ),
]
