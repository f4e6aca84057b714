"""Orders of names and titles; all persons are invented."""

import pytest

from thongsuot.engines.reading.cast import organisation_of, rank_of_titles
from thongsuot.engines.reading.cues.organs import Rank
from thongsuot.engines.reading.page import level
from thongsuot.engines.reading.people import People
from thongsuot.engines.reading.places import Atlas
from thongsuot.engines.reading.tokens import tokenise
from thongsuot.facts import gazetteer


def people(text):
    tokens = tokenise(text, level(text), 0, len(text))
    return [(m.name, m.titles) for m in People(tokens, text, Atlas(gazetteer(), "51")).all() if m.name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "đồng chí Lê Văn Hòa, Phó Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh chủ trì buổi làm việc",
            [("Lê Văn Hòa", ("Phó Bí thư Tỉnh ủy", "Chủ tịch HĐND tỉnh"))],
        ),
        (
            "Sáng 21/8, Phó Bí thư Tỉnh ủy, Chủ tịch UBMTTQ Việt Nam tỉnh Tây Ninh Trần Thị Lan cùng Đoàn",
            [("Trần Thị Lan", ("Phó Bí thư Tỉnh ủy", "Chủ tịch UBMTTQ Việt Nam tỉnh Tây Ninh"))],
        ),
        (
            "Chủ tịch UBND phường Kon Tum Nguyễn Thanh Hà phát biểu",
            [("Nguyễn Thanh Hà", ("Chủ tịch UBND phường Kon Tum",))],
        ),
        (
            "ông Võ Đình An - Tỉnh ủy viên; bà Ngô Thị Bé",
            [("Võ Đình An", ("Tỉnh ủy viên",)), ("Ngô Thị Bé", ())],
        ),
        ("Lê Thị Mây – Giám đốc Sở Nội vụ", [("Lê Thị Mây", ("Giám đốc Sở Nội vụ",))]),
        ("Lê Thị Mây-Giám đốc Sở Nội vụ", [("Lê Thị Mây", ("Giám đốc Sở Nội vụ",))]),
        (
            "Giám đốc Sở Văn hóa, Thể thao và Du lịch Lâm Ngọc Giàu cho biết",
            [("Lâm Ngọc Giàu", ("Giám đốc Sở Văn hóa, Thể thao và Du lịch",))],
        ),
        (
            "đồng chí Hồ An, Trưởng Đoàn công tác của Thường trực Tỉnh ủy, HĐND tỉnh tổ chức làm việc",
            [("Hồ An", ("Trưởng Đoàn công tác của Thường trực Tỉnh ủy, HĐND tỉnh",))],
        ),
        (
            "các đồng chí: Đỗ Văn Tám, Bí thư Đảng ủy, Chủ tịch HĐND phường; Y Ngân, Phó Bí thư Đảng ủy",
            [
                ("Đỗ Văn Tám", ("Bí thư Đảng ủy", "Chủ tịch HĐND phường")),
                ("Y Ngân", ("Phó Bí thư Đảng ủy",)),
            ],
        ),
        (
            "Đại tá Trần Quốc Phi, Phó Giám đốc Công an tỉnh",
            [("Trần Quốc Phi", ("Phó Giám đốc Công an tỉnh",))],
        ),
        (
            "PGS.TS. Lê Quý Khải, Phó Trưởng Ban Văn hóa - Xã hội HĐND thành phố",
            [("Lê Quý Khải", ("Phó Trưởng Ban Văn hóa - Xã hội HĐND thành phố",))],
        ),
        ("học tập tư tưởng của Chủ tịch Hồ Chí Minh", []),
        ("tuyến kênh Nguyễn Văn Tiếp và đường Lê Lợi", []),
        ("đại diện lãnh đạo các sở; Bí thư, Chủ tịch UBND các xã", []),
    ],
)
def test_orders_of_names_and_titles(text, expected):
    assert people(text) == expected


@pytest.mark.parametrize(
    ("titles", "rank", "organisation"),
    [
        (("Phó Bí thư Tỉnh ủy", "Chủ tịch HĐND tỉnh"), Rank.PROVINCE, "HĐND tỉnh"),
        (
            ("Ủy viên Ban Thường vụ Tỉnh ủy", "Chủ tịch HĐND phường Kon Tum"),
            Rank.COMMUNE,
            "HĐND phường Kon Tum",
        ),
        (("Tỉnh ủy viên", "Phó Giám đốc Sở Nội vụ"), Rank.DEPARTMENT, "Sở Nội vụ"),
        (("Chủ tịch UBND huyện",), Rank.DISTRICT, "UBND huyện"),
        (("Phó Thủ tướng Chính phủ",), Rank.CENTRE, ""),
        ((), Rank.NONE, ""),
    ],
)
def test_tier_and_body(titles, rank, organisation):
    assert rank_of_titles(titles) is rank
    assert organisation_of(titles).removeprefix("Phó Thủ tướng Chính phủ") == organisation
