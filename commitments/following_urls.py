"""Following by mail, by feed and in a calendar. A kind comes last: the other words are none."""

from django.urls import path

from commitments.views import calendars, feed, following

urlpatterns = [
    path("commitments/calendar.ics", calendars.commitments_calendar, name="commitments-calendar"),
    path("commitments/<str:reference>/calendar.ics", calendars.commitment_calendar, name="commitment-calendar"),
    path("commitments/<str:reference>/feed/", feed.commitment_feed, name="commitment-feed"),
    path("my/calendar.ics", calendars.my_calendar, name="my-calendar"),
    path("follow/sent/", following.sent, name="follow-sent"),
    path("follow/mine/", following.mine_ask, name="follow-mine-ask"),
    path("follow/mine/<str:token>/", following.mine, name="follow-mine"),
    path("follow/confirm/<str:token>/", following.confirm, name="follow-confirm"),
    path("follow/stop/<str:token>/", following.stop, name="follow-stop"),
    path("follow/<slug:kind>/<str:key>/", following.follow, name="follow"),
]
