"""Slips of a scanner in cue words are mended for comparing, at the same length, and only where one is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.engines.reading.page import clean, level
from thongsuot.engines.reading.slips import mended


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("đợi diện lãnh đạo", "đại diện lãnh đạo"),
        ("phường rò soát tài sản", "phường rà soát tài sản"),
        ("giao sở tời chính", "giao sở tài chính"),
        ("phút biểu kết luận", "phát biểu kết luận"),
    ],
)
def test_one_wrong_letter_of_a_cue_is_mended(slip: str, meant: str) -> None:
    assert mended(slip) == meant


@pytest.mark.parametrize("words", ["đại diện lãnh đạo", "con gà cục tác", "rx soxt", "họ nói"])
def test_other_words_stay(words: str) -> None:
    assert mended(words) == words


@given(st.text(alphabet="aàáđạiệnrsoát rà,.\n1", max_size=80))
def test_the_length_and_every_blank_stay(text: str) -> None:
    low = level(clean(text))
    again = mended(low)
    assert len(again) == len(low)
    assert [c.isspace() for c in again] == [c.isspace() for c in low]
