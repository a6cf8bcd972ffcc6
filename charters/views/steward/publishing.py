"""The last look at a draft, and making it public."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from charters.editions import count_changes
from charters.forms.drafts import DraftForm, PublishForm
from charters.operations.publishing import not_fit, publish_edition
from charters.views.charter import all_words
from coprod_portal.accounts.permissions import person
from coprod_portal.forms.once import second_click_follows

from .door import stewards_only
from .drafts import my_draft
from .editing import edit


@require_safe
@stewards_only
def preview(request: HttpRequest, charter: str) -> HttpResponse:
    """The page of the charter as the public will see it, but for links to pages that are not there yet."""
    draft = my_draft(request, charter)
    context = {**all_words(draft.charter, draft), "link": False}
    return render(request, "charters/steward/preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@stewards_only
@second_click_follows(partial(PublishForm, is_first=False), partial(PublishForm, is_first=True))
def publish(request: HttpRequest, charter: str) -> HttpResponse:
    draft = my_draft(request, charter)
    before = draft.charter.current_edition

    def make_form(data: object, **fields: object) -> PublishForm:
        return PublishForm(data, is_first=before is None, **fields)

    def act(form: DraftForm) -> str:
        published = publish_edition(
            edition=draft,
            changes=form.cleaned_data.get("changes", ""),
            revision=form.cleaned_data["revision"],
            by=person(request),
        )
        messages.success(request, _("Edition %(number)d is public now.") % {"number": published.number})
        return reverse("steward-charter", args=[charter])

    return edit(
        request,
        draft=draft,
        make_form=make_form,
        answers={},
        act=act,
        heading=_("Publish edition %(number)d") % {"number": draft.number},
        template="charters/steward/publish.html",
        button=_("Publish it"),
        reasons=not_fit(draft),
        counts=count_changes(before, draft) if before else [],
        before=before,
    )
