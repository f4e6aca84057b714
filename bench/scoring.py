"""How near a reading comes to what a person expects of it, element by element.

Two texts are the same item when their Dice coefficient 2|A∩B| / (|A|+|B|), taken over multisets of folded
tokens, is at least 0.6. Dice is symmetric: leaving half of an item out costs as much as dragging a
neighbour in, and a long passage that happens to hold a short item is no hit. Pairs are taken greedily, best
first, one to one.

One leniency, counted by name (`Count.merged`): an item found that covers two expected neighbours nearly
whole counts for both ("cơ sở vật chất, trang thiết bị còn thiếu" where one item each is expected).

Assignees, deadlines, topics, speakers and the like are judged on the pairs that matched; a missed item is
already counted once as missed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from bench.matching import Count, covered, is_alike, match, of_values, total, verdict
from thongsuot.engines.reading.model import Dropped, Item, ItemKind, Participant, Record, Role, UnitMention
from thongsuot.engines.text.fold import fold

PROSE = 120
"""A dropped line longer than this, and not listed as furniture, is report that was lost."""

KINDS = {
    "results": ItemKind.RESULT,
    "difficulties": ItemKind.DIFFICULTY,
    "recommendations": ItemKind.RECOMMENDATION,
    "answers": ItemKind.ANSWER,
    "commitments": ItemKind.COMMITMENT,
    "directives": ItemKind.DIRECTIVE,
}
_UNIT = re.compile(r"^(phuong|xa|dac khu|thi tran)\s+(?=\S)")

Expected = Mapping[str, Any]
Pair = tuple[Expected, Item]
Scores = dict[str, Count]
"""A count an element: date, units, participants, the kinds of item, what hangs on them, furniture."""


def score(expected: Expected, record: Record) -> Scores:
    """Compare one record with one expected record (shape: tests/reading/documents/README.md).

    Results, answers, commitments and furniture are judged only where the expected record names them.
    """
    scores = {
        "date": of_values(_one(expected["date"]), _one(record.held_on), str.__eq__),
        "units": _units(expected["units"], record.units),
        "participants": _participants(expected["participants"], record.participants),
    }
    pairs: dict[str, list[Pair]] = {}
    for element in KINDS.keys() & expected.keys():
        scores[element], pairs[element] = _items(expected[element], record.of_kind(KINDS[element]))
    scores |= _details(pairs)
    if "answers" in pairs:
        scores["links"] = _links(expected, record, pairs)
    if "furniture" in expected:
        scores["furniture"] = _furniture(expected["furniture"], record.text, record.dropped)
    return scores


def aggregate(scores: Iterable[Scores]) -> Scores:
    """Micro-average: the counts of all documents added up."""
    whole: Scores = {}
    for one in scores:
        for element, count in one.items():
            whole[element] = whole.get(element, Count()) + count
    return whole


DRAWS, SEED = 1_000, 1


def interval(scored: Sequence[Scores], element: str) -> tuple[float, float]:
    """The middle 95 % of F1 over documents drawn anew, with return (bootstrap; Efron 1979)."""
    random = Random(SEED)
    counts = [one.get(element, Count()) for one in scored]
    drawn = sorted(total(random.choices(counts, k=len(counts))).f1 for _ in range(DRAWS))
    return drawn[DRAWS * 25 // 1000], drawn[DRAWS * 975 // 1000 - 1]


def _items(expected: Sequence[Expected], found: Sequence[Item]) -> tuple[Count, list[Pair]]:
    want, have = [item["text"] for item in expected], [item.text for item in found]
    matching = match(want, have)
    return matching.count(want, have), [(expected[i], found[j]) for i, j in matching.pairs]


def _one(value: str | date | None) -> list[str]:
    return [str(value)] if value else []


def _units(expected: Sequence[str], found: Sequence[UnitMention]) -> Count:
    return of_values(expected, [f"{unit.type} {unit.name}".strip() for unit in found], _is_same_unit)


def _is_same_unit(one: str, other: str) -> bool:
    """The folded names are equal, and so are the types where both are given."""
    (kind, name), (other_kind, other_name) = _split_unit(one), _split_unit(other)
    return name == other_name and (kind == other_kind or "" in (kind, other_kind))


def _split_unit(text: str) -> tuple[str, str]:
    kind, name = "", _line(text)
    while match_ := _UNIT.match(name):
        kind, name = match_[1], name[match_.end() :]
    return kind, name


def _participants(expected: Sequence[Expected], found: Sequence[Participant]) -> Count:
    """Persons only: the folded names are equal and the titles, joined, are alike."""
    want = [_person(one["name"], one["titles"]) for one in expected]
    have = [_person(one.name, one.titles) for one in found if not one.is_group]
    return of_values(want, have, _is_same_person)


def _person(name: str, titles: Sequence[str]) -> str:
    return f"{name}: {', '.join(titles)}"


def _is_same_person(one: str, other: str) -> bool:
    (name, titles), (other_name, other_titles) = (text.split(": ", 1) for text in (one, other))
    return _line(name) == _line(other_name) and (titles == other_titles or is_alike(titles, other_titles))


def _details(pairs: Mapping[str, list[Pair]]) -> Scores:
    """What hangs on the items that matched."""
    every = [pair for kind in pairs.values() for pair in kind]
    return {
        "assignees": total(_assignees(*pair) for pair in pairs["directives"]),
        "deadlines": total(_deadline(*pair) for pair in every if "deadline" in pair[0]),
        "topics": total(_topic(*pair) for pair in every if "topic" in pair[0]),
        "speakers": total(_speaker(*pair) for pair in every if pair[0].get("by")),
        "natures": total(_nature(*pair) for pair in every if "nature" in pair[0]),
        "raised": total(_raised(*pair) for pair in pairs["recommendations"]),
    }


def _assignees(expected: Expected, found: Item) -> Count:
    """Leads and supports apart where the expected item names supports."""
    support = expected.get("support")
    want = [_role(name, support and name in support) for name in expected["assignees"]]
    have = [_role(one.name, support and one.role == Role.SUPPORT) for one in found.assignees]
    return of_values(want, have, _is_same_assignee)


def _role(name: str, is_support: object) -> str:
    return f"{name} [support]" if is_support else name


def _is_same_assignee(one: str, other: str) -> bool:
    (name, _, role), (other_name, _, other_role) = (text.partition(" [") for text in (one, other))
    return role == other_role and is_alike(name, other_name)


def _deadline(expected: Expected, found: Item) -> Count:
    on = found.deadline.on if found.deadline else None
    return of_values(_one(expected["deadline"]), _one(on), str.__eq__)


def _topic(expected: Expected, found: Item) -> Count:
    is_right = found.topic in {expected["topic"], *expected.get("alt_topics", ())}
    return verdict(is_right, f"{expected['topic']}: {expected['text']}", found.topic)


def _nature(expected: Expected, found: Item) -> Count:
    return verdict(found.nature == expected["nature"], expected["text"], str(found.nature))


def _speaker(expected: Expected, found: Item) -> Count:
    """Alike, or one holds the other ("phường X" for "đại diện lãnh đạo phường X")."""
    want, have = expected["by"], found.by
    is_right = is_alike(want, have) or 1 in (covered(want, have), covered(have, want))
    return verdict(is_right, f"{want}: {expected['text']}", have)


def _raised(expected: Expected, found: Item) -> Count:
    want = _one("raised" if expected.get("raised_before") else None)
    return of_values(want, _one("raised" if found.raised_before else None), str.__eq__)


def _links(expected: Expected, record: Record, pairs: Mapping[str, list[Pair]]) -> Count:
    """Does an answer that matched point at the recommendation that it answers?"""
    partner = {id(wanted): found for wanted, found in pairs["recommendations"]}
    counts = []
    for answer, found in pairs["answers"]:
        want = partner.get(id(expected["recommendations"][answer["to_recommendation"]]))
        have = None if found.answers is None else record.items[found.answers]
        if want is not None:
            counts.append(verdict(have is want, want.text, have.text if have else ""))
    return total(counts)


def _furniture(expected: Sequence[str], text: str, dropped: Sequence[Dropped]) -> Count:
    """Lines listed must be dropped whole or be absent from the text; long lines not listed must stay."""
    gone, kept = _lines(text, dropped)
    listed = Counter(map(_line, expected))
    standing = listed & Counter(map(_line, gone + kept))
    missing = sorted((standing - Counter(map(_line, gone))).elements())
    lost = tuple(line for line in gone if _line(line) not in listed and len(line) > PROSE)
    right = len(expected) - len(missing)
    return Count(len(expected), right + len(lost), right, right, 0, tuple(missing), lost)


def _line(text: str) -> str:
    return " ".join(fold(text).split())


def _lines(text: str, dropped: Sequence[Dropped]) -> tuple[list[str], list[str]]:
    """The lines dropped whole, and the others, without the blank ones."""
    gone: list[str] = []
    kept: list[str] = []
    covered_at = {at for one in dropped for at in range(one.span.start, one.span.end)}
    start = 0
    for line in text.splitlines(keepends=True):
        letters = [at for at, letter in enumerate(line, start) if not letter.isspace()]
        if letters:
            (gone if covered_at.issuperset(letters) else kept).append(line.strip())
        start += len(line)
    return gone, kept
