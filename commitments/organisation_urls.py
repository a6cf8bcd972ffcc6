"""The addresses of organisations and of those who act for them."""

from django.urls import path

from .views import invitations, organisation

# What anybody may read.
public = [
    path("organisations/<slug:slug>/", organisation.organisation, name="organisation"),
]

# Saying yes or no to an invitation.
invited = [
    path("my/invitations/<uuid:key>/", invitations.invitation, name="my-invitation"),
    path("my/invitations/<uuid:key>/decline/", invitations.decline, name="my-invitation-decline"),
]

urlpatterns = [*public, *invited]
