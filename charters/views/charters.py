from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters.models import Charter, Section, Wording


@require_safe
def charters(request: HttpRequest) -> HttpResponse:
    """All charters, each with its first words that can stand alone."""
    first = (
        Wording.objects.filter(edition=OuterRef("current_edition"), is_quotation=True)
        .exclude(section__kind=Section.GROUP)
        .order_by("position")
    )
    found = (
        Charter.objects.public()
        .select_related("current_edition", "area")
        .annotate(
            exact=Count("current_edition__wordings", filter=Q(current_edition__wordings__is_quotation=True)),
            first_words=Subquery(first.values("text")[:1]),
        )
        .order_by("position", "short_title")
    )
    return render(request, "charters/charters.html", {"charters": found, "breadcrumbs": [(_("Charters"), "")]})
