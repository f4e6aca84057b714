import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.engines.text.fold import fold, nfc, tones

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
words = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " ’'-0129", max_size=30)


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        ("Đắk Rơ Wa", "dak ro wa"),
        ("Ngọk Bay", "ngok bay"),
        ("THUỶ", "thuy"),
        ("Ea H’Leo", "ea h'leo"),
        ("Ðà Nẵng", "da nang"),
        (unicodedata.normalize("NFD", "Quảng Ngãi"), "quang ngai"),
        ("", ""),
    ],
)
def test_fold(given_text, folded):
    assert fold(given_text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "hòa bình"),
        ("Thuỷ", "Thủy"),
        ("uỷ ban", "ủy  ban"),
        ("Nguyễn Uý", "Nguyễn Úy"),
        ("Ea H’Leo", "Ea H'Leo"),
        ("Mʼgar", "M`gar"),
        ("khoẻ", unicodedata.normalize("NFD", "khỏe")),
    ],
)
def test_two_spellings_of_one_name_meet(one, other):
    assert tones(one) == tones(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thạnh", "Thành"),
        ("Giang", "Giàng"),
        ("Mỹ Tho", "Mỹ Thọ"),
        ("Dak", "Đak"),
        ("của", "cứa"),
        ("Đăk", "Đak"),
    ],
)
def test_two_names_stay_apart(one, other):
    assert tones(one) != tones(other)


def test_nfc_mends_the_icelandic_letter():
    assert nfc("Ðồng Ðăng, ðường") == "Đồng Đăng, đường"
    assert [hex(ord(c)) for c in nfc("Ð")] == ["0x110"]


@given(words)
def test_fold_keeps_positions_of_vietnamese(text):
    assert len(fold(text)) == len(nfc(text))


@given(st.text(max_size=40))
def test_each_reading_is_its_own_fixed_point(text):
    assert nfc(nfc(text)) == nfc(text)
    assert fold(fold(text)) == fold(text)


@given(words)
def test_composition_and_case_do_not_matter(text):
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(decomposed) == fold(text) == fold(text.upper())
    assert tones(decomposed) == tones(text) == tones(text.upper())


@given(words, words)
def test_what_tones_joins_fold_joins(one, other):
    if tones(one) == tones(other):
        assert fold(one).split() == fold(other).split()


@given(words)
def test_folded_text_has_no_marks(text):
    assert fold(text).isascii()
