"""Under what a public commitment is found: principles, themes and words. Derived from what is published."""

from collections.abc import Iterable

from django.db.models import Prefetch

from charters.models import Wording
from commitments.going import Going
from commitments.models import Commitment, Filing, News, Organisation, Party, Version
from commitments.standing import with_words_stood_by, words_stood_by
from coprod_portal.search import index
from coprod_portal.submissions.states import State

KIND, ORGANISATION = "commitment", "organisation"
GOING_NUMBERS = {str(value): number for number, value in enumerate(Going.values)}


def file(commitment: Commitment, *, old: Iterable[Filing]) -> list[Filing]:
    """Put the filings right, given those that were there. Rows that would stay as they are are not written."""
    old = list(old)
    new = filings_of(commitment)
    if key_of(old) == key_of(new):
        if new and dates_of(old[0]) != dates_of(new[0]):
            commitment.filings.update(**dates_of(new[0]))
        return new
    commitment.filings.all().delete()
    Filing.objects.bulk_create(new)
    return new


def filings_of(commitment: Commitment) -> list[Filing]:
    """What they should be, not saved."""
    if commitment.published_version is None:
        return []
    wordings = words_stood_by(commitment)
    dates = dates_of(commitment)
    principles = sorted({wording.principle_id for wording in wordings})
    themes = sorted({mapping.theme_id for wording in wordings for mapping in wording.mappings.all()})
    return [
        *(Filing(commitment=commitment, principle_id=principle, **dates) for principle in principles),
        *(Filing(commitment=commitment, theme_id=theme, **dates) for theme in themes),
    ]


def dates_of(thing: Commitment | Filing) -> dict[str, object]:
    return {name: getattr(thing, name) for name in ("latest_at", "first_published_at", "due_on")}


def key_of(filings: Iterable[Filing]) -> set[tuple[int | None, int | None]]:
    return {(filing.principle_id, filing.theme_id) for filing in filings}


def refile(commitments: Iterable[Commitment]) -> None:
    """Do all of it again, for many. The caller holds them locked, and prefetches what `filings_of` and search ask."""
    public = {commitment: filings_of(commitment) for commitment in commitments if commitment.published_version}
    Filing.objects.filter(commitment__in=commitments).delete()
    Filing.objects.bulk_create([filed for filings in public.values() for filed in filings])
    index.put(
        kind=KIND,
        texts=[
            text_of(one, one.published_version, filings) for one, filings in public.items() if one.published_version
        ],
    )
    index.remove(kind=KIND, things=[one.pk for one in commitments if one not in public])


def make_findable(commitment: Commitment, filings: Iterable[Filing]) -> None:
    """Put its public words where search finds them, or take them out."""
    if commitment.published_version:
        index.put(kind=KIND, texts=[text_of(commitment, commitment.published_version, filings)])
        for organisation in (commitment.organisation, *(party.organisation for party in commitment.parties.all())):
            if organisation and not index.is_in(kind=ORGANISATION, thing=organisation.pk):
                index.put(kind=ORGANISATION, texts=[text_of_organisation(organisation)])
    else:
        index.remove(kind=KIND, things=[commitment.pk])


def text_of(commitment: Commitment, version: Version, filings: Iterable[Filing]) -> index.Text:
    words = [version.title, commitment.maker_name, commitment.charter.short_title]
    words += [party.shown_name for party in commitment.parties.all()]
    words += [version.what, version.how, version.with_whom, version.giving_back, version.how_people_will_know]
    words += [version.area.name] if version.area else []
    for news in commitment.news.all():
        words += [news.happened, news.learned, news.got_in_the_way]
    return index.Text(thing=commitment.pk, words="\n".join(words), labels=labels_of(commitment, filings))


def text_of_organisation(organisation: Organisation) -> index.Text:
    return index.Text(organisation.pk, organisation.name)


def labels_of(commitment: Commitment, filings: Iterable[Filing]) -> list[str]:
    """The filters that can be answered together with words."""
    return [
        label("charter", commitment.charter_id),
        label("maker", int(commitment.organisation_id is not None)),
        label("going", GOING_NUMBERS[commitment.going]),
        label("confirmed", int(commitment.is_confirmed)),
        label("madeup", int(commitment.made_up)),
        *([label("area", commitment.area_id)] if commitment.area_id else []),
        *([label("week", commitment.week_id)] if commitment.week_id else []),
        *(label("principle", filing.principle_id) for filing in filings if filing.principle_id),
        *(label("theme", filing.theme_id) for filing in filings if filing.theme_id),
    ]


def label(name: str, number: int) -> str:
    return f"{name}{number}"


def published_parties() -> "Prefetch[str]":
    return Prefetch("parties", queryset=Party.objects.public().select_related("organisation"))


def published_news() -> "Prefetch[str]":
    return Prefetch("news", queryset=News.objects.filter(submission__state=State.PUBLISHED))


def wordings_with_themes() -> "tuple[Prefetch[str], ...]":
    return with_words_stood_by(Wording.objects.prefetch_related("mappings"))
