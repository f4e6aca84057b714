"""What the host says, or the report says of the host: results, difficulties, recommendations, promises."""

from __future__ import annotations

from dataclasses import replace

from thongsuot.engines.reading import difficulties
from thongsuot.engines.reading.asked import addressee, announces, another_asked, asks_for_work, listed, wish
from thongsuot.engines.reading.cast import Voice
from thongsuot.engines.reading.charges import theme_organ
from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.cues.moves import LINKS, MOVES, Move
from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.cues.troubles import TROUBLES, Trouble
from thongsuot.engines.reading.model import ItemKind
from thongsuot.engines.reading.opening import Opening
from thongsuot.engines.reading.phrases import organ_at
from thongsuot.engines.reading.scene import Row, Scene
from thongsuot.engines.reading.segments import Range, enumerated, wished
from thongsuot.engines.reading.tokens import Shape

_ASKING = frozenset({Move.REQUEST, Move.ASK})
_TELLING = frozenset({Move.TELL, Move.EMPHASISE, Move.REPLY})
_SILENT = frozenset({Move.PRAISE, Move.TALK, Move.RECEIVE, Move.CONCLUDE, Move.AGREE})
_TOPIC_ONLY = frozenset(
    {"tình", "kết", "về", "nội", "một", "những", "các", "công", "kinh", "với", "nhanh", "tóm", "khái"}
)
"""First syllables of what is only announced: "báo cáo tình hình ...", "chia sẻ về ..."."""
_AGAIN = (
    "nhiều lần",
    "tiếp tục kiến nghị",
    "tiếp tục đề nghị",
    "kỳ trước",
    "nhiều kỳ",
    "chưa được giải quyết",
    "từng kiến nghị",
    "đã được kiến nghị",
)
_SHORT_TROUBLE, _FAR = 7, 26
_SURE_LIST = 3
"""So many verbs of work, each on a matter of its own, are so many requests though nothing announced a list."""


def classify(scene: Scene, row: Row, part: Range, opening: Opening, continues: bool) -> None:
    """Read one clause in the host's voice (or in the reporter's)."""
    move = opening.move.kind if opening.move else None
    scene.in_contrast |= opening.is_contrast
    body = (opening.content, part[1])
    if (
        opening.theme
        and difficulties.has_state(row.tokens, *opening.theme)
        and move in (Move.COMPLAIN, Move.TELL, None)
    ):
        scene.in_contrast = True
    if announces(row, part):
        scene.open(ItemKind.RECOMMENDATION)
        scene.by, scene.to = _by(scene, row, opening), ""
    elif move in _ASKING and _is_upward(scene, row, opening):
        scene.open(ItemKind.RECOMMENDATION)
        scene.by = _by(scene, row, opening)
        recommend(scene, row, body, opening)
    elif move is Move.COMPLAIN:
        scene.open(ItemKind.DIFFICULTY)
        scene.in_contrast = True
        _complaint(scene, row, body)
    elif move in _TELLING:
        _told(scene, row, body, opening)
    elif move is Move.WILL and (opening.organ is None or opening.organ.rank <= scene.cast.host_rank):
        _promise(scene, row, body, opening)
    elif move is Move.NEED and opening.organ and opening.organ.rank > scene.cast.host_rank:
        scene.open(ItemKind.RECOMMENDATION)
        scene.by, scene.to = _by(scene, row, opening), scene.phrase(row, opening.organ)
        recommend(scene, row, body, opening)
    elif move not in _SILENT or (opening.move and _counts(row, opening.move.to)):
        _plain(scene, row, part, opening, continues)


def _is_upward(scene: Scene, row: Row, opening: Opening) -> bool:
    """A request goes up or sideways; "đề nghị các hộ dân ..." by a ward does not."""
    organ = organ_at(row.tokens, opening.content)
    return (
        organ is None
        or organ.rank >= scene.cast.host_rank
        or (opening.move is not None and opening.move.kind is Move.REQUEST)
    )


def _by(scene: Scene, row: Row, opening: Opening) -> str:
    if opening.organ and opening.organ.rank <= Rank.COMMUNE:
        return scene.phrase(row, opening.organ)
    return scene.by if scene.by and not opening.has_subject else scene.speaker.by


def _told(scene: Scene, row: Row, body: Range, opening: Opening) -> None:
    """ "... cho biết, X": X is read as a clause of its own."""
    if (
        body[0] < body[1]
        and opening.move
        and body[0] == opening.move.to
        and row.tokens[body[0]].low in _TOPIC_ONLY
    ):
        colon = next(
            (k for k in range(body[0], min(body[0] + _FAR, body[1] - 3)) if row.tokens[k].low == ":"), 0
        )
        if not colon:
            if difficulties.has_state(row.tokens, *body):
                scene.open(ItemKind.DIFFICULTY)  # "nói thẳng những điều còn vướng": they follow
                scene.in_contrast = True
            return
        body = (colon + 1, body[1])  # "nói thêm về một việc đã nêu: tỉnh cần ..."
    inner = row.opener.read(*body)
    if inner.content >= body[1] and inner.rest >= body[1]:
        return
    inner.theme = inner.theme or opening.theme
    if inner.move and inner.move.kind in _TELLING:
        inner.move = None
    classify(scene, row, body, inner, continues=False)


def recommend(scene: Scene, row: Row, body: Range, opening: Opening) -> None:
    """A request: addressee, then the matter, which may be a list."""
    to, at = addressee(scene, row, *body)
    if not to and (whom := theme_organ(row, opening)):
        to = scene.phrase(row, whom)
    scene.to = to or scene.to
    start = at
    if other := another_asked(scene, row, at, body[1]):
        rest, body = (other + 1, body[1]), (body[0], other)
        recommend(scene, row, body, opening)
        recommend(scene, row, rest, Opening(at=rest[0], rest=rest[0]))
        return
    at, is_announced = listed(row, at, body[1])
    if is_announced or at >= body[1]:
        return
    low = scene.page.low[row.tokens[max(0, body[0] - 8)].start : row.tokens[body[1] - 1].end]
    scene.raised_before = any(sign in low for sign in _AGAIN)
    theme = scene.words(row, opening.theme) if opening.theme and not to else ""
    if at < body[1] and row.tokens[at].low == "được":
        at += 1
    pieces = wished(row.tokens, at, body[1])
    is_wished = bool(pieces)
    pieces = pieces or enumerated(row.tokens, at, body[1])
    if (
        at <= start + 1
        and not is_wished
        and (len(pieces) < _SURE_LIST or not difficulties.differ(row.tokens, pieces))
    ):
        pieces = [(at, body[1])]
    for piece in pieces:
        scene.add(
            ItemKind.RECOMMENDATION,
            row,
            piece,
            "recommendation.asked",
            0.88 if len(pieces) == 1 else 0.82,
            by=scene.by or scene.speaker.by,
            to=scene.to,
            theme=theme,
        )


def _raised_again(scene: Scene, row: Row, part: Range) -> bool:
    """ "Một nội dung cử tri đã kiến nghị nhiều lần nhưng chưa được giải quyết là X"."""
    tokens = row.tokens
    asks = next(
        (
            k
            for k in range(*part)
            if tokens[k].low == "kiến" and k + 1 < part[1] and tokens[k + 1].low == "nghị"
        ),
        None,
    )
    is_at = next((k for k in range(part[1] - 2, part[0], -1) if tokens[k].low == "là"), None)
    if asks is None or is_at is None or is_at < asks:
        return False
    words = scene.page.low[tokens[part[0]].start : tokens[is_at].end]
    if not any(sign in words for sign in _AGAIN):
        return False
    scene.raised_before = True
    scene.add(
        ItemKind.RECOMMENDATION,
        row,
        (is_at + 1, part[1]),
        "recommendation.again",
        0.8,
        by=scene.by or scene.speaker.by,
    )
    scene.raised_before = False
    return True


def _complaint(scene: Scene, row: Row, body: Range) -> None:
    tokens, at = row.tokens, body[0]
    while (
        at < body[1]
        and tokens[at].low in ("tình", "trạng", "thực", "về", "việc", ":", "là", "đến", "những", "các")
        and tokens[at].low != "các"
    ):
        at += 1
    if body[1] - at < _SHORT_TROUBLE and not difficulties.has_state(tokens, at, body[1]):
        return
    judged = difficulties.judge(tokens, at, body[1], False)
    if judged.content and judged.head and judged.content[0] > judged.head[1]:
        at = judged.content[0]
    elif judged.is_announced or at >= body[1]:
        return
    add_difficulty(scene, row, (at, body[1]), "difficulty.reported", 0.6)


def _promise(scene: Scene, row: Row, body: Range, opening: Opening) -> None:
    scene.open(ItemKind.COMMITMENT)
    organ = scene.phrase(row, opening.organ) if opening.organ else ""
    bound = organ if len(organ.split()) > 2 else scene.speaker.organisation or organ
    scene.add(ItemKind.COMMITMENT, row, body, "commitment.host", 0.8, by=bound or scene.speaker.by)


def _plain(scene: Scene, row: Row, part: Range, opening: Opening, continues: bool) -> None:
    """A clause without a verb of speaking: a list that goes on, a difficulty, or a result."""
    if _raised_again(scene, row, part):
        return
    start = opening.rest
    if start >= part[1]:
        return
    if wished_at := wish(row, start, part[1]):
        scene.open(ItemKind.RECOMMENDATION)
        scene.by, scene.to = _by(scene, row, opening), ""
        recommend(scene, row, (wished_at, part[1]), opening)
        return
    if announces(row, part):
        scene.open(ItemKind.RECOMMENDATION)
        scene.by, scene.to = _by(scene, row, opening), ""
        return
    organ = opening.organ
    is_listed = row.is_point or row.is_bullet or (continues and scene.is_fresh)
    if is_listed and scene.mode is ItemKind.RECOMMENDATION and organ and organ.rank > scene.cast.host_rank:
        scene.add(
            ItemKind.RECOMMENDATION,
            row,
            (organ.to, part[1]),
            "recommendation.list",
            0.8,
            by=scene.by or scene.speaker.by,
            to=scene.phrase(row, organ),
        )
        return
    whom = theme_organ(row, opening) if scene.mode is ItemKind.RECOMMENDATION else None
    if whom and row.tokens[whom.to].low == ":":
        scene.to = scene.phrase(row, whom)
        opening = replace(opening, theme=None, is_point=True)
        scene.is_fresh = True
    asks_on = scene.mode is ItemKind.RECOMMENDATION and (
        (continues and scene.is_fresh)
        or opening.is_point
        or row.is_point
        or (not opening.has_subject and ACTIONS.at(row.tokens, start) is not None)
    )
    if asks_on:
        theme = scene.words(row, opening.theme) if opening.theme else ""
        scene.add(
            ItemKind.RECOMMENDATION,
            row,
            (start, part[1]),
            "recommendation.list",
            0.78,
            by=scene.by or scene.speaker.by,
            to=scene.to,
            theme=theme,
        )
        return
    if opening.is_point and scene.mode is not ItemKind.RESULT and asks_for_work(row, start, part[1]):
        scene.open(ItemKind.RECOMMENDATION)  # "Một là, bổ sung biên chế": asked for, whatever announced it
        scene.add(
            ItemKind.RECOMMENDATION, row, (start, part[1]), "recommendation.list", 0.7, by=scene.speaker.by
        )
        return
    judged = difficulties.judge(row.tokens, start, part[1], scene.in_contrast)
    if judged.is_difficulty and judged.content:
        scene.open(ItemKind.DIFFICULTY)
        scene.in_contrast = True
        add_difficulty(scene, row, judged.content, "difficulty.stated", 0.8)
    elif judged.is_announced:
        scene.open(ItemKind.DIFFICULTY)
        scene.in_contrast = True
    elif scene.mode is ItemKind.DIFFICULTY and ((continues and scene.is_fresh) or row.is_point):
        add_difficulty(scene, row, (start, part[1]), "difficulty.list", 0.45)
    elif scene.section is ItemKind.DIFFICULTY and part[1] - start > 4:
        add_difficulty(scene, row, (start, part[1]), "difficulty.section", 0.8)
    elif _is_result(scene, row, (start, part[1]), opening):
        scene.open(ItemKind.RESULT)
        _result(scene, row, (start, part[1]))
    elif scene.is_voter and opening.person is None and part[1] - start > 5:
        scene.open(ItemKind.DIFFICULTY)
        add_difficulty(scene, row, (start, part[1]), "difficulty.voiced", 0.6)


def add_difficulty(scene: Scene, row: Row, part: Range, rule: str, confidence: float) -> None:
    """One difficulty, or several under a shared head, a shared predicate, or each with its own."""
    tokens = row.tokens
    if headed := difficulties.shared_head(tokens, *part):
        head, tails = headed
        for tail in tails:
            scene.add(
                ItemKind.DIFFICULTY,
                row,
                tail,
                "difficulty.shared-head",
                0.8,
                by=scene.speaker.by,
                head=scene.words(row, head),
                keep_subject=True,
            )
        return
    if tailed := difficulties.shared_tail(tokens, *part):
        heads, tail = tailed
        for head in heads:
            text = f"{scene.words(row, head)} {scene.words(row, tail)}".strip(" .,;…")
            scene.add(
                ItemKind.DIFFICULTY,
                row,
                (head[0], tail[1]),
                "difficulty.shared-tail",
                0.8,
                by=scene.speaker.by,
                text=text,
            )
        return
    for clause in [part] if scene.is_listed else difficulties.clauses(tokens, *part):
        scene.add(
            ItemKind.DIFFICULTY,
            row,
            clause,
            rule,
            confidence,
            by=scene.speaker.by,
            keep_subject=not LINKS.at(tokens, clause[0]),
        )


def _is_result(scene: Scene, row: Row, part: Range, opening: Opening) -> bool:
    """A fact told of the host's work: a figure, or a verb of having done."""
    if scene.section is ItemKind.RESULT and scene.speaker.voice in (Voice.HOST, Voice.NARRATOR):
        return any(
            token.shape is Shape.NUMBER or token.low == "đã" for token in row.tokens[part[0] : part[1]]
        )
    if part[1] - part[0] < 4 or (
        opening.organ and opening.organ.rank > scene.cast.host_rank and opening.organ.rank is not Rank.CENTRE
    ):
        return False
    if opening.person is not None or scene.speaker.voice not in (Voice.HOST, Voice.NARRATOR):
        return False
    if any(
        hit.kind in (Move.TALK, Move.RECEIVE) and not _counts(row, hit.to)
        for hit in MOVES.hits(row.tokens, part[0], min(part[0] + 10, part[1]))
    ):
        return False
    if scene.mode is ItemKind.RESULT and scene.is_fresh:
        return True
    if any(
        a.low == "có" and b.shape is Shape.NUMBER
        for a, b in zip(row.tokens[part[0] : part[1]], row.tokens[part[0] + 1 : part[1]], strict=False)
    ):
        return True
    hits = TROUBLES.hits(row.tokens, *part)
    return any(hit.kind is Trouble.GOOD for hit in hits) or (
        any(hit.kind is Trouble.OVERCOME for hit in hits) and scene.mode is ItemKind.RESULT
    )


def _counts(row: Row, at: int) -> bool:
    """ "tiếp nhận 1.512 hồ sơ" counts; "tiếp nhận ý kiến" receives."""
    return at < len(row.tokens) and row.tokens[at].shape is Shape.NUMBER


def _result(scene: Scene, row: Row, part: Range) -> None:
    turned = None
    tokens = row.tokens
    if tokens[part[0]].low in ("mặc", "dù", "tuy", "những"):
        turned = next((k + 1 for k in range(part[0], part[1]) if tokens[k].low in ("nhưng", "song")), None)
    scene.add(
        ItemKind.RESULT,
        row,
        (turned or part[0], part[1]),
        "result.told",
        0.55,
        by=scene.speaker.by,
        keep_subject=not LINKS.at(tokens, part[0]),
    )
