"""The scorer gives full marks to what is expected, and takes them away for every kind of mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bench.matching import Count, dice, match
from bench.scoring import aggregate, score
from thongsuot.engines.reading.model import (
    Assignee,
    Deadline,
    Dropped,
    Item,
    ItemKind,
    Nature,
    Participant,
    Record,
    Role,
    Side,
    Span,
    UnitMention,
)

HERE = Span(0, 0)
LINE = "Tin cùng chuyên mục"
PROSE = "Tuy nhiên, phường còn gặp khó khăn, vướng mắc như: trụ sở chật hẹp, xuống cấp; " * 2
TEXT = f"{LINE}\n{PROSE}\n"

EXPECTED: dict[str, Any] = {
    "date": "2025-09-17",
    "units": ["phường Tuy Hòa", "Đăk Bla"],
    "participants": [{"name": "Hồ Văn Khiêm", "titles": ["Tỉnh ủy viên", "Giám đốc Sở Tài chính"]}],
    "difficulties": [
        {"text": "cơ sở vật chất còn thiếu", "topic": "facilities"},
        {"text": "trang thiết bị còn thiếu", "topic": "equipment", "alt_topics": ["digital"]},
        {"text": "biên chế chưa đáp ứng yêu cầu", "topic": "staffing"},
    ],
    "recommendations": [
        {"text": "bố trí kinh phí sửa trụ sở", "topic": "budget", "to": "tỉnh", "by": "phường Tuy Hòa"},
        {"text": "sửa đường liên thôn", "topic": "infrastructure", "to": "", "by": "", "raised_before": True},
    ],
    "directives": [
        {
            "text": "thẩm định phương án chuyển đổi công năng trụ sở",
            "assignees": ["Sở Tài chính", "Sở Xây dựng"],
            "support": ["Sở Xây dựng"],
            "deadline": "2025-10-31",
            "topic": "public-assets",
            "by": "Hồ Văn Khiêm",
            "nature": "task",
        },
        {
            "text": "phát huy tinh thần đoàn kết, trách nhiệm",
            "assignees": ["các xã, phường"],
            "deadline": None,
            "topic": "other",
            "by": "Hồ Văn Khiêm",
        },
    ],
    "answers": [{"text": "tỉnh đã bố trí 3 tỷ đồng", "by": "Sở Tài chính", "to_recommendation": 0}],
    "furniture": [LINE],
}


def item(kind: ItemKind, text: str, topic: str = "", **more: Any) -> Item:
    blank: dict[str, Any] = {
        "alt_topics": (),
        "by": "Hồ Văn Khiêm",
        "to": "",
        "assignees": (),
        "deadline": None,
        "nature": None,
        "raised_before": False,
        "answers": None,
    }
    return Item(kind=kind, text=text, span=HERE, topic=topic, confidence=1, rule="", **blank | more)


def perfect() -> Record:
    lead, support = (
        Assignee("Sở Tài chính", Role.LEAD, None),
        Assignee("Sở Xây dựng", Role.SUPPORT, None),
    )
    due = Deadline(date(2025, 10, 31), "trong tháng 10", HERE)
    items = (
        item(ItemKind.DIFFICULTY, "cơ sở vật chất còn thiếu", "facilities"),
        item(ItemKind.DIFFICULTY, "trang thiết bị còn thiếu", "digital"),
        item(ItemKind.DIFFICULTY, "biên chế chưa đáp ứng yêu cầu", "staffing"),
        item(ItemKind.RECOMMENDATION, "bố trí kinh phí sửa trụ sở", "budget", by="lãnh đạo phường Tuy Hòa"),
        item(ItemKind.RECOMMENDATION, "sửa đường liên thôn", "infrastructure", raised_before=True),
        item(ItemKind.ANSWER, "tỉnh đã bố trí 3 tỷ đồng", by="Sở Tài chính", answers=3),
        item(
            ItemKind.DIRECTIVE,
            "thẩm định phương án chuyển đổi công năng trụ sở",
            "public-assets",
            assignees=(lead, support),
            deadline=due,
            nature=Nature.TASK,
        ),
        item(
            ItemKind.DIRECTIVE,
            "phát huy tinh thần đoàn kết, trách nhiệm",
            "other",
            assignees=(Assignee("các xã, phường", Role.LEAD, None),),
        ),
    )
    return Record(
        text=TEXT,
        format="text",
        title="",
        held_on=date(2025, 9, 17),
        held_on_span=None,
        part_of_day="",
        province_code="66",
        units=(unit("Tuy Hòa", "phường"), unit("Đăk Bla", "phường")),
        host_organs=(),
        participants=(person("Hồ Văn Khiêm", "Tỉnh ủy viên", "Giám đốc Sở Tài chính"), group()),
        items=items,
        observations=(),
        dropped=(Dropped(Span(0, len(LINE)), "menu"),),
        engine_version="1",
    )


def unit(name: str, type: str) -> UnitMention:
    return UnitMention(name, type, "", (), HERE, 1, "")


def person(name: str, *titles: str) -> Participant:
    return Participant(name, titles, "", Side.DELEGATION, False, False, HERE, 1, "")


def group() -> Participant:
    return replace(person("đại diện lãnh đạo các sở"), is_group=True)


def with_item(at: int, **changes: Any) -> Record:
    items = list(perfect().items)
    items[at] = replace(items[at], **changes)
    return replace(perfect(), items=tuple(items))


def with_more(*more: Item) -> Record:
    return replace(perfect(), items=perfect().items + more)


def failing(record: Record) -> set[str]:
    return {element for element, count in score(EXPECTED, record).items() if not count.is_complete}


def test_what_is_expected_scores_full_marks() -> None:
    scores = score(EXPECTED, perfect())
    assert failing(perfect()) == set()
    assert {count.f1 for count in scores.values()} == {1.0}
    assert scores["deadlines"] == Count(1, 1, 1, 1)


LEAD = Assignee("Sở Tài chính", Role.LEAD, None)
WRONG_ROLE = (LEAD, Assignee("Sở Xây dựng", Role.LEAD, None))
LATE = Deadline(date(2025, 11, 1), "", HERE)


@pytest.mark.parametrize(
    ("record", "elements"),
    [
        (replace(perfect(), held_on=date(2025, 9, 18)), {"date"}),
        (replace(perfect(), held_on=None), {"date"}),
        (replace(perfect(), units=(unit("Tuy Hòa", "phường"),)), {"units"}),
        (replace(perfect(), units=(unit("Tuy Hòa", "xã"), unit("Đăk Bla", ""))), {"units"}),
        (replace(perfect(), units=(*perfect().units, unit("Kon Tum", "phường"))), {"units"}),
        (replace(perfect(), participants=(person("Hồ Văn Khiêm", "Bí thư Đảng ủy xã"),)), {"participants"}),
        (replace(perfect(), participants=(person("Hồ Văn Khiên", "Tỉnh ủy viên"),)), {"participants"}),
        (replace(perfect(), participants=(*perfect().participants, person("THU NGÂN"))), {"participants"}),
        (with_item(0, text="trụ sở xuống cấp"), {"difficulties"}),
        (with_more(item(ItemKind.DIFFICULTY, "đường xấu")), {"difficulties"}),
        (with_more(item(ItemKind.DIFFICULTY, "biên chế chưa đáp ứng yêu cầu")), {"difficulties"}),
        (with_item(0, kind=ItemKind.RESULT), {"difficulties"}),
        (with_item(0, topic="other"), {"topics"}),
        (with_item(3, by="xã Đăk Hà"), {"speakers"}),
        (with_item(4, raised_before=False), {"raised"}),
        (with_item(3, raised_before=True), {"raised"}),
        (with_item(5, answers=4), {"links"}),
        (with_item(5, answers=None), {"links"}),
        (with_item(6, assignees=(LEAD,)), {"assignees"}),
        (with_item(6, assignees=WRONG_ROLE), {"assignees"}),
        (with_item(7, assignees=(Assignee("Sở Y tế", Role.LEAD, None),)), {"assignees"}),
        (with_item(6, deadline=None), {"deadlines"}),
        (with_item(6, deadline=LATE), {"deadlines"}),
        (with_item(7, deadline=LATE), {"deadlines"}),
        (with_item(6, nature=Nature.ORIENTATION), {"natures"}),
        (replace(perfect(), dropped=()), {"furniture"}),
        (replace(perfect(), dropped=(Dropped(Span(0, len(LINE) - 1), ""),)), {"furniture"}),
        (replace(perfect(), dropped=(Dropped(Span(0, len(TEXT)), ""),)), {"furniture"}),
    ],
)
def test_every_mistake_costs(record: Record, elements: set[str]) -> None:
    assert failing(record) == elements


def test_a_unit_may_lack_its_type_and_its_tone_mark() -> None:
    record = replace(perfect(), units=(unit("phường Tuy Hoà", ""), unit("Đak Bla", "phường")))
    assert failing(record) == set()


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("rà soát tài sản công", "Rà soát tài sản công.", 1.0),
        ("hoà thuỷ", "hòa thủy", 1.0),
        ("a b c", "a b c d e f", 2 / 3),
        ("a b c", "a b c d e f g h", 6 / 11),
        ("a a b", "a b b", 2 / 3),
        ("a", "b", 0.0),
        ("", "", 0.0),
        ("…", "...", 0.0),
    ],
)
def test_dice_over_multisets_of_folded_tokens(one: str, other: str, value: float) -> None:
    assert dice(one, other) == pytest.approx(value)
    assert dice(other, one) == pytest.approx(value)


def test_a_passage_that_merely_holds_the_item_is_no_hit() -> None:
    passage = "sau sáp nhập các xã gặp không ít khó khăn như trụ sở chật hẹp và nhiều việc khác nữa"
    assert match(["trụ sở chật hẹp"], [passage]).pairs == ()


def test_the_best_pair_is_taken_first_and_only_once() -> None:
    assert match(["a b c d", "a b c e"], ["a b c e"]).pairs == ((1, 0),)
    assert match(["a b", "a b"], ["a b", "a b"]).pairs == ((0, 0), (1, 1))


@pytest.mark.parametrize(
    ("found", "merged", "missing"),
    [
        ("cơ sở vật chất, trang thiết bị còn thiếu", 1, ()),
        ("cơ sở vật chất còn thiếu", 0, ("trang thiết bị còn thiếu",)),
        ("cơ sở vật chất và nhân lực còn thiếu", 0, ("trang thiết bị còn thiếu",)),
    ],
)
def test_a_merged_item_counts_for_two_neighbours(found: str, merged: int, missing: tuple[str, ...]) -> None:
    expected = ["cơ sở vật chất còn thiếu", "trang thiết bị còn thiếu"]
    count = match(expected, [found]).count(expected, [found])
    assert (count.merged, count.missing, count.extra) == (merged, missing, ())


def test_a_merged_item_never_counts_for_three() -> None:
    expected = ["a b c d e f", "g h i", "j k l"]
    found = ["g h i a b c d e f j k l"]
    count = match(expected, found).count(expected, found)
    assert count.right < 3 and not count.is_complete


@pytest.mark.parametrize(
    ("count", "precision", "recall", "f1"),
    [
        (Count(), 1, 1, 1),
        (Count(expected=2), 0, 0, 0),
        (Count(found=2), 0, 1, 0),
        (Count(4, 2, 2, 2), 1, 0.5, 2 / 3),
        (Count(2, 1, 2, 1, merged=1), 1, 1, 1),
    ],
)
def test_precision_and_recall_at_the_edges(count: Count, precision: float, recall: float, f1: float) -> None:
    assert (count.precision, count.recall, count.f1) == pytest.approx((precision, recall, f1))


def test_an_empty_record_finds_nothing() -> None:
    empty = replace(perfect(), held_on=None, units=(), participants=(), items=(), dropped=())
    scores = score(EXPECTED, empty)
    assert [scores[key].f1 for key in ("date", "units", "difficulties", "directives", "furniture")] == [0] * 5


def test_optional_elements_are_judged_only_where_expected() -> None:
    expected = {key: value for key, value in EXPECTED.items() if key not in ("answers", "furniture")}
    scores = score(expected, perfect())
    assert scores.keys().isdisjoint({"answers", "links", "furniture", "results", "commitments"})


def test_aggregate_adds_the_counts_up() -> None:
    bad = replace(perfect(), units=())
    whole = aggregate([score(EXPECTED, perfect()), score(EXPECTED, bad)])
    assert (whole["units"].expected, whole["units"].right) == (4, 2)
    assert whole["units"].recall == 0.5
    assert whole["units"].missing == ("phường Tuy Hòa", "Đăk Bla")
