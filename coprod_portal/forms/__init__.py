"""Parts of which every form of the portal is made: the base form, dates in three boxes, and posting once."""

from .base import PortalForm

__all__ = ["PortalForm"]
