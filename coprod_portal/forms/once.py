"""A form posts once: the second click, a resend or Back and again return the first result."""

from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from .base import PortalForm
from .models import PostedForm

REMEMBERED = timedelta(days=2)


def post_once(request: HttpRequest, form: PortalForm, act: Callable[[], str]) -> HttpResponseRedirect:
    """Do `act`, which gives the address to go to, unless this form was posted before.

    The key is claimed and the act done in one transaction: when the act is refused, the form may be posted again. Two
    posts at the same moment: the database lets one claim the key, and the other waits for it.
    """
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
    return redirect(address)


def prune_posted_forms() -> int:
    return PostedForm.objects.filter(posted_at__lt=timezone.now() - REMEMBERED).delete()[0]
