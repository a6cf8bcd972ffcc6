"""Anybody says that something public is wrong, without an account, in full or in Easy Read."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from charters.easy_read.ideas import easy_read_page
from commitments.easy_read import before_reporting
from commitments.forms.reports import ReportForm
from commitments.models import Report
from commitments.operations import reports
from commitments.statements import thing_at
from commitments.thing_names import page_name_of
from commitments.things import parts_of, public_page
from coprod_portal.forms.once import post_or_show
from coprod_portal.limits import operations as limits

LOOKS = ("commitments/reports/report.html", "commitments/reports/report_easy_read.html")


@require_safe
def report_start(request: HttpRequest) -> HttpResponse:
    """Where somebody says which page they mean, by its name or by its address."""
    about = request.GET.get("about", "").strip()[:300]
    if not about:
        return render(request, "commitments/reports/start.html")
    page = public_page(about) or public_page(thing_at(about))
    if page is not None:
        return redirect(page.report_address)
    return render(request, "commitments/reports/start.html", {"about": about}, status=HTTPStatus.NOT_FOUND)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, thing: str, *, easy: bool = False) -> HttpResponse:
    """Only of what is public: whatever is not answers as if it did not exist."""
    page = public_page(thing)
    if page is None:
        return redirect_to_page(thing, easy=easy)
    parts = parts_of(page)
    form = ReportForm(request.POST if request.method == "POST" else None, parts=parts, initial=asked_about(request))
    done = post_or_show(request, form, lambda: take(request, form), beside=None)
    if done is not None:
        return done
    context = {
        "page": page,
        "form": form,
        "heading": _("Report something wrong here"),
        "button": _("Send my report"),
        "defamation_address": f"{reverse('defamation-notice')}?about={page.name}",
        "breadcrumbs": [(page.title, page.address), (_("Report something"), "")],
    }
    if easy:
        full = reverse("report", args=[page.name])
        context |= easy_read_page(request, before_reporting(page), heading=_("Tell us what is wrong"), full=full)
    return render(request, LOOKS[easy], context, status=form.status)


def redirect_to_page(thing: str, *, easy: bool) -> HttpResponse:
    """A part of a page is reported on the form of that page, where it is chosen already."""
    page = public_page(page_name_of(thing)) if thing.startswith("submission:") else None
    part = next((part for part in parts_of(page) if part.thing == thing), None) if page else None
    if page is None or part is None:
        raise Http404
    address = reverse("report-easy-read" if easy else "report", args=[page.name])
    return redirect(f"{address}?part={part.thing.partition(':')[2]}")


def asked_about(request: HttpRequest) -> dict[str, str]:
    key = request.GET.get("part", "")
    return {"part": f"{Report.Where.WORDS.value} submission:{key}"} if key else {}


def take(request: HttpRequest, form: ReportForm) -> str:
    values = form.cleaned_data
    email, words = values["email"], values["words"]
    limits.take(request, act="report", person=email, words=[words])
    made = reports.report(
        part=form.chosen(),
        kind=Report.Kind(values["kind"]),
        words=words,
        email=email,
        has_receipt=bool(email) and limits.is_taken(request, act="report-mail", person=email),
    )
    return reverse("report-sent", args=[made.reference])


@never_cache
@require_safe
def report_sent(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever has the reference sees whether we still look into it, and nothing else."""
    made = get_object_or_404(Report.objects.select_related("case"), reference=reference)
    context = {"reference": made.reference, "has_ended": made.case.closed_at is not None}
    return render(request, "commitments/reports/sent.html", context)
