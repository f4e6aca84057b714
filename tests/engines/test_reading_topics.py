import pytest

from thongsuot.engines.reading.cues.topics import CODES
from thongsuot.engines.reading.topics import subject_of, topics_of
from thongsuot.facts import topics


def test_codes_are_those_of_the_table():
    assert set(topics()) == CODES


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("bổ sung ngân sách để nâng cấp cơ sở vật chất, trang thiết bị", "budget"),
        ("quy hoạch khu trung tâm hành chính mới", "planning"),
        ("kiện toàn Ủy viên Ban Chấp hành xã, phường", "party-building"),
        ("giải quyết dứt điểm vướng mắc trong đền bù, giải phóng mặt bằng các dự án", "site-clearance"),
        ("rà soát, sắp xếp lại tài sản công", "public-assets"),
        ("cấp phép kinh doanh", "licensing"),
        ("cập nhật chức năng, nhiệm vụ của từng địa phương", "functions"),
        ("biên chế, nhân lực chưa đáp ứng yêu cầu", "staffing"),
        ("xử lý ô nhiễm tại bãi rác", "environment"),
        ("tăng cường tuần tra, giữ vững an ninh trật tự", "security"),
        ("sửa chữa tuyến đường liên thôn", "infrastructure"),
        ("4 điểm trường thiếu phòng học", "education"),
        ("thu hút bác sĩ về trạm y tế", "health"),
        ("đẩy mạnh số hóa, chuyển đổi số", "digital"),
        ("nâng cấp kênh mương, nước tưới cho lúa", "agriculture"),
        ("phát huy tinh thần đoàn kết", "other"),
        ("", "other"),
    ],
)
def test_topic(text, topic):
    assert topics_of(text)[0] == topic


def test_other_topics_follow_by_weight_and_without_the_first():
    first, also = topics_of("bổ sung ngân sách để nâng cấp cơ sở vật chất, trang thiết bị")
    assert first not in also and {"facilities", "equipment"} <= set(also)


def test_subject_of_a_session():
    assert subject_of("Về tiến độ giải phóng mặt bằng các dự án") == "site-clearance"
    assert subject_of("Bí thư Tỉnh ủy làm việc với Đảng ủy xã") == ""
