from django.urls import path

from .views import my_appeals
from .views.desk import appeals

urlpatterns = [
    path("my/appeals/", my_appeals.my_appeals, name="my-appeals"),
    path("my/appeals/<int:record>/", my_appeals.appeal, name="appeal"),
    path("moderation/appeals/", appeals.appeals, name="moderation-appeals"),
    path("moderation/appeals/<int:pk>/", appeals.appeal, name="moderation-appeal"),
]
