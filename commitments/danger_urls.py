from django.urls import path

from .views.desk import danger, safeguarding

urlpatterns = [
    path("moderation/danger/", danger.dangers, name="moderation-danger"),
    path("moderation/danger/<int:pk>/", danger.danger, name="moderation-danger-item"),
    path("moderation/<int:pk>/danger/", danger.raise_one, name="moderation-danger-raise"),
    path("moderation/safeguarding/", safeguarding.safeguarding, name="moderation-safeguarding"),
]
