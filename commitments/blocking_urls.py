from django.urls import path

from .views.desk import blocking

urlpatterns = [
    path("moderation/people/blocked/", blocking.blocked, name="moderation-blocked"),
    path("moderation/people/<int:pk>/block/", blocking.block, name="moderation-block"),
]
