"""The Easy Read files: what they say, checked, and then in the database. Whoever wants none leaves the folder out."""

from dataclasses import dataclass
from pathlib import Path

from charters.easy_read.pictures import PICTURES
from charters.easy_read.sentences import MOST_SENTENCES, MOST_WORDS, sentences, too_long, words
from charters.models import EasyRead, EasyReadIdea, Edition, Theme

from .content_files import ContentFile, Table
from .keeping import Tally


@dataclass(frozen=True)
class IdeaFacts:
    heading: str
    words: str
    picture: str


@dataclass(frozen=True)
class EasyReadFacts:
    owner: dict[str, Edition | Theme]
    fields: dict[str, object]
    ideas: list[IdeaFacts]


def load_charter_easy_read(path: Path) -> tuple[Tally, str]:
    """Load the Easy Read of one edition. Gives what came of it, and why it was left alone where it was."""
    return load_easy_read(read_charter_easy_read(path))


def load_theme_easy_read(path: Path) -> Tally:
    tally = Tally()
    for facts in read_theme_easy_read(path):
        tally.add(load_easy_read(facts)[0])
    return tally


def load_easy_read(facts: EasyReadFacts) -> tuple[Tally, str]:
    tally = Tally()
    changed = EasyRead.objects.filter(**facts.owner, changed_at__isnull=False).first()
    if changed:
        return tally, "left as it is, because a steward changed it in the portal"
    easy_read = tally.keep(EasyRead, dict(facts.owner), facts.fields)
    ideas = [{**vars(idea), "position": position} for position, idea in enumerate(facts.ideas, 1)]
    tally.keep_list(EasyReadIdea, {"easy_read": easy_read}, ideas)
    return tally, ""


def read_charter_easy_read(path: Path) -> EasyReadFacts:
    top = ContentFile(path).top()
    slug, number = top.text("charter", longest=50), top.number("edition")
    edition = Edition.objects.filter(charter__slug=slug, number=number).first()
    if edition is None:
        raise top.problem(f'there is no edition {number} of a charter "{slug}".', "charter")
    if path.stem not in (slug, f"{slug}-edition-{number}"):
        raise top.problem(
            f'the Easy Read of the charter "{slug}" is named {slug}.toml or {slug}-edition-{number}.toml.', "charter"
        )
    facts = EasyReadFacts({"edition": edition}, read_checked(top), read_ideas(top))
    top.finish()
    return facts


def read_theme_easy_read(path: Path) -> list[EasyReadFacts]:
    top = ContentFile(path).top()
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    seen: set[str] = set()
    found = []
    for table in top.tables("themes"):
        slug = table.once("slug", table.choice("slug", list(themes)), seen)
        found.append(EasyReadFacts({"theme": themes[slug]}, read_checked(table), read_ideas(table)))
        table.finish()
    top.finish()
    return found


def read_checked(table: Table) -> dict[str, object]:
    by, on = table.text("checked_by", needed=False, longest=200), table.day("checked_on")
    if bool(by) != bool(on):
        raise table.problem(
            "`checked_by` and `checked_on` belong together. Say both, or none while nobody has checked it.",
            "checked_by" if by else "checked_on",
        )
    return {"checked_by": by, "checked_on": on}


def read_ideas(table: Table) -> list[IdeaFacts]:
    ideas = [read_idea(below) for below in table.tables("ideas")]
    if not ideas:
        raise table.problem("Easy Read needs at least one idea.")
    return ideas


def read_idea(table: Table) -> IdeaFacts:
    idea = IdeaFacts(
        heading=table.text("heading", needed=False, longest=100),
        words=table.text("words"),
        picture=table.choice("picture", list(PICTURES)),
    )
    for key in ("heading", "words"):
        long = too_long(getattr(idea, key))
        if long:
            raise table.problem(
                f'this sentence has {len(words(long))} words: "{long}" Easy Read has at most {MOST_WORDS} in one.', key
            )
    if len(sentences(idea.words)) > MOST_SENTENCES:
        raise table.problem("an idea has one sentence. A second may explain a hard word. Not more.", "words")
    table.finish()
    return idea
