from django.urls import path

from charters import case_urls, easy_read_urls, printed_urls, review_urls, steward_urls
from charters.views import changes, charter, charters, glossary, principles, signing, themes

urlpatterns = [
    path("charters/", charters.charters, name="charters"),
    path("charters/<slug:charter>/", charter.charter, name="charter"),
    path("charters/<slug:charter>/editions/<int:number>/", charter.edition, name="charter-edition"),
    path("charters/<slug:charter>/changes/", changes.changes, name="charter-changes"),
    path("charters/<slug:charter>/take-part/", charter.take_part, name="charter-take-part"),
    path("charters/<slug:charter>/concern/", charter.concern, name="charter-concern"),
    path("charters/<slug:charter>/principles/<slug:principle>/", principles.principle, name="principle"),
    path("charters/<slug:charter>/sign/", signing.charter_sign, name="charter-sign"),
    path("charters/<slug:charter>/sign/<int:pk>/", signing.charter_signature, name="charter-signature"),
    path(
        "charters/<slug:charter>/sign/<int:pk>/take-back/",
        signing.charter_signature_take_back,
        name="charter-signature-take-back",
    ),
    path("charters/<slug:charter>/signatures/", signing.signatures, name="charter-signatures"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("themes/", themes.themes, name="themes"),
    path("themes/map.csv", themes.themes_map, name="themes-map-csv"),
    path("themes/<slug:theme>/", themes.theme, name="theme"),
    *case_urls.urlpatterns,
    *easy_read_urls.urlpatterns,
    *printed_urls.urlpatterns,
    *steward_urls.urlpatterns,
    *review_urls.urlpatterns,
]
