"""Which languages there are, and how a page names them. Read by the settings, so nothing here asks them."""

from typing import Any

# What an address says to choose one.
CHOICE = "language"

LONGER, RIGHT_TO_LEFT = "en-xa", "ar-xb"
LONGER_NAME = "[Ļóñĝéŕ ŵóŕđš]"
RIGHT_TO_LEFT_NAME = "\u202eŔíĝħţ ţó ļéƒţ\u202c"

# No languages that anybody speaks: they show which words were forgotten, and which boxes are too small.
PSEUDO_LANGUAGES = {LONGER: LONGER_NAME, RIGHT_TO_LEFT: RIGHT_TO_LEFT_NAME}

LANGUAGE_INFO: dict[str, dict[str, Any]] = {
    code: {"bidi": code == RIGHT_TO_LEFT, "code": code, "name": name, "name_local": name}
    for code, name in PSEUDO_LANGUAGES.items()
}


def tag(code: str) -> str:
    """As the web writes it: `en-GB` for Django's `en-gb`."""
    language, _, region = code.partition("-")
    return f"{language}-{region.upper()}" if region else language
