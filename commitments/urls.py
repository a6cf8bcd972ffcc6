from django.urls import path

from .views import moderation

urlpatterns = [
    path("moderation/", moderation.moderation, name="moderation"),
    path("moderation/decided/", moderation.decided, name="moderation-decided"),
    path("moderation/<int:pk>/", moderation.submission, name="moderation-submission"),
    path("moderation/<int:pk>/hide/", moderation.hide, name="moderation-hide"),
    path("moderation/<int:pk>/restore/", moderation.restore, name="moderation-restore"),
]
