from .areas import Area, AreaContact, Town
from .charters import Charter, Edition, Resource, Section, SourceNote, WayToTakePart
from .principles import Mapping, Principle, Wording
from .themes import Theme

__all__ = [
    "Area",
    "AreaContact",
    "Charter",
    "Edition",
    "Mapping",
    "Principle",
    "Resource",
    "Section",
    "SourceNote",
    "Theme",
    "Town",
    "WayToTakePart",
    "Wording",
]
