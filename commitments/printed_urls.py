from django.urls import path

from commitments.views import commitment, paper_form

urlpatterns = [
    path("charters/<slug:charter>/commitment-form.pdf", paper_form.paper_form, name="charter-paper-form"),
    path("commitments/<str:reference>/share.png", commitment.share_image, name="commitment-share-image"),
]
