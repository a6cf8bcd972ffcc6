"""Entering commitments for others, and the page where a maker confirms one."""

from django.urls import path

from .views import entering

urlpatterns = [
    path("my/entries/", entering.entries, name="my-entries"),
    path("my/entries/new/", entering.new, name="my-entry-new"),
    path("my/entries/new/<slug:team>/<slug:charter>/", entering.enter, name="my-entry-enter"),
    path("entered/<str:token>/", entering.entered, name="entered"),
]
