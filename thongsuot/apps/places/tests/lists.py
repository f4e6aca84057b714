"""Two invented lists: a few units of two provinces that never were, and what they became in 2027."""

from dataclasses import replace
from datetime import UTC, datetime

from thongsuot.apps.places.actions import Tables

AT = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
LATER = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
REFORM, NEXT = "2025-07-01", "2027-01-01"
LAW = {"document": "1/NQ-THỬ", "document_date": "2025-06-01", "source": "invented"}
NEXT_LAW = {"document": "2/NQ-THỬ", "document_date": "2026-12-01", "source": "invented"}


def _current(code, name, type, founded_on, valid_from):
    dates = {"founded_on": founded_on, "valid_from": founded_on if valid_from is None else valid_from}
    point = {"latitude": "15", "longitude": "108", "as_of": "2026-10-10"}
    return {"code": code, "name": name, "type": type, **dates, **point, **LAW}


def province(code, name, type="tỉnh", founded_on=REFORM, valid_from=None):
    return _current(code, name, type, founded_on, valid_from)


def commune(code, name, type="xã", province_code="90", founded_on=REFORM, valid_from=None):
    row = _current(code, name, type, founded_on, valid_from)
    return {**row, "province_code": province_code, "area_km2": "10"}


def old(new, code, name, type="xã", kind="full", province_code="80", level="commune", on=REFORM, law=LAW):
    names = {"old_name": name, "old_type": type, "old_province_code": province_code}
    return {"level": level, "new_code": new, "old_code": code, "kind": kind, **names, "on": on, **law}


def version(code, name, type, parent, founded_on=REFORM, valid_from=REFORM, valid_to=""):
    dates = {"founded_on": founded_on, "valid_from": valid_from, "valid_to": valid_to}
    return {"code": code, "name": name, "type": type, "parent_code": parent, **dates, **LAW}


def invented() -> Tables:
    return Tables(
        provinces=[province("90", "Sông Mơ"), province("91", "Núi Mới", "thành phố", founded_on="")],
        communes=[
            commune("90001", "Tân Thành"),
            commune("90002", "Tân Thạnh"),
            commune("90003", "Ngọk Lý", founded_on="", valid_from=REFORM),
            commune("90004", "Bến Đá", "phường", valid_from="2026-04-30"),
            commune("90005", "Hoà Sơn"),
            commune("91001", "Cư M’Lan", province_code="91", founded_on="", valid_from=""),
        ],
        versions=[
            version("90003", "Ngọk Lý", "xã", "80", founded_on="", valid_from="", valid_to=REFORM),
            version("90004", "Bến Đá", "xã", "90", valid_to="2026-04-30"),
        ],
        predecessors=[
            old("90", "80", "Đồng Xưa", "tỉnh", province_code="", level="province"),
            old("90001", "90001", "Làng Cổ"),
            old("90002", "80002", "Bến Cũ", "thị trấn", kind="partial"),
            old("90005", "80002", "Bến Cũ", "thị trấn", kind="partial"),
            old("90003", "90003", "Ngọk Lý", kind="same"),
            old("90004", "80004", "Bến Đá"),
        ],
    )


def newer() -> Tables:
    """In 2027 Tân Thạnh becomes a ward; Tân Thành and Hoà Sơn become one commune under a new code."""
    tables = invented()
    communes = [row for row in tables.communes if row["code"] not in {"90001", "90002", "90005"}]
    communes += [
        {**commune("90002", "Tân Thạnh", "phường", valid_from=NEXT), **NEXT_LAW},
        {**commune("90010", "Hoà Sơn Mới", founded_on=NEXT), **NEXT_LAW},
    ]
    gone = [
        old("90010", "90001", "Tân Thành", province_code="90", on=NEXT, law=NEXT_LAW),
        old("90010", "90005", "Hoà Sơn", province_code="90", on=NEXT, law=NEXT_LAW),
    ]
    closed = version("90002", "Tân Thạnh", "xã", "90", valid_to=NEXT)
    return replace(
        tables,
        provinces=[{**row, "as_of": "2027-01-15"} for row in tables.provinces],
        communes=[{**row, "as_of": "2027-01-15"} for row in communes],
        versions=[*tables.versions, closed],
        predecessors=[*tables.predecessors, *gone],
    )
