"""Pictures, as everybody sees them, and as those see them who sent them or read them before they are public."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar
from uuid import UUID

from csp.constants import NONE
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commitments.desk.safety import IS_APART, has_duty
from commitments.forms.pictures import picture_of
from commitments.models import Commitment, Danger, Picture
from commitments.taken_down import picture_gone
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.pages import Words, error_page

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def only_pixels(view: View) -> View:
    """Whatever a browser takes it for, it runs nothing."""
    limited: Any = csp_replace({"default-src": [NONE], "sandbox": True})
    decorated: View = limited(view)
    return decorated


@require_safe
@only_pixels
def picture(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Gone as soon as its words are: whoever kept it asks again each time. Its pixels never change under one key."""
    found = Picture.objects.public().without_pixels().filter(key=key).first()
    if found is None:
        return no_more(request, key)
    etag = f'"{found.key.hex}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        unchanged.headers["ETag"] = etag
        return unchanged
    response = sent(found)
    response.headers["ETag"] = etag
    return response


def no_more(request: HttpRequest, key: UUID) -> HttpResponse:
    happened = picture_gone(get_object_or_404(Picture.objects.without_pixels(), key=key))
    if not happened:
        raise Http404
    return error_page(request, HTTPStatus.GONE, words=Words(_("This picture was taken down"), (happened,)))


@never_cache
@require_safe
@only_pixels
def kept(request: HttpRequest, token: str) -> HttpResponse:
    """For those who have the form before them that holds it, signed in or not."""
    found = picture_of(token)
    if found is None:
        raise Http404
    return private(sent(found))


@never_cache
@login_required
@require_safe
@only_pixels
def my_picture(request: HttpRequest, key: UUID) -> HttpResponse:
    """For who sent it, and for those who look after the commitment that it belongs to."""
    user = person(request)
    theirs = Commitment.objects.filter(Q(keeper=user) | Q(organisation__members__user=user)).values("pk")
    own = Q(sent_by=user) | Q(versions__commitment__in=theirs) | Q(news__commitment__in=theirs)
    found = Picture.objects.filter(own, key=key).first()
    if found is None or not user.is_active:
        raise Http404
    return private(sent(found))


@require_safe
@staff_page(Role.Name.MODERATOR)
@only_pixels
def moderation_picture(request: HttpRequest, key: UUID) -> HttpResponse:
    """Of what was sent to be read, whatever became of it since. A draft is nobody's but its writer's."""
    found = Picture.objects.filter(Q(versions__isnull=False) | Q(news__isnull=False), key=key)
    if not has_duty(person(request)):
        apart = Danger.objects.filter(IS_APART, submission__isnull=False).values("submission")
        found = found.exclude(Q(versions__submission__in=apart) | Q(news__submission__in=apart))
    shown = found.first()
    if shown is None:
        raise Http404
    return private(sent(shown))


def sent(picture: Picture) -> HttpResponse:
    response = HttpResponse(bytes(picture.content), content_type=picture.content_type)
    ending = picture.content_type.removeprefix("image/")
    response.headers["Content-Disposition"] = f'inline; filename="picture.{ending}"'
    return response


def private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
