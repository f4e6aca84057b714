"""Full text of the register: marks, phrases, prefixes, slips, ranks; the same on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, orders, queries, wording
from thongsuot.apps.cases.actions import wording as kept
from thongsuot.apps.cases.models import Case, CaseWords, Word
from thongsuot.apps.cases.queries import Filters, fulltext, mending

pytestmark = pytest.mark.django_db


def shown(q: str, *, to: Any = None) -> list[str]:
    rows = queries.register(Filters(q=q), for_=to or cast.coordinator())
    return [case.text for case in orders.arranged(rows, orders.NEWEST)]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("chợ", ["Sửa chợ trung tâm"]),
        ("cho", ["Cho vay vốn", "Sửa chợ trung tâm"]),
        ("CHỢ", ["Sửa chợ trung tâm"]),
        ("cho tam", ["Sửa chợ trung tâm"]),
        ("chợ tam", ["Sửa chợ trung tâm"]),
        ("chờ", []),
        ("“chợ trung tâm”", ["Sửa chợ trung tâm"]),
        ('"sua cho"', ["Sửa chợ trung tâm"]),
        ('"chợ tâm"', []),
        ('"chợ trung tâm', ["Sửa chợ trung tâm"]),
        ("tru", ["Sửa chợ trung tâm"]),
        ("tru* sửa", ["Sửa chợ trung tâm"]),
        ("tru sửa", []),
        ('"tru"', []),
        ("%", ["Cho vay vốn", "Sửa chợ trung tâm"]),
        ('"" * -', ["Cho vay vốn", "Sửa chợ trung tâm"]),
        ("chợ OR vay", []),
        ("KN-2025-0002", ["Cho vay vốn"]),
        ("phường kon tum vốn", ["Cho vay vốn"]),
    ],
)
def test_what_a_query_finds(q: str, found: list[str]) -> None:
    cast.case("Sửa chợ trung tâm")
    cast.case("Cho vay vốn")
    assert shown(q) == found


@pytest.mark.parametrize("q", ["hòa bình", "hoà bình", "HOÀ BÌNH", "hoa binh", "ho\u0300a bi\u0300nh"])
def test_either_place_of_the_tone_and_either_form_of_letters(q: str) -> None:
    for text in ("Nhà văn hoá thôn Hoà Bình", "Nhà văn hóa thôn Hòa Bình", "Ho\u0300a Bi\u0300nh"):
        cast.case(text)
    cast.case("Họa binh")
    assert len(shown(q)) == (4 if q == "hoa binh" else 3)


@given(text=st.text(max_size=80))
def test_any_text_is_a_query(text: str) -> None:
    for term in wording.terms(text):
        assert term.words
        assert all(word.isalnum() for word in term.words)


@pytest.mark.parametrize(
    "text", ["'", "a' | b:*", "NEAR(a b)", "marked:x", "\\", "1e5 2.5 -7", "a&b !c", "\0"]
)
def test_signs_of_either_database_mean_nothing(text: str) -> None:
    cast.case("Sửa chợ trung tâm")
    assert shown(text) in ([], ["Sửa chợ trung tâm"])


def test_numbers_and_codes_are_words() -> None:
    cast.case("Đoạn 1e5 dài 2.5 km, cột a1b2, 007")
    for q in ("1e5", "2.5", "a1b2", "007", "1E5"):
        assert len(shown(q)) == 1, q
    assert shown("7") == []


def test_a_name_that_is_given_later_is_found_with_its_marks() -> None:
    case = cast.case()
    actions.assign(
        case=case, organisation=cast.organ("Sở Y tế"), role="support", by=cast.coordinator(), at=NOW
    )
    assert shown("Sở Y tế") == shown("so y te") == [case.text]


class TestMending:
    def mended(self, q: str, *, to: Any = None) -> tuple[str, tuple[tuple[str, str], ...]] | None:
        found = mending.mended(Filters(q=q), for_=to or cast.coordinator())
        return found and (found.filters.q, found.words)

    def test_a_slip_is_mended_to_a_word_in_use(self) -> None:
        cast.case("Sửa đường liên thôn")
        assert self.mended("duogn lien") == ("duong lien", (("duogn", "duong"),))
        assert self.mended("Sửa đừơng") == ("Sửa đường", (("đừơng", "đường"),))
        assert self.mended("thonn") == ("thon", (("thonn", "thon"),))

    def test_what_is_in_use_far_from_all_or_a_number_stays(self) -> None:
        cast.case("Sửa đường liên thôn")
        for q in ("duong vanhdaixa", "duong", "su", "2026", '"duogn lien"', ""):
            assert self.mended(q) is None, q

    def test_what_is_out_of_sight_is_not_proposed(self) -> None:
        cast.case("Sửa đường liên thôn")
        assert self.mended("duogn", to=cast.stranger()) is None
        assert self.mended("duogn", to=cast.commune_officer(cast.unit(cast.LY_SON))) is None
        assert self.mended("duogn", to=cast.commune_officer())

    def test_a_word_that_no_case_has_any_more_is_forgotten(self) -> None:
        case = cast.case("Ông Hoành xin đất")
        assert Word.objects.filter(text="hoành").exists()
        Case.objects.filter(pk=case.pk).update(text="Xin đất", folded="xin dat")
        kept.index(case)
        assert not Word.objects.filter(text="hoành").exists()
        assert Word.objects.filter(text="đất").exists()
        assert shown("hoanh") == []


def test_the_best_come_first_among_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("chợ đêm", "đêm hội, chợ xa", "chợ, chợ phiên, đêm", "chợ đêm cũ"):
        cast.case(text)
    rows = queries.register(Filters(q="chợ đêm"), for_=cast.coordinator())

    def ranked() -> list[str]:
        texts = dict(Case.objects.values_list("pk", "text"))
        return [texts[key] for key in fulltext.ranked(rows, "chợ đêm")]

    assert ranked() == ["chợ đêm cũ", "chợ đêm", "chợ, chợ phiên, đêm", "đêm hội, chợ xa"]
    page, more = fulltext.best(rows, "chợ đêm", None, size=3)
    assert ([case.text for case in page], more) == (ranked()[:3], True)
    rest, more = fulltext.best(rows, "chợ đêm", page[-1].pk, size=3)
    assert ([case.text for case in rest], more) == (ranked()[3:], False)
    monkeypatch.setattr(fulltext, "MOST_RANKED", 2)
    assert ranked() == ["chợ đêm cũ", "chợ, chợ phiên, đêm"]


def test_many_are_indexed_in_few_queries(django_assert_max_num_queries: Any) -> None:
    made = [cast.case(f"Việc thứ {n}") for n in range(5)]
    before = list(CaseWords.objects.order_by("pk").values_list("marked", "folded"))
    CaseWords.objects.all().delete()
    Word.objects.all().delete()
    assert shown("viec") == []
    with django_assert_max_num_queries(8):
        kept.index_many(made)
    assert list(CaseWords.objects.order_by("pk").values_list("marked", "folded")) == before
    assert len(shown("viec")) == 5
    assert Word.objects.filter(text="việc", folded="viec").exists()
