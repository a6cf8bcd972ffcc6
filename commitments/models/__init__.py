from .asking import Asking, OnTrack
from .commitments import Commitment, Milestone, Version
from .desk import Appeal, Hold, Reason, SecondLook
from .drafts import Draft
from .filings import Filing
from .following import Follow
from .handing import Entry, FirstReading, Handover, Invitation, Party
from .intake import Intake, IntakeRow, RowGone
from .ledger import LedgerMonth, RulesEdition
from .news import Card, Highlight, News, Reply, View
from .opportunities import Interest, Notice, Opportunity, Outcome
from .organisations import FormerName, JoinRequest, Member, Organisation, Profile
from .pictures import Picture
from .reports import Correction, Report
from .reviewing import Advice, TrainingAnswer, TrainingItem
from .safety import BlockedHiding, Danger, SafeguardingDuty
from .scale import Scale
from .standing import ChosenLearning, Standing
from .tallies import Tally
from .weeks import Week, WeekOrganiser

__all__ = [
    "Advice",
    "Appeal",
    "Asking",
    "BlockedHiding",
    "Card",
    "ChosenLearning",
    "Commitment",
    "Correction",
    "Danger",
    "Draft",
    "Entry",
    "Filing",
    "FirstReading",
    "Follow",
    "FormerName",
    "Handover",
    "Highlight",
    "Hold",
    "Intake",
    "IntakeRow",
    "Interest",
    "Invitation",
    "JoinRequest",
    "LedgerMonth",
    "Member",
    "Milestone",
    "News",
    "Notice",
    "OnTrack",
    "Opportunity",
    "Organisation",
    "Outcome",
    "Party",
    "Picture",
    "Profile",
    "Reason",
    "Reply",
    "Report",
    "RowGone",
    "RulesEdition",
    "SafeguardingDuty",
    "Scale",
    "SecondLook",
    "Standing",
    "Tally",
    "TrainingAnswer",
    "TrainingItem",
    "Version",
    "View",
    "Week",
    "WeekOrganiser",
]
