"""The addresses of ways to take part."""

from django.urls import path

from .views import interest, my_opportunities, opportunities, organisation_checks

# What anybody may read. The reference comes last: it may look like any other word.
public = [
    path("opportunities/", opportunities.opportunities, name="opportunities"),
    path("opportunities/ended/", opportunities.ended, name="opportunities-ended"),
    path("opportunities/calendar.ics", opportunities.opportunities_calendar, name="opportunities-calendar"),
    path("opportunities/<str:reference>/", opportunities.opportunity, name="opportunity"),
    path("opportunities/<str:reference>/calendar.ics", opportunities.opportunity_calendar, name="opportunity-calendar"),
]

# Asking to take part, and reading what people asked.
asking = [
    path("opportunities/<str:reference>/ask/", interest.opportunity_interest, name="opportunity-interest"),
    path("charters/<slug:charter>/take-part/ask/", interest.charter_interest, name="charter-interest"),
    path("take-part/sent/<slug:reference>/", interest.interest_sent, name="interest-sent"),
    path("steward/<slug:charter>/interests/", interest.steward_interests, name="steward-interests"),
    path("moderation/interests/", interest.interests_without_owner, name="interests-without-owner"),
    path("my/interests/<slug:reference>/answered/", interest.interest_answered, name="interest-answered"),
]

# Listing opportunities and looking after them.
listing_opportunities = [
    path("my/opportunities/", my_opportunities.opportunities, name="my-opportunities"),
    path("my/opportunities/new/", my_opportunities.new, name="my-opportunity-new"),
    path("my/opportunities/<str:reference>/", my_opportunities.opportunity, name="my-opportunity"),
    path("my/opportunities/<str:reference>/change/", my_opportunities.change, name="my-opportunity-change"),
    path("my/opportunities/<str:reference>/withdraw/", my_opportunities.take_down, name="my-opportunity-withdraw"),
    path("my/opportunities/<str:reference>/outcome/", my_opportunities.outcome, name="my-opportunity-outcome"),
    path(
        "my/opportunities/<str:reference>/interests/", interest.opportunity_interests, name="my-opportunity-interests"
    ),
    path("steward/<slug:charter>/opportunities/", my_opportunities.of_charter, name="steward-opportunities"),
]

# Where moderators make sure that an organisation is who it says.
checking = [
    path("moderation/organisations/", organisation_checks.organisations, name="moderation-organisations"),
    path("moderation/organisations/<slug:slug>/", organisation_checks.organisation, name="moderation-organisation"),
    path(
        "moderation/organisations/<slug:slug>/take-back/",
        organisation_checks.take_back,
        name="moderation-organisation-take-back",
    ),
]

urlpatterns = [*public, *asking, *listing_opportunities, *checking]
