"""What a department says when it replies: answers and promises; a directive only where it plainly asks."""

from __future__ import annotations

from itertools import pairwise

from thongsuot.engines.reading import difficulties, host
from thongsuot.engines.reading.charges import charge
from thongsuot.engines.reading.cues.moves import Move
from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.cues.troubles import TROUBLES, Trouble
from thongsuot.engines.reading.model import ItemKind
from thongsuot.engines.reading.opening import Opening
from thongsuot.engines.reading.phrases import organ_at
from thongsuot.engines.reading.scene import Row, Scene
from thongsuot.engines.reading.segments import Range
from thongsuot.engines.reading.superior import promise, will_at

_TELLING = frozenset({Move.TELL, Move.EMPHASISE, Move.REPLY, Move.AGREE})
_SILENT = frozenset({Move.PRAISE, Move.TALK, Move.RECEIVE, Move.CONCLUDE, Move.COMPLAIN, Move.REQUEST})
_SHORTEST = 4
_VAGUE_FIRST = frozenset({"một", "nhiều", "các", "những", "thêm", "về", "cụ", "rõ"})
_VAGUE = frozenset({"tồn", "hạn", "nội", "vấn", "ý", "kiến", "khó", "giải", "câu"})


def classify(scene: Scene, row: Row, part: Range, opening: Opening, continues: bool) -> None:
    """Read one clause in a department's voice."""
    move = opening.move.kind if opening.move else None
    body = (opening.content, part[1])
    if (scene.mode is ItemKind.DIFFICULTY and row.is_point and not opening.move) or _reports(
        scene, row, opening, part
    ):
        host.classify(scene, row, part, opening, continues)
    elif move in (Move.ASK, Move.ORDER, Move.CHARGE):
        organ = organ_at(row.tokens, body[0])
        if organ and organ.rank > Rank.NONE:
            charge(scene, row, body, opening, "directive.department", 0.7)
    elif row.is_bullet and scene.mode is ItemKind.DIRECTIVE and not opening.has_subject:
        charge(scene, row, (opening.rest, part[1]), opening, "directive.list", 0.8)
    elif move in _TELLING:
        _told(scene, row, body, opening)
    elif (will := will_at(row, opening.rest, part[1])) >= 0:
        _answered_and_promised(scene, row, (opening.rest, part[1]), will, opening)
    elif move not in _SILENT:
        _answer(scene, row, (opening.rest, part[1]), opening, continues)


def _reports(scene: Scene, row: Row, opening: Opening, part: Range) -> bool:
    """Before anything was asked a department tells what troubles it, and answers nothing."""
    if opening.is_reply or opening.theme or any(one.kind is ItemKind.RECOMMENDATION for one in scene.items):
        return False
    judged = difficulties.judge(row.tokens, opening.content, part[1], opening.is_contrast)
    return judged.is_difficulty or (judged.is_announced and opening.is_contrast)


def _answered_and_promised(scene: Scene, row: Row, part: Range, will: int, opening: Opening) -> None:
    """ "hợp đồng đã ký, Sở sẽ bàn giao ...": an answer, and behind its comma a promise."""
    comma = next((k for k in range(will - 1, part[0] + _SHORTEST, -1) if row.tokens[k].low == ","), 0)
    near = range(comma + 1, min(comma + _SHORTEST, will)) if comma else ()
    if not any((organ := organ_at(row.tokens, k)) and organ.to == will for k in near):
        promise(scene, row, part, will, opening)
        return
    _answer(scene, row, (part[0], comma), opening, continues=False)
    behind = (comma + 1, part[1])
    promise(scene, row, behind, will, row.opener.read(*behind))


def _is_vague(row: Row, part: Range) -> bool:
    """ "một số nội dung về ...": announced without content."""
    words = [token.low for token in row.tokens[part[0] : part[0] + 5]]
    near = [token.low for token in row.tokens[part[0] : min(part[0] + 12, part[1])]]
    told = any(a in ("số", "nhiều", "các", "những") and b in _VAGUE for a, b in pairwise(near))
    return (
        not words
        or (words[0] in _VAGUE_FIRST and bool(set(words[:4]) & _VAGUE))
        or (told and words[0] in ("kinh", "thêm", "rõ", "một", "nội", "làm", "giải", "hướng"))
    )


def _told(scene: Scene, row: Row, body: Range, opening: Opening) -> None:
    if body[0] >= body[1] or _is_vague(row, body):
        return
    inner = row.opener.read(*body)
    inner.theme = inner.theme or opening.theme
    if inner.move and inner.move.kind in _TELLING:
        inner.move = None
        inner.rest = min(inner.rest, body[0]) or body[0]
    classify(scene, row, body, inner, continues=False)


def _answer(scene: Scene, row: Row, part: Range, opening: Opening, continues: bool) -> None:
    if part[1] - part[0] < 5 or _is_vague(row, part):
        return
    theme = " ".join(scene.words(row, opening.theme).split()) if opening.theme else ""
    hits = {hit.kind for hit in TROUBLES.hits(row.tokens, *part)}
    confidence = 0.8 if theme or Trouble.GOOD in hits else 0.4
    scene.add(
        ItemKind.ANSWER,
        row,
        part,
        "answer.department",
        confidence,
        by=scene.speaker.by,
        theme=theme,
        keep_subject=True,
    )
