"""Forms, languages, and what people tell those who look after a charter."""

from django.urls import path

from charters.views import cases, formats
from charters.views.steward import cases as steward_cases
from charters.views.steward import formats as steward_formats
from charters.views.steward import translations

CHARTER = "charters/<slug:charter>/"
ROOM = "steward/<slug:charter>/"

urlpatterns = [
    path(f"{CHARTER}concern/note/", cases.concern_note, name="charter-concern-note"),
    path(f"{CHARTER}formats/", formats.formats, name="charter-formats"),
    path(f"{CHARTER}formats/ask/", cases.format_request, name="charter-format-request"),
    path(f"{CHARTER}languages/<slug:language>/", formats.translation, name="charter-translation"),
    path(f"{CHARTER}principles/<slug:principle>/wrong-place/", cases.mapping_question, name="mapping-question"),
    path(f"{ROOM}cases/", steward_cases.cases, name="steward-cases"),
    path(f"{ROOM}cases/<slug:reference>/", steward_cases.case, name="steward-case"),
    path(f"{ROOM}formats/", steward_formats.formats, name="steward-formats"),
    path(f"{ROOM}formats/add/", steward_formats.add, name="steward-format-add"),
    path(f"{ROOM}formats/<int:pk>/", steward_formats.change, name="steward-format-change"),
    path(f"{ROOM}formats/<int:pk>/remove/", steward_formats.remove, name="steward-format-remove"),
    path(f"{ROOM}translations/", translations.translations, name="steward-translations"),
    path(f"{ROOM}translations/<int:pk>/", translations.translation, name="steward-translation"),
    path(f"{ROOM}translations/<int:pk>/preview/", translations.preview, name="steward-translation-preview"),
    path(f"{ROOM}translations/<int:pk>/take-back/", translations.take_back, name="steward-translation-take-back"),
    path(f"{ROOM}translations/<int:pk>/remove/", translations.remove, name="steward-translation-remove"),
]
