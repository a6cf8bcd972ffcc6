from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from commitments.counts import content_version
from commitments.lists.asked import read
from commitments.lists.pages import narrowed, sorted_from
from commitments.lists.vocabulary import vocabulary
from commitments.models import Commitment, Version
from coprod_portal.languages.known import tag

IN_A_FEED = 50
NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF))


@require_safe
def commitments_feed(request: HttpRequest) -> HttpResponse:
    """The list as Atom, latest news first, with the list's filters. Where a filter is not known, it is left out."""
    filters = {name: str(value) for name, value in request.GET.items() if name not in ("sort", "after")}
    asked = read(filters, vocabulary(content_version()))
    answering, _ = narrowed(asked)
    found = (
        sorted_from(answering, asked)
        .select_related("charter", "organisation", "published_version", "latest_news__picture")
        .defer("latest_news__picture__content")
    )
    titles = [chosen.name for chosen in (asked.charter, asked.principle, asked.theme, asked.area) if chosen]
    feed = Atom1Feed(
        title=printable(" · ".join([settings.PORTAL_NAME, *titles])),
        link=settings.BASE_URL + reverse("commitments") + asked.address().removeprefix("."),
        feed_url=settings.BASE_URL + request.path + asked.address().removeprefix("."),
        description=gettext("What people said they will do together, and what came of it."),
        language=tag(get_language() or settings.LANGUAGE_CODE),
        author_name=settings.PORTAL_NAME,
    )
    for commitment in found[:IN_A_FEED]:
        if commitment.published_version:
            add(feed, commitment, commitment.published_version)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def add(feed: Atom1Feed, commitment: Commitment, version: Version) -> None:
    news = commitment.latest_news
    title = gettext("%(title)s (made up)") % {"title": version.title} if commitment.made_up else version.title
    address = settings.BASE_URL + commitment.get_absolute_url()
    words = f"{commitment.going_words}. {news.said}" if news else version.what
    feed.add_item(
        title=printable(title),
        link=address,
        unique_id=address,
        # Atom says of a summary that it is HTML, so what people typed must not be read as that.
        description=escape(printable(words)),
        pubdate=commitment.first_published_at,
        updateddate=commitment.latest_at,
        author_name=printable(commitment.maker_name),
        categories=[commitment.charter.short_title],
    )


def printable(text: str) -> str:
    """Without the control characters, and those that are none, that XML cannot hold."""
    return "".join(character for character in text if character >= " " or character in "\n\t").translate(NO_CHARACTERS)
