from .cases import LIMITS, Case, CaseAnswer, CaseNote, Limit
from .notices import DefamationNotice, NoticeStep, WriterAsked

__all__ = [
    "LIMITS",
    "Case",
    "CaseAnswer",
    "CaseNote",
    "DefamationNotice",
    "Limit",
    "NoticeStep",
    "WriterAsked",
]
