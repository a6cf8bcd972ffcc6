"""A file with facts about people: whoever takes it out says why, and the log of the staff keeps the reason.

Its view stands below `staff_page` and `fresh_second_factor`.
"""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from .forms import ReasonForm
from .staff_log import say


def with_reason(
    request: HttpRequest, *, heading: str, trail: Sequence[tuple[str, str]], file: Callable[[], HttpResponse]
) -> HttpResponse:
    """The page that asks why; and once that is said, the file."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        say(request, reason=form.cleaned_data["reason"])
        return file()
    context = {"form": form, "heading": heading, "button": _("Get the file"), "breadcrumbs": [*trail, (heading, "")]}
    return render(request, "accounts/take_out.html", context)
