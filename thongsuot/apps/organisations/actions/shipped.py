"""Loading the tables that the product ships: terms, job positions, references for headcount, drafts of frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot import facts
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions.frames import (
    COMMUNAL,
    PROVINCIAL,
    change_frame_rows,
    draft_frame,
)
from thongsuot.apps.organisations.actions.positions import publish_positions
from thongsuot.apps.organisations.actions.terms import note_headcount, set_term
from thongsuot.apps.organisations.models import Frame, HeadcountReference, PositionList, Term
from thongsuot.apps.places import queries as places

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

Row = Mapping[str, str]
FROM = date(2025, 7, 1)
"""From this day on the two tiers work."""
SOURCE = "Luật 72/2025/QH15; Nghị định 150/2025/NĐ-CP; Quy định 298, 299-QĐ/TW"
CITY = (("Tỉnh ủy", "Thành ủy"), ("Tỉnh đoàn", "Thành đoàn"), ("tỉnh", "thành phố"))
"""What a centrally run city says instead."""


@dataclass(frozen=True, slots=True)
class LoadedFacts:
    """What was new. `frames` are drafts: somebody who may arrange organs looks at them and publishes them."""

    terms: int
    positions: int
    headcounts: int
    frames: tuple[Frame, ...]

    @property
    def is_change(self) -> bool:
        return bool(self.terms or self.positions or self.headcounts or self.frames)


@transaction.atomic
def load_facts(*, by: User, at: datetime, province: Unit | None = None) -> LoadedFacts:
    """Add what is not there yet, for a province (by default that of the installation). Twice changes nothing.

    What was corrected since stays corrected. Raises `BrokenRule` when the units are not loaded.
    """
    where = province or places.by_code(settings.PROVINCE)
    if where is None:
        raise BrokenRule(
            _("Chưa có danh mục đơn vị hành chính. Hãy nạp danh mục đó trước (load_places)."),
            code="no-province",
        )
    return LoadedFacts(
        terms=sum(_term(row, by=by, at=at) for row in facts.table("organisations/terms")),
        positions=_positions(facts.table("organisations/positions"), by=by, at=at),
        headcounts=sum(_headcount(row, by=by, at=at) for row in facts.table("organisations/headcounts")),
        frames=tuple(_frames(where, by=by, at=at)),
    )


def _term(row: Row, *, by: User, at: datetime) -> bool:
    if Term.objects.filter(block=row["block"], name=row["name"]).exists():
        return False
    facts_: dict[str, Any] = {"name": row["name"], "block": row["block"], "source": _source(row)}
    set_term(**facts_, since=date.fromisoformat(row["since"]), until=_day(row["until"]), by=by, at=at)
    return True


def _positions(rows: list[dict[str, str]], *, by: User, at: datetime) -> int:
    """How many positions were published. A list older than the one in force is not."""
    latest = PositionList.objects.first()
    new = 0
    for since in sorted({row["since"] for row in rows}):
        of_list = [row for row in rows if row["since"] == since]
        begins = date.fromisoformat(since)
        if latest is None or latest.since < begins:
            publish_positions(
                name=of_list[0]["list"],
                source=of_list[0]["list_source"],
                since=begins,
                positions=of_list,
                by=by,
                at=at,
            )
            new += len(of_list)
    return new


def _headcount(row: Row, *, by: User, at: datetime) -> bool:
    if HeadcountReference.objects.filter(label=row["label"], since=row["since"]).exists():
        return False
    note_headcount(
        label=row["label"],
        block=row["block"],
        unit_type=row["unit_type"],
        low=int(row["low"]),
        high=int(row["high"]),
        since=date.fromisoformat(row["since"]),
        until=_day(row["until"]),
        source=_source(row),
        by=by,
        at=at,
    )
    return True


def _frames(province: Unit, *, by: User, at: datetime) -> Iterable[Frame]:
    """A draft for each type of unit that has none from this day on, drafted or published."""
    standing = Frame.objects.filter(province=province, since=FROM)
    known = {kind for types in standing.values_list("unit_types", flat=True) for kind in types}
    wanted = [("province", province.type)] + [("commune", kind) for kind in sorted(COMMUNAL)]
    for tier, kind in wanted:
        if kind not in known and kind in COMMUNAL | PROVINCIAL:
            yield _frame(province, tier, kind, by=by, at=at)


def _frame(province: Unit, tier: str, kind: str, *, by: User, at: datetime) -> Frame:
    frame = draft_frame(
        name=f"Khung cơ quan {kind} (đề xuất)",
        province=province,
        unit_types=[kind],
        since=FROM,
        source=SOURCE,
        by=by,
        at=at,
    )
    rows = shipped_rows(tier, kind)
    change_frame_rows(
        frame=frame, rows=_in_city(rows) if province.type == "thành phố" else rows, by=by, at=at
    )
    return frame


def shipped_rows(tier: str, kind: str) -> list[dict[str, Any]]:
    """The rows of a frame for a tier ("province", "commune") and a type of unit, from the tables."""
    posts = [row for row in facts.table("organisations/posts") if _is_for(row, tier, kind)]
    return [
        {
            "guided_by": [name for name in row["guided_by"].split(";") if name],
            "keeps_register": row["keeps_register"] == "yes",
            "rank": int(row["rank"]),
            "is_verified": row["sure"] == "verified",
            "source": row["source"],
            "posts": [_post(post) for post in posts if post["organ"] == row["key"]],
            **{name: row[name] for name in ("key", "name", "kind", "block", "parent")},
        }
        for row in facts.table("organisations/organs")
        if _is_for(row, tier, kind)
    ]


def _is_for(row: Row, tier: str, kind: str) -> bool:
    return row["tier"] == tier and (not row["unit_types"] or kind in row["unit_types"].split(";"))


def _post(row: Row) -> dict[str, Any]:
    return {
        "title": row["title"],
        "seats": int(row["seats"]),
        "is_lead": row["level"] in ("lead", "head"),
        "is_head": row["level"] == "head",
        "role": row["role"],
        "rank": int(row["rank"]),
        "filled_by": row["filled_by"],
    }


def _in_city(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        row
        | {
            "name": _city(row["name"]),
            "guided_by": [_city(name) for name in row["guided_by"]],
            "posts": [
                post | {"title": _city(post["title"]), "filled_by": _city(post["filled_by"])}
                for post in row["posts"]
            ],
        }
        for row in rows
    ]


def _city(name: str) -> str:
    for before, after in CITY:
        name = name.replace(before, after)
    return name


def _source(row: Row) -> str:
    """The source, and whether anybody has looked."""
    return row["source"] if row["sure"] == "verified" else f"{row['source']} (chưa đối chiếu)"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
