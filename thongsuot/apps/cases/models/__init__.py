"""The register: cases and everything that hangs on them."""

from thongsuot.apps.cases.models.answers import Answer, Confirmation
from thongsuot.apps.cases.models.assignment import Assignment, Handing, NotOurs
from thongsuot.apps.cases.models.case import (
    Case,
    CaseUnit,
    Cause,
    Competence,
    Kind,
    Level,
    Link,
    ReplyKind,
    Term,
    Thread,
)
from thongsuot.apps.cases.models.clocks import Clock, ClockEvent, Extension, Hold, Objection
from thongsuot.apps.cases.models.drafts import DirectStep, Draft
from thongsuot.apps.cases.models.imports import SheetImport, SheetLine
from thongsuot.apps.cases.models.issuance import Issuance, Recurrence
from thongsuot.apps.cases.models.measures import Indicator, IndicatorReport, Measure
from thongsuot.apps.cases.models.notes import Comment, Evidence, Reminder, SavedView
from thongsuot.apps.cases.models.search import CaseWords, Word
from thongsuot.apps.cases.models.similar import Posting

__all__ = [
    "Answer",
    "Assignment",
    "Case",
    "CaseUnit",
    "CaseWords",
    "Cause",
    "Clock",
    "ClockEvent",
    "Comment",
    "Competence",
    "Confirmation",
    "DirectStep",
    "Draft",
    "Evidence",
    "Extension",
    "Handing",
    "Hold",
    "Indicator",
    "IndicatorReport",
    "Issuance",
    "Kind",
    "Level",
    "Link",
    "Measure",
    "NotOurs",
    "Objection",
    "Posting",
    "Recurrence",
    "Reminder",
    "ReplyKind",
    "SavedView",
    "SheetImport",
    "SheetLine",
    "Term",
    "Thread",
    "Word",
]
