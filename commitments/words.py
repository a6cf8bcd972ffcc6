"""The words of a submission as a person reads them, each under the same name on every page."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from commitments.models import News, Version, View
from coprod_portal.submissions.models import Submission


@dataclass(frozen=True)
class Words:
    label: str
    text: str


def words_of(submission: Submission) -> list[Words]:
    """All that would be public, with parts left empty as "", so that two versions have the same labels."""
    part: Version | News | View = getattr(submission, submission.kind)
    match part:
        case Version():
            return words_of_version(part)
        case News():
            return words_of_news(part)
        case View():
            return [Words("Did it happen as promised?", part.get_answer_display()), Words("In their words", part.words)]


def words_of_version(version: Version) -> list[Words]:
    return [
        Words("Who", version.commitment.maker_name),
        Words("Short name", version.title),
        Words("What", version.what),
        Words("How", version.how),
        Words("Who with", version.with_whom),
        Words("Giving back", version.giving_back),
        Words("Start", day(version.starts_on)),
        Words("Done by", day(version.due_on)),
        Words("How people will know", version.how_people_will_know),
        Words("Where", version.area.name if version.area else ""),
        Words("Words of the charter", "\n".join(wording.text for wording in version.wordings.all())),
    ]


def words_of_news(news: News) -> list[Words]:
    return [
        Words("How is it going?", news.get_going_display()),
        Words("What happened?", news.happened),
        Words("What got in the way?", news.got_in_the_way),
        Words("What did you learn?", news.learned),
        Words("New end date", day(news.new_due_on)),
    ]


def day(value: date | None) -> str:
    return date_format(value, "DATE_FORMAT") if value else ""
