"""Which of a session's units and organs the words of an item mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from thongsuot.apps.core.bridge import fold
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models import Organisation
    from thongsuot.apps.places.models import Unit

_UNIT_WORDS = re.compile(r"\b(?:xa|phuong|dac khu|dia phuong|co so)\b")
_PROVINCIAL = re.compile(r"\b(?:so|ban nganh|van phong ubnd tinh|ubnd tinh|hdnd tinh|tinh uy|cong an tinh)\b")


def units_meant(words: str, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units that `words` name; all of them for "các xã, phường"; none for a provincial body."""
    folded = fold(words)
    named = tuple(unit for unit in units if re.search(rf"\b{re.escape(fold(unit.name))}\b", folded))
    if named:
        return named
    collective = _UNIT_WORDS.search(folded) and not _PROVINCIAL.search(folded)
    return tuple(units) if collective else ()


def units_of_all(names: Iterable[str], units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units that any of these names means, each once."""
    found = {unit.pk: unit for name in names for unit in units_meant(name, units)}
    return tuple(found.values())


def organ_meant(words: str, units: Iterable[Unit], province: Unit | None) -> Organisation | None:
    """The organ of these units or of the province that bears this name; None when it must be chosen by hand."""
    keys = [unit.pk for unit in (*units, *([province] if province else []))]
    return organisations.named(words, units=keys)
