"""What came since a hand-over and would be lost, or overwritten, if it were taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from thongsuot.apps.core.handover.ledger import stored
from thongsuot.apps.core.handover.shapes import Move
from thongsuot.apps.core.journal import BATCH, batched


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A row of a kind ("organisations.membership") that stands in the way.

    `why` is "points" (it came since and points at what the hand-over made), "changed" or "gone".
    """

    kind: str
    what: str
    row: int
    why: str


def obstacles(moves: Sequence[Move]) -> list[Obstacle]:
    """Everything that stands in the way of taking back all these moves; empty when nothing does."""
    own: dict[str, set[int]] = defaultdict(set)
    for move in moves:
        own[move.kind].add(move.row)
    return [*_touched(moves), *_standing_on(moves, own)]


def _touched(moves: Sequence[Move]) -> Iterator[Obstacle]:
    """Rows that the hand-over left in a state which they are no longer in."""
    for kind, expected in _left(moves).items():
        model = apps.get_model(kind)
        name, found = str(model._meta.verbose_name), {}
        for part in batched(list(expected), BATCH):
            found.update(model._base_manager.in_bulk(list(part)))
        for key, after in expected.items():
            row = found.get(key)
            if row is None:
                yield Obstacle(kind, name, key, "gone")
            elif stored(row, *after) != after:
                yield Obstacle(kind, f"{name}: {row}", key, "changed")


def _left(moves: Iterable[Move]) -> dict[str, dict[int, dict[str, object]]]:
    """Kind -> key -> how the last of the moves left that row; rows that were removed are left out."""
    left: dict[str, dict[int, dict[str, object]]] = defaultdict(dict)
    for move in moves:
        if move.after is None:
            left[move.kind].pop(move.row, None)
        else:
            left[move.kind].setdefault(move.row, {}).update(move.after)
    for rows in left.values():
        for after in rows.values():
            after.pop("version", None)
    return left


def _standing_on(moves: Sequence[Move], own: dict[str, set[int]]) -> Iterator[Obstacle]:
    """Rows that point at what the hand-over made, and are no part of it."""
    made: dict[str, list[int]] = defaultdict(list)
    for move in moves:
        if move.before is None:
            made[move.kind].append(move.row)
    for kind, keys in made.items():
        for relation in apps.get_model(kind)._meta.get_fields(include_hidden=True):
            if isinstance(relation, models.ForeignObjectRel) and _binds(relation):
                yield from _pointing(relation, keys, own)


def _binds(relation: models.ForeignObjectRel) -> bool:
    """Whether a row that points here needs what it points at."""
    return not relation.many_to_many and relation.on_delete is not models.SET_NULL


def _pointing(
    relation: models.ForeignObjectRel, keys: list[int], own: dict[str, set[int]]
) -> Iterator[Obstacle]:
    model = relation.related_model
    assert isinstance(model, type)  # noqa: S101 -- all models are loaded when a request is answered
    kind = model._meta.label_lower
    for part in batched(keys, BATCH):
        for row in model._base_manager.filter(**{f"{relation.field.name}__in": part}):
            if row.pk not in own.get(kind, ()):
                yield Obstacle(kind, f"{model._meta.verbose_name}: {row}", row.pk, "points")
