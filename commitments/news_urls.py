"""The links of a mail that asks for news, and what a maker says without words."""

from django.urls import path

from .views import my_answers, news_links

urlpatterns = [
    path("news/<str:token>/", news_links.choose, name="news-link"),
    path("news/<str:token>/on-track/", news_links.on_track, name="news-link-on-track"),
    path("news/<str:token>/tell/", news_links.tell, name="news-link-tell"),
    path("news/<str:token>/someone-else/", news_links.someone_else, name="news-link-someone-else"),
    path("news/<str:token>/thanks/<slug:what>/", news_links.thanks, name="news-link-thanks"),
    path("my/commitments/<str:reference>/on-track/", my_answers.on_track, name="my-commitment-on-track"),
    path("my/commitments/<str:reference>/how-often/", my_answers.how_often, name="my-commitment-how-often"),
]
