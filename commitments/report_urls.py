"""Saying that something public is wrong, what comes of it, and what was put right."""

from django.urls import path

from .views import corrections, reports
from .views.desk import reports as desk

EASY = {"easy": True}

urlpatterns = [
    path("report/", reports.report_start, name="report-start"),
    path("report/sent/<slug:reference>/", reports.report_sent, name="report-sent"),
    path("report/<str:thing>/", reports.report, name="report"),
    path("report/<str:thing>/easy-read/", reports.report, EASY, name="report-easy-read"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/feed/", corrections.corrections_feed, name="corrections-feed"),
    path("moderation/corrections/", corrections.new_correction, name="correction-new"),
    path("moderation/reports/", desk.open_cases, name="moderation-reports"),
    path("moderation/reports/<slug:reference>/", desk.case, name="moderation-report"),
    path("moderation/reports/<slug:reference>/hide/", desk.hide, name="moderation-report-hide"),
    path("moderation/reports/<slug:reference>/restore/", desk.restore, name="moderation-report-restore"),
    path("moderation/reports/<slug:reference>/danger/", desk.danger, name="moderation-report-danger"),
]
