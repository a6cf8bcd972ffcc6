from .areas import Area, AreaContact, Town
from .cases import CharterCase
from .charters import Charter, Edition, Resource, Section, SourceNote, WayToTakePart
from .easy_read import EasyRead, EasyReadIdea
from .formats import Format, TranslatedText, Translation
from .principles import Mapping, Principle, Wording
from .reviews import Review, ReviewAnswer, ReviewPoint, ReviewSheet
from .signatures import Signature
from .stewards import Stewardship
from .themes import Theme

__all__ = [
    "Area",
    "AreaContact",
    "Charter",
    "CharterCase",
    "EasyRead",
    "EasyReadIdea",
    "Edition",
    "Format",
    "Mapping",
    "Principle",
    "Resource",
    "Review",
    "ReviewAnswer",
    "ReviewPoint",
    "ReviewSheet",
    "Section",
    "Signature",
    "SourceNote",
    "Stewardship",
    "Theme",
    "Town",
    "TranslatedText",
    "Translation",
    "WayToTakePart",
    "Wording",
]
