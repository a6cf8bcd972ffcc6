"""A form posts once: the second click, a resend or Back and again return the first result."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from coprod_portal.accounts import staff_log
from coprod_portal.submissions.errors import Refused, TooMany

from .base import PortalForm
from .models import PostedForm

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

REMEMBERED = timedelta(days=2)


def post_once(request: HttpRequest, form: PortalForm, act: Callable[[], str]) -> HttpResponseRedirect:
    """Do `act`, which gives the address to go to, unless this form was posted before.

    The key is claimed and the act done in one transaction: when the act is refused, the form may be posted again. Two
    posts at the same moment: the database lets one claim the key, and the other waits for it.
    """
    if form.noted:
        staff_log.say(request, choice=str(form.cleaned_data.get(form.noted) or ""))
    try:
        with transaction.atomic():
            posted = PostedForm.objects.create(key=form.key, address="", posted_at=timezone.now())
            address = act()
            posted.address = address
            posted.save(update_fields=["address"])
    except IntegrityError:
        first = PostedForm.objects.filter(pk=form.key).first()
        if first is None:
            raise
        address = first.address
        staff_log.say(request, outcome=staff_log.Outcome.AGAIN)
    except Refused as refused:
        staff_log.say_refused(request, refused)
        raise
    return redirect(address)


def post_or_show(
    request: HttpRequest, form: PortalForm, act: Callable[[], str], *, beside: str | None
) -> HttpResponseRedirect | None:
    """`post_once` for what was posted and is valid. None: show the page, with `form.status`.

    A refusal stands beside one field, or above all of them.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return post_once(request, form, act)
    except Refused as refused:
        form.add_error(beside, refused.sentence)
        form.status = HTTPStatus.TOO_MANY_REQUESTS if isinstance(refused, TooMany) else HTTPStatus.CONFLICT
    return None


def second_click_follows(*make_forms: Callable[[QueryDict], PortalForm]) -> Callable[[View[P]], View[P]]:
    """For a button that takes away what its own page is about: the second click comes to where the first one led.

    `make_forms` are the forms that the page may have had. What was not posted before goes on to the view.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST":
                forms = [make_form(request.POST) for make_form in make_forms]
                first = PostedForm.objects.filter(pk__in=[form.key for form in forms if form.is_valid()]).first()
                if first is not None:
                    staff_log.say(request, outcome=staff_log.Outcome.AGAIN)
                    return redirect(first.address)
            return view(request, *args, **kwargs)

        return answer

    return decorate


def prune_posted_forms() -> int:
    return PostedForm.objects.filter(posted_at__lt=timezone.now() - REMEMBERED).delete()[0]
