"""What we decided on somebody's words, and asking that somebody else reads them again."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commitments.desk import appeals, reasons
from commitments.desk.safety import is_kept_apart
from commitments.forms.desk.appeals import AppealForm
from commitments.models import Appeal
from commitments.operations.appeals import appeal as make_appeal
from commitments.subjects import WITH_SUBJECT, subject_of, words_of
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_or_show
from coprod_portal.languages.texts import Theirs
from coprod_portal.submissions.models import MoveRecord

from .my import thank


@never_cache
@login_required
@require_safe
def my_appeals(request: HttpRequest) -> HttpResponse:
    context = {"heading": _("What we decided, and appeals"), "decisions": appeals.mine(person(request))}
    return render(request, "commitments/my_appeals.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, record: int) -> HttpResponse:
    """The form once; from then on what became of it. Somebody else's is not there."""
    found = own_record(request, record)
    made = Appeal.objects.filter(record=found).first()
    form = AppealForm(request.POST if request.method == "POST" else None)
    done = post_or_show(request, form, lambda: do_appeal(request, found, form), beside=None)
    if done is not None:
        return done
    subject = subject_of(found.submission)
    why_not = "" if made else appeals.why_not(person(request), found)
    context = {
        "heading": _("Your appeal") if made else _("Ask somebody else to read it again"),
        "caption": Theirs(subject.title),
        "button": _("Send my appeal"),
        "form": form,
        "record": found,
        "appeal": made or Appeal.objects.filter(record=found).first(),
        "why_not": why_not,
        "reason": reasons.for_writer(found.reason),
        "removals": found.removals.all(),
        "words": words_of(found.submission),
        "working_days": settings.WORKING_DAYS_TO_APPEAL,
        "subject": subject,
    }
    return render(request, "commitments/my_appeal.html", context, status=form.status)


def own_record(request: HttpRequest, record: int) -> MoveRecord:
    rows = MoveRecord.objects.filter(appeals.decisions()).select_related(
        "submission", *(f"submission__{path}" for path in WITH_SUBJECT)
    )
    found = get_object_or_404(rows, pk=record)
    if is_kept_apart(found.submission_id) or not appeals.looks_after(person(request), found.submission):
        raise Http404
    return found


def do_appeal(request: HttpRequest, record: MoveRecord, form: AppealForm) -> str:
    made = make_appeal(record=record, words=form.cleaned_data["words"], by=person(request))
    said = _("We have your appeal. Somebody else reads it again, and answers you by %(day)s.")
    thank(request, said % {"day": date_format(made.due_on)})
    return reverse("appeal", args=[record.pk])
