"""Changes rows in bulk and writes down what they were, so that every change can be taken back exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import F

from thongsuot.apps.core import journal
from thongsuot.apps.core.handover.shapes import Move, Word
from thongsuot.apps.core.journal import BATCH, batched
from thongsuot.apps.core.models import User


class Ledger:
    """The moves of one hand-over in one app, in their order."""

    def __init__(self) -> None:
        self.moves: list[Move] = []

    def make(self, rows: Iterable[tuple[models.Model, Word]]) -> None:
        """Save rows that are not there yet, all of one model."""
        given = list(rows)
        for row, word in given:
            if word.subject == _own(row) and hasattr(row, "version"):
                row.version = 0
        if given:
            type(given[0][0])._base_manager.bulk_create([row for row, _word in given], batch_size=BATCH)
        self.moves += [Move(_kind(row), row.pk, None, stored(row), word) for row, word in given]

    def change(self, rows: Iterable[tuple[models.Model, Mapping[str, Any], Word]]) -> None:
        """Set fields of rows, by their columns' names ("unit_id"). What is so already is no move."""
        changed: dict[tuple[type[models.Model], tuple[Any, ...]], list[int]] = defaultdict(list)
        for row, values, word in rows:
            before = stored(row, *values)
            for name, value in values.items():
                setattr(row, name, value)
            after = stored(row, *values)
            if before != after:
                changed[type(row), tuple(values.items())].append(row.pk)
                self.moves.append(Move(_kind(row), row.pk, before, after, word))
        for (model, fields), keys in changed.items():
            _update(model, keys, dict(fields))

    def remove(self, rows: Iterable[tuple[models.Model, Word]]) -> None:
        """Delete rows that nothing points at, all of one model."""
        given = list(rows)
        self.moves += [Move(_kind(row), row.pk, stored(row), None, word) for row, word in given]
        if given:
            _delete(type(given[0][0]), [row.pk for row, _word in given])

    def tell(self, act: str, *, of: UUID, by: User, at: datetime) -> list[Move]:
        """One journal row on each subject of a move; the moves."""
        _tell(self.moves, act, of=of, by=by, at=at)
        return self.moves


def take_back(
    moves: Sequence[Move], *, apps_own: str, act: str = "handed-back", of: UUID, by: User, at: datetime
) -> None:
    """Undo the moves of one app, the last first, with a journal row on each subject.

    Whoever runs it asks `obstacles` before: nothing that came since may stand on what is taken away.
    """
    own = [move for move in moves if move.app == apps_own]
    for kind, how, group in _runs(reversed(own)):
        _UNDO[how](apps.get_model(kind), group)
    _tell(own, act, of=of, by=by, at=at)


def _runs(moves: Iterable[Move]) -> Iterator[tuple[str, str, list[Move]]]:
    """Moves of one model and one manner that follow each other, together."""
    for (kind, how), group in groupby(moves, key=lambda move: (move.kind, _how(move))):
        yield kind, how, list(group)


def _how(move: Move) -> str:
    return "made" if move.before is None else "removed" if move.after is None else "changed"


def _unmake(model: type[models.Model], moves: list[Move]) -> None:
    _delete(model, [move.row for move in moves])


def _restore(model: type[models.Model], moves: list[Move]) -> None:
    rows = [model(**_read(model, move.before or {})) for move in moves]
    for row, move in zip(rows, moves, strict=True):
        if move.word.subject == _own(row) and hasattr(row, "version"):
            # Its removal was the next act on it.
            row.version += 1
    model._base_manager.bulk_create(rows, batch_size=BATCH)


def _change_back(model: type[models.Model], moves: list[Move]) -> None:
    same: dict[str, list[Move]] = defaultdict(list)
    for move in moves:
        same[repr(move.before)].append(move)
    for group in same.values():
        _update(model, [move.row for move in group], _read(model, group[0].before or {}))


_UNDO = {"made": _unmake, "removed": _restore, "changed": _change_back}


def _update(model: type[models.Model], keys: list[int], values: Mapping[str, Any]) -> None:
    for part in batched(keys, BATCH):
        model._base_manager.filter(pk__in=part).update(**values)


def _delete(model: type[models.Model], keys: list[int]) -> None:
    for part in batched(keys, BATCH):
        model._base_manager.filter(pk__in=part).delete()


def _kind(row: models.Model) -> str:
    return row._meta.label_lower


def _own(row: models.Model) -> tuple[str, UUID | None]:
    return _kind(row), getattr(row, "uid", None)


def stored(row: models.Model, *names: str) -> dict[str, Any]:
    """The row's columns, all or those named, as plain JSON values."""
    fields = row._meta.concrete_fields
    return {field.attname: _plain(field, row) for field in fields if not names or field.attname in names}


def _plain(field: models.Field[Any, Any], row: models.Model) -> Any:
    value = field.value_from_object(row)
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)


def _read(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values as the columns hold them."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in values.items()}


def _tell(moves: list[Move], act: str, *, of: UUID, by: User, at: datetime) -> None:
    told: dict[tuple[str, UUID], list[Word]] = defaultdict(list)
    for move in moves:
        told[move.word.subject].append(move.word)
    lines = [
        journal.Line(kind, uid, {"act": of, "moves": [_words(word) for word in words]})
        for (kind, uid), words in told.items()
    ]
    journal.write_many(lines, act, by=by, at=at)
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for kind, uid in told:
        by_kind[kind].append(uid)
    for kind, uids in by_kind.items():
        _count(apps.get_model(kind), uids)


def _words(word: Word) -> dict[str, Any]:
    return {"what": word.what, "from": word.old, "to": word.new}


def _count(model: type[models.Model], uids: list[UUID]) -> None:
    """The version of a row is the number of its last act."""
    if any(field.name == "version" for field in model._meta.concrete_fields):
        for part in batched(uids, BATCH):
            model._base_manager.filter(uid__in=part).update(version=F("version") + 1)
