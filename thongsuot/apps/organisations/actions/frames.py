"""Drafting and publishing frames. A published frame is never changed; a newer one closes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.bridge import fold, nfc
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.core.states import move
from thongsuot.apps.organisations.actions.powers import require_province
from thongsuot.apps.organisations.actions.words import day, day_before, listed
from thongsuot.apps.organisations.models import Block, Frame, FrameRow, Kind
from thongsuot.apps.organisations.models.frames import UNIT
from thongsuot.apps.organisations.permissions import ROLES
from thongsuot.apps.organisations.queries.frames import frames_beside

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

COMMUNAL = frozenset({"xã", "phường", "đặc khu"})
PROVINCIAL = frozenset({"tỉnh", "thành phố"})
ROLE_CODES = frozenset(role.code for role in ROLES)
PLAIN = {"key": 40, "name": 200, "kind": 30, "block": 10, "parent": 40, "source": 300}
"""Texts of a row and how long they may be."""
POST = {"title": "", "seats": 1, "is_lead": False, "is_head": False, "role": "", "rank": 100, "filled_by": ""}


@transaction.atomic
def draft_frame(
    *,
    name: str,
    province: Unit,
    unit_types: Sequence[str],
    since: date,
    source: str,
    by: User,
    at: datetime,
    until: date | None = None,
) -> Frame:
    """A new edition without rows yet, for types of unit of one tier. Raises `BrokenRule`."""
    name, source = nfc(" ".join(name.split())), source.strip()
    if not name or not source:
        raise BrokenRule(_("Khung cơ quan cần có tên và căn cứ."), field="name", code="source-missing")
    require_province(by, province)
    _require_types(province, unit_types)
    if until is not None and until < since:
        raise BrokenRule(
            _("Ngày kết thúc %(until)s trước ngày bắt đầu %(since)s. Hãy ghi lại một trong hai ngày.")
            % {"since": day(since), "until": day(until)},
            field="until",
            code="dates-reversed",
        )
    facts: dict[str, Any] = {"name": name, "source": source, "since": since, "until": until}
    frame = Frame.objects.create(province=province, unit_types=sorted(set(unit_types)), **facts)
    told = facts | {"province": province.uid, "unit_types": frame.unit_types}
    journal.write(frame, "drafted", by=by, at=at, payload=told)
    return frame


@transaction.atomic
def change_frame_rows(
    *,
    frame: Frame,
    rows: Iterable[Mapping[str, Any]],
    by: User,
    at: datetime,
    version: int | None = None,
) -> list[FrameRow]:
    """Replace the rows of a draft. Raises `BrokenRule` for what a frame cannot be, `Stale`.

    A row has the fields of `FrameRow`: key, name, kind, block, and perhaps parent, guided_by, posts,
    keeps_register, rank, source, is_verified.
    """
    seen = frame.version if version is None else version
    standing = Frame.objects.select_for_update().get(pk=frame.pk)
    require_province(by, standing.province)
    _require_draft(standing)
    proper = [_row(standing, row) for row in rows]
    _require_tree(proper)
    if not Frame.objects.filter(pk=frame.pk, version=seen).update(version=F("version") + 1):
        raise Stale
    standing.rows.all().delete()
    made = FrameRow.objects.bulk_create(FrameRow(frame=frame, **row) for row in proper)
    journal.write(standing, "rows-changed", by=by, at=at, payload={"rows": proper})
    frame.version = seen + 1
    return made


@transaction.atomic
def publish_frame(*, frame: Frame, by: User, at: datetime) -> None:
    """From its first day the frame holds; older ones for the same types of unit end the day before.

    Raises `BrokenRule` for a frame without rows or beside one that begins no earlier, `NotAllowed`, `Stale`.
    """
    editions = Frame.objects.select_for_update().filter(province=frame.province_id).order_by("pk")
    standing = next((one for one in editions if one.pk == frame.pk), None)
    if standing is None or standing.version != frame.version:
        raise Stale
    if not standing.rows.exists():
        raise BrokenRule(
            _("Khung “%(name)s” chưa có cơ quan nào. Hãy thêm cơ quan trước khi công bố.")
            % {"name": standing.name},
            field="rows",
            code="rows-missing",
        )
    older = [one for one in frames_beside(standing) if one.since < standing.since]
    _require_whole(older, standing)
    move(standing, "publish", by=by, at=at)
    for one in older:
        one.until = day_before(standing.since)
        one.save(update_fields=["until"])
        journal.write(one, "closed", by=by, at=at, payload={"until": one.until, "by": standing.uid})
    frame.refresh_from_db()


def _require_types(province: Unit, unit_types: Sequence[str]) -> None:
    types = set(unit_types)
    if not types or not (types <= COMMUNAL or types <= PROVINCIAL):
        raise BrokenRule(
            _("Khung áp dụng cho xã, phường, đặc khu, hoặc cho tỉnh, thành phố; không chung cho cả hai cấp."),
            field="unit_types",
            code="types-unclear",
        )
    if province.province_id is not None:
        raise BrokenRule(
            _("Khung do cấp tỉnh công bố. Hãy chọn tỉnh hoặc thành phố."),
            field="province",
            code="not-a-province",
        )


def _require_draft(frame: Frame) -> None:
    if frame.status != frame.life_cycle.initial:
        raise BrokenRule(
            _("Khung “%(name)s” đã công bố nên không sửa được. Hãy soạn khung mới, có hiệu lực từ ngày khác.")
            % {"name": frame.name},
            code="published",
        )


def _require_whole(older: Iterable[Frame], frame: Frame) -> None:
    """Closing an older frame must not leave one of its types of unit without any."""
    for one in older:
        if left := sorted(set(one.unit_types) - set(frame.unit_types)):
            raise BrokenRule(
                _(
                    "Khung “%(older)s” đang áp dụng còn dùng cho %(types)s. "
                    "Hãy soạn khung mới áp dụng cho cả loại đó, hoặc công bố riêng một khung cho loại đó trước."
                )
                % {"older": one.name, "types": listed(left)},
                field="unit_types",
                code="types-split",
            )


def _row(frame: Frame, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is stored. Raises `BrokenRule` naming the row."""
    kept: dict[str, Any] = {name: nfc(" ".join(str(row.get(name, "")).split())) for name in PLAIN}
    if unknown := row.keys() - PLAIN.keys() - {"guided_by", "posts", "keeps_register", "rank", "is_verified"}:
        raise TypeError(f"not of a frame: {sorted(unknown)}")
    long = [name for name, most in PLAIN.items() if len(kept[name]) > most]
    if long or not kept["key"] or not kept["name"]:
        raise _refused(kept, "row-unclear", _("cần có mã và tên, và không dài quá mức cho phép"))
    if kept["kind"] not in Kind.values or kept["block"] not in Block.values:
        raise _refused(kept, "kind-unknown", _("loại hoặc khối không có trong danh mục"))
    if set(frame.unit_types) <= COMMUNAL and UNIT not in kept["name"]:
        raise _refused(kept, "unit-missing", _("tên cơ quan cấp xã cần có {unit} ở chỗ tên địa phương"))
    kept["guided_by"] = _names(kept, row.get("guided_by", ()))
    kept["posts"] = [_post(kept, post) for post in row.get("posts", ())]
    titles = [fold(post["title"]) for post in kept["posts"]]
    if len(titles) != len(set(titles)):
        raise _refused(kept, "title-taken", _("một chức vụ được ghi hai lần"))
    kept["keeps_register"] = bool(row.get("keeps_register", False))
    kept["is_verified"] = bool(row.get("is_verified", False))
    kept["rank"] = _number(kept, row.get("rank", 100), 0)
    return kept


def _names(kept: Mapping[str, Any], names: Any) -> list[str]:
    if isinstance(names, str) or not all(isinstance(name, str) and name.strip() for name in names):
        raise _refused(kept, "guide-unclear", _("cơ quan hướng dẫn phải là danh sách tên"))
    return [nfc(" ".join(name.split())) for name in names]


def _post(kept: Mapping[str, Any], post: Any) -> dict[str, Any]:
    if not isinstance(post, Mapping) or not post.keys() <= POST.keys():
        raise _refused(kept, "post-unclear", _("chức vụ ghi chưa đúng mẫu"))
    said = POST | dict(post)
    said["title"] = nfc(" ".join(str(said["title"]).split()))
    if not said["title"] or len(said["title"]) > 120:
        raise _refused(kept, "post-unclear", _("chức vụ cần có tên, không quá 120 ký tự"))
    if said["role"] and said["role"] not in ROLE_CODES:
        raise _refused(kept, "role-unknown", _("vai trò của chức vụ chưa có trong bảng quyền"))
    said["seats"], said["rank"] = _number(kept, said["seats"], 1), _number(kept, said["rank"], 0)
    said["is_head"], said["is_lead"] = bool(said["is_head"]), bool(said["is_lead"] or said["is_head"])
    return said


def _number(kept: Mapping[str, Any], value: Any, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= 1000:
        raise _refused(kept, "number-unlikely", _("số lượng và thứ tự phải là số nguyên hợp lý"))
    return value


def _refused(kept: Mapping[str, Any], code: str, why: str) -> BrokenRule:
    said = _("Dòng “%(row)s” của khung: %(why)s. Hãy sửa dòng này.")
    return BrokenRule(said % {"row": kept["name"] or kept["key"], "why": why}, field="rows", code=code)


def _require_tree(rows: Sequence[Mapping[str, Any]]) -> None:
    """Keys and names once each, parents among the keys, and from every row a way up to the top."""
    parents = {row["key"]: row["parent"] for row in rows}
    names = {fold(row["name"]) for row in rows}
    for row in rows:
        if row["parent"] and row["parent"] not in parents:
            raise _refused(row, "parent-unknown", _("cơ quan cấp trên không có trong khung"))
        if row["key"] in _line(row["parent"], parents):
            raise _refused(row, "circle", _("cơ quan trực thuộc chính nó qua các cơ quan khác"))
    if len(parents) < len(rows) or len(names) < len(rows):
        twice = next(row for place, row in enumerate(rows) if _is_there(row, rows[:place]))
        raise _refused(twice, "key-twice", _("mã hoặc tên đã có ở dòng khác"))


def _line(key: str, parents: Mapping[str, str]) -> list[str]:
    line: list[str] = []
    while key and key not in line:
        line.append(key)
        key = parents.get(key, "")
    return line


def _is_there(row: Mapping[str, Any], before: Iterable[Mapping[str, Any]]) -> bool:
    return any(row["key"] == one["key"] or fold(row["name"]) == fold(one["name"]) for one in before)
