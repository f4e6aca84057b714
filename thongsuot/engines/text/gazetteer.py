"""Names of provinces, communes, wards and special zones, and how a name in a text finds its unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """How sure a match is; the steps are tried in this order."""

    EXACT = "exact"
    TYPED = "typed"
    FOLDED = "folded"
    ASK = "ask"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit under one of its names. Codes are those of Decision 19/2025/QĐ-TTg."""

    code: str
    name: str
    type: str
    province_code: str
    is_current: bool = True
    successor_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """`places` holds one place unless `step` is ASK (several) or NONE (none)."""

    step: Step
    places: tuple[Place, ...]


class Gazetteer:
    """An index over places; built once, read often."""

    def __init__(self, places: Iterable[Place]) -> None:
        raise NotImplementedError

    def match(self, name: str, *, type: str = "", province: str = "") -> Match:
        """The unit meant by `name`, which may carry its type ("phường Kon Tum")."""
        raise NotImplementedError
