"""Accounts, the journal, stored answers to POSTs, official numbers: the rows that every part stands on."""

from thongsuot.apps.core.models.foundation import (
    SYSTEM_LOGIN,
    CacheEntry,
    JournalEntry,
    Notice,
    NumberSeries,
    PersonalKey,
    PostAnswer,
    User,
    UserManager,
    WithUid,
    new_uid,
)

__all__ = [
    "SYSTEM_LOGIN",
    "CacheEntry",
    "JournalEntry",
    "Notice",
    "NumberSeries",
    "PersonalKey",
    "PostAnswer",
    "User",
    "UserManager",
    "WithUid",
    "new_uid",
]
