"""The desk of the moderators."""

from django.urls import path

from .views.desk import decided, item, queue

urlpatterns = [
    path("moderation/", queue.moderation, name="moderation"),
    path("moderation/decided/", decided.decided, name="moderation-decided"),
    path("moderation/<int:pk>/", item.submission, name="moderation-submission"),
    path("moderation/<int:pk>/hide/", decided.hide, name="moderation-hide"),
    path("moderation/<int:pk>/restore/", decided.restore, name="moderation-restore"),
]
