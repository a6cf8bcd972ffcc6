from .commitments import Commitment, Version
from .drafts import Draft
from .filings import Filing
from .news import News, View
from .organisations import Member, Organisation
from .tallies import Tally

__all__ = ["Commitment", "Draft", "Filing", "Member", "News", "Organisation", "Tally", "Version", "View"]
