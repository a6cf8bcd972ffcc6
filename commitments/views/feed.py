from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from commitments.counts import content_version
from commitments.going import in_words
from commitments.joint import makers, others_of, together
from commitments.lists.asked import has_moved, read
from commitments.lists.pages import narrowed, sorted_from
from commitments.lists.vocabulary import vocabulary
from commitments.models import Commitment, News, Version
from commitments.page import history
from coprod_portal.languages.known import tag

from .commitment import elsewhere, load

IN_A_FEED = 50
NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF))


@require_safe
def commitments_feed(request: HttpRequest) -> HttpResponse:
    """The list as Atom, latest news first, with the list's filters. Where a filter is not known, it is left out."""
    filters = {name: str(value) for name, value in request.GET.items() if name not in ("sort", "after")}
    asked = read(filters, vocabulary(content_version()))
    if has_moved(asked, filters.get("organisation", "")):
        return redirect(request.path + asked.address().removeprefix("."), permanent=True)
    answering, _ = narrowed(asked)
    found = (
        sorted_from(answering, asked)
        .select_related("charter", "organisation", "published_version", "latest_news__picture")
        .defer("latest_news__picture__content")
    )
    chosen = (asked.charter, asked.principle, asked.theme, asked.area, asked.week, asked.organisation)
    feed = begin(
        [one.name for one in chosen if one],
        link=reverse("commitments") + asked.address().removeprefix("."),
        feed_path=request.path + asked.address().removeprefix("."),
        description=gettext("What people said they will do together, and what came of it."),
    )
    shown = list(found[:IN_A_FEED])
    others = others_of(commitment.pk for commitment in shown)
    for commitment in shown:
        if commitment.published_version:
            by = together(commitment.maker_name, others.get(commitment.pk, ()))
            add(feed, commitment, commitment.published_version, by)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@require_safe
def commitment_feed(request: HttpRequest, reference: str) -> HttpResponse:
    """What became public of one commitment: its words, as they were and as they are, and its news."""
    found = load(reference)
    if found is None or found.published_version is None:
        return elsewhere(request, reference, "commitment-feed")
    title = found.published_version.title
    feed = begin([title], link=found.get_absolute_url(), feed_path=request.path, description=title)
    address, by = settings.BASE_URL + found.get_absolute_url(), makers(found)
    for happening in history(found)[:IN_A_FEED]:
        if happening.news:
            add_part(feed, found, by, happening.at, f"{address}#news-{happening.news.pk}", *words_of(happening.news))
        elif happening.version:
            said = gettext("Made public") if happening.is_first else gettext("New words")
            add_part(
                feed,
                found,
                by,
                happening.at,
                f"{address}#words-{happening.version.number}",
                said,
                happening.version.what,
            )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def begin(titles: list[str], *, link: str, feed_path: str, description: str) -> Atom1Feed:
    return Atom1Feed(
        title=printable(" · ".join([settings.PORTAL_NAME, *titles])),
        link=settings.BASE_URL + link,
        feed_url=settings.BASE_URL + feed_path,
        description=printable(description),
        language=tag(get_language() or settings.LANGUAGE_CODE),
        author_name=settings.PORTAL_NAME,
    )


def words_of(news: News) -> tuple[str, str]:
    said = gettext("News: %(going)s") % {"going": in_words(news.going, is_confirmed=False)}
    return said, "\n\n".join(filter(None, (news.said, news.got_in_the_way, news.learned)))


def add_part(
    feed: Atom1Feed, commitment: Commitment, by: str, at: datetime, address: str, title: str, words: str
) -> None:
    feed.add_item(
        title=printable(gettext("%(title)s (made up)") % {"title": title} if commitment.made_up else title),
        link=settings.BASE_URL + commitment.get_absolute_url(),
        unique_id=address,
        description=escape(printable(words)),
        pubdate=at,
        updateddate=at,
        author_name=printable(by),
    )


def add(feed: Atom1Feed, commitment: Commitment, version: Version, by: str) -> None:
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
        author_name=printable(by),
        categories=[commitment.charter.short_title],
    )


def printable(text: str) -> str:
    """Without the control characters, and those that are none, that XML cannot hold."""
    return "".join(character for character in text if character >= " " or character in "\n\t").translate(NO_CHARACTERS)
