"""A register kept in a spreadsheet comes in: read, columns named, every line's fate seen, then written whole or not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.cases import permissions
from thongsuot.apps.cases.actions.recording import record
from thongsuot.apps.cases.actions.sheet_columns import BY_CODE, COLUMNS, NEEDED
from thongsuot.apps.cases.actions.sheet_plan import Plan, plan
from thongsuot.apps.cases.models import SheetImport, SheetLine
from thongsuot.apps.core import journal, tables
from thongsuot.apps.core.errors import BrokenRule, NotAllowed, Stale
from thongsuot.apps.core.jobs import job
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries as organisations
from thongsuot.apps.organisations.middleware import equip

log = structlog.get_logger("thongsuot.sheets")
KEPT = timedelta(days=30)
"""An import that nobody finished is forgotten after so long."""
AT_ONCE = 200
"""Lines that are written while somebody waits; more are left to the queue."""
LARGEST = 5_000_000
"""Bytes of a file."""
LETTERS = 10_000
"""Of one cell: a recommendation may be long."""


@transaction.atomic
def bring_sheet(*, content: bytes, name: str, by: User, at: datetime) -> SheetImport:
    """Read a file for the register of `by`'s office and guess its columns. Raises `BrokenRule` with the way out."""
    register = organisations.by_keys([organisations.register_of(by) or 0])
    if not register:
        raise NotAllowed(_("Chỉ văn phòng giữ sổ nhập được sổ theo dõi."))
    if len(content) > LARGEST:
        most = {"n": LARGEST // 1_000_000}
        raise BrokenRule(
            _("Tệp lớn hơn %(n)d MB. Hãy bỏ hình ảnh, hoặc tách thành nhiều tệp.") % most, field="file"
        )
    try:
        found = tables.sheets(content, letters=LETTERS)
    except tables.Unreadable as refused:
        raise BrokenRule(tables.problem(refused.problem), field="file", code=refused.problem) from refused
    filled = [n for n, one in enumerate(found) if one.rows]
    run = SheetImport(
        by=by,
        at=at,
        register=next(iter(register.values())),
        name=tables.clean(name.replace("\\", "/").rpartition("/")[2])[-255:] or "so-theo-doi",
        sha256=hashlib.sha256(content).hexdigest(),
        sheets=[{"name": one.name, "is_hidden": one.is_hidden, "rows": one.rows} for one in found],
        sheet=next((n for n in filled if not found[n].is_hidden), filled[0]),
    )
    _guess(run)
    run.save()
    journal.write(run, "brought", by=by, at=at, payload={"sha256": run.sha256, "rows": len(run.lines)})
    return run


def _guess(run: SheetImport) -> None:
    """The columns by their headings; where this register's office named them before, as it named them last."""
    run.heading, run.columns = tables.guessed(run.lines, COLUMNS)
    marks = {_mark(row): line for line, row in reversed(list(enumerate(run.lines[:40], 1)))}
    named = SheetImport.objects.filter(register=run.register, counts__mark__in=list(marks)).defer("sheets")
    if before := named.first():
        run.heading = marks[before.counts["mark"]]
        run.columns, run.kind, run.topic = before.columns, before.kind, before.topic


def _mark(heading: Sequence[str]) -> str:
    """Tells one row of headings from any other."""
    return hashlib.sha256("\n".join(tables.key(cell) for cell in heading).encode()).hexdigest()[:32]


@transaction.atomic
def choose_sheet(*, run: SheetImport, sheet: int, by: User, at: datetime) -> None:
    """Take another sheet of the file. Raises `BrokenRule` for an empty one, `Stale`."""
    row = _held(run, at)
    if not 0 <= sheet < len(row.sheets) or not row.sheets[sheet]["rows"]:
        raise BrokenRule(_("Trang tính này trống. Hãy chọn trang khác."), field="sheet", code="empty")
    row.sheet, row.mapped_at = sheet, None
    _guess(row)
    _keep(row, run, "sheet", "heading", "columns", "kind", "topic", "mapped_at")
    journal.write(row, "sheet-chosen", by=by, at=at, payload={"sheet": sheet})


@transaction.atomic
def name_sheet_columns(
    *,
    run: SheetImport,
    columns: Mapping[str, int],
    heading: int,
    kind: str,
    topic: str,
    raised_on: date | None,
    by: User,
    at: datetime,
) -> None:
    """Say where each column stands (code -> place from 0), and what holds for lines that say nothing.

    Raises `BrokenRule` for a column that is lacking or named twice, `Stale`.
    """
    row = _held(run, at)
    if not 1 <= heading < max(len(row.lines), 2):
        raise BrokenRule(_("Dòng tiêu đề nằm ngoài bảng. Hãy ghi lại số dòng."), field="heading")
    if lacking := next((code for code in NEEDED if code not in columns), ""):
        said = _("Cần biết cột nào là “%(what)s”.") % {"what": BY_CODE[lacking].word}
        raise BrokenRule(said, field=lacking, code="column-missing")
    places = list(columns.values())
    if twice := next((code for code, place in columns.items() if places.count(place) > 1), ""):
        said = _("Một cột của tệp được chọn hai lần. Mỗi cột chỉ mang một nội dung.")
        raise BrokenRule(said, field=twice, code="column-twice")
    row.columns, row.heading, row.kind, row.topic = dict(columns), heading, kind, topic
    row.raised_on, row.mapped_at, row.problem = raised_on, at, ""
    row.counts = {"mark": _mark(row.lines[heading - 1])}
    _keep(row, run, "columns", "heading", "kind", "topic", "raised_on", "mapped_at", "problem", "counts")
    journal.write(row, "columns-named", by=by, at=at, payload={"columns": row.columns, "heading": heading})


@transaction.atomic
def ask_sheet_writing(*, run: SheetImport, seen: str, by: User, at: datetime) -> None:
    """Write a short sheet now, leave a long one to the queue. Raises as `write_sheet` does."""
    standing = plan(run)
    if len(standing.fresh) <= AT_ONCE:
        write_sheet(run=run, seen=seen, by=by, at=at)
        return
    row = _held(run, at)
    _check(row, standing, seen, by)
    capacity = next(iter(organisations.entitled(by, "cases.coordinate")), None)
    row.queued_at, row.seen, row.problem = at, seen, ""
    row.capacity = str(capacity.uid) if capacity else ""
    _keep(row, run, "queued_at", "seen", "problem", "capacity")
    journal.write(row, "writing-asked", by=by, at=at, payload={"lines": len(standing.fresh)})
    write_queued_sheet.enqueue(row.uid.hex)


@transaction.atomic
def write_sheet(*, run: SheetImport, seen: str, by: User, at: datetime) -> Plan:
    """Enter every new line as a case in its first state, all in one transaction, and forget what was read.

    `seen` is the digest of the plan that was looked at. Raises `Stale` when it is another by now, `BrokenRule`
    while a line is wrong, `NotAllowed` out of the register.
    """
    row = _held(run)
    standing = plan(row)
    _check(row, standing, seen, by)
    for fate in standing.fresh:
        assert fate.new is not None  # noqa: S101 -- of every new line
        case = record(new=fate.new, by=by, at=at)
        SheetLine.objects.create(register=row.register, fingerprint=fate.fingerprint, case=case)
    row.counts = {**row.counts, **standing.counts}
    row.written_at, row.sheets = at, []
    _keep(row, run, "counts", "written_at", "sheets")
    journal.write(
        row, "written", by=by, at=at, payload={"sha256": row.sha256, "counts": dict(standing.counts)}
    )
    return standing


def _check(row: SheetImport, standing: Plan, seen: str, by: User) -> None:
    if row.register_id not in permissions.registers_of(by):
        raise NotAllowed(_("Chỉ văn phòng giữ sổ nhập được sổ theo dõi."))
    if standing.digest != seen:
        raise Stale(_("Dữ liệu đã thay đổi từ khi bạn xem. Hãy xem lại từng dòng rồi ghi."))
    if not standing.is_ready:
        raise BrokenRule(_("Còn dòng lỗi, hoặc không có dòng nào mới, nên chưa ghi gì."), code="not-ready")


def _give_up(run_uid: str) -> None:
    said = _("Có lỗi khi ghi, nên chưa ghi gì. Hãy thử lại, hoặc báo người quản trị.")
    _not_written(UUID(run_uid), said)


def _not_written(run_uid: UUID, problem: str) -> None:
    """It waits no more; its page says why."""
    SheetImport.objects.filter(uid=run_uid, written_at=None).update(queued_at=None, problem=problem[:500])


@job(attempts=3, on_giving_up=_give_up)
def write_queued_sheet(run_uid: str) -> None:
    """The job: by the clock of the machine it runs on, in the name and capacity of whoever asked."""
    perform_sheet_writing(run_uid=UUID(run_uid), at=timezone.now())


def perform_sheet_writing(*, run_uid: UUID, at: datetime) -> None:
    """Write a queued sheet; again changes nothing. What cannot be written says why on its page."""
    run = SheetImport.objects.select_related("by", "register").get(uid=run_uid)
    if not run.is_open or run.queued_at is None:
        return
    try:
        write_sheet(run=run, seen=run.seen, by=equip(run.by, at=at, chosen=run.capacity), at=at)
    except (BrokenRule, NotAllowed) as refused:
        log.info("sheet not written", run=str(run.uid), why=type(refused).__name__)
        _not_written(run.uid, str(refused))


@transaction.atomic
def drop_sheet(*, run: SheetImport, by: User, at: datetime) -> None:
    """Give an import up; what was read goes. Raises `Stale`."""
    _drop(_held(run, at), run, by=by, at=at)


@transaction.atomic
def forget_sheets(*, by: User, at: datetime) -> int:
    """Give up the imports that anybody has left for a month; how many they were."""
    old = SheetImport.objects.filter(written_at=None, dropped_at=None, at__lt=at - KEPT)
    for row in (rows := list(old.defer("sheets"))):
        _drop(row, row, by=by, at=at)
    return len(rows)


def _drop(row: SheetImport, given: SheetImport, *, by: User, at: datetime) -> None:
    row.dropped_at, row.sheets = at, []
    _keep(row, given, "dropped_at", "sheets")
    journal.write(row, "dropped", by=by, at=at)


def _held(run: SheetImport, at: datetime | None = None) -> SheetImport:
    """The row as it stands, kept from other writers. Raises `Stale` when it is done with, or (`at`) being written."""
    rows = SheetImport.objects.select_for_update(of=("self",)).select_related("by", "register__unit")
    row = rows.filter(pk=run.pk).first()
    if row is None or not row.is_open or row.version != run.version:
        raise Stale
    if at is not None and row.is_being_written(at):
        raise Stale(_("Danh sách này đang được ghi. Hãy chờ một lát rồi xem lại."))
    return row


def _keep(row: SheetImport, given: SheetImport, *names: str) -> None:
    row.version += 1
    row.save(update_fields=[*names, "version"])
    for name in (*names, "version"):
        setattr(given, name, getattr(row, name))
