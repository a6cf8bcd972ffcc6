"""Co-production Weeks: what anybody reads, the organisers' room, and who organises what."""

from django.urls import path

from commitments.views import my_renewal, one_year_on, weeks
from commitments.views.organiser import people, room

urlpatterns = [
    path("weeks/", weeks.weeks, name="weeks"),
    path("weeks/<int:year>/", weeks.week, name="week"),
    path("weeks/<int:year>/wall/", weeks.wall, name="week-wall"),
    path("weeks/<int:year>/screen/", weeks.screen, name="week-screen"),
    path("weeks/<int:year>/one-year-on/", one_year_on.one_year_on, name="week-one-year-on"),
    path("weeks/<int:year>/one-year-on.csv", one_year_on.one_year_on_csv, name="week-one-year-on-csv"),
    path("weeks/<int:year>/qr.svg", weeks.qr_svg, name="week-qr-svg"),
    path("my/commitments/<str:reference>/renew/", my_renewal.renew_commitment, name="my-commitment-renew"),
    path("organiser/", room.organiser, name="organiser"),
    path("organiser/<int:year>/", room.organiser_week, name="organiser-week"),
    path("organiser/<int:year>/came/", room.organiser_came, name="organiser-came"),
    path("organiser/<int:year>/edit/", room.organiser_edit, name="organiser-edit"),
    path("organiser/<int:year>/publish/", room.organiser_publish, name="organiser-publish"),
    path("moderation/weeks/", people.organisers, name="organisers"),
    path("moderation/weeks/new/", people.week_new, name="week-new"),
    path("moderation/weeks/organisers/<int:pk>/dismiss/", people.organiser_dismiss, name="organiser-dismiss"),
]
