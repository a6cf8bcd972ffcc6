"""The words of a submission as a person reads them, each under the same name on every page."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters.models import Signature
from commitments.giving_back import shared_power, what_people_get
from commitments.models import Milestone, News, Party, Picture, Profile, Reply, Version, View
from coprod_portal.languages.texts import Theirs


@dataclass(frozen=True)
class Words:
    label: str
    text: str


def words_of_version(version: Version) -> list[Words]:
    return [
        Words(_("Who"), Theirs(version.commitment.maker_name)),
        Words(_("Short name"), Theirs(version.title)),
        Words(_("What"), Theirs(version.what)),
        Words(_("How"), Theirs(version.how)),
        Words(_("Who with"), Theirs(version.with_whom)),
        Words(_("What people get"), "\n".join(what_people_get(version))),
        Words(_("Giving back"), Theirs(version.giving_back)),
        Words(_("When people get it"), version.get_given_when_display()),
        Words(_("How power is shared"), shared_power(version)),
        Words(_("What cannot change"), Theirs(version.cannot_change)),
        Words(_("Start"), day(version.starts_on)),
        Words(_("Done by"), day(version.due_on)),
        Words(_("Small steps"), Theirs("\n".join(small_step(step) for step in version.milestones.all()))),
        Words(_("How people will know"), Theirs(version.how_people_will_know)),
        Words(_("Where"), Theirs(version.area.name if version.area else "")),
        Words(_("Words of the charter"), Theirs("\n".join(wording.text for wording in version.wordings.all()))),
        Words(_("What the picture shows"), of_picture(version.picture)),
    ]


def words_of_news(news: News) -> list[Words]:
    return [
        Words(_("How is it going?"), news.get_going_display()),
        Words(_("What happened?"), Theirs(news.happened)),
        Words(_("What got in the way?"), Theirs(news.got_in_the_way)),
        Words(_("What did you learn?"), Theirs(news.learned)),
        Words(_("New end date"), day(news.new_due_on)),
        Words(_("Small steps that are done"), Theirs("\n".join(step.text for step in news.reached.all()))),
        Words(_("What the picture shows"), of_picture(news.picture)),
    ]


def of_picture(picture: Picture | None) -> str:
    return Theirs(picture.alternative if picture else "")


def words_of_view(view: View) -> list[Words]:
    return [
        Words(_("Do they agree with the maker?"), view.get_answer_display()),
        Words(_("Did they get what was promised?"), view.get_got_back_display()),
        Words(_("In their words"), Theirs(view.words)),
        Words(_("How we know that it is one person's"), view.get_by_display()),
    ]


def own_words_of_view(view: View) -> list[Words]:
    """For whoever said them: the questions as they were asked."""
    return [
        Words(_("Do you agree with what the maker says?"), view.get_answer_display()),
        Words(_("Did you get what was promised for your time?"), view.get_got_back_display()),
        Words(_("In your words"), Theirs(view.words)),
    ]


def words_of_signature(signature: Signature) -> list[Words]:
    return [Words(_("Who signs"), signature.get_signer_display()), Words(_("Name"), Theirs(signature.name))]


def words_of_profile(profile: Profile) -> list[Words]:
    return [
        Words(_("Name"), Theirs(profile.name)),
        Words(_("What kind of organisation"), profile.get_kind_display()),
        Words(_("Web address"), Theirs(profile.url)),
        Words(_("Where"), Theirs(profile.area.name if profile.area else "")),
    ]


def words_of_party(party: Party) -> list[Words]:
    return [Words(_("Name"), Theirs(party.shown_name))]


def words_of_reply(reply: Reply) -> list[Words]:
    return [Words(_("Answer"), Theirs(reply.words))]


def small_step(step: Milestone) -> str:
    return f"{day(step.due_on)}: {step.text}"


def day(value: date | None) -> str:
    return date_format(value, "DATE_FORMAT") if value else ""
