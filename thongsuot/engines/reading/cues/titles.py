"""Heads of titles, words that lead to a name, family names."""

from __future__ import annotations

from enum import Enum, auto

from thongsuot.engines.reading.lexicon import Lexicon, words


class Lead(Enum):
    """What may stand before a name or a title."""

    HONORIFIC = auto()
    HONORIFICS = auto()
    RANK = auto()
    FORMER = auto()


TITLES: Lexicon[bool] = Lexicon(
    {
        True: """
tổng bí thư | bí thư | phó bí thư | phó bí thư thường trực | bí thư thứ nhất | quyền bí thư
bí thư chi bộ
chủ tịch | phó chủ tịch | phó chủ tịch thường trực | quyền chủ tịch | q. chủ tịch | chủ tịch nước
phó chủ tịch nước | thủ tướng | phó thủ tướng | phó thủ tướng thường trực | bộ trưởng | thứ trưởng
ủy viên | ủy viên dự khuyết | tỉnh ủy viên | thành ủy viên | huyện ủy viên | quận ủy viên | thị ủy viên
đảng ủy viên | trưởng ban | phó trưởng ban | phó ban | phó trưởng ban thường trực | trưởng các ban
trưởng đoàn | phó trưởng đoàn | phó đoàn | trưởng phòng | phó trưởng phòng | phó phòng
quyền trưởng phòng
giám đốc | phó giám đốc | phó giám đốc thường trực | phó giám đốc phụ trách | quyền giám đốc
tổng giám đốc | phó tổng giám đốc | chánh văn phòng | phó chánh văn phòng | phó văn phòng
chánh thanh tra | phó chánh thanh tra | chánh án | phó chánh án | viện trưởng | phó viện trưởng
cục trưởng | phó cục trưởng | vụ trưởng | phó vụ trưởng | chi cục trưởng | phó chi cục trưởng
tổng cục trưởng | phó tổng cục trưởng | chỉ huy trưởng | phó chỉ huy trưởng
phó chỉ huy trưởng - tham mưu trưởng
chính ủy | phó chính ủy | chính trị viên | chính trị viên phó | tham mưu trưởng | tư lệnh | phó tư lệnh
trưởng công an | phó trưởng công an | đội trưởng | phó đội trưởng | đồn trưởng | phó đồn trưởng
tổ trưởng | phó tổ trưởng | tổ phó | trưởng thôn | trưởng ấp | trưởng buôn | trưởng xóm | trưởng khóm
trưởng bản | trưởng khu phố | trạm trưởng | trưởng trạm
hiệu trưởng | phó hiệu trưởng | trưởng khoa | trưởng bộ phận | trưởng tiểu ban
đại biểu quốc hội | đại biểu hđnd | đbqh | thường trực ban bí thư | thành viên | thư ký | tổng thư ký
chuyên viên | chuyên viên cao cấp | chuyên viên chính | kế toán trưởng | chủ nhiệm | phó chủ nhiệm
tổng biên tập | phó tổng biên tập | tổng thanh tra | phó tổng thanh tra | kiểm toán trưởng | trợ lý
tuv | uvbtv | uvtv | ct ubnd | ct hđnd
pct | pgđ | pbt | phó trưởng công an | chủ tịch hội đồng | phó chủ tịch hội đồng
trưởng thuế | phó trưởng thuế | kế toán | công chức | viên chức | cán bộ | già làng | trưởng làng
trưởng đồn | bí thư đoàn | phó trưởng phòng phụ trách | trưởng cơ quan | phó trưởng cơ quan
""",
        False: """
chủ tịch hội đồng nhân dân các | bí thư chi bộ các | phó ban hành | trưởng thành | giám đốc các
trưởng các
""",
    }
)
"""True heads a title; False is a phrase that only looks like one."""

LEADS: Lexicon[Lead] = Lexicon(
    {
        Lead.HONORIFIC: """
đồng chí | đ/c | đc | ông | bà | anh | chị | cụ | đại biểu | vị | thầy | cô | cử tri
""",
        Lead.HONORIFICS: """
các đồng chí | các đ/c | các ông | các bà | các ông, bà | ông, bà | các đại biểu
""",
        Lead.RANK: """
đại tướng | thượng tướng | trung tướng | thiếu tướng | đại tá | thượng tá | trung tá | thiếu tá | đại úy
thượng úy | trung úy | pgs. ts | pgs.ts. | pgs. ts. | gs. ts. | gs.ts. | gs | ts. | ts | ths. | ths | bs.
ks. | tiến sĩ | thạc sĩ | bác sĩ
kỹ sư | luật sư | giáo sư | phó giáo sư | bsckii. | bscki. | ts.bs. | nhà giáo | nghệ nhân | anh hùng
""",
        Lead.FORMER: "nguyên | quyền | cựu",
    }
)

SURNAMES = words(
    """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trương lâm mai trịnh đào cao
hà lương tạ tô thái châu chu quách tăng thạch sơn kim danh tống la lã lại lưu mạc nghiêm ninh nông phùng
phương quản thân thi tiêu tôn triệu trình từ uông văn vương viên vi âu ân bạch bế bàng biện bồ cái cát
cấn chế chung cung cù diệp doãn đàm đậu đoàn đổng đồng đới đường giang giáp hàn hầu hạ hứa hình kha
khổng khuất khúc kiều lạc liêu lò lù lục lữ mã mẫn mùa ngọ ngụy nhan nhữ nghị ngân phí quàng quan sầm
sái sùng thào tòng tráng trà trầm trang tưởng vàng vừ vạn xa yên ung thẩm thiều tẩn giàng hạng cầm cà
lường điêu điểu mào chảo ma lèo lềnh ly pờ phàn chẻo cứ ksor siu rmah rơ nay kpă rcom ayun hmok niê êban
mlô byă kbuôr ka k y a blúp bríu briu zơ alăng coor pơloong arất ngôl bling u bloong kring hiên bá ngạc
vày lầu lỳ hờ mong quang tòng vì chang chá giá gia lý sin thàng thèn tải sần vùi hù pháng khoàng lê-thị
tao bnướch zơrâm riah kasă kră jan kơ cil liêng kon-sơ lơ mu bon đàng đạo thập tài báo hán não phú lưu-
danh kiên ngọc hoà hòa thị khương khưu kỷ lai lay liễu lộ lợi luân luyện mang mạch mông nhâm nhiêu ong
lự lô neáng đinh bh pơ puih rah siu kơr lơ hơ ôn phú phục phù quế sử tất thang thôi tiết tiền tín trác triệu trưng
tuấn vòng vưu xuân ứng
"""
)
"""Levelled family names of the Kinh and the larger peoples; single letters: A, Y, K of the Highlands."""

NOT_PERSONS = frozenset({"hồ chí minh", "võ nguyên giáp", "lê duẩn", "trường chinh"})
"""Names of the departed, of a city and of streets, which reports name without their being there."""
