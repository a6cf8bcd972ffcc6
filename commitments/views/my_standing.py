"""What a maker says when the words of the charter have changed: stand by it, change it, or end it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from charters.models import Wording
from commitments.caring import Cared, cared
from commitments.forms.standing import StandingForm
from commitments.going import Going
from commitments.models import Standing
from commitments.operations.standing import answer
from commitments.standing import successors, words_stood_by
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.languages.texts import Theirs
from coprod_portal.submissions.errors import Refused

from .my import looked_after, thank


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def standing(request: HttpRequest, reference: str) -> HttpResponse:
    looked_at = cared(looked_after(request, reference))
    asked = looked_at.asked
    if asked is None:
        return redirect("my-commitment", reference)
    form = StandingForm(request.POST if request.method == "POST" else None)
    context = {
        "cared": looked_at,
        "asked": asked,
        "form": form,
        "heading": _("The charter has new words. Do you still stand by your commitment?"),
        "caption": Theirs(f"{looked_at.title} ({reference})"),
        "button": _("Send my answer"),
        "successors": successors(tied_words(looked_at), asked.edition),
    }
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, lambda: do_answer(request, asked, form))
        except Refused as refused:
            form.add_error(None, refused.sentence)
            return render(request, "commitments/my_commitment_standing.html", context, status=409)
    return render(request, "commitments/my_commitment_standing.html", context)


def tied_words(looked_at: Cared) -> list[Wording]:
    keys = [wording.pk for wording in words_stood_by(looked_at.commitment)]
    return list(Wording.objects.filter(pk__in=keys).select_related("edition", "principle__charter"))


def do_answer(request: HttpRequest, asked: Standing, form: StandingForm) -> str:
    """Keep the answer, and lead to where it is carried out."""
    said, reference = Standing.Answer(form.cleaned_data["answer"]), asked.commitment.reference
    answer(commitment=asked.commitment, edition=asked.edition, answer=said, by=person(request))
    if said is Standing.Answer.ADAPT:
        thank(request, _("Thank you. Here you can change it. The new words of the charter are on this page."))
        return reverse("my-commitment-change", args=[reference])
    if said is Standing.Answer.END:
        thank(request, _("Thank you for being honest. Please tell people why it ends. That is part of keeping trust."))
        return f"{reverse('my-commitment-news', args=[reference])}?going={Going.STOPPED}"
    thank(request, _("Thank you. The page of your commitment says that you stand by it."))
    return reverse("my-commitment", args=[reference])
