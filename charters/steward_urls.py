"""The steward's room. What stands after the charter's slug belongs to that charter."""

from django.urls import include, path

from charters.views.steward import drafts, names, parts, people, publishing, room

draft = [
    path("", drafts.draft, name="steward-draft"),
    path("begin/", drafts.begin, name="steward-draft-begin"),
    path("delete/", drafts.delete, name="steward-draft-delete"),
    path("facts/<slug:part>/", drafts.facts, name="steward-draft-facts"),
    path("preview/", publishing.preview, name="steward-preview"),
    path("publish/", publishing.publish, name="steward-publish"),
    path("put-back/", parts.restore, name="steward-put-back"),
    path("principles/<int:pk>/themes/", parts.themes, name="steward-themes"),
    path("principles/<int:pk>/sources/", parts.ancestors, name="steward-ancestors"),
    path("<slug:kind>/add/", parts.add, name="steward-part-add"),
    path("<slug:kind>/move/", parts.move, name="steward-part-move"),
    path("<slug:kind>/<int:pk>/", parts.part, name="steward-part"),
    path("<slug:kind>/<int:pk>/remove/", parts.remove, name="steward-part-remove"),
]

urlpatterns = [
    path("moderation/stewards/", people.stewards, name="stewards"),
    path("moderation/stewards/<int:pk>/dismiss/", people.steward_dismiss, name="steward-dismiss"),
    path("steward/", room.steward, name="steward"),
    path("steward/charters/new/", people.charter_new, name="charter-new"),
    path("steward/<slug:charter>/", room.steward_charter, name="steward-charter"),
    path("steward/<slug:charter>/name/", names.charter_change, name="charter-change"),
    path("steward/<slug:charter>/editions/", drafts.editions, name="steward-editions"),
    path("steward/<slug:charter>/draft/", include(draft)),
]
