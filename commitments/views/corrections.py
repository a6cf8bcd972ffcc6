"""What was put right on public pages: for everybody, as a page and a feed; and where staff write it down."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments.desk.reported import is_own_thing
from commitments.forms.reports import CorrectionForm
from commitments.lists.corrected import ON_A_PAGE, one_page
from commitments.operations.corrections import put_right
from commitments.statements import thing_at
from commitments.things import public_page
from coprod_portal.accounts.models import Role
from coprod_portal.accounts.permissions import person, staff_page
from coprod_portal.forms.once import post_or_show
from coprod_portal.languages.known import tag
from coprod_portal.submissions.errors import Refused


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    items, following = one_page(after)
    context = {"items": items, "next": following, "is_first_page": not after}
    return render(request, "commitments/reports/corrections.html", context)


@require_safe
def corrections_feed(request: HttpRequest) -> HttpResponse:
    page = settings.BASE_URL + reverse("corrections")
    feed = Atom1Feed(
        title=f"{settings.PORTAL_NAME}: {_('What we put right')}",
        link=page,
        description=_("What was wrong on a public page, and what it says now."),
        language=tag(get_language() or settings.LANGUAGE_CODE),
        feed_url=settings.BASE_URL + request.path,
    )
    items, _following = one_page("")
    for item in items[:ON_A_PAGE]:
        one = item.correction
        feed.add_item(
            title=str(item.page.title) if item.page else _("Something that is not public any more"),
            link=settings.BASE_URL + item.page.address if item.page else f"{page}#correction-{one.pk}",
            description=one.words,
            unique_id=f"{page}#correction-{one.pk}",
            pubdate=one.at,
            updateddate=one.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.Name.MODERATOR)
def new_correction(request: HttpRequest) -> HttpResponse:
    form = CorrectionForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        thing = public_page(thing_at(form.cleaned_data["address"]))
        if thing is None:
            raise Refused(_("We do not know this page, or it is not public. Copy its whole address."))
        if is_own_thing(person(request), thing.name):
            raise Refused(_("This is about something of yours or your organisation's. Another moderator sees to it."))
        put_right(thing=thing.name, words=form.cleaned_data["words"], by=person(request))
        messages.success(request, _("Thank you. Everybody can read it now."))
        return reverse("correction-new")

    done = post_or_show(request, form, act, beside="address")
    if done is not None:
        return done
    items, _following = one_page("")
    context = {
        "form": form,
        "heading": _("Tell people what was put right"),
        "button": _("Make it public"),
        "items": items,
    }
    return render(request, "commitments/reports/correction_new.html", context, status=form.status)
