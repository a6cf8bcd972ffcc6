from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from charters.views.charter import public_charter
from commitments import paper_form as paper
from coprod_portal.printing import answer


@require_safe
def paper_form(request: HttpRequest, charter: str) -> HttpResponseBase:
    found, current = public_charter(charter)
    data = paper.paper_form(found, current)
    return answer(request, "commitments/print/paper_form.typ", data, filename=f"{found.slug}-commitment-form.pdf")
