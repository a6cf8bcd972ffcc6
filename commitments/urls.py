from django.urls import path

from .views import commitment, feed, listing, moderation, organisation

# What anybody may read.
public = [
    path("commitments/", listing.commitments, name="commitments"),
    path("commitments/feed/", feed.commitments_feed, name="commitments-feed"),
    path("charters/<slug:charter>/commitments/", organisation.charter_commitments, name="charter-commitments"),
    path("organisations/<slug:slug>/", organisation.organisation, name="organisation"),
]

desk = [
    path("moderation/", moderation.moderation, name="moderation"),
    path("moderation/decided/", moderation.decided, name="moderation-decided"),
    path("moderation/<int:pk>/", moderation.submission, name="moderation-submission"),
    path("moderation/<int:pk>/hide/", moderation.hide, name="moderation-hide"),
    path("moderation/<int:pk>/restore/", moderation.restore, name="moderation-restore"),
]

# These come last: a reference may look like any other word.
by_reference = [
    path("commitments/<str:reference>/", commitment.commitment, name="commitment"),
    path("commitments/<str:reference>/history/", commitment.history, name="commitment-history"),
]

urlpatterns = [*public, *desk, *by_reference]
