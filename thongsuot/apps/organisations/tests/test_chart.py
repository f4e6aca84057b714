"""The drawing of an organisation chart: no two boxes meet, no text is cut, nothing is left out unsaid."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.apps.organisations import chart
from thongsuot.apps.organisations.chart import BOX, PAD, Box, Node

NAMES = st.text("ĐđabUBNDphườngKonTumÂầ mwMWil.,-<&\"'", min_size=1, max_size=90).filter(str.strip)


def trees() -> st.SearchStrategy[Node]:
    leaves = st.builds(
        lambda title, lines: Node("x", title, lines=tuple(lines)), NAMES, st.lists(NAMES, max_size=2)
    )
    return st.recursive(
        leaves,
        lambda below: st.builds(
            lambda title, children: Node("x", title, children=tuple(children)),
            NAMES,
            st.lists(below, min_size=1, max_size=4),
        ),
        max_leaves=25,
    )


def meet(one: Box, other: Box) -> bool:
    beside = one.x + BOX <= other.x or other.x + BOX <= one.x
    return not beside and one.y < other.y + other.height and other.y < one.y + one.height


@given(trees())
def test_boxes_never_meet_and_stay_inside(root: Node) -> None:
    drawn = chart.drawing(root)
    boxes = drawn.boxes
    assert [box.node for box in boxes] == list(root)
    assert not any(meet(one, other) for place, one in enumerate(boxes) for other in boxes[:place])
    assert all(box.x >= 0 and box.x + BOX <= drawn.width for box in boxes)
    assert all(box.y >= 0 and box.y + box.height <= drawn.height for box in boxes)


@given(trees())
def test_children_stand_right_of_their_node_in_their_order(root: Node) -> None:
    boxes = chart.drawing(root).boxes
    for box in boxes:
        below = [boxes[index] for index in box.below]
        assert [one.node for one in below] == list(box.node.children)
        assert all(one.x > box.x + BOX for one in below)
        assert [one.y for one in below] == sorted(one.y for one in below)
        assert not below or below[0].y == box.y


@given(NAMES)
def test_wrapped_lines_fit_and_hold_every_letter(text: str) -> None:
    lines = chart.wrap(text, chart.TITLE)
    assert all(chart.width(line, chart.TITLE) <= BOX - 2 * PAD for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(trees(), st.integers(3, 12))
def test_what_is_left_out_is_counted(root: Node, most: int) -> None:
    shown = chart.shown(root, "%d", most)
    left_out = sum(int(node.folded) for node in shown if node.folded)
    assert chart.size(shown) + left_out == chart.size(root)
    assert chart.size(shown) <= max(most, 1 + len(root.children))


def test_a_wide_branch_is_folded_and_a_small_one_opened() -> None:
    wide = Node("w", "96 xã", children=tuple(Node(str(n), f"Xã {n}") for n in range(96)), more="/danh-sach/")
    small = Node("s", "Khối Đảng", children=(Node("a", "Tỉnh ủy"),))
    shown = chart.shown(Node("r", "Tỉnh", children=(small, wide)), "Xem %d mục bên dưới")
    assert [node.title for node in shown] == ["Tỉnh", "Khối Đảng", "Tỉnh ủy", "96 xã"]
    drawn = chart.svg(chart.drawing(shown), "Tỉnh")
    assert "Xem 96 mục bên" in drawn
    assert 'href="/danh-sach/"' in drawn


@given(trees())
def test_the_svg_is_whole_and_without_styles(root: Node) -> None:
    drawn = chart.svg(chart.drawing(root), 'Sơ đồ <thử> & "ví"')
    read = ElementTree.fromstring(drawn)  # noqa: S314 - made here
    assert read.attrib["aria-label"] == 'Sơ đồ <thử> & "ví"'
    assert not [one for one in read.iter() if "style" in one.attrib or one.tag.endswith("style")]


@pytest.mark.parametrize(("text", "lines"), [("", 0), ("UBND tỉnh", 1), ("a" * 200, 10)])
def test_a_word_longer_than_a_line_is_broken(text: str, lines: int) -> None:
    assert len(chart.wrap(text, chart.TITLE)) == lines
