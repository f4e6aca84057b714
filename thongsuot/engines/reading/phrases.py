"""Phrases about bodies: where one ends, of what tier it is, what is one and what are several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thongsuot.engines.reading.cues.actions import ACTIONS
from thongsuot.engines.reading.cues.moves import MOVES
from thongsuot.engines.reading.cues.organs import FULL_NAMES, NAMED_KINDS, ORGANS, OWN_NAME, STOPS, Rank
from thongsuot.engines.reading.cues.titles import LEADS, TITLES, Lead
from thongsuot.engines.reading.lexicon import words
from thongsuot.engines.reading.tokens import Shape, Token

_LONGEST = 40
_NAMES, _FEWEST_SAID = frozenset({Shape.CAPITAL, Shape.CAPITALS, Shape.NUMBER}), 2
_GENERIC = words(
    """
đại lãnh ý các một toàn đội cán thường ban cơ đơn phòng tập người mỗi từng ủy thành
"""
)
_NEVER_NAMED = words("phối hướng cử tham rà nghiên kịp khẩn")
"""First syllables of verbs that no body has in its name: behind "của Ban" they say what it does."""
_IN_NAME = frozenset({"đoàn", "ban", "ủy", "tổ", "hội", "cục", "trung", "tâm", "án"})
_COMPOUNDS = frozenset(
    {
        ("khoa", "học"),
        ("đào", "tạo"),
        ("đăng", "ký"),
        ("chế", "tạo"),
        ("trung", "học"),
        ("tiểu", "học"),
        ("đại", "học"),
        ("y", "học"),
        ("sáng", "tạo"),
        ("cải", "tạo"),
        ("văn", "học"),
        ("cơ", "sở"),
        ("thực", "hiện"),
        ("công", "trình"),
        ("chương", "trình"),
        ("quy", "trình"),
    }
)
_COMMUNE_WORDS = frozenset({"xã", "phường", "đặc"})
_COMMUNE_ENDS, _BARE = frozenset({"xã", "phường", "tỉnh"}), 3
_COMMUNE_KINDS = words(
    """
vùng biên miền nghèo mới này đảo ven đặc loại khó trên thuộc phía cũ trong sau và nói bãi lân trọng điểm
khu khác giáp thuần còn nông hội ta mình liên nơi đồng cùng đội vừa tại
"""
)
_JOINERS = words("và tỉnh thành phố xã phường đặc khu vực huyện thị của cũ số cấp")
_FIELD_WORDS = words(
    """
sở ban ngành phòng cơ đơn đoàn địa các tổ hội chính cấp phường xã đặc công viên ubnd hđnd mttq ubmttq mặt
"""
)


@dataclass(frozen=True, slots=True)
class Organ:
    """Tokens [at, to) name a body or several."""

    at: int
    to: int
    rank: Rank


def _ends_at(tokens: Sequence[Token], j: int, at: int) -> bool:
    """Whether the phrase that began at `at` ends before the word at `j`."""
    token = tokens[j]
    if token.shape is not Shape.LOWER:
        return False
    if (tokens[j - 1].low, token.low) in _COMPOUNDS:
        return False
    if token.low in _NEVER_NAMED:
        return True
    if MOVES.at(tokens, j) or STOPS.at(tokens, j):
        return not (tokens[j - 1].low in _IN_NAME and tokens[j - 1].shape is Shape.CAPITAL)
    if ACTIONS.at(tokens, j):
        return tokens[j - 1].low not in _IN_NAME or tokens[j - 1].low == "án"
    return False


def _is_behind_name(tokens: Sequence[Token], j: int, head: int) -> bool:
    """ "Ban Quản lý Khu kinh tế Vân Phong đấu nối ...": behind a name of two capitals small words say what is done."""
    return (
        j - 2 >= head
        and tokens[j].shape is Shape.LOWER
        and tokens[j].low not in _JOINERS
        and tokens[j - 1].shape is Shape.CAPITAL
        and tokens[j - 2].shape is Shape.CAPITAL
        and tokens[j - 2].low not in NAMED_KINDS
        and OWN_NAME.at(tokens, j - 2) is None
    )


def _goes_on(tokens: Sequence[Token], j: int) -> bool:
    """Whether behind the comma or "và" before `j` the row of bodies goes on."""
    if j >= len(tokens):
        return False
    token = tokens[j]
    if token.shape is Shape.LOWER and (ACTIONS.at(tokens, j) or MOVES.at(tokens, j)):
        return False
    if token.shape in (Shape.CAPITAL, Shape.CAPITALS):
        lead = LEADS.at(tokens, j)
        return not (lead and lead.kind is Lead.HONORIFIC) and not TITLES.at(tokens, j)
    return ORGANS.at(tokens, j) is not None or token.low in _FIELD_WORDS


def organ_at(tokens: Sequence[Token], i: int) -> Organ | None:
    """The body, or row of bodies, that begins at token `i`."""
    hit, full = ORGANS.at(tokens, i), FULL_NAMES.at(tokens, i)
    if full:
        head, kind = full.to, Rank.DEPARTMENT
    elif hit:
        head, kind = hit.to, hit.kind
    elif _is_named_kind(tokens, i):
        head, kind = i + 2, Rank.DEPARTMENT
    else:
        return None
    if tokens[head - 1].low in _COMMUNE_ENDS and head - i <= _BARE and _is_no_part(tokens, head):
        return Organ(i, head, _rank(tokens, i, head, head, kind))
    j, closed = head, head if full else -1
    while j < len(tokens) and j - i < _LONGEST:
        low = tokens[j].low
        if full := FULL_NAMES.at(tokens, j):
            j = closed = full.to
            continue
        if j == closed and tokens[j].shape is Shape.LOWER and low not in ("tỉnh", "thành", "và", "của"):
            break
        if low in (",", "và", ":", "-", "&"):
            if low in (":", "-") and not (
                j + 1 < len(tokens) and tokens[j + 1].shape is Shape.CAPITAL and _plural(tokens, i, low)
            ):
                break
            if not _goes_on(tokens, j + 1):
                break
            j += 2
            continue
        if low == "(":
            closing = next((k for k in range(j, min(j + 30, len(tokens))) if tokens[k].low == ")"), -1)
            if closing < 0:
                break
            j = closing + 1
            continue
        if tokens[j].shape is Shape.MARK or _ends_at(tokens, j, i) or _is_behind_name(tokens, j, head):
            break
        j += 1
    return Organ(i, j, _rank(tokens, i, head, j, kind))


def bare(tokens: Sequence[Token], organ: Organ, to: int) -> Organ:
    """The body without what may be said of it, where its phrase leaves nothing before `to`.

    "tỉnh xem lại mức khoán" is read as one phrase when no table knows "xem": then "tỉnh" is meant.
    """
    if organ.to < to - 1:
        return organ
    full, hit = FULL_NAMES.at(tokens, organ.at), ORGANS.at(tokens, organ.at)
    end = full.to if full else hit.to if hit else organ.at + 2
    while end < organ.to and (tokens[end].shape in _NAMES or tokens[end].low in _JOINERS):
        end += 1
    return Organ(organ.at, end, organ.rank) if organ.to - end > _FEWEST_SAID else organ


def _is_no_part(tokens: Sequence[Token], j: int) -> bool:
    """Behind "xã" or "phường" only a name or a few kinds of commune belong to it."""
    return j < len(tokens) and tokens[j].shape is Shape.LOWER and tokens[j].low not in _COMMUNE_KINDS


def _is_named_kind(tokens: Sequence[Token], i: int) -> bool:
    """A body that no table has, told by its kind and a name in capitals."""
    return (
        i + 1 < len(tokens)
        and tokens[i].low in NAMED_KINDS
        and tokens[i].shape is Shape.CAPITAL
        and tokens[i + 1].shape is Shape.CAPITAL
        and TITLES.at(tokens, i) is None
    )


def _plural(tokens: Sequence[Token], i: int, mark: str) -> bool:
    return mark == "-" or tokens[i].low in ("các", "lãnh", "đại", "hai", "ba")


def _rank(tokens: Sequence[Token], at: int, head_end: int, to: int, rank: Rank) -> Rank:
    """The tier of a phrase; a general head ("đại diện lãnh đạo ...") has that of the body behind it."""
    if tokens[at].low not in _GENERIC or rank is Rank.PEOPLE:
        return rank
    inner = [hit.kind for hit in ORGANS.hits(tokens, head_end, to) if hit.kind is not Rank.PEOPLE]
    of_commune = any(token.low in _COMMUNE_WORDS for token in tokens[at:to])
    if not of_commune and {"sở", "tỉnh"} & {token.low for token in tokens[to : to + 4] if to - at < 12}:
        return Rank.DEPARTMENT if rank < Rank.PROVINCE else rank
    if not inner:
        return rank
    if Rank.COMMUNE in inner and any(token.low in _COMMUNE_WORDS for token in tokens[head_end:to]):
        return Rank.COMMUNE
    return inner[0] if rank < Rank.PROVINCE else rank


def parts(tokens: Sequence[Token], organ: Organ) -> list[tuple[int, int]]:
    """The bodies of a row: "Sở Xây dựng, Sở Nội vụ" are two, "các sở, ban, ngành" is one."""
    cuts = [organ.at]
    for j in range(organ.at + 1, organ.to - 1):
        if (full := FULL_NAMES.at(tokens, cuts[-1])) and j < full.to:
            continue
        if (
            tokens[j].low in (",", "và")
            and OWN_NAME.at(tokens, j + 1)
            and _is_whole(tokens, cuts[-1], j)
            and _is_named(tokens, j + 1, organ.to)
        ):
            cuts.append(j + 1)
    ends = [cut - 1 for cut in cuts[1:]] + [organ.to]
    return list(zip(cuts, ends, strict=True))


def _is_whole(tokens: Sequence[Token], at: int, to: int) -> bool:
    """Whether tokens [at, to) name a body by themselves, not only its kind."""
    head = OWN_NAME.at(tokens, at)
    if tokens[at].low in ("các", "cấp", "cán", "toàn", "đội") or (
        tokens[at].low in ("lãnh", "đại") and tokens[at + 1].low == "đạo" and to - at < 4
    ):
        return tokens[at].low == "các" and to - at > 3 and ":" not in [t.low for t in tokens[at:to]]
    return to - at > (head.to - at if head else 1)


def _is_named(tokens: Sequence[Token], at: int, to: int) -> bool:
    head = OWN_NAME.at(tokens, at)
    if head is None:
        return False
    following = tokens[head.to] if head.to < to else None
    return following is not None and (following.shape is not Shape.MARK) and following.low not in ("và",)
