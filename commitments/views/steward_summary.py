"""Where a steward chooses what people learned for the one page of their charter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from charters.models import Charter
from charters.views.steward.door import my_charter, steward_trail, stewards_only
from commitments.learning import chosen_learning, public_learning
from commitments.models import News
from commitments.operations.learning import MOST, choose_learning, take_back_learning
from coprod_portal.accounts.permissions import person
from coprod_portal.places import key_in

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def steward_summary(request: HttpRequest, charter: str) -> HttpResponse:
    found = my_charter(request, charter)
    if request.method == "POST":
        return decided(request, found)
    chosen = chosen_learning(found)
    others = public_learning(found).exclude(pk__in=[news.pk for news in chosen])
    context = {
        "charter": found,
        "chosen": chosen,
        "others": others[:SHOWN],
        "most": MOST,
        "is_full": len(chosen) >= MOST,
        "breadcrumbs": steward_trail(found, (_("Learning for the board"), "")),
    }
    return render(request, "commitments/steward_summary.html", context)


def decided(request: HttpRequest, charter: Charter) -> HttpResponse:
    """Either act may come twice: the second finds it done."""
    news = get_object_or_404(News, pk=key_in(request.POST.get("news", "")))
    if request.POST.get("act") == "take-back":
        take_back_learning(charter=charter, news=news, by=person(request))
        messages.success(request, _("It is not on the page any more."))
    else:
        choose_learning(charter=charter, news=news, by=person(request))
        messages.success(request, _("It stands on the page now."))
    return redirect("steward-summary", charter.slug)
