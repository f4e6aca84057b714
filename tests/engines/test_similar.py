"""Likeness of requests: against the slow way, against the judge, and on what is easily got wrong.

All requests and their communes are invented.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thongsuot import facts
from thongsuot.engines.similar import check, explain, reference
from thongsuot.engines.similar.model import Facet, Hit, Index, Kind, Matter, Problem, Solution, lexicon
from thongsuot.engines.similar.signature import read, signature
from thongsuot.engines.similar.solve import PER_KEY, candidates, kind, likest, score, solve
from thongsuot.engines.text.fold import fold, nfc

WORDS = facts.lexicon()
ROOM = Path(__file__).parent / "similar"
TOLD = [
    matter
    for half in ("tune", "held")
    for matter in tomllib.loads((ROOM / f"{half}.toml").read_text(encoding="utf-8"))["matter"]
]
TEXTS = [Matter(one[key], (one["unit"],)) for one in TOLD for key in ("asked", "again")]
PIECES = st.sampled_from(
    [
        "đường liên thôn",
        "hư hỏng",
        "xã Suối Lim",
        "thôn 3",
        "Đề nghị",
        "chợ",
        "cho",
        "máy tính",
        "thiếu",
        "bàn ghế đá",
        "12 bộ",
        "Hoa Ban",
        ".",
        "trạm y tế",
    ]
)
MATTERS = st.builds(
    Matter,
    st.lists(PIECES, max_size=8).map(" ".join),
    st.sampled_from([(), ("xã Suối Lim",), ("phường Tân Lạc",)]),
)


def compared(one: Matter | str, other: Matter | str) -> float:
    return score(*(signature(m if isinstance(m, Matter) else Matter(m), WORDS) for m in (one, other)))


def judged(one: Matter, other: Matter) -> Kind:
    mine, theirs = signature(one, WORDS), signature(other, WORDS)
    return kind(mine, theirs, score(mine, theirs))


@settings(deadline=None)
@given(MATTERS, st.lists(MATTERS, max_size=8))
def test_what_is_found_is_what_the_slow_way_finds_and_the_judge_agrees(
    asked: Matter, others: list[Matter]
) -> None:
    problem = Problem(asked, tuple(others), WORDS, most=len(others))
    found = solve(problem)
    assert check.faults(problem, found) == []
    assert set(found.hits) <= set(reference.solve(problem).hits)


@settings(deadline=None)
@given(MATTERS, MATTERS)
def test_the_score_is_the_slow_one_and_the_same_either_way(one: Matter, other: Matter) -> None:
    mine, theirs = signature(one, WORDS), signature(other, WORDS)
    assert score(mine, theirs) == pytest.approx(reference.score(mine, theirs))
    assert score(mine, theirs) == pytest.approx(score(theirs, mine))
    assert 0 <= score(mine, theirs) <= 1
    assert score(mine, mine) == (1 if mine.terms else 0)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_read_and_its_places_lie_in_it(text: str) -> None:
    reading = read(Matter(text), WORDS)
    for place in (*reading.said, *reading.names):
        assert 0 <= place.start < place.end <= len(nfc(text))


def test_every_request_told_is_found_among_all_by_its_own_words() -> None:
    index = Index()
    signatures = [signature(one, WORDS) for one in TEXTS]
    for position, one in enumerate(signatures):
        index.add(position, one)
    found = [candidates(one, index, 3) for one in signatures]
    assert [position for position, near in enumerate(found) if position not in near] == []


def test_the_judge_sees_what_is_wrong() -> None:
    one = TEXTS[0]
    problem = Problem(one, (one, TEXTS[1], TEXTS[2]), WORDS, most=2)
    right = solve(problem)
    assert [hit.position for hit in right.hits] == [0, 1]
    first, second = right.hits
    wrong = {
        "out-of-order": (second, first),
        "twice": (first, first),
        "too-many": (first, second, second),
        "unknown": (Hit(3, 1.0, Kind.SAME_REQUEST),),
        "wrong-score": (Hit(0, 0.9, Kind.SAME_REQUEST),),
        "wrong-kind": (Hit(0, first.score, Kind.SAME_DIFFICULTY),),
        "not-alike": (Hit(2, compared(one, TEXTS[2]), Kind.DIFFERENT),),
    }
    assert {
        name: name in check.faults(problem, Solution(hits)) for name, hits in wrong.items()
    } == dict.fromkeys(wrong, True)


def test_the_name_of_the_unit_does_not_matter() -> None:
    said = "Đề nghị tỉnh cấp chữ ký số cho công chức {}, hiện hồ sơ trực tuyến bị chậm."
    one, other = said.format("phường Kon Tum"), said.format("xã Ngọk Bay")
    assert compared(one, other) == 1
    assert judged(Matter(one), Matter(other)) == Kind.SAME_DIFFICULTY
    assert judged(Matter(one), Matter(one)) == Kind.SAME_REQUEST


def test_a_unit_that_is_known_is_masked_even_without_marks_and_capitals() -> None:
    unit = ("xã Ngọk Bay",)
    bare, named = Matter("de nghi cap chu ky so cho xa ngok bay", unit), Matter("Đề nghị cấp chữ ký số", unit)
    assert not [one for one in read(bare, WORDS).said if one.term.facet == Facet.WORD]
    assert judged(bare, named) == Kind.SAME_REQUEST


def test_two_roads_of_one_commune_are_one_difficulty_but_never_one_request() -> None:
    said = "Tuyến đường thôn {} hư hỏng nặng, đề nghị sửa chữa."
    unit = ("xã Suối Lim",)
    one, other = Matter(said.format("Gò Me"), unit), Matter(said.format("Bến Đá"), unit)
    assert judged(one, other) == Kind.SAME_DIFFICULTY
    assert judged(Matter(said.format("3"), unit), Matter(said.format("7"), unit)) == Kind.SAME_DIFFICULTY
    assert (
        judged(one, Matter("Đề nghị duy tu đường giao thông thôn Gò Me đã xuống cấp.", unit))
        == Kind.SAME_REQUEST
    )


def test_words_in_another_order_and_other_words_of_the_field_say_the_same() -> None:
    one = "Thiếu máy vi tính, máy scan tại bộ phận một cửa; đề nghị trang bị."
    assert (
        compared(
            one, "Đề nghị bổ sung máy quét, máy tính cho Trung tâm Phục vụ hành chính công, hiện còn thiếu."
        )
        > 0.9
    )


def test_marks_tell_a_market_from_for() -> None:
    market = "Đề nghị sửa chữa chợ"
    assert [said.term.facet for said in read(Matter("Đề nghị sửa chữa cho phường"), WORDS).said] == [
        Facet.NEED
    ]
    assert [said.term.facet for said in read(Matter(market), WORDS).said] == [Facet.NEED, Facet.OBJECT]
    assert [said.term.facet for said in read(Matter(fold(market)), WORDS).said] == [Facet.NEED]


def test_an_empty_request_is_like_nothing() -> None:
    empty = signature(Matter(" … "), WORDS)
    assert (empty.terms, empty.keys) == ((), ())
    assert score(empty, empty) == 0
    assert solve(Problem(Matter(""), (Matter(""), TEXTS[0]), WORDS)).hits == ()


def test_decomposed_letters_say_the_same_and_spans_are_those_of_the_stored_text() -> None:
    text = "Đề nghị cấp chữ ký số cho thôn Gò Me\u0301\u0323"
    assert compared("Đề nghị cấp chữ ký số", "Đề nghị cấp chữ ký số") == 1
    said = read(Matter(text), WORDS).said
    assert nfc(text)[said[-1].start : said[-1].end] == "chữ ký số"


def test_the_explanation_shows_in_both_what_they_share() -> None:
    one = Matter("Đề nghị cấp chữ ký số cho thôn Gò Me.")
    other = Matter("Công chức chưa có chứng thư số, thôn Gò Me và thôn Bến Đá.")
    told = explain.explain(one, other, WORDS)
    [shared] = told.shared
    assert shared.facet == Facet.OBJECT
    assert [one.text[start:end] for start, end in shared.here] == ["chữ ký số"]
    assert [other.text[start:end] for start, end in shared.there] == ["chứng thư số"]
    assert (told.same_names, told.other_names) == (("go me",), ("ben da",))


def test_keys_fit_a_signed_column_and_do_not_change() -> None:
    found = signature(Matter("Đề nghị cấp chữ ký số, thiếu máy tính."), WORDS)
    assert all(0 <= key < 2**63 for key in found.keys)
    assert signature(Matter("Thiếu máy tính. Đề nghị cấp chữ ký số!"), WORDS).keys == found.keys


def test_only_the_newest_that_hold_a_frequent_key_are_looked_at() -> None:
    index, one = Index(), signature(TEXTS[0], WORDS)
    for position in range(PER_KEY + 5):
        index.add(position, one)
    assert min(candidates(one, index, PER_KEY + 5)) == 5
    assert likest([[3], [1, 2, 3], []], 2) == [3, 2]
    assert likest([[1], [2, 3, 4], [2, 3, 4]], 1) == [4]
    assert likest([[1], [*range(2, 99)], [*range(2, 99)]], 1) == [1]


def test_a_phrase_belongs_to_the_row_that_names_it_first() -> None:
    rows = [
        {"concept": "one", "facet": "object", "weight": "1", "phrases": "đường; cầu đường; Đường"},
        {"concept": "two", "facet": "need", "weight": "0.5", "phrases": "hỏng"},
    ]
    table = lexicon(rows)
    assert {" ".join(words): (found.code, found.weight) for words, found in table.marked.items()} == {
        "đương\u0300": ("one", 10),
        "câu\u0300 đương\u0300": ("one", 10),
        "hong\u0309": ("two", 5),
    }
    assert [*table.bare] == [("cau", "duong"), ("hong",)]


def test_the_shipped_words_name_no_phrase_twice() -> None:
    rows = facts.table("similar/words")
    phrases = [phrase.strip().lower() for row in rows for phrase in row["phrases"].split(";")]
    assert len(set(phrases)) == len(phrases)
    assert len({row["concept"] for row in rows}) == len(rows)
