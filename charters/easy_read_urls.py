from django.urls import path

from charters.views import easy_read
from charters.views.steward import easy_read as steward_easy_read

urlpatterns = [
    path("charters/<slug:charter>/easy-read/", easy_read.charter_easy_read, name="charter-easy-read"),
    path("themes/<slug:theme>/easy-read/", easy_read.theme_easy_read, name="theme-easy-read"),
    path("steward/<slug:charter>/easy-read/", steward_easy_read.easy_read, name="steward-easy-read"),
]
