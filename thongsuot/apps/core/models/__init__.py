"""Accounts, the journal, stored answers to POSTs, official numbers: the rows that every part stands on."""

from thongsuot.apps.core.models.calendar import CalendarDay, LimitRow, OfficeHours
from thongsuot.apps.core.models.foundation import (
    SYSTEM_LOGIN,
    CacheEntry,
    JournalEntry,
    NumberSeries,
    PersonalKey,
    PostAnswer,
    User,
    UserManager,
    WithUid,
    new_uid,
)
from thongsuot.apps.core.models.jobs import Effect, JobRun, Turn
from thongsuot.apps.core.models.mail import Mail, Notice, NoticeChoice
from thongsuot.apps.core.models.seals import Seal, SealedHead

__all__ = [
    "SYSTEM_LOGIN",
    "CacheEntry",
    "CalendarDay",
    "Effect",
    "JobRun",
    "JournalEntry",
    "LimitRow",
    "Mail",
    "Notice",
    "NoticeChoice",
    "NumberSeries",
    "OfficeHours",
    "PersonalKey",
    "PostAnswer",
    "Seal",
    "SealedHead",
    "Turn",
    "User",
    "UserManager",
    "WithUid",
    "new_uid",
]
