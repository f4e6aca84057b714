"""Every personal field of the product in one table: why it is kept, by which law, how long, who reads it, what is
done on erasure. Law 91/2025/QH15, Decree 356/2025/NĐ-CP. Rendered to docs/reference/personal.md; a house test finds
a field that is missing here. Limits in days are rows of facts/calendar/limits.csv.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

ERASED = "(đã xóa)"
"""Stands where a name stood; in the language of the record, which is Vietnamese."""

Text = str | Promise


class Fate(StrEnum):
    """What erasure does to a field."""

    DELETE = "delete"
    ANONYMISE = "anonymise"
    KEY = "key"
    """It is sealed; the key is destroyed."""
    KEEP = "keep"
    """A law wants the record."""


FATES: dict[str, Text] = {
    Fate.DELETE: _("xóa"),
    Fate.ANONYMISE: _("thay bằng “(đã xóa)”"),
    Fate.KEY: _("hủy khóa giải mã"),
    Fate.KEEP: _("giữ theo luật"),
}


@dataclass(frozen=True, slots=True)
class Why:
    """A purpose, and the law that it rests on."""

    purpose: Text
    law: str


STAFF = Why(_("Bố trí, sử dụng cán bộ, công chức"), "Luật Cán bộ, công chức 80/2025/QH15; Luật 72/2025/QH15")
CONTACT = Why(_("Liên hệ công vụ"), "Luật Cán bộ, công chức 80/2025/QH15")
ENTRY = Why(_("Đăng nhập và giữ an toàn tài khoản"), "Nghị định 85/2016/NĐ-CP (an toàn hệ thống thông tin)")
ACTOR = Why(_("Chứng minh ai đã làm việc gì"), "Luật Lưu trữ 33/2024/QH15; Nghị định 30/2020/NĐ-CP")
RECORD = Why(_("Ghi và theo dõi kiến nghị, kết luận"), "Luật 72/2025/QH15; Luật Lưu trữ 33/2024/QH15")
REQUEST = Why(_("Giải quyết yêu cầu về dữ liệu cá nhân"), "Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP")

LAST_POST, SESSION_OVER, ATTEMPT = "retention-post", "retention-session", "retention-attempt"
ANSWERED, REQUEST_OVER, MAILED = "retention-answer", "retention-request", "retention-mail"
WITH_RECORD = ""
"""As long as the record that it belongs to."""

RETENTIONS: dict[str, Text] = {
    LAST_POST: _("sau khi thôi giữ chức vụ cuối cùng"),
    SESSION_OVER: _("sau khi phiên đăng nhập hết hạn"),
    ATTEMPT: _("sau lần đăng nhập"),
    ANSWERED: _("sau khi gửi biểu mẫu"),
    REQUEST_OVER: _("sau khi giải quyết xong yêu cầu"),
    MAILED: _("sau khi gửi thư"),
    WITH_RECORD: _("theo hồ sơ, tài liệu chứa nó"),
}

ORGANISERS, KEEPERS, OFFICERS = "organiser", "keeper", "data-officer"
EVERYBODY, OPERATORS, REACH = "everybody", "operators", "reach"
READERS: dict[str, Text] = {
    ORGANISERS: _("cán bộ tổ chức phụ trách đơn vị; mỗi lần đọc được ghi nhật ký"),
    KEEPERS: _("quản lý tài khoản và chính người đó"),
    OFFICERS: _("cán bộ bảo vệ dữ liệu cá nhân"),
    EVERYBODY: _("mọi tài khoản"),
    OPERATORS: _("chỉ hệ thống"),
    REACH: _("người xem được hồ sơ, theo bảng phân quyền"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One row: `model` is "app.Model", `keep` a code of `RETENTIONS`, `readers` one of `READERS`."""

    model: str
    name: str
    why: Why
    keep: str
    readers: str
    fate: Fate
    sensitive: bool = False

    @property
    def label(self) -> str:
        model = apps.get_model(self.model)
        return f"{capfirst(model._meta.verbose_name)}: {model._meta.get_field(self.name).verbose_name}"


def _rows(
    model: str, names: str, why: Why, keep: str, readers: str, fate: Fate, sensitive: bool = False
) -> list[Field]:
    return [Field(model, name, why, keep, readers, fate, sensitive) for name in names.split()]


_ACTORS = {
    "core.JournalEntry": "by acting_as",
    "core.Seal": "by",
    "organisations.BreakGlass": "user",
    "documents.SourceFile": "added_by",
    "cases.Assignment": "officer",
    "cases.Handing": "officer given_by",
    "cases.Draft": "drafted_by",
    "cases.Comment": "by acting_as",
    "cases.Evidence": "added_by",
    "meetings.WorkingSession": "recorded_by",
    "meetings.ReadingRun": "asked_by",
    "meetings.SecondReading": "asked_by",
    "desk.Merger": "drafted_by",
    "desk.HandOver": "membership successor done_by",
    "desk.DataRequest": "recorded_by",
    "organisations.ImportRun": "by",
    "cases.SheetImport": "by",
}
"""Who acted, by account or membership: it leads to a name only as long as the person has one."""

FIELDS: tuple[Field, ...] = (
    *_rows("organisations.Person", "name folded sort_key degrees gender", STAFF, LAST_POST, EVERYBODY, Fate.ANONYMISE),
    *_rows("organisations.Person", "sealed", CONTACT, LAST_POST, ORGANISERS, Fate.KEY, True),
    *_rows("organisations.Person", "user distinct_from", ENTRY, LAST_POST, KEEPERS, Fate.DELETE),
    *_rows("organisations.Qualification", "person field level obtained_in", STAFF, LAST_POST, EVERYBODY, Fate.DELETE),
    *_rows("organisations.Membership", "person since until", STAFF, WITH_RECORD, EVERYBODY, Fate.KEEP),
    *_rows("organisations.Membership", "end_reason", STAFF, LAST_POST, ORGANISERS, Fate.DELETE, True),
    *_rows("cases.SheetImport", "name sheets", RECORD, ANSWERED, REACH, Fate.ANONYMISE),
    *_rows("organisations.ImportRun", "name sheets answers", STAFF, ANSWERED, ORGANISERS, Fate.ANONYMISE),
    *_rows("organisations.StandIn", "membership person", STAFF, WITH_RECORD, EVERYBODY, Fate.KEEP),
    *_rows("organisations.StandIn", "reason", STAFF, LAST_POST, ORGANISERS, Fate.DELETE),
    *_rows("core.User", "login password last_login", ENTRY, LAST_POST, KEEPERS, Fate.ANONYMISE),
    *_rows("core.JournalEntry", "payload", ACTOR, WITH_RECORD, REACH, Fate.KEY),
    *_rows("core.PersonalKey", "holder wrapped", ENTRY, LAST_POST, OPERATORS, Fate.KEY),
    *_rows("core.PostAnswer", "user body", ENTRY, ANSWERED, OPERATORS, Fate.DELETE),
    *_rows("core.Notice", "user text", ACTOR, LAST_POST, KEEPERS, Fate.DELETE),
    *_rows("core.NoticeChoice", "user email mode", CONTACT, LAST_POST, KEEPERS, Fate.DELETE),
    *_rows("core.Mail", "user to subject text html", CONTACT, MAILED, OPERATORS, Fate.DELETE),
    *_rows("core.CacheEntry", "value", ENTRY, SESSION_OVER, OPERATORS, Fate.DELETE),
    *_rows("sessions.Session", "session_data", ENTRY, SESSION_OVER, OPERATORS, Fate.DELETE, True),
    *_rows("usersessions.UserSession", "user ip user_agent data", ENTRY, SESSION_OVER, KEEPERS, Fate.DELETE, True),
    *_rows("mfa.Authenticator", "user data", ENTRY, LAST_POST, KEEPERS, Fate.DELETE, True),
    *_rows("socialaccount.SocialAccount", "user uid extra_data last_login", ENTRY, LAST_POST, KEEPERS,
           Fate.DELETE, True),
    *_rows("axes.AccessAttempt", "username ip_address user_agent get_data post_data", ENTRY, ATTEMPT, KEEPERS,
           Fate.DELETE, True),
    *_rows("meetings.WorkingSession", "title folded delegation agenda", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("meetings.WorkingSession", "chair chair_capacity", RECORD, WITH_RECORD, REACH, Fate.KEEP),
    *_rows("meetings.Participation", "name titles organisation", RECORD, WITH_RECORD, REACH, Fate.KEEP),
    *_rows("meetings.Item", "text by to assignees deadline_words", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("meetings.ReadingRun", "result", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("meetings.SecondReading", "result", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Case", "text folded raised_by addressed_to due_words", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.CaseWords", "marked folded", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Word", "text folded", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Assignment", "name", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Case", "public_words", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Handing", "instruction", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.NotOurs", "reason believed_words", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Answer", "text answered_by forwarded_to released_question", RECORD, WITH_RECORD, REACH,
           Fate.ANONYMISE),
    *_rows("cases.Confirmation", "words decision", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.ClockEvent", "reason", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Hold", "reason", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Extension", "reason decision", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Objection", "text decision", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Issuance", "signer signer_title text", RECORD, WITH_RECORD, REACH, Fate.KEEP),
    *_rows("cases.Draft", "title values note", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Comment", "text", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Evidence", "note", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.Reminder", "reason text", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("cases.SavedView", "user name query", ENTRY, LAST_POST, KEEPERS, Fate.DELETE),
    *_rows("cases.Link", "label", RECORD, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("documents.SourceFile", "original_name", RECORD, WITH_RECORD, REACH, Fate.KEEP),
    *_rows("documents.ExtractedText", "content", RECORD, WITH_RECORD, REACH, Fate.KEEP),
    *_rows("organisations.BreakGlass", "label reason", ACTOR, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("desk.HandOver", "reason", ACTOR, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("desk.HandOverItem", "label note", ACTOR, WITH_RECORD, REACH, Fate.ANONYMISE),
    *_rows("desk.DataRequest", "sealed", REQUEST, REQUEST_OVER, OFFICERS, Fate.KEY, True),
    *_rows("desk.DataRequest", "person", REQUEST, REQUEST_OVER, OFFICERS, Fate.KEEP),
    *(row for model, names in _ACTORS.items() for row in _rows(model, names, ACTOR, WITH_RECORD, REACH, Fate.KEEP)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is held on somebody. `value` is in clear: it is for the person, and for whoever answers them.

    `ref` names the row for its app's `actions.erase_mentions`; "" where a whole is erased with the person.
    `is_by_name`: found by the name only, so that somebody has to say whether it is this person.
    """

    app: str
    what: Text
    purpose: Text
    value: str
    fate: Fate = Fate.KEEP
    why: Text = ""
    url: str = ""
    ref: str = ""
    is_by_name: bool = False


def held(model: str, name: str, value: object, *, what: Text = "", **more: object) -> Held:
    """A `Held` of a declared field, with its purpose and what erasure does to it. KeyError for no such field."""
    row = BY_NAME[model, name]
    given: dict[str, object] = {"fate": row.fate, "why": row.why.law if row.fate == Fate.KEEP else ""} | more
    return Held(model.split(".")[0], what or row.label, row.why.purpose, str(value), **given)  # type: ignore[arg-type]


BY_NAME = {(row.model, row.name): row for row in FIELDS}


@dataclass(frozen=True, slots=True)
class Erased:
    """Whose name is to go, and from where: refs of `Held`; each app takes its own and leaves the others."""

    name: str
    refs: frozenset[str]
    reason: UUID
    """The request that it rests on; the journal names it and no person."""


def naming(name: str, *fields: str) -> models.Q:
    """Rows of which one of these fields may hold the name; `is_named` tells for sure.

    A field of JSON is cast to text first: one database keeps its letters as they are, another escapes them.
    """
    forms = {name, name.upper(), name.title(), name.lower()}
    forms |= {json.dumps(form)[1:-1] for form in forms}
    found = models.Q()
    for field in fields:
        for form in forms:
            found |= models.Q(**{f"{field}__contains": form})
    return found


def is_named(text: str, name: str) -> bool:
    """Whether the text holds this name as whole words, in capitals or not."""
    return bool(_pattern(name).search(text))


def without(text: str, name: str) -> str:
    """The text with “(đã xóa)” in place of this name."""
    return _pattern(name).sub(ERASED, text)


def without_in(value: Any, name: str) -> Any:
    """`without` for every text in what JSON holds, however deep."""
    if isinstance(value, str):
        return without(value, name)
    if isinstance(value, dict):
        return {key: without_in(inner, name) for key, inner in value.items()}
    return [without_in(inner, name) for inner in value] if isinstance(value, list) else value


def excerpt(text: str, name: str, *, around: int = 60) -> str:
    """The words about the first place that holds the name."""
    found = _pattern(name).search(text)
    if not found or len(text) <= 2 * around:
        return text
    start, end = max(0, found.start() - around), min(len(text), found.end() + around)
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
