"""A steward writes the Easy Read of the draft, or of the edition that stands now."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from charters.forms.easy_read import EasyReadForm
from charters.models import Charter, EasyRead, Edition
from charters.operations.easy_read import WrittenIdea, save_easy_read
from charters.views.steward.door import my_charter, steward_trail, stewards_only
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import post_once
from coprod_portal.submissions.errors import Refused, Stale


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
def easy_read(request: HttpRequest, charter: str) -> HttpResponse:
    found = my_charter(request, charter)
    editions = editions_to_write(found)
    edition = chosen_edition(request, editions)
    written = EasyRead.objects.filter(edition=edition).prefetch_related("ideas").first()
    older = None if written else newest_before(edition)
    ideas = ideas_of(written or older)
    initial: dict[str, Any] = {"revision": written.revision if written else 0}
    if written:
        initial |= {"checked_by": written.checked_by, "checked_on": written.checked_on}
    form = EasyReadForm(request.POST if request.method == "POST" else None, ideas=ideas, initial=initial)
    here = f"{reverse('steward-easy-read', args=[found.slug])}?edition={edition.number}"

    def act() -> str:
        save_easy_read(
            edition=edition,
            ideas=form.ideas(),
            checked_by=form.cleaned_data["checked_by"],
            checked_on=form.cleaned_data["checked_on"],
            revision=form.cleaned_data["revision"],
            by=person(request),
        )
        messages.success(request, _("The Easy Read is saved."))
        return here

    status = HTTPStatus.OK
    happened = ""
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, form, act)
        except Stale as stale:
            happened, status = stale.sentence, HTTPStatus.CONFLICT
            data = request.POST.copy()
            data["revision"] = str(initial["revision"])
            form = EasyReadForm(data, ideas=ideas, initial=initial)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = HTTPStatus.CONFLICT
    context = {
        "charter": found,
        "edition": edition,
        "editions": editions,
        "written": written,
        "older": older,
        "happened": happened,
        "form": form,
        "heading": _("Easy Read"),
        "button": _("Save mine") if happened else _("Save"),
        "breadcrumbs": steward_trail(found, (_("Easy Read"), "")),
    }
    return render(request, "charters/steward/easy_read.html", context, status=status)


def editions_to_write(charter: Charter) -> list[Edition]:
    """The draft and the edition that stands now; older ones stay as they are."""
    return [
        edition
        for edition in charter.editions.select_related("charter")
        if edition.published_at is None or edition.pk == charter.current_edition_id
    ]


def chosen_edition(request: HttpRequest, editions: list[Edition]) -> Edition:
    """The one that the address names, or else the one that stands now: most come to mend what is public."""
    wanted = request.GET.get("edition")
    for edition in editions:
        if wanted == str(edition.number) or (not wanted and edition.published_at is not None):
            return edition
    if wanted or not editions:
        raise Http404
    return editions[0]


def newest_before(edition: Edition) -> EasyRead | None:
    return (
        EasyRead.objects.filter(edition__charter=edition.charter_id, edition__number__lt=edition.number)
        .select_related("edition")
        .prefetch_related("ideas")
        .order_by("-edition__number")
        .first()
    )


def ideas_of(easy_read: EasyRead | None) -> list[WrittenIdea]:
    if easy_read is None:
        return []
    return [WrittenIdea(idea.words, idea.picture, idea.heading) for idea in easy_read.ideas.all()]
