"""Forms, languages, and what people tell those who look after a charter."""

from django.urls import path

from charters.views import cases
from charters.views.steward import cases as steward_cases

urlpatterns = [
    path("charters/<slug:charter>/concern/note/", cases.concern_note, name="charter-concern-note"),
    path("charters/<slug:charter>/formats/ask/", cases.format_request, name="charter-format-request"),
    path(
        "charters/<slug:charter>/principles/<slug:principle>/wrong-place/",
        cases.mapping_question,
        name="mapping-question",
    ),
    path("steward/<slug:charter>/cases/", steward_cases.cases, name="steward-cases"),
    path("steward/<slug:charter>/cases/<slug:reference>/", steward_cases.case, name="steward-case"),
]
