"""The addresses of organisations and of those who act for them."""

from django.urls import path

from .views import invitations, joining, my_handing, my_organisations, needing_owner, organisation, organisation_moves

# What anybody may read.
public = [
    path("organisations/<slug:slug>/", organisation.organisation, name="organisation"),
    path("organisations/<slug:slug>/join/", joining.join, name="organisation-join"),
]

# Saying yes or no to an invitation.
invited = [
    path("my/invitations/<uuid:key>/", invitations.invitation, name="my-invitation"),
    path("my/invitations/<uuid:key>/decline/", invitations.decline, name="my-invitation-decline"),
]

# The room of an organisation.
room = [
    path("my/organisations/<slug:slug>/", my_organisations.room, name="my-organisation"),
    path("my/organisations/<slug:slug>/profile/", my_organisations.profile, name="my-organisation-profile"),
    path("my/organisations/<slug:slug>/invite/", my_organisations.invite, name="my-organisation-invite"),
    path(
        "my/organisations/<slug:slug>/invitations/<uuid:key>/take-back/",
        my_organisations.take_back,
        name="my-organisation-invitation-take-back",
    ),
    path("my/organisations/<slug:slug>/members/<int:pk>/", my_organisations.member, name="my-organisation-member"),
    path("my/organisations/<slug:slug>/requests/<int:pk>/", joining.request_to_join, name="my-organisation-request"),
]

# Handing a commitment over, and ending it.
handing = [
    path("my/commitments/<str:reference>/hand-over/", my_handing.hand_over, name="my-commitment-hand-over"),
    path("my/commitments/<str:reference>/end/", my_handing.end, name="my-commitment-end"),
]

# Where staff help organisations that nobody leads.
staff = [
    path("moderation/requests/", joining.requests, name="moderation-requests"),
    path("moderation/requests/<int:pk>/", joining.staff_request, name="moderation-request"),
    path("moderation/needing-owner/", needing_owner.commitments, name="moderation-needing-owner"),
    path(
        "moderation/needing-owner/<str:reference>/",
        needing_owner.invite_owner,
        name="moderation-needing-owner-invite",
    ),
    path(
        "moderation/organisations/<slug:slug>/rename/",
        organisation_moves.rename,
        name="moderation-organisation-rename",
    ),
    path("moderation/organisations/<slug:slug>/merge/", organisation_moves.merge, name="moderation-organisation-merge"),
]

urlpatterns = [*public, *invited, *room, *handing, *staff]
