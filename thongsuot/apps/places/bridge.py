"""The crossing to the engines: names, their folds and the gazetteer, all from the same tables of facts."""

from __future__ import annotations

from thongsuot import facts
from thongsuot.engines.text.gazetteer import Gazetteer, folded_key, split_type

Row = dict[str, str]


def gazetteer() -> Gazetteer:
    """The gazetteer that reads reports: built once from the tables that `actions.load` loads."""
    return facts.gazetteer()


def table(name: str) -> list[Row]:
    return facts.table(f"places/{name}")


__all__ = ["Gazetteer", "Row", "folded_key", "gazetteer", "split_type", "table"]
