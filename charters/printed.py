"""What is printed of a charter: its exact words as the templates of `templates/charters/print/` take them."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from charters.models import Charter, Edition, Section, SourceNote, Wording
from coprod_portal.printing import code_svg


def of_charter(charter: Charter, edition: Edition) -> dict[str, Any]:
    """What every document about a charter carries. The edition's sections are read here: two queries."""
    address = settings.BASE_URL + charter.get_absolute_url()
    published_on = localdate(edition.published_at) if edition.published_at else None
    made_up = " · ".join([charter.short_title, str(charter.get_kind_display()), *([_("made up")] * charter.made_up)])
    return {
        "title": edition.title,
        "author": settings.PORTAL_NAME,
        "date": str(published_on),
        "thread": charter.thread,
        "caption": made_up,
        "owner": edition.owner,
        "address": address,
        "shown_address": shown(address),
        "code": code_svg(address),
        "sections": [section(each) for each in edition.sections.prefetch_related("wordings__principle")],
        "words": {
            "edition": _("Edition %(number)s, put on the site on %(date)s.")
            % {"number": edition.number, "date": date_format(published_on) if published_on else ""},
            "scan": _("Scan to read the charter in full"),
            "code_alt": _("A code to scan with a telephone. It leads to %(address)s") % {"address": shown(address)},
            "weave_alt": _("A band of woven threads in the colour of this charter"),
            "key": _("Words beside a thread are the exact words. What is ours is marked as ours."),
            "our_label": _("(our label)"),
            "ours": _("Our words, not the charter's"),
        },
    }


def section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "label": section.our_label,
        "together": section.stands_together,
        "all_ours": section.is_all_ours,
        "principles": [principle(wording) for wording in section.wordings.all()],
    }


def principle(wording: Wording) -> dict[str, Any]:
    """The words in the parts in which they are set. Joined, `opening`, `text` and `rest` are the exact words."""
    around = wording.around_misprint
    opening = wording.short if wording.short and not wording.has_name and not around else ""
    text = around[0] if around else wording.text[len(opening) :]
    return {
        "slug": wording.principle.slug,
        "name": wording.short if wording.has_name else "",
        "opening": opening,
        "text": text,
        "rest": around[1] if around else "",
        "detail": wording.detail.splitlines(),
        "gloss": wording.gloss,
        "quotation": wording.is_quotation,
        "note": wording.note,
        "broken": str(wording.get_text_status_display()) if wording.is_broken else "",
    }


def shown(address: str) -> str:
    """An address as people read it, without what each begins with."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/")


def poster(charter: Charter, edition: Edition, paper: str) -> dict[str, Any]:
    return {**of_charter(charter, edition), "paper": paper}


def booklet(charter: Charter, edition: Edition) -> dict[str, Any]:
    """All that a charter's page says, in large print. Two more queries."""
    whole = of_charter(charter, edition)
    words = {
        "our_note": _("Our note:"),
        "page": _("Page %(number)s of %(all)s") % {"number": "{number}", "all": "{all}"},
        "large_print": _("In large print"),
        "inside": _("What is inside"),
        "in_our_words": _("In our words"),
        "take_part": _("Take part"),
        "no_ways": _("The words we have do not list ways to take part."),
        "concern": _("When practice does not match the charter"),
        "no_concern": _("The words we have do not say what to do."),
        "source": _("Where the words came from"),
        "copied": _("We copied the words and have not changed them. We copied them from:"),
        "missing": _("Not in the words we have"),
        "read_more": _("Read it on the site"),
    }
    missing = edition.source_notes.filter(kind=SourceNote.Kind.MISSING)
    return {
        **whole,
        "large": True,
        "notes": True,
        "summary": edition.summary,
        "ways": [way.text for way in edition.ways_to_take_part.all()],
        "concern": edition.concern_words,
        "concern_gap": edition.concern_gap,
        "source": edition.source,
        "missing": [note.text for note in missing],
        "words": {**whole["words"], **words},
    }
