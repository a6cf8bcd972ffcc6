from django.urls import path

from charters.views import easy_read

urlpatterns = [
    path("charters/<slug:charter>/easy-read/", easy_read.charter_easy_read, name="charter-easy-read"),
    path("themes/<slug:theme>/easy-read/", easy_read.theme_easy_read, name="theme-easy-read"),
]
