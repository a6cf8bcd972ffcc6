"""A picture for a commitment that is being made. It is offered where all answers are checked, and never asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments.forms.pictures import PictureForm
from commitments.forms.steps import Answers
from commitments.operations import drafts
from commitments.pictures import MOST_BYTES
from coprod_portal.forms.uploads import takes_file
from coprod_portal.limits.operations import take
from coprod_portal.submissions.errors import Refused, TooMany

from .drafting import held_draft, signed_in
from .held_pictures import given_back, picture_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file(most_bytes=MOST_BYTES)
def picture(request: HttpRequest) -> HttpResponse:
    """Whoever has questions open, or may show no picture, is led to where all answers stand, and from there on."""
    draft = held_draft(request)
    answers = Answers(draft, signed_in(request))
    if draft is None or draft.sent_as_id or answers.first_unanswered or not answers.takes_picture:
        return redirect("commitment-new-check")
    known: dict[str, Any] = {"held": draft.picture, "called": draft.title}

    def again(data: QueryDict) -> PictureForm:
        return PictureForm(data, **known)

    form = PictureForm(request.POST, request.FILES, **known) if request.method == "POST" else PictureForm(**known)
    if form.is_valid():
        try:
            take(request, act="picture")
            drafts.show_picture(draft=draft, picture=picture_in(form, by=answers.user))
            return redirect("commitment-new-check")
        except TooMany as refused:
            form.add_error(None, refused.sentence)
        except Refused:
            return redirect("commitment-new")
    context = {
        "heading": _("Would you like to add a picture?"),
        "caption": _("Make a commitment"),
        "form": given_back(request, form, again, by=answers.user),
        "button": _("Save and go back"),
        "back": reverse("commitment-new-check"),
    }
    return render(request, "commitments/commitment_new_picture.html", context)
