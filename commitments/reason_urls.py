"""The list of reasons that staff keep."""

from django.urls import path

from .views.desk import reasons

urlpatterns = [
    path("moderation/reasons/", reasons.reasons, name="moderation-reasons"),
    path("moderation/reasons/new/", reasons.new, name="moderation-reason-new"),
    path("moderation/reasons/<slug:code>/", reasons.change, name="moderation-reason"),
    path("moderation/reasons/<slug:code>/up/", reasons.up, name="moderation-reason-up"),
]
