from django.urls import path

from .views import pictures

urlpatterns = [
    path("pictures/<uuid:key>/", pictures.picture, name="picture"),
    path("pictures/kept/<str:token>/", pictures.kept, name="picture-kept"),
    path("my/pictures/<uuid:key>/", pictures.my_picture, name="my-picture"),
    path("moderation/pictures/<uuid:key>/", pictures.moderation_picture, name="moderation-picture"),
]
