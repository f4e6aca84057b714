"""Proposals of another reader: tied to the text word for word, or let go; and set beside our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.engines.reading.compare import Proposal, Verdict, anchored, beside
from thongsuot.engines.reading.model import ItemKind, Role, Span

TEXT = (
    "Đồng chí yêu cầu phường rà soát\ntài sản công, hoàn thành trước ngày 30/9. Giao Sở Tài chính thẩm định."
)
DO = ItemKind.DIRECTIVE


def one(quote: str, text: str = "", **more: object) -> Proposal:
    return Proposal(DO, quote, text or quote, **more)  # type: ignore[arg-type]


def test_a_quotation_is_found_across_line_breaks_and_tone_placement() -> None:
    (found,), dropped = anchored(TEXT, [one("RÀ SOÁT tài  sản công")])
    assert TEXT[found.span.start : found.span.end] == "rà soát\ntài sản công"
    assert (found.text, dropped) == ("RÀ SOÁT tài sản công", 0)


@pytest.mark.parametrize("quote", ["", "rà", "rà soát tài sản của tỉnh", "xây trụ sở mới", "x " * 2_000])
def test_what_does_not_stand_in_the_text_is_let_go(quote: str) -> None:
    assert anchored(TEXT, [one(quote, "rà soát tài sản công")]) == ([], 1)


def test_words_that_the_passage_lacks_give_way_to_the_passage() -> None:
    (found,), _ = anchored(TEXT, [one("rà soát tài sản công", "thanh lý toàn bộ trụ sở")])
    assert found.text == "rà soát tài sản công"


def test_names_bodies_and_terms_that_are_made_up_are_let_go() -> None:
    (found,), _ = anchored(
        TEXT,
        [
            one(
                "rà soát tài sản công",
                by="Nguyễn Văn Bịa",
                to="Sở Tài chính",
                assignees=(("phường", Role.LEAD), ("Sở Bịa Đặt", Role.SUPPORT)),
                deadline_words="trước ngày 31/12",
            )
        ],
    )
    assert (found.by, found.to, found.deadline_words) == ("", "Sở Tài chính", "")
    assert found.assignees == (("phường", Role.LEAD),)


def test_the_same_passage_twice_is_one() -> None:
    found, dropped = anchored(TEXT, [one("rà soát tài sản công"), one("rà soát tài sản công")])
    assert (len(found), dropped) == (1, 0)


def test_readings_are_paired_where_they_rest_on_one_passage() -> None:
    ours = [(DO, Span(0, 10)), (ItemKind.DIFFICULTY, Span(20, 30)), (DO, Span(60, 70))]
    theirs = [(DO, Span(2, 12)), (DO, Span(21, 29)), (DO, Span(40, 50))]
    rows = beside(ours, theirs)
    assert [(row.verdict, row.ours, row.theirs) for row in rows] == [
        (Verdict.SAME, 0, 0),
        (Verdict.OTHER_KIND, 1, 1),
        (Verdict.THEIRS, None, 2),
        (Verdict.OURS, 2, None),
    ]


SPANS = st.lists(
    st.tuples(st.sampled_from(ItemKind), st.tuples(st.integers(0, 50), st.integers(1, 20))).map(
        lambda found: (found[0], Span(found[1][0], sum(found[1])))
    ),
    max_size=8,
)


@given(SPANS, SPANS)
def test_each_item_of_both_stands_in_exactly_one_row(ours, theirs) -> None:  # type: ignore[no-untyped-def]
    rows = beside(ours, theirs)
    assert sorted(row.ours for row in rows if row.ours is not None) == [*range(len(ours))]
    assert sorted(row.theirs for row in rows if row.theirs is not None) == [*range(len(theirs))]


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_words_either_stand_in_the_text_or_go(text: str, quote: str) -> None:
    from thongsuot.engines.reading.page import clean

    page = clean(text)
    kept, dropped = anchored(page, [one(quote)])
    assert len(kept) + dropped == 1
    assert all(0 <= found.span.start < found.span.end <= len(page) for found in kept)
