"""Whose words they are, and to whom work is given, where the sentence does not begin with it. All invented."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engines.test_reading_clauses import CHAIR, LEAD, record_of, texts
from thongsuot.engines.reading.cues.organs import ORGANS
from thongsuot.engines.reading.model import ItemKind, Role, Source
from thongsuot.engines.reading.page import level
from thongsuot.engines.reading.read import read
from thongsuot.engines.reading.tokens import tokenise
from thongsuot.facts import gazetteer

WHO = "Cùng dự có đồng chí Trần Văn Nam, Chủ tịch UBND xã; bà Lý Thị Hoa, Giám đốc Sở Y tế.\n\n"


def told_by(body: str, kind: ItemKind) -> list[tuple[str, str]]:
    return [(item.by, item.text) for item in record_of(WHO + body).of_kind(kind)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Mở đầu phần trao đổi, ông Trần Văn Nam bày tỏ mong tỉnh xây lại cầu Suối Đá.",
            [("Trần Văn Nam", "xây lại cầu Suối Đá")],
        ),
        (
            "“Chúng tôi rất mong tỉnh xây lại cầu Suối Đá. Xã cũng kiến nghị mua thêm máy in”, ông Nam nói.",
            [("Trần Văn Nam", "xây lại cầu Suối Đá"), ("xã Tân Lập", "mua thêm máy in")],
        ),
        (
            "Cũng theo ông Nam, xã kiến nghị tỉnh xây lại cầu Suối Đá.",
            [("xã Tân Lập", "xây lại cầu Suối Đá")],
        ),
        (
            "Ông Nam nói thêm về một việc đã nêu từ đầu năm: tỉnh cần xây lại cầu Suối Đá.",
            [("Trần Văn Nam", "xây lại cầu Suối Đá")],
        ),
    ],
)
def test_who_asks(body: str, expected: list[tuple[str, str]]) -> None:
    assert told_by(body, ItemKind.RECOMMENDATION) == expected


def test_with_whom_a_request_is_left() -> None:
    (asked,) = record_of("Với Sở Xây dựng, xã đề nghị xây lại cầu Suối Đá.").of_kind(ItemKind.RECOMMENDATION)
    assert (asked.to, asked.text) == ("Sở Xây dựng", "xây lại cầu Suối Đá")


def test_bodies_under_an_announcement_are_asked_each() -> None:
    body = "Xã kiến nghị:\n- HĐND tỉnh ban hành mức chi mới.\n- Sở Y tế cử thêm bác sĩ."
    asked = record_of(body).of_kind(ItemKind.RECOMMENDATION)
    assert [(one.to, one.text) for one in asked] == [
        ("HĐND tỉnh", "ban hành mức chi mới"),
        ("Sở Y tế", "cử thêm bác sĩ"),
    ]


@pytest.mark.parametrize(
    ("said", "charged", "text"),
    [
        ("Công an xã được giao lập danh sách các hộ.", "Công an xã Tân Lập", "lập danh sách các hộ"),
        (
            "Đồng chí yêu cầu xã rà soát quỹ đất. Nhà văn hóa thôn Đông, xã sửa ngay trong tháng 9.",
            "xã Tân Lập",
            "nhà văn hóa thôn đông: sửa ngay",
        ),
        ("Với xã, đồng chí yêu cầu lập danh sách các hộ.", "xã Tân Lập", "lập danh sách các hộ"),
        ("Riêng UBND xã lập danh sách các hộ.", "UBND xã Tân Lập", "lập danh sách các hộ"),
    ],
)
def test_who_is_charged(said: str, charged: str, text: str) -> None:
    found = record_of(f"{CHAIR}Đồng chí đề nghị các sở vào cuộc. {said}").of_kind(ItemKind.DIRECTIVE)
    assert ([one.name for one in found[-1].assignees], found[-1].text.lower()) == ([charged], text)


def test_a_delegation_says_what_its_leader_says() -> None:
    body = CHAIR + "Đoàn công tác đề nghị xã lập danh sách các hộ."
    assert [one.by for one in record_of(body).of_kind(ItemKind.DIRECTIVE)] == ["Lê Văn Hòa"]


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ("Xã phải lập danh sách ngay", ["lập danh sách ngay"]),
        ("Dân tin thì việc gì cũng xong", []),
    ],
)
def test_a_quotation_orders_only_what_must_be(quoted: str, expected: list[str]) -> None:
    assert texts(f"{CHAIR}\n“{quoted}”, đồng chí Lê Văn Hòa nhấn mạnh.", ItemKind.DIRECTIVE) == expected


def test_an_answer_and_the_promise_behind_it() -> None:
    body = WHO + (
        "Xã kiến nghị tỉnh mua máy siêu âm cho trạm y tế.\n"
        "Bà Lý Thị Hoa cho biết gói thầu máy siêu âm đã phê duyệt xong, Sở sẽ bàn giao cho trạm trước 30/10."
    )
    record = record_of(body)
    (answer,) = record.of_kind(ItemKind.ANSWER)
    (promise,) = record.of_kind(ItemKind.COMMITMENT)
    assert answer.text == "gói thầu máy siêu âm đã phê duyệt xong"
    assert promise.by == "Sở Y tế"
    assert promise.deadline is not None and promise.deadline.on == date(2025, 10, 30)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Lúc đầu hồ sơ trễ hẹn nhiều, nhưng nay tỷ lệ trễ hẹn đã về 0.", []),
        ("Dẫu thiếu người, xã vẫn trả kết quả đúng hạn 98%.", []),
        (
            "Đường vào thôn Đông sạt lở, xe tải không vào được.",
            ["đường vào thôn Đông sạt lở, xe tải không vào được"],
        ),
        (
            "Dân đông, một mình cán bộ tư pháp làm không xuể.",
            ["dân đông, một mình cán bộ tư pháp làm không xuể"],
        ),
    ],
)
def test_what_is_still_a_trouble(told: str, expected: list[str]) -> None:
    assert texts(f"Tuy nhiên, còn những việc chưa thông. {told}", ItemKind.DIFFICULTY) == expected


NOTICE = """UBND TỈNH QUẢNG NGÃI
THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh Lê Văn Hòa tại buổi làm việc với xã Tân Lập
Ngày 21/8/2025, đồng chí Lê Văn Hòa, Chủ tịch UBND tỉnh chủ trì buổi làm việc với UBND xã Tân Lập.
1. Năm 2025, xã hoàn thành 12/14 chỉ tiêu. Song, còn một số hạn chế như: trụ sở xuống cấp; trạm y tế thiếu bác sĩ.
2. Về các kiến nghị của xã:
Kiến nghị 1: Đề nghị Sở Xây dựng xây lại cầu Suối Đá.
Ý kiến: Thống nhất chủ trương. Giao Sở Xây dựng lập dự án, trình UBND tỉnh trước 30/10/2025.
"""


def test_a_notice_weighs_and_replies() -> None:
    record = read(Source(NOTICE.encode(), province_code="51"), gazetteer())
    of_kind = {kind: [one.text for one in record.of_kind(kind)] for kind in ItemKind}
    assert of_kind[ItemKind.DIFFICULTY] == ["trụ sở xuống cấp", "trạm y tế thiếu bác sĩ"]
    assert of_kind[ItemKind.RECOMMENDATION] == ["xây lại cầu Suối Đá"]
    assert of_kind[ItemKind.ANSWER] == ["thống nhất chủ trương"]
    assert of_kind[ItemKind.DIRECTIVE] == ["lập dự án, trình UBND tỉnh"]


SEVERAL = """(BLT) - Sáng 21/8/2025, đồng chí Lê Văn Hòa, Phó Chủ tịch UBND tỉnh làm việc với xã Ba Tơ và xã Ba Vì.
Kết luận, đồng chí Lê Văn Hòa đề nghị hai xã lập danh sách các hộ. UBND các xã Ba Tơ, Ba Vì rà soát quỹ đất.
Chiều cùng ngày, đoàn đã làm việc với lãnh đạo xã Ba Dinh. Đồng chí yêu cầu xã sửa cầu trước 30/9.
"""


def test_several_hosts_and_a_later_one() -> None:
    record = read(Source(SEVERAL.encode(), province_code="51"), gazetteer())
    assert [(unit.name, unit.rule) for unit in record.units] == [
        ("Ba Tơ", "host.lead"),
        ("Ba Vì", "host.lead"),
        ("Ba Dinh", "host.later"),
    ]
    charged = [[one.name for one in item.assignees] for item in record.of_kind(ItemKind.DIRECTIVE)]
    assert charged == [["xã Ba Tơ", "xã Ba Vì"], ["UBND xã Ba Tơ", "UBND xã Ba Vì"], ["xã Ba Dinh"]]


def test_what_only_looks_like_a_body() -> None:
    matter, body = (tokenise(text, level(text), 0, len(text)) for text in ("trường hợp này", "trường này"))
    assert ORGANS.at(matter, 0) is None
    assert ORGANS.at(body, 0) is not None


def test_the_lead_may_quote_the_chair_and_the_story_goes_on_without_him() -> None:
    quoted = LEAD.replace("Sáng 21/8/2025", "“Xã phải làm ngay”, sáng 21/8/2025")
    record = read(
        Source(f"{quoted}\nXã đã tiếp nhận 1.200 hồ sơ.\n".encode(), province_code="01"), gazetteer()
    )
    assert [one.text for one in record.of_kind(ItemKind.RESULT)] == ["xã đã tiếp nhận 1.200 hồ sơ"]


def test_who_helps_nobody_is_not_named() -> None:
    """Two that torn inputs found: a helper without a lead, and a clause that ends with "dù"."""
    body = CHAIR + "Đồng chí yêu cầu tập trung: Phối hợp với Sở Y tế lập danh sách các hộ."
    assert all(
        any(one.role is Role.LEAD for one in item.assignees) or not item.assignees
        for item in record_of(body).items
    )
    assert texts("Xã tiếp nhận 1.200 hồ sơ trong ba tháng, dù", ItemKind.DIFFICULTY) == []


def test_what_must_not_be_is_kept_whole() -> None:
    said = (
        "Đồng chí yêu cầu xã luân phiên cán bộ trực tại các điểm sạt lở trong mùa mưa lũ, không để ai ở lại."
    )
    assert texts(CHAIR + said, ItemKind.DIRECTIVE)[0].endswith("không để ai ở lại")
