"""What the chair and those above say: directives, answers, promises, praise."""

from __future__ import annotations

from dataclasses import replace

from thongsuot.engines.reading import difficulties
from thongsuot.engines.reading.asked import addressee
from thongsuot.engines.reading.cast import Voice
from thongsuot.engines.reading.charges import answer, charge, is_noun, needed, theme_of
from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.cues.moves import MOVES, Move
from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.host import add_difficulty
from thongsuot.engines.reading.model import Assignee, ItemKind, Role, Span
from thongsuot.engines.reading.opening import Opening
from thongsuot.engines.reading.phrases import organ_at
from thongsuot.engines.reading.scene import Row, Scene
from thongsuot.engines.reading.segments import Range, segments
from thongsuot.engines.reading.work import (
    approves,
    does,
    is_told_off,
    matter_first,
    may_do,
    must,
    named_task,
    passive,
    replies,
    set_owner,
    whoever,
)

_CALLS = frozenset({Move.ASK, Move.ORDER, Move.CHARGE, Move.REQUEST})
_FAR, _FAR_ENOUGH = 24, 4
_TURNS = frozenset({"song", "nhưng", "đồng"})
_TELLING = frozenset({Move.TELL, Move.EMPHASISE, Move.REPLY, Move.CONCLUDE})
_IMPORTANCE = frozenset({"vai", "tầm", "ý", "những", "kết", "sự"})
_BARE_BODIES = frozenset({"sở", "đoàn", "bộ", "ban", "ngành", "cục", "đơn vị", "tỉnh ta"})


def classify(scene: Scene, row: Row, part: Range, opening: Opening, continues: bool) -> None:
    """Read one clause in a superior's voice."""
    move = opening.move.kind if opening.move else None
    body = (opening.content, part[1])
    if scene.is_reply and not continues and replies(row, part, opening):
        answer(scene, row, (opening.rest, part[1]), opening)
    elif move is Move.REQUEST and not opening.has_subject and approves(row, part):
        answer(scene, row, (opening.move.at if opening.move else part[0], part[1]), opening)
    elif move in _CALLS:
        _call(scene, row, body, opening)
    elif move in _TELLING:
        _told(scene, row, body, opening)
    elif move is Move.RECEIVE:
        _received(scene, row, part, opening)
    elif move is Move.PRAISE:
        _praise(scene, row, part, opening)
    elif move is Move.AGREE:
        _agree(scene, row, part, opening)
    elif move is Move.NEED:
        _duty(scene, row, body, opening)
    elif (will := will_at(row, opening.rest, part[1])) >= 0:
        promise(scene, row, (opening.rest, part[1]), will, opening)
    elif move not in (Move.TALK, Move.RECEIVE, Move.COMPLAIN):
        _plain(scene, row, part, opening, continues)


def _call(scene: Scene, row: Row, body: Range, opening: Opening) -> None:
    organ = organ_at(row.tokens, body[0])
    if organ and organ.rank is Rank.CENTRE and opening.move and opening.move.kind in (Move.ASK, Move.REQUEST):
        scene.to, at = addressee(scene, row, *body)
        scene.add(
            ItemKind.RECOMMENDATION,
            row,
            (at, body[1]),
            "recommendation.upward",
            0.8,
            by=scene.speaker.by,
            to=scene.to,
        )
        return
    charge(scene, row, body, opening, "directive.called", 0.88)


def _told(scene: Scene, row: Row, body: Range, opening: Opening) -> None:
    """ "nhấn mạnh, các xã khẩn trương ...": what is emphasised is read by itself."""
    if body[0] >= body[1]:
        return
    if row.tokens[body[1] - 1].low == ":":
        scene.open(ItemKind.DIRECTIVE)
        scene.assignees = _duty_bearer(scene, row, body) or scene.inherited()
        return
    body = _behind_colon(row, body)
    if row.tokens[body[0]].low in _IMPORTANCE:
        _state(scene, row, body)
        return
    inner = row.opener.read(*body)
    inner.theme = inner.theme or opening.theme
    before = len(scene.items)
    if inner.move and inner.move.kind in _TELLING:
        inner.move = None
    kept = scene.mode
    scene.open(ItemKind.DIRECTIVE)
    classify(scene, row, body, inner, continues=False)
    if len(scene.items) == before:
        scene.mode = kept
        _state(scene, row, body)


def _behind_colon(row: Row, body: Range) -> Range:
    """ "nhấn mạnh trách nhiệm của cơ sở: xã phải ...": what is said, where nothing before the colon has to be done."""
    at, to = body
    colon = next((k for k in range(at, min(at + _FAR, to - _FAR_ENOUGH)) if row.tokens[k].low == ":"), 0)
    needs = [hit.at for hit in MOVES.hits(row.tokens, at, to) if hit.kind is Move.NEED]
    return (colon + 1, to) if colon and needs and needs[0] > colon else body


def _duty_bearer(scene: Scene, row: Row, part: Range) -> tuple[Assignee, ...]:
    """Who "cần" in "một số nhiệm vụ trọng tâm xã cần tập trung:"."""
    for k in range(*part):
        organ = organ_at(row.tokens, k)
        if organ and organ.to < part[1] and (hit := MOVES.at(row.tokens, organ.to)) and hit.kind is Move.NEED:
            return scene.charged(row, organ)
    return ()


def _state(scene: Scene, row: Row, part: Range) -> None:
    if part[1] - part[0] > 3:
        scene.add(
            ItemKind.STATEMENT, row, part, "statement.said", 0.6, by=scene.speaker.by, keep_subject=True
        )


def _praise(scene: Scene, row: Row, part: Range, opening: Opening) -> None:
    """Praise, and behind "song" or "đồng thời" perhaps what is found wanting."""
    begin = opening.move.to if opening.move else part[0]
    turn = next((k for k in range(begin, part[1] - 3) if row.tokens[k].low in _TURNS), 0)
    inner = row.opener.read(turn, part[1]) if turn else None
    if inner and inner.move and inner.move.kind is Move.EMPHASISE:
        _praise(scene, row, (part[0], turn), opening)
        _wanting(scene, row, (inner.content, part[1]))
        return
    if opening.move and part[1] - opening.move.at > 3:
        scene.add(
            ItemKind.STATEMENT,
            row,
            (opening.move.at, part[1]),
            "statement.praise",
            0.8,
            by=scene.speaker.by,
            keep_subject=True,
        )


def _wanting(scene: Scene, row: Row, part: Range) -> None:
    judged = difficulties.judge(row.tokens, *part, True)
    if judged.is_difficulty and judged.content:
        add_difficulty(scene, row, judged.content, "difficulty.chair", 0.7)


def _received(scene: Scene, row: Row, part: Range, opening: Opening) -> None:
    """ "ghi nhận các kiến nghị của xã về X và sẽ ...": X was asked for, and something is promised."""
    tokens, (at, to) = row.tokens, (opening.content, part[1])
    will = next((k for k in range(at, to) if tokens[k].low == "sẽ"), -1)
    end = will - 1 if will > at else to
    organ = organ_at(tokens, at + 1) if at < to and tokens[at].low == "của" else None
    if organ and organ.to < end and tokens[organ.to].low == "về" and end - organ.to > 3:
        scene.add(
            ItemKind.RECOMMENDATION,
            row,
            (organ.to + 1, end),
            "recommendation.received",
            0.7,
            by=scene.phrase(row, organ),
        )
    if will > at:
        promise(scene, row, (will, to), will, opening)


def _agree(scene: Scene, row: Row, part: Range, opening: Opening) -> None:
    """A chair who agrees answers a request; on its own "thống nhất" is also a verb of work."""
    if opening.move is None:
        return
    if (
        ACTIONS.at(row.tokens, opening.rest)
        and scene.mode is ItemKind.DIRECTIVE
        and not opening.has_subject
        and not opening.theme
    ):
        charge(scene, row, (opening.rest, part[1]), opening, "directive.list", 0.8)
        return
    answer(scene, row, (opening.move.at, part[1]), opening)


def will_at(row: Row, at: int, to: int) -> int:
    """Index of "sẽ" in the main clause, or -1."""
    for k in range(at, min(at + 30, to)):
        if row.tokens[k].low in (";", ":"):
            return -1
        if row.tokens[k].low == "sẽ":
            return k
        hit = MOVES.at(row.tokens, k)
        if hit and hit.kind is Move.WILL:
            return k
    return -1


def promise(scene: Scene, row: Row, part: Range, will: int, opening: Opening) -> None:
    """ "tỉnh sẽ ...", "Những nội dung ... sẽ được tổng hợp": something is promised."""
    tokens = row.tokens
    is_own = scene.speaker.voice is Voice.DEPARTMENT
    if opening.organ and opening.organ.rank <= scene.cast.host_rank and not is_own:
        _state(scene, row, part)
        return
    scene.open(ItemKind.COMMITMENT)
    organ = scene.phrase(row, opening.organ) if opening.organ and opening.organ.to <= will else ""
    is_passive = will + 1 < part[1] and tokens[will + 1].low == "được"
    start = part[0] if is_passive or (not organ and will - part[0] > 3) else _behind_will(row, will)
    scene.add(
        ItemKind.COMMITMENT,
        row,
        (start, part[1]),
        "commitment.promised",
        0.7,
        by=organ
        if organ and organ.lower() not in _BARE_BODIES
        else (scene.speaker.organisation or organ or scene.speaker.by),
        theme=theme_of(scene, row, opening),
        keep_subject=start == part[0],
    )


def _behind_will(row: Row, at: int) -> int:
    hit = MOVES.at(row.tokens, at)
    return hit.to if hit and hit.kind is Move.WILL else at + 1


def _duty(scene: Scene, row: Row, body: Range, opening: Opening) -> None:
    """ "phường cần ...": a directive to the subject."""
    if opening.organ and opening.organ.rank > Rank.PEOPLE:
        scene.assignees = scene.charged(row, opening.organ)
    elif (
        opening.organ is None
        and opening.person is None
        and not opening.theme
        and opening.rest != (opening.move.at if opening.move else -1)
    ):
        return
    charge(scene, row, body, opening, "directive.duty", 0.88, has_subject=opening.organ is not None)


def _plain(scene: Scene, row: Row, part: Range, opening: Opening, continues: bool) -> None:
    tokens, at = row.tokens, opening.rest
    if at >= part[1]:
        return
    if (task := named_task(row, at, part[1])) is not None:
        charge(
            scene,
            row,
            (task, part[1]),
            opening,
            "directive.duty",
            0.8,
            has_subject=set_owner(scene, row, at, task),
        )
        return
    if told := passive(scene, row, part, opening):
        charge(scene, row, (told, part[1]), opening, "directive.passive", 0.85, has_subject=True)
        return
    judged = difficulties.judge(tokens, at, part[1], opening.is_contrast)
    is_told = opening.is_contrast or (opening.theme and not continues and not ACTIONS.at(tokens, at))
    if is_told and judged.is_difficulty and judged.content:
        for piece in segments(row.tokens, *judged.content):
            add_difficulty(scene, row, piece, "difficulty.chair", 0.7)
        scene.mode = ItemKind.DIFFICULTY if opening.is_contrast else ItemKind.DIRECTIVE
        return
    if scene.mode is ItemKind.DIFFICULTY and (continues or row.is_bullet):
        add_difficulty(scene, row, (at, part[1]), "difficulty.chair", 0.7)
        return
    is_open = scene.mode is ItemKind.DIRECTIVE or scene.section is ItemKind.DIRECTIVE
    acts = ACTIONS.at(tokens, at) is not None or tokens[at].low == "không"
    is_open = is_open or is_told_off(scene, row, part, opening)
    if opening.organ and is_open and does(row, opening.organ.to, part[1]):
        scene.assignees = scene.charged(row, opening.organ)
        charge(scene, row, (opening.organ.to, part[1]), opening, "directive.subject", 0.85, has_subject=True)
    elif opening.person and opening.person.name and is_open and does(row, opening.person.to, part[1]):
        who = scene.cast.resolve(opening.person, None)
        span = Span(tokens[opening.person.at].start, tokens[opening.person.to - 1].end)
        scene.assignees = (Assignee(who.name if who else opening.person.name, Role.LEAD, span),)
        charge(scene, row, (opening.person.to, part[1]), opening, "directive.subject", 0.85, has_subject=True)
    elif (
        is_open
        and not opening.has_subject
        and (
            acts
            or opening.is_point
            or continues
            or row.is_point
            or row.is_bullet
            or whoever(row, at, part[1])
        )
    ):
        if continues and not (row.is_bullet or row.is_point) and is_noun(row, (at, part[1])):
            return  # "; việc nhà công vụ, giao Sở A ...": said of what follows
        charge(scene, row, (at, part[1]), opening, "directive.list", 0.8)
    elif opening.organ and scene.mode is ItemKind.DIRECTIVE and may_do(row, opening.organ.to, part[1]):
        scene.assignees = scene.charged(row, opening.organ)
        charge(scene, row, (opening.organ.to, part[1]), opening, "directive.subject", 0.7, has_subject=True)
    elif is_open and not opening.has_subject and (organ := matter_first(row, at, part[1])):
        scene.assignees = scene.charged(row, organ)
        head = replace(opening, theme=(at, organ.at - 1))
        charge(scene, row, (organ.to, part[1]), head, "directive.subject", 0.8, has_subject=True)
    elif scene.mode is ItemKind.DIRECTIVE and not opening.person and must(row, at, part[1]):
        needed(scene, row, (at, part[1]), opening)
