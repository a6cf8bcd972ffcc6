"""Telling those who look after a charter: a concern, a format that is missing, words under the wrong theme."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from charters.forms.cases import ConcernForm, FormatRequestForm, PlaceQuestionForm
from charters.models import Wording
from charters.operations.cases import open_charter_case
from charters.passages import passages
from charters.views.charter import public_charter, trail
from coprod_portal.cases.models import LIMITS, Case
from coprod_portal.cases.views import case_form
from coprod_portal.languages.texts import Theirs


@require_http_methods(["GET", "HEAD", "POST"])
def concern_note(request: HttpRequest, charter: str) -> HttpResponse:
    """A private note about one principle."""
    found, current = public_charter(charter)
    chosen = {"principle": request.GET.get("principle", "")}
    form = ConcernForm(request.POST or None, edition=current, initial=chosen)

    def act() -> Case:
        words, email = form.cleaned_data["words"], form.cleaned_data["email"]
        principle = form.wording.principle if form.wording else None
        return open_charter_case(kind=Case.Kind.CONCERN, charter=found, email=email, words=words, principle=principle)

    context = {
        "heading": _("Tell the people who look after this charter"),
        "caption": Theirs(found.short_title),
        "charter": found,
        "answer_by": LIMITS[Case.Kind.CONCERN].due_on(timezone.localdate()),
        "breadcrumbs": [
            *trail(found, "")[:-1],
            (_("When something is not right"), reverse("charter-concern", args=[found.slug])),
            (_("A private note"), ""),
        ],
    }
    return case_form(request, form, act, template="charters/charter_concern_note.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def format_request(request: HttpRequest, charter: str) -> HttpResponse:
    found, _current = public_charter(charter)
    form = FormatRequestForm(request.POST or None)

    def act() -> Case:
        words, email = form.cleaned_data["words"], form.cleaned_data["email"]
        return open_charter_case(kind=Case.Kind.FORMAT, charter=found, email=email, words=words)

    context = {
        "heading": _("Ask for another format"),
        "caption": Theirs(found.short_title),
        "charter": found,
        "answer_by": LIMITS[Case.Kind.FORMAT].due_on(timezone.localdate()),
        "breadcrumbs": trail(found, _("Ask for another format")),
    }
    return case_form(request, form, act, template="charters/charter_format_request.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def mapping_question(request: HttpRequest, charter: str, principle: str) -> HttpResponse:
    """I think this is in the wrong place: of words that we put under a theme, `?theme=` chooses which."""
    found, current = public_charter(charter)
    wording = get_object_or_404(
        Wording.objects.select_related("principle__charter", "section", "edition__charter")
        .filter(mappings__isnull=False)
        .distinct(),
        edition=current,
        principle__slug=principle,
    )
    form = PlaceQuestionForm(request.POST or None, wording=wording, initial={"theme": request.GET.get("theme", "")})

    def act() -> Case:
        words, email = form.cleaned_data["words"], form.cleaned_data["email"]
        return open_charter_case(kind=Case.Kind.PLACE, charter=found, email=email, words=words, mapping=form.mapping)

    context = {
        "heading": _("Is this in the wrong place?"),
        "caption": Theirs(found.short_title),
        "charter": found,
        "passage": passages([wording])[0],
        "answer_by": LIMITS[Case.Kind.PLACE].due_on(timezone.localdate()),
        "breadcrumbs": trail(found, _("Is this in the wrong place?")),
    }
    return case_form(request, form, act, template="charters/mapping_question.html", context=context)
