"""Rows of a table made into items: what is asked or wrong, who is charged, who helps, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thongsuot.engines.reading.cast import Voice
from thongsuot.engines.reading.dates import term_of
from thongsuot.engines.reading.model import Assignee, ItemKind, Role, Span
from thongsuot.engines.reading.page import Line, Page
from thongsuot.engines.reading.people import Crowd
from thongsuot.engines.reading.phrases import organ_at
from thongsuot.engines.reading.scene import Row, Scene
from thongsuot.engines.reading.tables import Cells, Column, trimmed

_SURE, _LIKELY = 0.9, 0.8
_BREAK = re.compile(r"\s*[;,]\s*")


class Reader:
    """Makes items of rows."""

    def __init__(self, page: Page, crowd: Crowd, scene: Scene) -> None:
        self._page, self._crowd, self._scene = page, crowd, scene

    def read(self, row: Cells) -> None:
        """Tasks are the chair's, requests the host's; "Nội dung" means what the section is about."""
        scene = self._scene
        asker = row.of(Column.ASKER)
        by = " ".join(self._page.of(asker).split()) if asker else self._host()
        chair = scene.cast.chair.name if scene.cast.chair else ""
        in_requests = scene.mode is ItemKind.RECOMMENDATION
        for column in (Column.TROUBLE, Column.REQUEST, Column.TASK, Column.MATTER):
            cell = row.of(column)
            if cell is None or (column is Column.MATTER and row.of(Column.TASK)):
                continue
            is_request = column is Column.REQUEST or (
                column is Column.MATTER and (in_requests or Column.SOLVER in row.columns)
            )
            if column is Column.TROUBLE:
                self._add(ItemKind.DIFFICULTY, row, cell, "difficulty.table", _SURE, by=by)
            elif is_request:
                to = row.of(Column.SOLVER) or row.of(Column.LEAD)
                self._add(ItemKind.RECOMMENDATION, row, cell, "recommendation.table", _SURE, by=by, to=to)
            else:
                sure = _SURE if column is Column.TASK or Column.LEAD in row.columns else _LIKELY
                self._add(ItemKind.DIRECTIVE, row, cell, "directive.table", sure, by=chair)

    def _host(self) -> str:
        scene = self._scene
        if scene.speaker.voice is Voice.HOST:
            return scene.speaker.by
        hosts = scene.cast.hosts
        return f"{hosts[0].type} {hosts[0].name}".strip() if len(hosts) == 1 else ""

    def _add(
        self,
        kind: ItemKind,
        row: Cells,
        cell: Line,
        rule: str,
        confidence: float,
        *,
        by: str,
        to: Line | None = None,
    ) -> None:
        made = Row.of(self._crowd, cell)
        if not made.tokens:
            return
        due = row.of(Column.DUE) if kind is ItemKind.DIRECTIVE else None
        page, held = self._page, self._scene.held_on
        self._scene.add(
            kind,
            made,
            (0, len(made.tokens)),
            rule,
            confidence,
            by=by,
            to=" ".join(page.of(to).split()) if to else "",
            assignees=self._assignees(row) if kind is ItemKind.DIRECTIVE else (),
            theme=row.group,
            term=term_of(page.low, page.text, due.start, due.end, held) if due else None,
        )

    def _assignees(self, row: Cells) -> tuple[Assignee, ...]:
        leads, helpers = row.of(Column.LEAD), row.of(Column.SUPPORT)
        found = self._bodies(leads, Role.LEAD) if leads else []
        if helpers:
            found += self._bodies(helpers, Role.SUPPORT if found else Role.LEAD)
        return tuple(found)

    def _bodies(self, cell: Line, role: Role) -> list[Assignee]:
        """The bodies of a cell, those behind "phối hợp" as helpers; a cell of none we know as it stands."""
        row = Row.of(self._crowd, cell)
        found: list[Assignee] = []
        k = 0
        while k < len(row.tokens):
            if row.tokens[k].low == "phối" and found:
                role = Role.SUPPORT
            organ = organ_at(row.tokens, k)
            if organ is None:
                k += 1
                continue
            found += self._scene.charged(row, organ, role)
            k = max(organ.to, k + 1)
        if found or not row.tokens:
            return found
        return [Assignee(" ".join(self._page.of(piece).split()), role, Span(piece.start, piece.end))
                for piece in self._pieces(cell)]  # fmt: skip

    def _pieces(self, cell: Line) -> Sequence[Line]:
        text, low = self._page.text, self._page.low_of(cell)
        cuts = [found.span() for found in _BREAK.finditer(low)]
        starts = [cell.start, *(cell.start + end for _, end in cuts)]
        ends = [*(cell.start + start for start, _ in cuts), cell.end]
        pieces = [trimmed(text, a, b) for a, b in zip(starts, ends, strict=True)]
        return [
            piece for piece in pieces if any(letter.isalpha() for letter in text[piece.start : piece.end])
        ]
