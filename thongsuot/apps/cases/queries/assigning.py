"""Who may give a directive to whom, by a dated table; and which bodies a class of bodies means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from thongsuot import facts
from thongsuot.apps.core.bridge import fold
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation

COMMUNES = ("xa", "phuong", "dac khu", "dia phuong", "cap xa")
DEPARTMENTS = ("so", "ban", "nganh")


@cache
def assigning() -> list[dict[str, str]]:
    """The rows of the table, of every time."""
    return facts.table("cases/assigning")


def rule(giver: Organisation, taker: Organisation, *, on: date) -> Mapping[str, str] | None:
    """The row by which one body may give work to the other on a day; None for none."""
    if _tier(giver) == _tier(taker) == "commune" and giver.unit_id != taker.unit_id:
        return None
    return next((row for row in _in_force(on) if _fits(row, "from", giver) and _fits(row, "to", taker)), None)


def ways(giver: Organisation, taker: Organisation, *, on: date) -> list[Organisation]:
    """The bodies through which work may go from one to the other: each may be given it, and may give it on."""
    rows = [row for row in _in_force(on) if _fits(row, "from", giver)]
    units = {giver.unit_id, taker.unit_id}
    near = [one for one in organisations.of_units(units) if any(_fits(row, "to", one) for row in rows)]
    own = [one for one in near if rule(giver, one, on=on) and rule(one, taker, on=on)]
    return [one for one in own if one.kind == "peoples-committee"] or own


def meant(words: str, *, near: Organisation) -> list[Organisation]:
    """The bodies that a class like "các xã, phường" or "các sở, ban, ngành" means in the province of an organ.

    A proposal, by name; whoever issues takes out and adds.
    """
    said = {part.strip() for part in fold(words).replace("cac ", "").replace(";", ",").split(",")}
    units = organisations.organisations().filter(unit__province=near.unit.province or near.unit)
    found: list[Organisation] = []
    if said & set(DEPARTMENTS):
        province = near.unit.province_id or near.unit_id
        found += organisations.of_units([province]).filter(kind="department")
    if chosen := [kind for kind in COMMUNES if kind in said]:
        rows = units.filter(kind="peoples-committee")
        every = not set(chosen) & {"xa", "phuong", "dac khu"}
        found += [one for one in rows if every or fold(one.unit.type) in chosen]
    return sorted(found, key=lambda one: (one.unit.sort_key, one.folded))


def _in_force(on: date) -> Iterable[Mapping[str, str]]:
    day = on.isoformat()
    return (row for row in assigning() if row["valid_from"] <= day < (row["valid_to"] or "9999-12-31"))


def _fits(row: Mapping[str, str], side: str, organ: Organisation) -> bool:
    kinds = row[f"{side}_kind"].split()
    is_near = row[f"{side}_tier"] == _tier(organ) and row[f"{side}_block"] in ("", organ.block)
    return is_near and (not kinds or organ.kind in kinds)


def _tier(organ: Organisation) -> str:
    return "commune" if organ.unit.province_id else "province"


def office_of(organ: Organisation) -> Organisation | None:
    """The office that keeps the register of an organ's block, in its unit or its province."""
    near = {organ.unit_id: 0, organ.unit.province_id: 1}
    own = [one for one in organisations.keepers() if one.block == organ.block and one.unit_id in near]
    return min(own, key=lambda one: near[one.unit_id], default=None)
