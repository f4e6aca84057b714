import pytest

from thongsuot.engines.reading.layout import Part, is_caption, layout_of
from thongsuot.engines.reading.page import clean, level, page_of

STORY = """{above}
Đoàn công tác tỉnh làm việc với xã Tân Lập về đất đai
{stamp}
(BXT) - Sáng 21/8/2025, đồng chí Lê Văn Hòa, Phó Bí thư Tỉnh ủy cùng Đoàn công tác làm việc với xã Tân Lập.
{inside}
Đồng chí đề nghị xã rà soát các trường hợp lấn chiếm đất công, lập hồ sơ xử lý theo đúng quy định.
{below}
"""


def parts(**lines):
    filled = {"above": "", "stamp": "", "inside": "", "below": ""} | lines
    page = page_of(clean(STORY.format(**filled)))
    return {page.of(placed.line): placed.part for placed in layout_of(page).lines}


@pytest.mark.parametrize(
    "line",
    [
        "Hotline: 02763.822322",
        "Đọc báo in",
        "A- A A+ | Tăng tương phản",
        "Trang chủ > Chính trị > Cơ sở",
        "Thời sự | Kinh tế | Đời sống",
        "google news",
        "Theo dõi Báo Sông Xanh trên",
        "Thứ năm: 15:55 ngày 21/08/2025",
        "12-8-2025 | 18:05",
        "16/10/2025 06:50 GMT+7",
        "date 2025-09-13",
        "Xem với cỡ chữ",
        "+ aA -",
        "Nghe đọc bài",
        "Chia sẻ:",
        "Lượt xem: 506",
        '<meta name="description" content="x">',
        "BÁO SÔNG XANH ĐIỆN TỬ",
    ],
)
def test_furniture_above(line):
    assert parts(above=line)[line] is Part.DROPPED


@pytest.mark.parametrize(
    "line",
    [
        "Tin nổi bật",
        "Nguồn: Trung tâm Truyền thông",
        "Tin, ảnh: Hải Cát",
        "Hải Cát – Lê Quang",
        "PV",
        "M.H",
        "(0) Bình luận",
        "Bạn còn 500/500 ký tự",
        "Ca khúc: Quê tôi",
        "Cột phải",
        ">> Xã khác ra quân",
        "In bài viết",
        "Tin cùng chuyên mục\nKhẩn trương khắc phục sạt lở tại xã bên",
    ],
)
def test_furniture_below(line):
    found = parts(below=line)
    assert all(found[one] is Part.DROPPED for one in line.split("\n"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Quang cảnh buổi làm việc", True),
        ("(Ảnh: Quang cảnh buổi làm việc)", True),
        ("Đại biểu tham dự buổi làm việc", True),
        ("Đồng chí Lê Văn Hòa phát biểu kết luận buổi làm việc", True),
        ("Đồng chí Lê Văn Hòa, Phó Bí thư Tỉnh ủy phát biểu tại buổi làm việc. Ảnh: BÌNH AN", True),
        ("Cử tri xã Tân Lập nêu ý kiến tại hội nghị", True),
        ("Các đại biểu đã trao đổi, thảo luận nhiều nội dung liên quan đến đất đai.", False),
        ("Đoàn giám sát sẽ báo cáo kết quả tại kỳ họp thường lệ cuối năm.", False),
        ("Phát biểu kết luận, đồng chí Lê Văn Hòa đề nghị xã rà soát biên chế.", False),
        ("1. Ông Phạm Đăng Khôi báo cáo", False),
    ],
)
def test_captions(line, expected):
    assert is_caption(level(line)) is expected


def test_title_lead_and_body_stay():
    found = parts(above="Đọc báo in", below="Hải Cát")
    kept = [part for part in found.values() if part is not Part.DROPPED]
    assert kept == [Part.TITLE, Part.LEAD, Part.BODY]


def test_the_end_mark_closes_the_story():
    page = page_of(
        clean(STORY.format(above="", stamp="", inside="", below="").strip() + "/.\nTin lạ của trang khác")
    )
    assert [p.part for p in layout_of(page).lines][-1] is Part.DROPPED
