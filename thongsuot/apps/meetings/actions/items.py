"""Deciding on drafted items, mending them, and adding what the reader did not see."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot import facts
from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import move
from thongsuot.apps.documents import actions as documents
from thongsuot.apps.meetings.actions import told
from thongsuot.apps.meetings.actions.sessions import hold, require_fit
from thongsuot.apps.meetings.models import Item, ItemKind, WorkingSession

if TYPE_CHECKING:
    from thongsuot.apps.documents.models import ExtractedText, Passage, SourceFile


@dataclass(frozen=True, slots=True)
class ItemFields:
    """What a person may say about an item. `assignees` are (name, "lead" or "support")."""

    kind: str
    text: str
    topic: str = "other"
    by: str = ""
    to: str = ""
    assignees: tuple[tuple[str, str], ...] = ()
    nature: str = ""
    raised_before: bool = False
    deadline_on: date | None = None
    deadline_words: str = ""
    answers: Item | None = None


@transaction.atomic
def decide(*, item: Item, step: str, by: User, at: datetime) -> None:
    """Accept, reject or reopen one item (a step of its life cycle other than `record`)."""
    hold(item.session)
    if step not in {"accept", "reject", "reopen"}:
        raise BrokenRule("Không có thao tác này với mục.", code="unknown-step")
    move(item, step, by=by, at=at)


@transaction.atomic
def accept_certain(*, session: WorkingSession, by: User, at: datetime) -> int:
    """Accept every drafted item that the reader is certain of; returns how many."""
    hold(session)
    certain = [item for item in session.items.filter(status="drafted") if item.is_certain]
    for item in certain:
        move(item, "accept", by=by, at=at)
    return len(certain)


@transaction.atomic
def edit(*, item: Item, fields: ItemFields, version: int, by: User, at: datetime) -> None:
    """Mend an item. Raises `Stale` when it changed since `version`, `BrokenRule` for bad fields."""
    hold(item.session)
    if item.version != version:
        raise Stale
    if fields.kind != ItemKind.RECOMMENDATION and (
        answer := item.answered_by.exclude(status="rejected").first()
    ):
        raise BrokenRule(
            f"Kiến nghị này đang có câu trả lời “{answer.text[:60]}”. Hãy sửa câu trả lời trước.",
            field="kind",
        )
    before = _facts(item)
    _set(item, fields)
    after = _facts(item)
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return
    item.version += 1
    if not Item.objects.filter(pk=item.pk, version=version).update(version=item.version):
        raise Stale
    item.save(update_fields=[*_COLUMNS, "answers"])
    was, now = told.of_item(item, before), told.of_item(item, after)
    mended = {"changed": {name: [was[name], now[name]] for name in changed}}
    journal.write(item, "edited", by=by, at=at, payload=mended)


@transaction.atomic
def split(*, item: Item, first: str, second: str, version: int, by: User, at: datetime) -> Item:
    """One item becomes two: the first keeps its place and decisions, the second is returned, accepted.

    Raises as `edit` does, and `BrokenRule` where a part is empty.
    """
    for name, part in (("first", first), ("second", second)):
        if not part.strip():
            raise BrokenRule(_("Mỗi mục cần có nội dung."), field=name)
    edit(item=item, fields=_fields(item, text=first), version=version, by=by, at=at)
    origin = Item.Origin.SELECTED if item.passage else Item.Origin.LIVE
    passage = _passage_of(item, second)
    return _add(item.session, _fields(item, text=second), origin, passage, by, at)


@transaction.atomic
def merge(*, item: Item, into: Item, version: int, by: User, at: datetime) -> None:
    """Two items that are one: `into` says both and is accepted, `item` is thrown away, to be brought back by reopening.

    Raises as `edit` does with the version of `into`, and `BrokenRule` for two that do not belong together.
    """
    if item.pk == into.pk or item.session_id != into.session_id or item.kind != into.kind:
        raise BrokenRule(_("Chỉ gộp hai mục cùng loại của cùng buổi làm việc."), code="not-alike")
    if item.status not in UNRECORDED or into.status not in UNRECORDED:
        raise BrokenRule(_("Mục này đã bỏ hoặc đã ghi vào hồ sơ nên không gộp được."), code="wrong-state")
    if answer := item.answered_by.exclude(status="rejected").first():
        answer.answers = into
        answer.save(update_fields=["answers"])
    one, other = sorted((item, into), key=lambda each: (each.position, each.pk))
    fields = _fields(into, text=f"{one.text.rstrip(' .;')}; {other.text}")
    named = dict.fromkeys((who["name"], who["role"]) for each in (into, item) for who in each.assignees)
    due = into if into.deadline_on or into.deadline_words else item
    fields = replace(
        fields,
        assignees=tuple(named),
        deadline_on=due.deadline_on,
        deadline_words=due.deadline_words,
        raised_before=into.raised_before or item.raised_before,
    )
    edit(item=into, fields=fields, version=version, by=by, at=at)
    if (whole := _both(one, other)) is not None:
        into.passage = whole
        into.save(update_fields=["passage"])
    if into.status == "drafted":
        move(into, "accept", by=by, at=at)
    move(item, "reject", by=by, at=at, payload={"into": into.uid})


UNRECORDED = ("drafted", "accepted")


def _fields(item: Item, *, text: str) -> ItemFields:
    """An item's fields with another text."""
    kept = {name: getattr(item, name) for name in _COLUMNS if name not in ("text", "assignees")}
    named = tuple((who["name"], who["role"]) for who in item.assignees)
    return ItemFields(text=text, assignees=named, answers=item.answers, **kept)


def _passage_of(item: Item, words: str) -> Passage | None:
    """Where the words stand within the passage of an item, or the whole passage."""
    passage = item.passage
    if passage is None or passage.text is None or passage.start is None or passage.end is None:
        return passage
    at = passage.text.content.find(words.strip(), passage.start, passage.end)
    if at < 0:
        return passage
    return documents.mark(text=passage.text, start=at, end=at + len(words.strip()))


def _both(one: Item, other: Item) -> Passage | None:
    """One passage over two of the same text."""
    first, second = one.passage, other.passage
    if first is None or second is None or first.text is None or first.text_id != second.text_id:
        return None
    ends = (first.start, first.end, second.start, second.end)
    found = [end for end in ends if end is not None]
    return (
        documents.mark(text=first.text, start=min(found), end=max(found)) if len(found) == len(ends) else None
    )


def add_live(*, session: WorkingSession, fields: ItemFields, by: User, at: datetime) -> Item:
    """An item heard in the room, with no document behind it."""
    return _add(session, fields, Item.Origin.LIVE, None, by, at)


def add_from_text(
    *,
    session: WorkingSession,
    text: ExtractedText,
    start: int,
    end: int,
    fields: ItemFields,
    by: User,
    at: datetime,
) -> Item:
    """An item on the passage [start, end) of one of the session's texts."""
    if not session.runs.filter(text=text).exists():
        raise BrokenRule("Văn bản này không thuộc buổi làm việc.", field="start")
    passage = documents.mark(text=text, start=start, end=end)
    return _add(session, fields, Item.Origin.SELECTED, passage, by, at)


def add_from_page(
    *,
    session: WorkingSession,
    source: SourceFile,
    page: int,
    rectangle: tuple[int, int, int, int],
    fields: ItemFields,
    by: User,
    at: datetime,
) -> Item:
    """An item on a rectangle (left, top, width, height in thousandths) of a scanned page."""
    if not session.runs.filter(source=source).exists():
        raise BrokenRule("Tài liệu này không thuộc buổi làm việc.", field="page")
    left, top, width, height = rectangle
    passage = documents.mark_rectangle(
        source=source, page=page, left=left, top=top, width=width, height=height
    )
    return _add(session, fields, Item.Origin.SELECTED, passage, by, at)


@transaction.atomic
def _add(
    session: WorkingSession, fields: ItemFields, origin: str, passage: Passage | None, by: User, at: datetime
) -> Item:
    hold(session)
    last = session.items.order_by("-position").first()
    place = passage.start if passage and passage.start is not None else (last.position + 1 if last else 0)
    item = Item(session=session, origin=origin, passage=passage, rule="person", position=place, version=1)
    _set(item, fields)
    item.save()
    journal.write(item, "added", by=by, at=at, payload=told.of_item(item, _facts(item)) | {"origin": origin})
    move(item, "accept", by=by, at=at)
    return item


_COLUMNS = (
    "kind",
    "text",
    "topic",
    "by",
    "to",
    "assignees",
    "nature",
    "raised_before",
    "deadline_on",
    "deadline_words",
)


def _set(item: Item, fields: ItemFields) -> None:
    _check(fields, item.session)
    values: dict[str, Any] = asdict(fields) | {"answers": fields.answers}
    values["text"] = nfc(fields.text).strip()
    values["assignees"] = [{"name": nfc(name).strip(), "role": role} for name, role in fields.assignees]
    if fields.kind != ItemKind.DIRECTIVE:
        values["nature"] = ""
    elif not fields.nature:
        values["nature"] = Item.Nature.TASK
    for name, value in values.items():
        setattr(item, name, nfc(value) if isinstance(value, str) else value)
    require_fit(item)


def _check(fields: ItemFields, session: WorkingSession) -> None:
    if fields.kind not in ItemKind.values:
        raise BrokenRule("Loại mục này không có trong danh mục.", field="kind")
    if not fields.text.strip():
        raise BrokenRule("Mục cần có nội dung.", field="text")
    if fields.topic not in facts.topics():
        raise BrokenRule("Lĩnh vực này không có trong danh mục.", field="topic")
    if fields.deadline_on and session.held_on and fields.deadline_on < session.held_on:
        raise BrokenRule("Thời hạn không thể trước ngày làm việc.", field="deadline_on")
    if fields.answers and (
        fields.answers.session_id != session.pk or fields.answers.kind != ItemKind.RECOMMENDATION
    ):
        raise BrokenRule("Chỉ trả lời cho một kiến nghị của cùng buổi làm việc.", field="answers")


def _facts(item: Item) -> dict[str, Any]:
    found = {name: getattr(item, name) for name in _COLUMNS}
    found["deadline_on"] = item.deadline_on.isoformat() if item.deadline_on else None
    return found | {"answers": str(item.answers.uid) if item.answers else None}
