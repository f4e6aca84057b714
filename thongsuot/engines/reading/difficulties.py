"""Is this a difficulty, and how many? The predicate decides, not the noun (study, sections 3, 4 and 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.cues.troubles import TROUBLES, Trouble
from thongsuot.engines.reading.lexicon import Hit, Lexicon, words
from thongsuot.engines.reading.segments import Range, comma_parts
from thongsuot.engines.reading.tokens import Token
from thongsuot.engines.reading.topics import scores

_LIST_SIGNS = frozenset({"như", ":", "là", "gồm"})
_ESPECIALLY = Lexicon(
    {True: "nhất là | cụ thể | cụ thể là | đặc biệt là | trong đó có | điển hình là | chủ yếu là | đó là"}
)
"""Behind a comma they open the list that a noun announced: "nhiều bất cập, nhất là ..."."""
_TAIL_SIGNS = frozenset({"trong", "về", "ở", "tại", "với"})
_BECAUSE = words(
    """
do vì bởi khiến dẫn gây làm nên trong nhất đặc chưa không còn thường chủ và bị có mất ảnh song nhưng cũng
"""
)
_CONCESSION = frozenset({"mặc", "dù", "dẫu", "tuy"})
_TURN = frozenset({"nhưng", "song", "vẫn"})
_SETTLES, _DONE = frozenset({"nhưng", "song"}), frozenset({"đã", "vẫn"})
_SURE = words(
    """
thiếu chưa xuống lúng quá chồng chật hư bất khó còn gặp vướng lạc đã sạt tồn nợ rò ô nằm đứt chia hạn thất
kém yếu
"""
)
_BODIES = frozenset({"xã", "phường", "các", "địa", "đơn", "tuy", "ubnd", "chính", "đặc"})
_NEAR, _HEAD_WORDS = 5, 5
_CANNOT_BY, _SHORT = 6, 14
_MATTERS, _SOME = frozenset({"việc", "chuyện", "điều", "vấn"}), frozenset({"ít", "nhiều", "số", "những"})
_UNABLE = frozenset({"được", "nổi", "xuể", "kịp", "thấu"})
_DUTIES = frozenset({"có", "là", "bảo", "đảm", "được", "thực", "chủ", "tập", "quan"})
_PHRASE = 2
"""Two syllables say it without a contrast before them."""


@dataclass(frozen=True, slots=True)
class Judged:
    """`content` is where the difficulty is told; None when it is only announced, or is none."""

    is_difficulty: bool
    content: Range | None = None
    is_announced: bool = False
    head: Range | None = None


NONE = Judged(False)


def _negated(tokens: Sequence[Token], hits: Sequence[Hit[Trouble]], hit: Hit[Trouble]) -> bool:
    """Whether the trouble is overcome, avoided or denied close by in the same clause."""
    for other in hits:
        if other.kind is not Trouble.OVERCOME:
            continue
        first, last = sorted((other, hit))
        gap = range(first.to, last.at)
        if len(gap) <= _NEAR + 3 * (other.at > hit.at) and not any(tokens[k].low in (",", ";") for k in gap):
            return other.at < hit.at or tokens[other.at - 1].low in (
                "được",
                "đã",
                "bản",
                "đều",
                "từng",
                "kịp",
            )
    return False


def _after_turn(tokens: Sequence[Token], at: int, to: int) -> Range | None:
    """ "Mặc dù A nhưng B": B counts. None when there is no concession."""
    opens = next((k for k in range(at, to) if tokens[k].low in _CONCESSION), None)
    if opens is None:
        return None
    if opens - at > _NEAR and opens + 2 < to and tokens[opens - 1].low == ",":
        return (opens + 1 + (tokens[opens + 1].low == "dù"), to)  # "đạt 97%, dù 5 khu vẫn chưa có sóng"
    turn = next((k for k in range(opens + 2, to) if tokens[k].low in _TURN), None)
    if turn is None and opens == at:
        turn = next((k for k in range(opens + 3, to) if tokens[k].low == ","), None)
    return None if turn is None else (turn + 1, to)


def _is_by_now(tokens: Sequence[Token], k: int, to: int) -> bool:
    return tokens[k].low == "đến" and k + 1 < to and tokens[k + 1].low == "nay"


def _is_unsaid(tokens: Sequence[Token], at: int, to: int) -> bool:
    """ "còn không ít việc chưa thông": that there are troubles, and not which."""
    matters = [k for k in range(at + 1, to) if tokens[k].low in _MATTERS and tokens[k - 1].low in _SOME]
    return to - at <= _SHORT and bool(matters) and to - matters[-1] <= _NEAR


def _is_settled(tokens: Sequence[Token], hits: Sequence[Hit[Trouble]], to: int) -> bool:
    """ "hồ sơ trễ hẹn nhiều, nhưng nay đã về 0": what the clause ends with is no trouble any more."""
    first = next((hit.to for hit in hits if hit.kind is Trouble.STATE), to)
    turn = next((k for k in range(first, to) if tokens[k].low in _SETTLES or _is_by_now(tokens, k, to)), None)
    if turn is None:
        return False
    lows = [token.low for token in tokens[turn:to]]
    if ("đã", "về") in pairwise(lows) or ("đã" in lows and lows[1] == "nhờ"):
        return True
    if any(hit.kind is Trouble.STATE and hit.at > turn for hit in hits):
        return False
    return bool(_DONE & {*lows}) or ("không", "còn") in [*pairwise(lows)]


def _list_after(tokens: Sequence[Token], noun: Hit[Trouble], to: int) -> Range | None:
    """What follows "khó khăn, vướng mắc (chung, hiện nay, lớn nhất ...) như / : / là"."""
    for k in range(noun.to, min(noun.to + 14, to)):
        low = tokens[k].low
        if low in _LIST_SIGNS:
            start = k + 1 + (k + 1 < to and tokens[k + 1].low in (":", "sau"))
            while start < to and tokens[start].low in (":", "sau", "việc", ","):
                start += 1
            return (start, to)
        if low == "," and (link := _ESPECIALLY.at(tokens, k + 1)) and link.to < to:
            return (link.to, to)
        if low in (",", ";", "."):
            return None
    return None


def _is_predicate(tokens: Sequence[Token], at: int, noun: Hit[Trouble], to: int) -> bool:
    """ "quản lý rác thải vẫn còn nhiều vướng mắc": said of a matter, at the end of its clause."""
    ends = noun.to >= to or tokens[noun.to].low in (".", ",", "…", ";")
    before = tokens[noun.at - 1].low if noun.at > at else ""
    met = before in ("nhiều", "còn", "gặp") or tokens[noun.at].low == "gặp"
    return ends and met and noun.at - at >= 6 and tokens[at].low not in _BODIES


def judge(tokens: Sequence[Token], at: int, to: int, in_contrast: bool) -> Judged:
    """What a clause of a report says about difficulties."""
    turned = _after_turn(tokens, at, to)
    if turned:
        second = judge(tokens, *turned, True)
        return second if second.is_difficulty else NONE
    hits = TROUBLES.hits(tokens, at, to)
    if _is_settled(tokens, hits, to):
        return NONE
    if in_contrast and _is_unsaid(tokens, at, to):
        return Judged(False, None, True)
    for hit in hits:
        if hit.kind is Trouble.NOUN:
            if _negated(tokens, hits, hit):
                return NONE
            if listed := _list_after(tokens, hit, to):
                content = listed if any(t.is_word for t in tokens[listed[0] : listed[1]]) else None
                return Judged(content is not None, content, content is None, (hit.at, hit.to))
            if _is_predicate(tokens, at, hit, to):
                return Judged(True, (at, to))
            if hit.to < to and tokens[hit.to].low in _TAIL_SIGNS and to - hit.to > 2:
                return Judged(True, (hit.at, to), head=(hit.at, hit.to + 1))
        elif (
            hit.kind is Trouble.STATE
            and (in_contrast or tokens[hit.at].low in _SURE or hit.to - hit.at >= _PHRASE)
            and not _negated(tokens, hits, hit)
        ):
            return Judged(True, (at, to))
    if _cannot(tokens, at, to) or (in_contrast and _must_bear(tokens, at, to)):
        return Judged(True, (at, to))
    announced = in_contrast and any(hit.kind is Trouble.NOUN for hit in hits)
    return Judged(False, None, announced)


def _cannot(tokens: Sequence[Token], at: int, to: int) -> bool:
    """ "làm không xuể", "xe không vào nổi": a thing that cannot be done; "không được" alone forbids."""
    for k in range(at + 1, to - 1):
        if tokens[k].low == "không" and tokens[k + 1].low not in ("được", "để", "phải", "chỉ", "bị"):
            reach = [token.low for token in tokens[k + 2 : min(k + _CANNOT_BY, to)]]
            if _UNABLE & {
                *reach[: next((i for i, low in enumerate(reach) if low in (",", ";", ".")), len(reach))]
            }:
                return True
    return False


def _must_bear(tokens: Sequence[Token], at: int, to: int) -> bool:
    """ "cán bộ phải làm thêm giờ": behind a complaint, what people have to put up with."""
    return any(
        tokens[k].low == "phải" and tokens[k - 1].low != "không" and tokens[k + 1].low not in _DUTIES
        for k in range(at + 1, to - 1)
    )


def has_state(tokens: Sequence[Token], at: int, to: int) -> bool:
    return any(hit.kind in (Trouble.STATE, Trouble.NOUN) for hit in TROUBLES.hits(tokens, at, to))


def _is_clause(tokens: Sequence[Token], at: int, to: int) -> bool:
    """Whether tokens [at, to) are a subject with its own state: "trụ sở chật hẹp"; what follows from one is none."""
    hits = [hit for hit in TROUBLES.hits(tokens, at, to) if hit.kind is Trouble.STATE]
    if not hits or hits[0].at - at < 1 or tokens[at].low in _BECAUSE:
        return False
    first = hits[0]
    words = [token.low for token in tokens[first.at : first.to]]
    return not (words[0] == "phải" or (words[0] == "không" and words[-1] in ("được", "nổi")))


def clauses(tokens: Sequence[Token], at: int, to: int) -> list[Range]:
    """Clauses with a subject and a state of their own: "trụ sở chật hẹp, trang thiết bị thiếu" are two."""
    parts = comma_parts(tokens, at, to)
    groups: list[Range] = []
    open_from: int | None = None
    for a, b in parts:
        if _is_clause(tokens, a, b) and (
            open_from is not None or not groups or _topics_differ(tokens, groups[-1], (a, b))
        ):
            groups.append((a if open_from is None else open_from, b))
            open_from = None
        elif groups and open_from is None:
            groups[-1] = (groups[-1][0], b)
        else:
            open_from = a if open_from is None else open_from
    if not groups or len(groups) == 1:
        return [(at, to)]
    return groups


def _top(tokens: Sequence[Token], piece: Range) -> str:
    ranked = scores(tokens, *piece)
    ranked.pop("other", None)
    return max(sorted(ranked), key=ranked.__getitem__) if ranked else ""


def _topics_differ(tokens: Sequence[Token], one: Range, other: Range) -> bool:
    first, second = _top(tokens, one), _top(tokens, other)
    return bool(first) and bool(second) and first != second


def differ(tokens: Sequence[Token], pieces: Sequence[Range]) -> bool:
    """Whether each piece is on a matter of its own."""
    topics = [_top(tokens, piece) for piece in pieces]
    return len(pieces) > 1 and all(topics) and len({*topics}) == len(topics)


def shared_tail(tokens: Sequence[Token], at: int, to: int) -> tuple[list[Range], Range] | None:
    """ "cơ sở vật chất, trang thiết bị còn thiếu": two heads on different matters under one predicate."""
    parts = comma_parts(tokens, at, to)
    if len(parts) != 2 or not 2 <= parts[0][1] - parts[0][0] <= _HEAD_WORDS:
        return None
    states = [hit for hit in TROUBLES.hits(tokens, *parts[1]) if hit.kind is Trouble.STATE]
    if not states or has_state(tokens, *parts[0]):
        return None
    second = (parts[1][0], states[0].at)
    if not 0 < second[1] - second[0] <= _HEAD_WORDS or not _topics_differ(tokens, parts[0], second):
        return None
    return [parts[0], second], (states[0].at, to)


def shared_head(tokens: Sequence[Token], at: int, to: int) -> tuple[Range, list[Range]] | None:
    """ "vướng mắc trong A, B, C": one head over several matters, each of which stands alone."""
    head = next((hit for hit in TROUBLES.hits(tokens, at, to) if hit.kind is Trouble.NOUN), None)
    if head is None or head.to >= to or tokens[head.to].low not in _TAIL_SIGNS:
        return None
    tails = comma_parts(tokens, head.to + 1, to)
    if len(tails) < 2 or any(b - a < 2 for a, b in tails):
        return None
    topics = [_top(tokens, tail) for tail in tails]
    if len({topic for topic in topics if topic}) < 2 or sum(map(bool, topics)) < len(tails) - 1:
        return None
    acts = [ACTIONS.at(tokens, tail[0]) is not None for tail in tails]
    if any(
        not act and (has_state(tokens, *tail) or not topic)
        for tail, act, topic in zip(tails, acts, topics, strict=True)
    ):
        return None
    return (head.at, head.to + 1), tails
