"""Commitments in Easy Read: fixed sentences of ours around the makers' own words, which stay as they are."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.easy_read.ideas import Idea, in_full
from charters.passages import Passage
from commitments.giving_back import gifts_of
from commitments.going import Going
from commitments.joint import makers
from commitments.lists.cards import Card
from commitments.models import Commitment, News, Version
from commitments.opportunity_scale import BY_VALUE
from commitments.people_say import Sides
from commitments.things import Page

GOING: dict[str, str | Promise] = {
    Going.NOT_STARTED: gettext_lazy("They have not started yet."),
    Going.HAPPENING: gettext_lazy("It is happening now."),
    Going.LATE: gettext_lazy("It is running late. They need more time."),
    Going.CHANGED: gettext_lazy("The plan has changed."),
    Going.PARTLY_DONE: gettext_lazy("A part of it is done."),
    Going.DONE: gettext_lazy("It is done. The people who promised it say so."),
    Going.STOPPED: gettext_lazy("It has stopped."),
}
CONFIRMED = gettext_lazy("It is done. The people who took part say so too.")


def of_card(card: Card) -> Iterator[Idea]:
    """A promise on the list."""
    made_by = _("This promise is made up. This is who made it:") if card.made_up else _("This is who made the promise:")
    yield Idea("sign", made_by, heading=card.title, heading_is_own=True, own=card.maker)
    yield Idea(
        card.going,
        goes(card.going, is_confirmed=card.is_confirmed),
        shape=True,
        link=f"{card.address}easy-read/",
        link_words=_("Read this promise"),
        link_about=card.title,
    )
    if card.has_no_news:
        yield from silence(card.news_on)


def goes(going: str, *, is_confirmed: bool) -> str | Promise:
    return CONFIRMED if going == Going.DONE and is_confirmed else GOING[going]


def none_found(*, is_narrowed: bool) -> Iterator[Idea]:
    if is_narrowed:
        yield Idea("question", _("We did not find a promise like this."))
        yield Idea("map", _("Try the name of another town, or one short word."))
    else:
        yield Idea("question", _("There are no promises here yet."))


def of_commitment(
    commitment: Commitment, version: Version, passages: Sequence[Passage], news: Sequence[News], sides: Sides
) -> list[Idea]:
    return [
        *the_promise(commitment, version),
        *the_charter(commitment, passages),
        *when(commitment, version),
        *how_it_goes(commitment, news),
        *(newest_news(news[0]) if news else ()),
        *other_side(commitment, sides),
        *where_to_go_on(commitment),
    ]


def the_promise(commitment: Commitment, version: Version) -> Iterator[Idea]:
    heading = _("The promise")
    if commitment.made_up:
        yield Idea("question", _("This promise is made up. It shows how the website works."), heading=heading)
        heading = ""
    picture = "group" if commitment.organisation else "person"
    yield Idea(picture, _("This is who made the promise:"), heading=heading, own=makers(commitment))
    yield quoted("promise", _("This is what they promise, in their own words:"), version.what)
    if version.how:
        yield quoted("list", _("This is how they will do it:"), version.how)
    if version.with_whom:
        yield quoted("together", _("They do it with these people:"), version.with_whom)
    yield from giving(version)


def giving(version: Version) -> Iterator[Idea]:
    """Only what the maker says."""
    if gifts := gifts_of(version):
        yield Idea("gift", _("People who take part get this:"), own="\n".join(gifts), own_is_ours=True)
    if version.gives_nothing:
        yield Idea("gift", _("People get nothing for taking part."))
    if version.giving_back:
        first = not gifts_of(version) and not version.gives_nothing
        said = _("People who take part get this:") if first else _("They say this about it:")
        yield quoted("gift", said, version.giving_back)
    if version.given_when:
        yield Idea("clock", _("This is when people get it:"), own=version.get_given_when_display(), own_is_ours=True)
    if version.power:
        plain = str(BY_VALUE[version.power].plain)
        yield Idea("talking", _("They say this about who decides:"), own=plain, own_is_ours=True)
    if version.cannot_change:
        yield quoted("stop", _("This cannot change:"), version.cannot_change)


def the_charter(commitment: Commitment, passages: Sequence[Passage]) -> Iterator[Idea]:
    words = "\n\n".join("\n".join(wording.text for wording in passage.wordings) for passage in passages)
    if words:
        yield quoted("exact-words", _("A charter says this, in its own words:"), words)
    yield Idea(
        "charter",
        _("The promise goes with this charter."),
        link=reverse("charter-easy-read", args=[commitment.charter.slug]),
        link_words=commitment.charter.short_title,
        link_is_data=True,
    )


def when(commitment: Commitment, version: Version) -> Iterator[Idea]:
    has_started = version.starts_on <= localdate()
    starts = _("This is the day when it started:") if has_started else _("This is the day when it starts:")
    yield on_day("calendar", starts, version.starts_on, heading=_("When"))
    yield on_day("clock", _("This is the day when it should be done:"), version.due_on)
    if steps := [f"{date_format(step.due_on)}: {step.text}" for step in version.milestones.all()]:
        yield quoted("list", _("These are small steps on the way:"), "\n".join(steps))
    if commitment.due_on and commitment.due_on != version.due_on:
        yield on_day("change", _("The day has moved. This is the new day:"), commitment.due_on)
    yield quoted("eye", _("This is how people will know that it is done:"), version.how_people_will_know)


def how_it_goes(commitment: Commitment, news: Sequence[News]) -> Iterator[Idea]:
    words = goes(commitment.going, is_confirmed=commitment.is_confirmed)
    yield Idea(commitment.going, words, heading=_("How it is going"), shape=True)
    if commitment.has_no_news:
        yield from silence(commitment.silent_since)
    elif not news:
        yield Idea("no-news", _("There is no news yet. That is fine."))


def silence(since: date | None) -> Iterator[Idea]:
    """Said kindly: nobody knows what it means."""
    if since:
        yield on_day("no-news", _("There has been no news since this day:"), since)
    else:
        yield Idea("no-news", _("There is no news yet. We hoped for news by now."))
    yield Idea("heart", _("We do not know why. It does not mean that nothing happened."))


def newest_news(news: News) -> Iterator[Idea]:
    yield on_day("news", _("The newest news is from this day:"), news.told_on, heading=_("News"))
    yield quoted("speaker", _("This is what happened, in their own words:"), news.said)
    if news.got_in_the_way:
        yield quoted("stop", _("This got in the way:"), news.got_in_the_way)
    if news.learned:
        yield quoted("idea", _("This is what they learned:"), news.learned)


def other_side(commitment: Commitment, sides: Sides) -> Iterator[Idea]:
    heading = _("What people who took part say")
    if sides.says:
        said = _("This is what people who took part say:")
        yield Idea("talking", said, heading=heading, own=f"{sides.says}.", own_is_ours=True)
        if sides.got_back:
            yield Idea("gift", _("Did they get what was promised?"), own=f"{sides.got_back}.", own_is_ours=True)
        if sides.reply:
            yield quoted("speaker", _("This is what the maker answers:"), sides.reply.words)
    else:
        yield Idea("safe", _("We show this when 3 people have answered."), heading=heading)
    yield Idea(
        "pen",
        _("Did you take part? You can say how it was for you."),
        link=reverse("commitment-view-easy-read", args=[commitment.reference]),
        link_words=_("Say how it was for you"),
    )


def before_saying_it(commitment: Commitment, news: News | None, *, by_card: bool) -> Iterator[Idea]:
    """What somebody reads before they say how a promise was for them."""
    version = commitment.published_version
    if version:
        yield Idea("promise", _("This is about a promise:"), own=version.title)
    yield Idea("person", _("This is who made the promise:"), own=commitment.maker_name)
    going = goes(commitment.going, is_confirmed=False)
    yield Idea(commitment.going, going, heading=_("What they say"), shape=True)
    if news and news.happened:
        yield quoted("speaker", _("This is what happened, in their own words:"), news.happened)
    elif version and not news:
        yield quoted("promise", _("This is what they promise, in their own words:"), version.what)
    if version and version.giving_back:
        yield quoted("gift", _("People who take part get this:"), version.giving_back)
    yield Idea("question", _("Now we ask you. Do you agree?"), heading=_("Your side"))
    yield Idea("help", _("You can ask somebody to help you."))
    yield Idea("safe", _("We do not show who said what."))
    if by_card:
        yield Idea("check", _("You need the card that somebody gave you."))


def before_reporting(page: Page) -> Iterator[Idea]:
    """What somebody reads before they say that something is wrong."""
    yield Idea("eye", _("You can tell us that something here is wrong."))
    yield Idea("book", _("This is what you were reading:"), own=str(page.title))
    yield Idea("help", _("You can ask somebody to help you."))
    yield Idea("safe", _("You do not need to say who you are."))
    yield Idea("person", _("A person reads what you tell us. Nobody else can read it."))
    yield Idea(
        "phone",
        _("Is somebody in danger now? Call 999."),
        link=f"{reverse('help-contact')}#safeguarding",
        link_words=_("Who else can help"),
    )


def where_to_go_on(commitment: Commitment) -> Iterator[Idea]:
    yield Idea(
        "book",
        _("You can read all about this promise."),
        heading=_("What you can do now"),
        link=in_full(commitment.get_absolute_url()),
        link_words=_("Read all about it"),
    )
    yield Idea(
        "list",
        _("You can read other promises."),
        link=reverse("commitments-easy-read"),
        link_words=_("Read the promises"),
    )
    yield Idea(
        "letter",
        _("You can tell us if something is not right."),
        link=reverse("report-easy-read", args=[f"commitment:{commitment.reference}"]),
        link_words=_("Tell us what is wrong"),
    )


def quoted(picture: str, words: str, own: str) -> Idea:
    return Idea(picture, words, own=own, own_is_quotation=True)


def on_day(picture: str, words: str, day: date, *, heading: str = "") -> Idea:
    return Idea(picture, words, heading=heading, own=date_format(day), own_is_ours=True)
