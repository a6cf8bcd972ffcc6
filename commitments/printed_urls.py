from django.urls import path

from commitments.views import commitment, gaps, paper_form, steward_summary, summary

urlpatterns = [
    path("charters/<slug:charter>/commitment-form.pdf", paper_form.paper_form, name="charter-paper-form"),
    path("charters/<slug:charter>/gaps/", gaps.gaps, name="charter-gaps"),
    path("charters/<slug:charter>/summary/", summary.summary, name="charter-summary"),
    path("charters/<slug:charter>/summary.csv", summary.summary_csv, name="charter-summary-csv"),
    path("steward/<slug:charter>/summary/", steward_summary.steward_summary, name="steward-summary"),
    path("commitments/<str:reference>/share.png", commitment.share_image, name="commitment-share-image"),
]
