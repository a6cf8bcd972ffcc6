"""Bring the database in line with the content files: all of it or, where anything is wrong, none of it."""

from collections import defaultdict
from collections.abc import Callable, Collection
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from charters.glossary import read_glossary
from charters.models import Area, AreaContact, Charter, Edition, Theme, Town
from charters.searching import refill_all
from coprod_portal.search.spelling import learn
from coprod_portal.submissions.errors import Refused

from .content_files import ContentProblem
from .facts import AreaFacts, CharterFacts, ContactFacts, ThemeFacts
from .keeping import Tally
from .loading_easy_read import load_charter_easy_read, load_theme_easy_read
from .loading_editions import load_edition
from .publishing import publish_edition
from .reading import read_areas, read_charter, read_themes


@transaction.atomic
def load_content(*, folder: Path, tell: Callable[[str], None]) -> Tally:
    """Load areas, themes and charters, and say after each file what came of it.

    What a file no longer names stays in the database: addresses and commitments may point at it. Raises
    ContentProblem with a sentence that names the file and, where it can, the line.
    """
    total = Tally()

    def done(name: str, tally: Tally) -> None:
        tell(f"{name}: {tally.in_words()}")
        total.add(tally)

    everywhere, areas = read_areas(folder / "areas.toml")
    done("areas.toml", load_areas(everywhere, areas))
    themes = read_themes(folder / "themes.toml")
    done("themes.toml", load_themes(themes))
    # Pages read it from its file; here it is only looked through.
    if (folder / "glossary.toml").exists():
        read_glossary(folder / "glossary.toml")
    area_slugs, theme_slugs = [area.slug for area in areas], [theme.slug for theme in themes]
    for charter in read_charters(folder / "charters", area_slugs, theme_slugs):
        name = f"charters/{charter.table.file.path.name}"
        if is_in_hand(charter):
            tell(f"{name}: left as it is, because a steward works on edition {charter.number}")
        else:
            done(name, load_charter(charter))
    load_easy_read_files(folder / "easy_read", tell, done)
    for name, loader in settings.MORE_CONTENT.items():
        if (folder / name).exists():
            done(name, import_string(loader)(folder / name))
    refill_all()
    learn()
    return total


def load_easy_read_files(folder: Path, tell: Callable[[str], None], done: Callable[[str, Tally], None]) -> None:
    for path in sorted((folder / "charters").glob("*.toml")):
        tally, why_not = load_charter_easy_read(path)
        name = f"easy_read/charters/{path.name}"
        if why_not:
            tell(f"{name}: {why_not}")
        else:
            done(name, tally)
    if (folder / "themes.toml").exists():
        done("easy_read/themes.toml", load_theme_easy_read(folder / "themes.toml"))


def load_areas(everywhere: list[ContactFacts], areas: list[AreaFacts]) -> Tally:
    tally = Tally()
    tally.keep_list(AreaContact, {"area": None}, [vars(contact) for contact in everywhere])
    for facts in areas:
        area = tally.keep(Area, {"slug": facts.slug}, {"name": facts.name})
        tally.keep_list(Town, {"area": area}, [{"name": name} for name in facts.towns])
        tally.keep_list(AreaContact, {"area": area}, [vars(contact) for contact in facts.contacts])
    return tally


def load_themes(themes: list[ThemeFacts]) -> Tally:
    tally = Tally()
    for position, facts in enumerate(themes, 1):
        values = {name: value for name, value in vars(facts).items() if name != "slug"}
        tally.keep(Theme, {"slug": facts.slug}, {**values, "position": position})
    return tally


@transaction.atomic
def load_made_up(*, folder: Path) -> None:
    """The charters of a trial: those of the folder, but for what somebody works on."""
    areas, themes = (list(model._default_manager.values_list("slug", flat=True)) for model in (Area, Theme))
    for charter in read_charters(folder, areas, themes):
        if not charter.charter_fields["made_up"]:
            raise charter.table.problem("a charter of a trial needs `made_up = true`.", "slug")
        if not is_in_hand(charter):
            load_charter(charter)


def read_charters(folder: Path, areas: Collection[str], themes: Collection[str]) -> list[CharterFacts]:
    """All editions of all charters, each charter's oldest first."""
    found = [read_charter(path, areas=areas, themes=themes) for path in sorted(folder.glob("*.toml"))]
    if not found:
        raise ContentProblem(folder, None, "there is no charter here. Each one is a file that ends in .toml.")
    editions: dict[str, set[str]] = defaultdict(set)
    for charter in found:
        charter.table.once("edition", str(charter.number), editions[charter.slug])
    return sorted(found, key=lambda charter: (charter.slug, charter.number))


def load_charter(facts: CharterFacts) -> Tally:
    """Load one edition. The newest also says how the charter is named and shown, unless a steward has changed that."""
    tally = Tally()
    area = Area.objects.get(slug=facts.area) if facts.area else None
    newest = Edition.objects.filter(charter__slug=facts.slug).order_by("-number").first()
    is_newest = newest is None or facts.number >= newest.number
    values = {**facts.charter_fields, "area_id": area.pk if area else None}
    in_hand = Charter.objects.filter(slug=facts.slug, revision__gt=1).exists()
    charter = tally.keep(Charter, {"slug": facts.slug}, values if is_newest and not in_hand else {})
    edition = load_edition(charter, facts, tally)
    if facts.is_published and edition.published_at is None:
        publish(edition, facts)
        tally.changed += 1
    return tally


def is_in_hand(facts: CharterFacts) -> bool:
    """A steward has changed this draft since it was loaded: their work is not written over."""
    drafts = Edition.objects.filter(charter__slug=facts.slug, number=facts.number, published_at__isnull=True)
    if not drafts.filter(revision__gt=1).exists():
        return False
    if facts.is_published:
        raise facts.table.problem(
            f"a steward works on edition {facts.number} of this charter. Ask them to publish or delete their draft.",
            "edition",
        )
    return True


def publish(edition: Edition, facts: CharterFacts) -> None:
    """As if a steward had: who has committed to words that changed is asked about them."""
    try:
        publish_edition(edition=edition, changes=edition.changes, revision=edition.revision, by=None)
    except Refused as refused:
        raise facts.table.problem(
            f"edition {facts.number} cannot be published. {refused.sentence}", "edition"
        ) from refused
