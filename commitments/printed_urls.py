from django.urls import path

from commitments.views import paper_form

urlpatterns = [
    path("charters/<slug:charter>/commitment-form.pdf", paper_form.paper_form, name="charter-paper-form"),
]
