"""Training: one made-up item at a time, then what the team agreed on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments import training as facts
from commitments.forms.training import TrainingForm
from commitments.operations.training import WHO, answer_training
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.forms.once import post_or_show
from coprod_portal.submissions.states import Action

those_who_train = staff_page(*WHO)


@require_safe
@those_who_train
def training(request: HttpRequest) -> HttpResponse:
    by = person(request)
    context = {
        "heading": _("Training"),
        "next_item": facts.next_item(by=by),
        "all_of_them": facts.items().count(),
        "comparison": facts.comparison(facts.answers().filter(by=by)),
    }
    return render(request, "commitments/desk/training.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@those_who_train
def training_item(request: HttpRequest, slug: str) -> HttpResponse:
    by, item = person(request), get_object_or_404(facts.items(), slug=slug)
    answer = facts.answers().filter(by=by, item=item).first()
    if answer is not None:
        context = {
            "item": item,
            "compared": facts.compared(answer, facts.reason_names()),
            "next_item": facts.next_item(by=by),
        }
        return render(request, "commitments/desk/training_answer.html", context)
    form = TrainingForm(request.POST or None)

    def act() -> str:
        action = Action(form.cleaned_data["decision"])
        answer_training(item=item, action=action, reason=form.cleaned_data["reason"], by=by)
        return reverse("moderation-training-item", args=[item.slug])

    if (done := post_or_show(request, form, act, beside=None)) is not None:
        return done
    context = {"item": item, "form": form}
    return render(request, "commitments/desk/training_item.html", context, status=form.status)


@require_safe
@staff_page(Role.Name.ADMINISTRATOR)
def training_team(request: HttpRequest) -> HttpResponse:
    context = {"heading": _("How training goes"), "team": facts.team()}
    return render(request, "commitments/desk/training_team.html", context)
