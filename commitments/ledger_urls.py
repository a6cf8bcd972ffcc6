"""The addresses of what moderation does in the open."""

from django.urls import path

from .views import ledger
from .views.desk import reviewing, training

urlpatterns = [
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/ledger.csv", ledger.ledger_csv, name="ledger-csv"),
    path("moderation/review/", reviewing.review, name="moderation-review"),
    path("moderation/review/<int:pk>/", reviewing.review_item, name="moderation-review-item"),
    path("moderation/reviewers/", reviewing.reviewers, name="moderation-reviewers"),
    path("moderation/reviewers/paid/", reviewing.reviewers_paid, name="moderation-reviewers-paid"),
    path("moderation/reviewers/file/", reviewing.reviewers_csv, name="moderation-reviewers-csv"),
    path("moderation/training/", training.training, name="moderation-training"),
    path("moderation/training/<slug:slug>/", training.training_item, name="moderation-training-item"),
    path("moderation/training-team/", training.training_team, name="moderation-training-team"),
]
