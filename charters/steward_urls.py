"""The steward's room. What stands after the charter's slug belongs to that charter."""

from django.urls import path

from charters.views.steward import room

urlpatterns = [
    path("steward/", room.steward, name="steward"),
    path("steward/<slug:charter>/", room.steward_charter, name="steward-charter"),
]
