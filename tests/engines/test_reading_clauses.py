"""Who speaks decides, not the verb. Each case is a body under one lead; all persons are invented."""

import pytest

from thongsuot.engines.reading.check import faults
from thongsuot.engines.reading.model import ItemKind, Nature, Role, Source
from thongsuot.engines.reading.read import read
from thongsuot.facts import gazetteer

LEAD = (
    "Sáng 21/8/2025, đồng chí Lê Văn Hòa, Phó Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh làm việc với Đảng ủy "
    "xã Tân Lập "
    "về tình hình hoạt động của chính quyền địa phương."
)
CHAIR = "Kết luận buổi làm việc, đồng chí Lê Văn Hòa ghi nhận nỗ lực của xã. "


def record_of(body):
    found = read(Source(f"{LEAD}\n\n{body}\n".encode(), province_code="01"), gazetteer())
    assert faults(found) == []
    return found


def texts(body, kind):
    return [item.text for item in record_of(body).of_kind(kind)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Xã kiến nghị tỉnh sớm bố trí vốn sửa chữa trụ sở; bổ sung 2 biên chế.",
            ["bố trí vốn sửa chữa trụ sở", "bổ sung 2 biên chế"],
        ),
        ("Tại buổi làm việc, xã đề nghị UBND tỉnh cấp kinh phí mua máy tính.", ["cấp kinh phí mua máy tính"]),
        (
            "Xã kiến nghị tỉnh 2 nội dung: (1) hỗ trợ xây cầu Suối Đá; (2) mở lớp tập huấn về đất đai.",
            ["hỗ trợ xây cầu Suối Đá", "mở lớp tập huấn về đất đai"],
        ),
        (
            "Xã kiến nghị tỉnh quan tâm giải quyết một số khó khăn như: bổ sung máy quét; nâng cấp "
            "đường truyền;…",
            ["bổ sung máy quét", "nâng cấp đường truyền"],
        ),
        ("Các đại biểu đã trao đổi nhiều nội dung như: thủ tục đất đai; công tác cán bộ.", []),
        ("Lãnh đạo các sở đã làm rõ kiến nghị của địa phương.", []),
        (CHAIR + "Đồng chí đề nghị xã kiến nghị Sở Tài chính về định mức chi.", []),
    ],
)
def test_recommendations(body, expected):
    assert texts(body, ItemKind.RECOMMENDATION) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Tuy nhiên, xã còn gặp khó khăn như: trụ sở chật hẹp; cán bộ còn lúng túng…",
            ["trụ sở chật hẹp", "cán bộ còn lúng túng"],
        ),
        (
            "Tuy nhiên, cơ sở vật chất, trang thiết bị còn thiếu.",
            ["cơ sở vật chất còn thiếu", "trang thiết bị còn thiếu"],
        ),
        (
            "Xã gặp vướng mắc trong thủ tục đất đai, quản lý tài sản công, triển khai các dự án.",
            [
                "vướng mắc trong thủ tục đất đai",
                "vướng mắc trong quản lý tài sản công",
                "vướng mắc trong triển khai các dự án",
            ],
        ),
        ("Tuy nhiên, biên chế, nhân lực chưa đáp ứng yêu cầu.", ["biên chế, nhân lực chưa đáp ứng yêu cầu"]),
        ("Xã đã nỗ lực khắc phục các khó khăn ban đầu.", []),
        ("Công việc không bị gián đoạn, các vướng mắc cơ bản đã được tháo gỡ.", []),
        ("Mặc dù cơ sở vật chất còn thiếu nhưng xã vẫn hoàn thành các chỉ tiêu.", []),
        ("Đại diện xã chia sẻ những khó khăn, vướng mắc.", []),
        (
            "Tuy đã được sửa chữa nhưng nhà văn hóa xuống cấp nghiêm trọng.",
            ["nhà văn hóa xuống cấp nghiêm trọng"],
        ),
    ],
)
def test_difficulties(body, expected):
    assert texts(body, ItemKind.DIFFICULTY) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            CHAIR + "Đồng chí đề nghị xã rà soát biên chế; Bố trí lại trụ sở.",
            [("rà soát biên chế", "xã Tân Lập"), ("bố trí lại trụ sở", "xã Tân Lập")],
        ),
        (
            CHAIR + "Đồng thời, xã cần đẩy nhanh giải phóng mặt bằng, không để kéo dài.",
            [("đẩy nhanh giải phóng mặt bằng, không để kéo dài", "xã Tân Lập")],
        ),
        (
            CHAIR
            + "Ông giao Sở Nội vụ tham mưu phương án bổ sung biên chế; yêu cầu Sở Tài chính cân đối vốn.",
            [("tham mưu phương án bổ sung biên chế", "Sở Nội vụ"), ("cân đối vốn", "Sở Tài chính")],
        ),
        (
            CHAIR + "Đồng chí yêu cầu xã lập phương án. Công an tỉnh chỉ đạo lực lượng cơ sở hỗ trợ xã.",
            [("lập phương án", "xã Tân Lập"), ("chỉ đạo lực lượng cơ sở hỗ trợ xã", "Công an tỉnh")],
        ),
        (CHAIR + "Đồng chí nhấn mạnh vai trò của người đứng đầu cấp ủy.", []),
        ("Xã đề nghị tỉnh giao đất cho trường học.", []),
    ],
)
def test_directives(body, expected):
    found = record_of(body).of_kind(ItemKind.DIRECTIVE)
    assert [(item.text, item.assignees[0].name) for item in found] == expected


def test_lead_support_and_deadline():
    body = (
        CHAIR
        + "Giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng thẩm định hồ sơ, báo cáo tỉnh trước 30/9."
    )
    (item,) = record_of(body).of_kind(ItemKind.DIRECTIVE)
    assert [(one.name, one.role) for one in item.assignees] == [
        ("Sở Tài chính", Role.LEAD),
        ("Sở Xây dựng", Role.SUPPORT),
    ]
    assert item.deadline is not None and str(item.deadline.on) == "2025-09-30"
    assert item.text == "thẩm định hồ sơ, báo cáo tỉnh"


def test_a_department_answers_and_promises():
    body = (
        "Xã kiến nghị tỉnh sửa chữa cầu Suối Đá; cấp thêm máy tính.\n\n"
        "Trả lời kiến nghị về cầu Suối Đá, Giám đốc Sở Xây dựng Trần Thị Lan cho biết, công trình đã có"
        " trong danh mục "
        "sửa chữa năm nay; Sở sẽ hoàn thành hồ sơ thiết kế trước ngày 30/11/2025."
    )
    found = record_of(body)
    (answer,) = found.of_kind(ItemKind.ANSWER)
    (promise,) = found.of_kind(ItemKind.COMMITMENT)
    assert answer.answers is not None and "Suối Đá" in found.items[answer.answers].text
    assert (promise.by, str(promise.deadline and promise.deadline.on)) == ("Sở Xây dựng", "2025-11-30")
    assert found.of_kind(ItemKind.DIRECTIVE) == ()


def test_asked_before():
    body = (
        "Một nội dung cử tri đã kiến nghị nhiều lần nhưng chưa được giải quyết là xử lý ô nhiễm tại bãi rác."
    )
    (item,) = record_of(body).of_kind(ItemKind.RECOMMENDATION)
    assert item.raised_before and item.text == "xử lý ô nhiễm tại bãi rác"


@pytest.mark.parametrize(
    ("asked", "nature"),
    [
        ("tiếp tục phát huy tinh thần đoàn kết, trách nhiệm", Nature.ORIENTATION),
        ("nỗ lực hoàn thành tốt nhiệm vụ được giao", Nature.ORIENTATION),
        ("rà soát, lập danh mục tài sản công dôi dư", Nature.TASK),
        ("nỗ lực hoàn thành việc rà soát hồ sơ trước 30/9", Nature.TASK),
    ],
)
def test_task_or_orientation(asked, nature):
    (item,) = record_of(CHAIR + f"Đồng chí đề nghị xã {asked}.").of_kind(ItemKind.DIRECTIVE)
    assert item.nature is nature


def test_a_quotation_is_its_speakers():
    body = '"Xã phải công khai các khoản thu trước ngày 15/11", đồng chí Lê Văn Hòa nhấn mạnh.'
    (item,) = record_of(body).of_kind(ItemKind.DIRECTIVE)
    assert (item.by, item.text) == ("Lê Văn Hòa", "công khai các khoản thu")
