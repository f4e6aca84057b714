"""A list of people and posts comes in: read, columns named, questions answered, then written whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal, tables
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.jobs import job
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import bridge
from thongsuot.apps.organisations.actions import bulk
from thongsuot.apps.organisations.actions.import_columns import BY_CODE, NEEDED, guessed
from thongsuot.apps.organisations.actions.import_fates import ANOTHER, ASK, KNOWN, NEW, Fate, Plan
from thongsuot.apps.organisations.actions.import_plan import plan
from thongsuot.apps.organisations.middleware import equip
from thongsuot.apps.organisations.models import ImportRun, Membership, Person, Post
from thongsuot.apps.organisations.permissions import acting

log = structlog.get_logger("thongsuot.imports")
KEPT = timedelta(days=30)
"""An import that nobody finished is forgotten after so long: it holds names."""
AT_ONCE = 500
"""Lines that are written while somebody waits: less than a second."""
LARGEST = 5_000_000
"""Bytes of a file: ten thousand rows take one."""


@transaction.atomic
def bring_list(*, content: bytes, name: str, by: User, at: datetime) -> ImportRun:
    """Read a file and guess its columns. Raises `BrokenRule` with what to do for one that cannot be read."""
    if len(content) > LARGEST:
        raise BrokenRule(
            _("Tệp lớn hơn %(n)d MB. Hãy bỏ hình ảnh, hoặc tách thành nhiều tệp.")
            % {"n": LARGEST // 1_000_000},
            field="file",
            code="too-large",
        )
    forget_lists(by=by, at=at)
    try:
        found = bridge.sheets(content)
    except bridge.Unreadable as refused:
        raise BrokenRule(tables.problem(refused.problem), field="file", code=refused.problem) from refused
    chosen = next((n for n, one in enumerate(found) if one.rows and not one.is_hidden), None)
    run = ImportRun(
        by=by,
        at=at,
        name=bridge.clean(name.replace("\\", "/").rpartition("/")[2])[-255:] or "danh-sach",
        sha256=hashlib.sha256(content).hexdigest(),
        sheets=[{"name": one.name, "is_hidden": one.is_hidden, "rows": one.rows} for one in found],
        sheet=chosen if chosen is not None else next(n for n, one in enumerate(found) if one.rows),
    )
    _guess(run)
    run.save()
    journal.write(run, "brought", by=by, at=at, payload={"sha256": run.sha256, "rows": len(run.lines)})
    return run


def _guess(run: ImportRun) -> None:
    """The columns by their headings; where this person named them before under the same headings, as they did."""
    run.heading, run.columns = guessed(run.lines)
    heading = run.lines[run.heading - 1] if run.lines else []
    for before in ImportRun.objects.filter(by=run.by).exclude(counts={}).defer("sheets")[:20]:
        if before.counts.get("heading") == heading:
            run.columns, run.since = before.columns, before.since
            return


@transaction.atomic
def choose_sheet(*, run: ImportRun, sheet: int, by: User, at: datetime) -> None:
    """Take another sheet, a hidden one too. Raises `BrokenRule` for an empty one."""
    row = _held(run, at)
    if not 0 <= sheet < len(row.sheets) or not row.sheets[sheet]["rows"]:
        raise BrokenRule(_("Trang tính này trống. Hãy chọn trang khác."), field="sheet", code="empty")
    row.sheet, row.answers, row.mapped_at = sheet, {}, None
    _guess(row)
    _keep(row, run, "sheet", "heading", "columns", "since", "answers", "mapped_at")
    journal.write(row, "sheet-chosen", by=by, at=at, payload={"sheet": sheet})


@transaction.atomic
def name_columns(
    *, run: ImportRun, columns: Mapping[str, int], heading: int, since: date | None, by: User, at: datetime
) -> None:
    """Say where each column stands (code -> place from 0). Raises `BrokenRule` for one lacking or named twice."""
    row = _held(run, at)
    if not 1 <= heading < max(len(row.lines), 2):
        raise BrokenRule(
            _("Dòng tiêu đề nằm ngoài bảng. Hãy ghi lại số dòng."), field="heading", code="no-line"
        )
    if lacking := next((code for code in NEEDED if code not in columns), ""):
        raise BrokenRule(
            _("Cần biết cột nào là “%(what)s”.") % {"what": BY_CODE[lacking].word},
            field=lacking,
            code="column-missing",
        )
    places = list(columns.values())
    if twice := next((code for code, place in columns.items() if places.count(place) > 1), ""):
        raise BrokenRule(
            _("Một cột của tệp được chọn hai lần. Mỗi cột chỉ mang một nội dung."),
            field=twice,
            code="column-twice",
        )
    row.columns, row.heading, row.since, row.mapped_at = dict(columns), heading, since, at
    row.answers, row.counts = {}, {"heading": row.lines[heading - 1]}
    _keep(row, run, "columns", "heading", "since", "mapped_at", "answers", "counts")
    journal.write(row, "columns-named", by=by, at=at, payload={"columns": row.columns, "heading": heading})


@transaction.atomic
def answer_lines(*, run: ImportRun, answers: Mapping[str, str], by: User, at: datetime) -> None:
    """Who the people of some lines are: line -> uid, "line:<n>" or "new"; "" takes an answer back."""
    row = _held(run, at)
    row.answers = {line: said for line, said in {**row.answers, **answers}.items() if said}
    _keep(row, run, "answers")
    journal.write(row, "answered", by=by, at=at, payload={"lines": sorted(answers, key=int)})


@transaction.atomic
def call_all_others(*, run: ImportRun, by: User, at: datetime) -> int:
    """Everybody still asked about is another person of the same name; how many that was."""
    asked = [fate for fate in plan(run, for_=by).fates if fate.kind == ASK]
    answer_lines(run=run, answers={str(fate.line): ANOTHER for fate in asked}, by=by, at=at)
    return len(asked)


@transaction.atomic
def ask_writing(*, run: ImportRun, seen: str, by: User, at: datetime) -> Plan:
    """Write a short list now, leave a long one to the queue. Raises as `write_list` does."""
    standing = plan(run, for_=by)
    if standing.to_write <= AT_ONCE:
        return write_list(run=run, seen=seen, by=by, at=at)
    row = _held(run, at)
    _require_ready(standing, seen)
    capacity = acting(by)
    row.queued_at, row.seen, row.problem = at, seen, ""
    row.capacity = str(capacity.uid) if capacity else ""
    _keep(row, run, "queued_at", "seen", "problem", "capacity")
    journal.write(row, "writing-asked", by=by, at=at, payload={"lines": standing.to_write})
    write_queued.enqueue(row.uid.hex)
    return standing


def _give_up(run_uid: str) -> None:
    _not_written(UUID(run_uid), _("Có lỗi khi ghi, nên chưa ghi gì. Hãy thử lại, hoặc báo người quản trị."))


def _not_written(run_uid: UUID, problem: str) -> None:
    """It waits no more; its page says why."""
    ImportRun.objects.filter(uid=run_uid, written_at=None).update(queued_at=None, problem=problem[:500])


@job(attempts=3, on_giving_up=_give_up)
def write_queued(run_uid: str) -> None:
    """The job: by the clock of the machine it runs on, in the name and capacity of whoever asked."""
    perform_writing(run_uid=UUID(run_uid), at=timezone.now())


def perform_writing(*, run_uid: UUID, at: datetime) -> None:
    """Write a queued list; again changes nothing. What cannot be written says why on its page."""
    run = ImportRun.objects.select_related("by").get(uid=run_uid)
    if not run.is_open or run.queued_at is None:
        return
    try:
        write_list(run=run, seen=run.seen, by=equip(run.by, at=at, chosen=run.capacity), at=at)
    except BrokenRule as broken:
        log.info("list not written", run=str(run.uid), code=broken.code)
        _not_written(run.uid, broken.message)
    except Exception:
        log.exception("list not written", run=str(run.uid))
        _give_up(run.uid.hex)


@transaction.atomic
def write_list(*, run: ImportRun, seen: str, by: User, at: datetime) -> Plan:
    """Write everything that the plan says, in one transaction, and forget what was read.

    `seen` is the digest of the plan that was looked at. Raises `Stale` when it is another by now, `BrokenRule`
    while something is asked or wrong.
    """
    row = _held(run)
    standing = plan(row, for_=by)
    _require_ready(standing, seen)
    _write(standing, by=by, at=at)
    heading = row.counts.get("heading", [])
    row.counts = dict(standing.counts) | {"posts": len(standing.new_posts), "heading": heading}
    row.written_at, row.sheets, row.answers = at, [], {}
    _keep(row, run, "counts", "written_at", "sheets", "answers")
    journal.write(
        row, "written", by=by, at=at, payload={"sha256": row.sha256, "counts": dict(standing.counts)}
    )
    return standing


def _require_ready(standing: Plan, seen: str) -> None:
    if standing.digest != seen:
        raise Stale(_("Dữ liệu đã thay đổi từ khi bạn xem. Hãy xem lại từng dòng rồi ghi."))
    if not standing.is_ready:
        raise BrokenRule(_("Còn dòng lỗi hoặc dòng chưa trả lời, nên chưa ghi được gì."), code="not-ready")


def _write(standing: Plan, *, by: User, at: datetime) -> None:
    fresh = standing.new_posts
    made = bulk.open_posts(rows=[_new_post(post) for post in fresh], by=by, at=at)
    posts: dict[int, Post] = {old.pk: new for old, new in zip(fresh, made, strict=True)}
    newcomers = [fate for fate in standing.fates if fate.kind == NEW]
    entered = bulk.enter_people(rows=[_new_person(fate) for fate in newcomers], by=by, at=at)
    people: dict[int, Person] = {-fate.line: one for fate, one in zip(newcomers, entered, strict=True)}
    held = [fate.membership for fate in standing.fates if fate.kind in (NEW, KNOWN) and fate.membership]
    bulk.appoint_many(rows=[_new_membership(row, people, posts) for row in held], by=by, at=at)


def _new_post(post: Post) -> bulk.NewPost:
    return bulk.NewPost(post.organisation, post.title, post.since, seats=post.seats)


def _new_person(fate: Fate) -> bulk.NewPerson:
    said = fate.said
    return bulk.NewPerson(said.name, said.degrees, said.gender, is_distinct=fate.answer == ANOTHER)


def _new_membership(
    row: Membership, people: Mapping[int, Person], posts: Mapping[int, Post]
) -> bulk.NewMembership:
    names = ("since", "until", "is_concurrent", "decision_number", "decision_on", "decision_by")
    facts: dict[str, Any] = {name: getattr(row, name) for name in names}
    person = people.get(row.person.pk, row.person)
    return bulk.NewMembership(person, posts.get(row.post.pk, row.post), **facts)


@transaction.atomic
def drop_list(*, run: ImportRun, by: User, at: datetime) -> None:
    """Give an import up; what was read goes."""
    row = _held(run, at)
    _drop(row, run, by=by, at=at)


@transaction.atomic
def forget_lists(*, by: User, at: datetime) -> int:
    """Give up the imports that anybody has left for a month, names and all; how many they were."""
    old = ImportRun.objects.filter(written_at=None, dropped_at=None, at__lt=at - KEPT)
    for row in (rows := list(old.defer("sheets"))):
        _drop(row, row, by=by, at=at)
    return len(rows)


def _drop(row: ImportRun, given: ImportRun, *, by: User, at: datetime) -> None:
    row.dropped_at, row.sheets, row.answers = at, [], {}
    _keep(row, given, "dropped_at", "sheets", "answers")
    journal.write(row, "dropped", by=by, at=at)


def _held(run: ImportRun, at: datetime | None = None) -> ImportRun:
    """The row as it stands, kept from other writers. Raises `Stale` when it is done with, or (`at`) being written."""
    row = ImportRun.objects.select_for_update(of=("self",)).select_related("by").filter(pk=run.pk).first()
    if row is None or not row.is_open or row.version != run.version:
        raise Stale
    if at is not None and row.is_being_written(at):
        raise Stale(_("Danh sách này đang được ghi. Hãy chờ một lát rồi xem lại."))
    return row


def _keep(row: ImportRun, given: ImportRun, *names: str) -> None:
    row.version += 1
    row.save(update_fields=[*names, "version"])
    for name in (*names, "version"):
        setattr(given, name, getattr(row, name))
