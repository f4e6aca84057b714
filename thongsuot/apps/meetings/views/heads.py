"""Between the lines of the head form and the units, organs and people they mean."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.utils import timezone

from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.meetings import actions, bridge
from thongsuot.apps.meetings.models import WorkingSession
from thongsuot.apps.organisations import queries as organisations
from thongsuot.apps.places import queries as places

SIDES = ("delegation", "host", "other")


def initial(session: WorkingSession) -> dict[str, Any]:
    """What the head form shows for a session."""
    found: dict[str, Any] = {
        "units": "\n".join(_stated(unit) for unit in session.units.all()),
        "organs": "\n".join(name for name in session.host_organ_names.split("; ") if name),
        "version": session.version,
        "held_on": session.held_on,
        "kind": session.kind,
    }
    for side in SIDES:
        people = session.participations.filter(side=side)
        found[f"people_{side}"] = "\n".join(_line(row.name, row.titles) for row in people)
    return found


def save(session: WorkingSession, cleaned: dict[str, Any], *, by: User, at: datetime) -> None:
    """Amend a session from the cleaned form. Raises `BrokenRule` naming the field."""
    names = (
        "title",
        "held_on",
        "part_of_day",
        "place",
        "kind",
        "chair",
        "chair_capacity",
        "delegation",
        "agenda",
    )
    standing = {_stated(unit): unit for unit in session.units.select_related("province")}
    units = [standing.get(line) or _unit(line) for line in _lines(cleaned["units"])]
    organs = _lines(cleaned["organs"])
    head = {name: cleaned[name] for name in names} | {"host_organ_names": "; ".join(organs)}
    actions.amend(
        session=session,
        head=actions.SessionFields(**head),
        units=units,
        organs=[
            organ
            for name in organs
            if (organ := organisations.named(name, units=[unit.pk for unit in units]))
        ],
        people=[_person(line, side) for side in SIDES for line in _lines(cleaned[f"people_{side}"])],
        version=cleaned["version"],
        by=by,
        at=at,
    )


def suggestions(form: BaseForm) -> list[str]:
    """For each line of the units that names more than one unit: the units it may mean, with their province."""
    lines = _lines(form.data.get("units", "")) if form.is_bound else []
    matches = [bridge.match_unit(line, province=settings.PROVINCE) for line in lines]
    found = [places.by_code(code) for codes in matches if len(codes) > 1 for code in codes[:8]]
    return [f"{unit.full_name}, {unit.province.name}" for unit in found if unit and unit.province]


def _stated(unit: Any) -> str:
    """A unit as its line in the form: with its province, unless that is the one served here."""
    elsewhere = unit.province and unit.province.code != settings.PROVINCE
    return f"{unit.full_name}, {unit.province.name}" if elsewhere else str(unit.full_name)


def _unit(line: str) -> Any:
    codes = bridge.match_unit(line, province=settings.PROVINCE)
    if len(codes) != 1:
        said = (
            "chưa rõ là nơi nào trong các nơi nêu dưới đây"
            if codes
            else "không có trong danh mục đơn vị hành chính"
        )
        raise BrokenRule(
            f"“{line}” {said}. Hãy ghi cả loại và tỉnh, ví dụ: phường Kon Tum, Quảng Ngãi.", field="units"
        )
    unit = places.by_code(codes[0])
    if unit is None:
        raise BrokenRule(f"“{line}” chưa có trong dữ liệu địa phương của hệ thống.", field="units")
    return unit


def _person(line: str, side: str) -> actions.Person:
    name, _bar, titles = line.partition("|")
    return actions.Person(
        name.strip(), "; ".join(part.strip() for part in titles.split(";") if part.strip()), side
    )


def _line(name: str, titles: str) -> str:
    return f"{name} | {titles}" if titles else name


def _lines(text: str) -> list[str]:
    rows: Iterable[str] = (line.strip() for line in text.splitlines())
    return [row for row in rows if row]


def changed_since(session: WorkingSession) -> str:
    """Who changed the head last, and what, for somebody whose page was older."""
    last = journal.of(session).first()
    if last is None:
        return ""
    changed = last.payload.get("changed", {})
    names = [str(column.verbose_name) for column in WorkingSession._meta.fields if column.name in changed]
    what = f": {', '.join(names)}" if names else ""
    return f"Lần sửa gần nhất: {last.by.login}, {timezone.localtime(last.at):%H:%M %d/%m/%Y}{what}."
