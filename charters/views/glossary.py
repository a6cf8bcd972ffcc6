from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charters.glossary import Word
from charters.glossary import glossary as read_glossary


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """All hard words, by their first letter."""
    words = sorted(read_glossary().words, key=lambda word: word.slug)
    letters = [(letter.upper(), list(group)) for letter, group in groupby(words, key=first_letter)]
    context = {"letters": letters, "breadcrumbs": [(_("Hard words"), "")]}
    return render(request, "charters/glossary.html", context)


def first_letter(word: Word) -> str:
    return word.slug[0]
