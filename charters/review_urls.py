"""A review of a charter: for everybody, and in the steward's room."""

from django.urls import path

from charters.views import review_easy_read, review_sheets, reviews
from charters.views.steward import review_missing
from charters.views.steward import review_sheets as steward_sheets
from charters.views.steward import reviews as steward_reviews

urlpatterns = [
    path("charters/<slug:charter>/review/", reviews.charter_review, name="charter-review"),
    path("charters/<slug:charter>/review/easy-read/", review_easy_read.easy_read, name="charter-review-easy-read"),
    path("charters/<slug:charter>/review/sent/", reviews.sent, name="charter-review-sent"),
    path("charters/<slug:charter>/review/taken-back/", reviews.taken_back, name="charter-review-taken-back"),
    path("charters/<slug:charter>/review/sheet/", review_sheets.sheet, name="charter-review-sheet"),
    path("charters/<slug:charter>/review/sheet/entered/", review_sheets.entered, name="charter-review-sheet-entered"),
    path("charters/<slug:charter>/review/answers/<str:token>/", reviews.confirm, name="charter-review-confirm"),
    path(
        "charters/<slug:charter>/review/answers/<str:token>/take-back/",
        reviews.take_back,
        name="charter-review-take-back",
    ),
    path("charters/<slug:charter>/review/<int:review>/", reviews.results, name="charter-review-results"),
    path("steward/<slug:charter>/reviews/", steward_reviews.reviews, name="steward-reviews"),
    path("steward/<slug:charter>/reviews/new/", steward_reviews.review_open, name="steward-review-open"),
    path("steward/<slug:charter>/reviews/<int:review>/", steward_reviews.review, name="steward-review"),
    path(
        "steward/<slug:charter>/reviews/<int:review>/change/",
        steward_reviews.review_change,
        name="steward-review-change",
    ),
    path(
        "steward/<slug:charter>/reviews/<int:review>/outcome/",
        steward_reviews.review_outcome,
        name="steward-review-outcome",
    ),
    path("steward/<slug:charter>/reviews/<int:review>/tell/", steward_reviews.review_tell, name="steward-review-tell"),
    path(
        "steward/<slug:charter>/reviews/<int:review>/missing/",
        review_missing.review_missing,
        name="steward-review-missing",
    ),
    path(
        "steward/<slug:charter>/reviews/<int:review>/missing/file/",
        review_missing.review_missing_csv,
        name="steward-review-missing-csv",
    ),
    path("steward/<slug:charter>/reviews/<int:review>/sheets/", steward_sheets.sheets, name="steward-review-sheets"),
    path(
        "steward/<slug:charter>/reviews/<int:review>/sheets.pdf",
        steward_sheets.sheets_print,
        name="steward-review-sheets-print",
    ),
]
