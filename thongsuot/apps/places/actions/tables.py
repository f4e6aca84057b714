"""The tables as they are loaded: the product's own, or a newer list of the same shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.places import bridge
from thongsuot.apps.places.bridge import Row

BATCH = 2_000


@dataclass(frozen=True)
class Tables:
    """Rows with the columns of thongsuot/facts/places; all values are text, "" for unknown."""

    provinces: list[Row]
    communes: list[Row]
    versions: list[Row]
    predecessors: list[Row]

    @property
    def current(self) -> list[Row]:
        return [*self.provinces, *self.communes]

    @cached_property
    def gone(self) -> list[Row]:
        """The rows of old units that were merged or divided, once for each successor."""
        return [row for row in self.predecessors if row["kind"] != "same"]

    @cached_property
    def as_of(self) -> date:
        days = {row["as_of"] for row in self.current}
        if len(days) != 1:
            raise BrokenRule("Danh mục phải có một ngày chốt số liệu duy nhất.", code="no-day")
        return date.fromisoformat(days.pop())

    @property
    def source(self) -> str:
        return self.provinces[0]["source"]


def shipped() -> Tables:
    """The tables that come with the product."""
    return Tables(*(bridge.table(name) for name in ("provinces", "communes", "versions", "predecessors")))


@cache
def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def figure(text: str | None) -> float | None:
    return float(text) if text else None
