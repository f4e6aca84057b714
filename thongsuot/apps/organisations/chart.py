"""An organisation chart as a drawing: which branches to show, where each box stands, the SVG. Pure functions.

The tree grows from left to right, since Vietnamese names of organs are long. Boxes of one depth stand in one
column, each node beside its first child; subtrees are packed by their outlines (after Reingold and Tilford), so
that no two boxes meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from unicodedata import combining, normalize
from xml.sax.saxutils import escape, quoteattr

BOX, GAP, ROW_GAP, PAD, EDGE = 212, 32, 10, 9, 4
"""Pixels: width of a box, between columns, between boxes, inside a box, around the drawing."""
TITLE, TEXT, LEADING = 14, 12, 1.4
"""Sizes of type in pixels, and the height of a line in them: Vietnamese marks are stacked."""
FACE = "'Be Vietnam Pro','Segoe UI',Roboto,Arial,sans-serif"
MOST = 60
"""Boxes in one drawing, unless the root alone has more below it."""


@dataclass(frozen=True, slots=True)
class Node:
    """One box. `lines` stand under the title; `more` is the address of what is below it.

    `folded` says how much of that is left out of the drawing, "" when nothing is.
    """

    key: str
    title: str
    url: str = ""
    lines: tuple[str, ...] = ()
    children: tuple[Node, ...] = ()
    more: str = ""
    folded: str = ""
    is_vacant: bool = False

    def __iter__(self) -> Iterator[Node]:
        """Itself and all below it, each before its children."""
        yield self
        for child in self.children:
            yield from child


@dataclass(frozen=True, slots=True)
class Box:
    """A node in its place; `title` and `text` are its wrapped lines; `below` are indexes of its children's boxes."""

    node: Node
    x: int
    y: int
    height: int
    title: tuple[str, ...]
    text: tuple[str, ...]
    below: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    boxes: tuple[Box, ...]
    width: int
    height: int


def size(node: Node) -> int:
    return sum(1 for _ in node)


def shown(root: Node, word: str, most: int = MOST) -> Node:
    """The tree with as many branches opened, level by level, as keep it within `most` boxes; the root always is.

    A node whose children are left out says so with `word`, for example "%d cơ quan trực thuộc".
    """
    opened, level, left = {id(root)}, list(root.children), most - 1 - len(root.children)
    while level:
        below: list[Node] = []
        for node in level:
            if len(node.children) <= left:
                opened.add(id(node))
                left -= len(node.children)
                below += node.children
        level = below
    return _folded(root, opened, word)


def _folded(node: Node, opened: set[int], word: str) -> Node:
    if id(node) not in opened:
        return replace(node, children=(), folded=word % (size(node) - 1))
    return replace(node, children=tuple(_folded(child, opened, word) for child in node.children))


def width(text: str, size: float) -> float:
    """About how wide a line is, in pixels; rather too much than too little, whatever the typeface."""
    return size * sum(_share(letter) for letter in normalize("NFD", text) if not combining(letter))


def _share(letter: str) -> float:
    if letter in "iljtfrI.,:;'!|()[] -/":
        return 0.38
    if letter in "mwMWĐ%@—":
        return 0.96
    return 0.76 if letter.isupper() else 0.64


def wrap(text: str, size: float, room: float = BOX - 2 * PAD) -> tuple[str, ...]:
    """The words of a text in lines that fit; a word too long for a line is broken."""
    lines: list[str] = []
    line = ""
    for word in (part for whole in text.split() for part in _parts(whole, size, room)):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size) > room:
            lines.append(line)
            longer = word
        line = longer
    return (*lines, line) if line else tuple(lines)


def _parts(word: str, size: float, room: float) -> Iterator[str]:
    start = 0
    for end in range(1, len(word) + 1):
        if width(word[start:end], size) > room:
            yield word[start : end - 1]
            start = end - 1
    yield word[start:]


@dataclass(slots=True)
class _Branch:
    """A subtree laid out by itself: its boxes with y from its own zero, and its outline by depth."""

    boxes: list[Box] = field(default_factory=list)
    tops: list[int] = field(default_factory=list)
    bottoms: list[int] = field(default_factory=list)


def drawing(root: Node) -> Drawing:
    """Where every box stands. The root is the first box; children keep their order from top to bottom."""
    branch = _branch(root, 0)
    lift = min(branch.tops)
    boxes = tuple(replace(box, y=box.y - lift + EDGE) for box in branch.boxes)
    right = max(box.x for box in boxes) + BOX + EDGE
    return Drawing(boxes, right, max(box.y + box.height for box in boxes) + EDGE)


def _branch(node: Node, depth: int) -> _Branch:
    box = _box(node, depth)
    whole, tops = _stacked([_branch(child, depth + 1) for child in node.children])
    top = tops[0] if tops else 0
    whole.tops.insert(0, top)
    whole.bottoms.insert(0, top + box.height)
    below, start = [], 1
    for child in node.children:
        below.append(start)
        start += size(child)
    boxes = [replace(b, below=tuple(index + 1 for index in b.below)) for b in whole.boxes]
    whole.boxes = [replace(box, y=top, below=tuple(below)), *boxes]
    return whole


def _box(node: Node, depth: int) -> Box:
    text = tuple(line for said in (*node.lines, node.folded) if said for line in wrap(said, TEXT))
    title = wrap(node.title, TITLE)
    height = 2 * PAD + LEADING * (len(title) * TITLE + len(text) * TEXT)
    return Box(node, EDGE + depth * (BOX + GAP), 0, round(height), title, text)


def _stacked(branches: Sequence[_Branch]) -> tuple[_Branch, list[int]]:
    """Branches one under the other, as close as their outlines allow; where the first box of each begins."""
    whole, starts = _Branch(), []
    for branch in branches:
        shift = max(
            (bottom + ROW_GAP - top for bottom, top in zip(whole.bottoms, branch.tops, strict=False)),
            default=0,
        )
        starts.append(branch.tops[0] + shift)
        offset = len(whole.boxes)
        whole.boxes += [
            replace(box, y=box.y + shift, below=tuple(index + offset for index in box.below))
            for box in branch.boxes
        ]
        tops, bottoms = [y + shift for y in branch.tops], [y + shift for y in branch.bottoms]
        whole.tops += tops[len(whole.tops) :]
        whole.bottoms = bottoms + whole.bottoms[len(bottoms) :]
    return whole, starts


def svg(drawing: Drawing, title: str) -> str:
    """The drawing as SVG with presentation attributes only; it takes the colour of the text around it."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width} {drawing.height}" '
        f'width="{drawing.width}" height="{drawing.height}" color="#211e1a" '
        f'font-family={quoteattr(FACE)} role="group" aria-label={quoteattr(title)}>',
        f"<title>{escape(title)}</title>",
        '<g fill="none" stroke="currentColor" stroke-opacity=".55">',
        *(_line(box, drawing.boxes[index]) for box in drawing.boxes for index in box.below),
        "</g>",
        *(_drawn(box) for box in drawing.boxes),
        "</svg>",
    ]
    return "".join(parts)


def _line(above: Box, below: Box) -> str:
    """From the first line of one title to the first line of the other."""
    y1, y2 = (box.y + PAD + LEADING * TITLE / 2 for box in (above, below))
    x1, x2 = above.x + BOX, below.x
    return f'<path d="M{x1} {y1:g}H{(x1 + x2) / 2:g}V{y2:g}H{x2}"/>'


def _drawn(box: Box) -> str:
    dashes = ' stroke-dasharray="5 3"' if box.node.is_vacant else ""
    frame = (
        f'<rect x="{box.x + 0.5}" y="{box.y + 0.5}" width="{BOX - 1}" height="{box.height - 1}" rx="2" '
        f'fill="none" stroke="currentColor"{dashes}/>'
    )
    body = frame + "".join(_lines(box))
    url = box.node.more if box.node.folded else box.node.url
    return f"<a href={quoteattr(url)}>{body}</a>" if url else f"<g>{body}</g>"


def _lines(box: Box) -> Iterator[str]:
    y = box.y + PAD + 0.0
    for line, size_, weight in (
        *((line, TITLE, ' font-weight="600"') for line in box.title),
        *((line, TEXT, "") for line in box.text),
    ):
        baseline = y + LEADING * size_ * 0.72
        yield (
            f'<text x="{box.x + PAD}" y="{baseline:.1f}" font-size="{size_}"{weight} '
            f'fill="currentColor">{escape(line)}</text>'
        )
        y += LEADING * size_
