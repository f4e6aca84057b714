"""The source cut into pieces: nothing of the text is lost, and every item is found on its passage."""

from __future__ import annotations

from types import SimpleNamespace as Row

from hypothesis import given
from hypothesis import strategies as st

from thongsuot.apps.meetings.views import marks

TEXT = "Phường kiến nghị tỉnh bổ sung ngân sách; tăng cường cán bộ."


def item(pk: int, start: int, end: int, kind: str = "recommendation") -> Row:
    return Row(pk=pk, uid=f"u{pk}", kind=kind, passage=Row(start=start, end=end))


def cut(items: list[Row], text: str = TEXT, dropped: tuple[tuple[int, int], ...] = ()) -> list[marks.Piece]:
    return marks.pieces(text, items, marks.labels(items), dropped)


def test_a_piece_for_each_passage() -> None:
    pieces = cut([item(1, 22, 39), item(2, 41, 58)])
    assert [(piece.text, piece.starts) for piece in pieces if piece.items] == [
        ("bổ sung ngân sách", "KN1"),
        ("tăng cường cán bộ", "KN2"),
    ]


def test_a_shared_head_belongs_to_both() -> None:
    pieces = cut([item(1, 0, 39), item(2, 22, 58)])
    assert [piece.items for piece in pieces] == ["u1", "u1 u2", "u2", ""]


def test_furniture_is_known() -> None:
    assert [piece.text for piece in cut([], dropped=((0, 6),)) if piece.is_dropped] == ["Phường"]


def test_labels_count_within_a_kind() -> None:
    rows = [item(1, 0, 1), item(2, 1, 2, "directive"), item(3, 2, 3)]
    assert list(marks.labels(rows).values()) == ["KN1", "CĐ1", "KN2"]


spans = st.lists(st.tuples(st.integers(0, 58), st.integers(1, 20)), max_size=8)


@given(spans=spans, dropped=spans)
def test_joined_the_pieces_are_the_text(spans: list[tuple[int, int]], dropped: list[tuple[int, int]]) -> None:
    items = [
        item(pk, start, min(start + size, len(TEXT)))
        for pk, (start, size) in enumerate(spans)
        if start < len(TEXT)
    ]
    pieces = cut(items, dropped=tuple((start, start + size) for start, size in dropped))
    assert "".join(piece.text for piece in pieces) == TEXT
    for row in items:
        covered = "".join(piece.text for piece in pieces if row.uid in piece.items.split())
        assert covered == TEXT[row.passage.start : row.passage.end]
