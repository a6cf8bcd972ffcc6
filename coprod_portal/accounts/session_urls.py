from django.urls import path

from .views import sessions

urlpatterns = [
    path("", sessions.sessions, name="my-sessions"),
    path("others/end/", sessions.end_others, name="my-sessions-end-others"),
    path("<uuid:handle>/end/", sessions.end_one, name="my-session-end"),
]
