from .commitments import Commitment, Version
from .drafts import Draft
from .news import News, View
from .organisations import Member, Organisation

__all__ = ["Commitment", "Draft", "Member", "News", "Organisation", "Version", "View"]
