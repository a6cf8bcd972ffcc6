from .commitments import Commitment, Version
from .drafts import Draft
from .filings import Filing
from .news import News, View
from .opportunities import Interest, Notice, Opportunity, Outcome
from .organisations import Member, Organisation
from .standing import ChosenLearning, Standing
from .tallies import Tally

__all__ = [
    "ChosenLearning",
    "Commitment",
    "Draft",
    "Filing",
    "Interest",
    "Member",
    "News",
    "Notice",
    "Opportunity",
    "Organisation",
    "Outcome",
    "Standing",
    "Tally",
    "Version",
    "View",
]
