"""What comes with making a commitment and is no page of it."""

from django.urls import path

from .views import first_reading

urlpatterns = [
    path("commitments/first-reading/<uuid:key>/", first_reading.first_reading, name="first-reading"),
]
