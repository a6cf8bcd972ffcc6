"""A notice of defamation: the form for whoever complains, and the page on which the writer answers by a sealed link."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments.desk.reported import is_public_now
from commitments.statements import thing_at, title_of
from commitments.thing_names import page_name_of
from commitments.things import public_page
from coprod_portal.cases.models import Case, WriterAsked
from coprod_portal.cases.notice_forms import NoticeForm, WriterAnswerForm
from coprod_portal.cases.notices import answer_notice, asked_in, open_notice
from coprod_portal.cases.views import case_form
from coprod_portal.forms.once import post_or_show


@require_http_methods(["GET", "HEAD", "POST"])
def defamation_notice(request: HttpRequest) -> HttpResponse:
    """`?about=` names the thing that somebody came from. What is not public is not told from what never was."""
    asked = request.GET.get("about", "")
    page = public_page(page_name_of(asked)) if is_public_now(asked) else None
    about, where = (asked, request.build_absolute_uri(page.address)) if page else ("", "")
    form = NoticeForm(request.POST or None, initial={"about": about, "where": where})

    def act() -> Case:
        values = form.cleaned_data
        thing = values["about"] if is_public_now(values["about"]) else thing_at(values["where"])
        said = form.said()
        return open_notice(email=values["email"], statement=values["statement"], said=said, thing=thing)

    context = {"heading": _("Give notice of defamation"), "button": _("Send this notice"), "page": page}
    return case_form(request, form, act, template="cases/help_defamation.html", context=context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def defamation_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it does nothing. It works without an account, and for somebody who may send nothing else."""
    asked = asked_in(token)
    if asked is None:
        raise Http404
    form = WriterAnswerForm(request.POST or None)

    def act() -> str:
        values = form.cleaned_data
        answer_notice(
            asked=asked,
            answer=WriterAsked.Answer(values["answer"]),
            full_name=values["full_name"],
            postal_address=values["postal_address"],
            may_give=values["may_give"] == "yes",
        )
        return request.path

    if (answered := post_or_show(request, form, act, beside=None)) is not None:
        return answered
    asked.refresh_from_db()
    case = asked.notice.case
    context = {
        "heading": _("Somebody complained about your words"),
        "button": _("Send my answer"),
        "form": form,
        "asked": asked,
        "case": case,
        "title": title_of(case.thing),
        "last_day": timezone.localdate(asked.answer_by - timedelta(microseconds=1)),
        "is_over": timezone.now() >= asked.answer_by or case.closed_at is not None,
    }
    return render(request, "cases/defamation_answer.html", context, status=form.status)
