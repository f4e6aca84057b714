"""Words by topic. The codes are those of thongsuot/facts/topics.csv; a test compares them."""

from __future__ import annotations

from typing import NamedTuple

from thongsuot.engines.reading.lexicon import Lexicon


class TopicCue(NamedTuple):
    topic: str
    weight: float


_STRONG: dict[str, str] = {
    "budget": """
vốn sự nghiệp | tạm ứng | quyết toán ngân sách | nguồn chi
vốn các chương trình mục tiêu quốc gia | vốn chương trình mục tiêu quốc gia | giải ngân vốn | phí tham quan | thất thu
tiền cấp quyền | tỷ lệ điều tiết | nợ xây dựng cơ bản | lương | chi hội nghị | phân bổ kinh phí | chậm chi trả
nguồn dự phòng
ngân sách | kinh phí | nguồn vốn | bố trí vốn | vốn đầu tư | dự toán | nguồn thu | tài chính - ngân sách
chi thường xuyên | giải ngân | cân đối nguồn | mức chi | nguồn lực tài chính | thu ngân sách | cấp vốn
định mức chi | nguồn kinh phí | tiết kiệm chi | tỷ đồng | triệu đồng | phân bổ vốn | khoản thu | nợ đọng
""",
    "facilities": """
nơi tiếp dân | phòng tiếp dân | bãi đỗ xe | nhà để xe | kho hồ sơ | phòng lưu trữ | sửa chữa trụ sở
mở rộng trụ sở | xây mới trụ sở
cơ sở vật chất | trụ sở | trụ sở làm việc | phòng làm việc | nơi làm việc | hội trường | nhà làm việc
nhà công vụ | kho lưu trữ | nhà vệ sinh | phòng họp | công trình xuống cấp | các công trình xuống cấp
phá dỡ | nơi làm việc | chỗ làm việc | trung tâm phục vụ hành chính công
""",
    "equipment": """
cụm loa | hệ thống loa | loa truyền thanh | máy phát
máy photo | máy chiếu | camera | ki ốt thông tin | xe máy công vụ | thiết bị họp trực tuyến
máy quét mã
máy scan | máy siêu âm | máy xét nghiệm | máy lấy số | xe chữa cháy | cân tải trọng | bộ kiểm tra nhanh
máy phát điện
bộ máy tính | trang thiết bị | thiết bị | máy tính | máy quét | máy in | máy móc | xe ô tô | phương tiện
phương tiện làm việc | phương tiện đi lại | máy photocopy | bàn ghế | xe công | xe chuyên dùng
""",
    "staffing": """
người làm việc | số lượng cấp phó | cấp phó | trái chuyên môn | trái ngành | trái chuyên ngành
nghị định 178 | tăng cường cán bộ | tăng cường công chức | đánh giá cán bộ | luân phiên | chuyên ngành
tuyển công chức | thi tuyển | đúng việc | chức danh | cán bộ trẻ | con em địa phương
khuyết | hiện có mặt | vị trí mà | tuyển đủ | hợp đồng kỹ sư | kỹ sư | công chức tư pháp | nghỉ việc | thiếu người
người có chuyên môn | nghỉ thai sản | thêm người | cử người trực | hợp đồng thêm | làm ngoài giờ
biên chế | nhân sự | nhân lực | cán bộ | công chức | viên chức | đội ngũ | vị trí việc làm | tuyển dụng
điều động | biệt phái | luân chuyển | người hoạt động không chuyên trách | cán bộ không chuyên trách
không chuyên trách | chuyên môn | công tác cán bộ | đúng người | quy hoạch cán bộ | tinh giản
chế độ, chính sách cho cán bộ | bồi dưỡng | tập huấn | hợp đồng lao động | kiêm nhiệm
năng lực chuyên môn | bố trí cán bộ | bổ nhiệm | nguồn nhân lực
""",
    "digital": """
chữ ký điện tử | vneid | một cửa điện tử | phần mềm một cửa | quản lý văn bản | liên thông dữ liệu
trí tuệ nhân tạo | wifi | cáp quang | sóng 4g | an ninh mạng
hệ thống thông tin giải quyết thủ tục hành chính | nộp trực tuyến
lõm sóng | vùng lõm | mất mạng | đường mạng | mạng | zalo | ứng dụng | tài khoản định danh | phần mềm dùng chung
đường dây trực tuyến | tổ công nghệ số | điện thoại thông minh | hệ thống của ngành
phủ sóng | sóng di động | băng thông
chuyển đổi số | công nghệ thông tin | số hóa | phần mềm | cơ sở dữ liệu | trực tuyến | chữ ký số
công nghệ số | đường truyền | hạ tầng số | viễn thông | doanh nghiệp viễn thông | an toàn thông tin
dữ liệu | dịch vụ công trực tuyến | kinh tế số | mạng internet | nền tảng số | đô thị thông minh
định danh điện tử | văn bản điện tử
""",
    "planning": """
trung tâm hành chính mới | khu trung tâm hành chính | đô thị loại | phân khu | quy hoạch sử dụng đất
quy hoạch nông thôn | khu đô thị mới | vị trí đặt trụ sở
quy hoạch | quy hoạch chung | quy hoạch phân khu | đồ án quy hoạch | quy hoạch chi tiết
điều chỉnh quy hoạch | quy hoạch phường | quy hoạch xã | quy hoạch xây dựng | chỉnh trang đô thị
không gian phát triển | quy hoạch khu trung tâm
""",
    "functions": """
trao quyền | nhiệm vụ được phân cấp | bỏ trống nhiệm vụ | bỏ sót nhiệm vụ | khoảng trống
rõ thẩm quyền
phân định nhiệm vụ | phân định rõ | phân định trách nhiệm | phân định công việc
chức năng, nhiệm vụ | chức năng | phân cấp | phân quyền | ủy quyền | phân định thẩm quyền | thẩm quyền
phân công nhiệm vụ | quy chế làm việc | chức năng nhiệm vụ | chồng chéo | nhiệm vụ, quyền hạn | bộ máy
""",
    "coordination": """
giao ban | báo cáo định kỳ | phối hợp chặt chẽ | nhịp nhàng
việc phối hợp | công tác phối hợp | chưa phối hợp | sự phối hợp | phối hợp giữa | cơ chế phối hợp
quy chế phối hợp | quy trình phối hợp | theo dõi, đôn đốc | thường xuyên nắm
đầu mối | liên thông giữa
""",
    "procedures": """
chứng thực | hộ tịch | khai sinh | khai tử | hồ sơ trễ hạn | hồ sơ quá hạn | trả kết quả | phi địa giới
không phụ thuộc địa giới | thời gian giải quyết | giải quyết thủ tục | tiếp nhận và trả kết quả
quầy | giấy tờ | luân chuyển hồ sơ | trễ hẹn | thư xin lỗi | niêm yết
mẫu biểu | biểu mẫu | tiếp nhận hồ sơ | điểm tiếp nhận
thủ tục hành chính | một cửa | dịch vụ công | cải cách hành chính | giải quyết hồ sơ | tthc | quy trình
phục vụ hành chính công | bộ phận một cửa | hồ sơ liên thông
""",
    "land": """
lô đất | các lô đất | đất bỏ hoang | đất chậm đưa vào sử dụng
tranh chấp đất đai | đất rừng | đất sản xuất | cấp sổ | cấp giấy chứng nhận | biến động đất đai
nông lâm trường | cấp đổi giấy chứng nhận
trích đo | khu đất công | đất công bị lấn chiếm | đăng ký đất đai | nguồn gốc | thửa | bản đồ giải thửa
chỉnh lý biến động | giấy chứng nhận | lấn chiếm đất
lâm trường | đất rẫy | làm sổ | ranh giới
đất công | khu đất | đất xen kẹt
đất đai | đất | quyền sử dụng đất | giấy chứng nhận quyền sử dụng đất | địa chính | giá đất | quỹ đất
giao đất | thuê đất | thu hồi đất | nguồn gốc đất | đo đạc | bản đồ địa chính | đất lâm nghiệp
ranh giới đất | đất ở | hồ sơ địa chính | hồ sơ đất đai | hồ sơ pháp lý nhà, đất | nguồn gốc đất cho
sổ đỏ | đất nông nghiệp | chuyển mục đích sử dụng đất | đấu giá đất | đấu giá quyền sử dụng đất
tranh chấp đất | đất công ích | địa giới
""",
    "licensing": """
thẩm duyệt | trật tự xây dựng | xây dựng trái phép | xây dựng không phép | san lấp trái phép
giấy phép môi trường
cấp phép kinh doanh | cấp phép | đăng ký kinh doanh | hộ kinh doanh | giấy phép | giấy phép kinh doanh
đăng ký hộ kinh doanh | cấp phép xây dựng | giấy phép xây dựng
""",
    "public-assets": """
các trụ sở còn lại | chuyển đổi công năng | trụ sở, kho bãi | hai trụ sở
trụ sở bỏ trống | trụ sở không sử dụng | trường cũ | trạm y tế cũ | nhà văn hóa dôi dư
sắp xếp tài sản | xử lý tài sản | kiểm kê tài sản | bỏ không | bỏ trống
không bán đấu giá được | bán đấu giá | thanh lý | cơ sở nhà đất chưa sử dụng | trụ sở dôi dư chưa có phương án
đấu giá hoặc cho thuê
tài sản công | nhà, đất | cơ sở nhà, đất dôi dư | trụ sở dôi dư | cơ sở nhà, đất | cơ sở nhà đất
điều chuyển tài sản | nhà, đất dôi dư | trường học dôi dư | dôi dư | tài sản dôi dư | tài sản | trụ sở cũ
thanh lý tài sản | nhà đất công | trụ sở huyện ủy cũ | trụ sở ubnd huyện cũ | công sản | các trụ sở dôi dư
""",
    "projects": """
tổng mức đầu tư | điều chỉnh tổng mức đầu tư | biện pháp thi công | khối lượng mới đạt | trúng thầu
dự án dở dang | công trình dở dang | công trình dang dở | dự án tạm dừng | tạm dừng dự án
danh mục đầu tư | vốn trung hạn | đầu tư công trung hạn | quyết toán dự án | hồ sơ dự án
tiến độ thi công | bàn giao dự án | dự án chuyển tiếp
dự án đầu tư | đầu tư công | dự án trọng điểm | tiến độ dự án | công trình trọng điểm
quyết toán các công trình | công trình chuyển tiếp | chủ đầu tư | nhà đầu tư | thi công | khu công nghiệp
cụm công nghiệp | kế hoạch đầu tư công | xây dựng cơ bản | nhà thầu | hồ sơ đầu tư | khởi công
""",
    "site-clearance": """
bốc thăm | nhận tiền bồi thường | chưa nhận tiền | di dời mồ mả | hộ chưa bàn giao
phương án bồi thường | áp giá | thu hồi mặt bằng
giải phóng mặt bằng | gpmb | đền bù | bồi thường | tái định cư | bồi thường, hỗ trợ | mặt bằng | cưỡng chế
bàn giao mặt bằng | đơn giá bồi thường | khu tái định cư | chi trả bồi thường | chưa đồng thuận với đơn giá
""",
    "infrastructure": """
đường dây điện | điện sinh hoạt | hệ thống thoát nước | cống rãnh | mương thoát nước | đường bê tông
cầu dân sinh | cầu yếu | bến đò | đèn chiếu sáng | ngầm tràn | điện chiếu sáng | cấp nước tập trung
nước hợp vệ sinh | hạ tầng khu dân cư | cao tốc | nút giao | đường nội thôn | đường gom | trạm bơm tiêu
trạm bơm | cống | âu tàu | luồng lạch | nước ngọt | lọc nước | đóng điện | cấp điện | mặt cầu | ổ gà | taluy | ta luy
bồn chứa nước | chở nước | nước chảy yếu | nạo vét | kinh | đường điện | điện ba pha | kéo điện | kéo lưới điện
ván cầu | cầu tràn | tàu cao tốc
hồ chứa nước ngọt | bị chia cắt | tuyến lộ | lộ nông thôn | trạm cấp nước
nước sinh hoạt | hạ tầng | giao thông | tuyến đường | đường giao thông | nước sạch | kết cấu hạ tầng | chiếu sáng
cấp nước | thoát nước | hạ tầng kỹ thuật | quốc lộ | tỉnh lộ | đường tỉnh | đường liên thôn
đường liên xã | mặt đường | xe quá tải | xe chở | an toàn giao thông | bến xe | sóng di động | phát sóng
cầu treo | bến tàu | bến cảng | bến phà | cảng | phà | cấp nước sạch | ống cấp nước | tuyến ống
nước sạch sinh hoạt | điện lưới | lưới điện | bờ kè | sóng điện thoại | đường đan | vỉa hè | hệ thống điện
ngập úng | cầu cống | trạm biến áp | nhà máy nước | xe ben | đường dân sinh | trạm phát sóng
""",
    "party-building": """
nội dung sinh hoạt | các đoàn thể | đảng ủy viên phụ trách
sinh hoạt đảng | đảng phí | học tập nghị quyết | dân vận khéo | nghị quyết chuyên đề | kỷ luật đảng
công tác tư tưởng | phản biện xã hội | hồ sơ đảng viên
xây dựng đảng | tổ chức đảng | đảng viên | ban chấp hành | chi bộ | đại hội đảng | đảng bộ | cấp ủy viên
kết nạp | sinh hoạt chi bộ | công tác xây dựng đảng | nghị quyết đại hội | dân vận
mặt trận tổ quốc | tổ chức mặt trận | đoàn thể | hệ thống chính trị | tuyên giáo
quy chế làm việc của đảng ủy | ủy viên ban chấp hành | chỉnh đốn | mặt trận | bầu cử | đại hội
phát triển đảng | kết nạp đảng viên | tổ chức cơ sở đảng
""",
    "economy": """
kinh tế biển | kinh tế tư nhân | khởi nghiệp | hàng giả | cửa khẩu | thu hút doanh nghiệp
tiền thuê hạ tầng | hàng hóa | thuế khoán | hóa đơn điện tử | doanh nghiệp nhỏ | tiểu thương bị | thời hạn di dời
siêu thị | bán hàng | vay vốn | vốn vay | kho lạnh | giá sầu riêng | doanh nghiệp thu mua | đầu ra
kinh tế | phát triển kinh tế | thu hút đầu tư | tăng trưởng | doanh nghiệp | sản xuất kinh doanh
thương mại | công nghiệp | chợ | hợp tác xã | kinh tế - xã hội | phát triển sản xuất
tiểu thủ công nghiệp | dịch vụ | môi trường đầu tư | xuất khẩu | tiêu thụ sản phẩm | kinh tế tập thể
tiểu thương | logistics | vật liệu xây dựng | thị trường
""",
    "agriculture": """
phân bón | gia súc | gia cầm | ao nuôi | lồng bè | nuôi tôm | tôm | dược liệu | vùng trồng
mã số vùng trồng | khuyến nông | bảo vệ thực vật | đê bao | chuồng trại
nông nghiệp | nông thôn mới | nông thôn | sản xuất nông nghiệp | cây trồng | chăn nuôi | thủy lợi
kênh mương | nông dân | lúa | thủy sản | vùng chè | chè | cà phê | vườn | nuôi trồng | hồ chứa
tuyến kênh | kênh | tưới | lâm nghiệp | rừng | ocop | dịch bệnh | dịch tả | nông sản | trồng rừng
hạn hán | đập | khai thác hải sản | tàu cá | iuu | cảng cá | ngư dân | mùa vụ | bảo vệ rừng | nước tưới
vùng nguyên liệu | cánh đồng | quýt | sầu riêng | mía | cao su | chương trình mục tiêu quốc gia | vật nuôi
ntm | truy xuất nguồn gốc
""",
    "environment": """
giếng khoan | nhiễm đá vôi | mẫu nước | nguồn nước bị
lò đốt rác | xử lý nước thải | khí thải | tiếng ồn | bãi chôn lấp | phân loại rác | cháy rừng
thoát lũ | tràn dầu
nước mặn | độ mặn | xả thải | nguồn xả | chôn lấp | quan trắc | chôn lấp tạm | nước suối | ao chứa bùn
xe ép rác | thu gom | rác tồn đọng | sạt | bờ sông | xả thẳng | hộ nuôi siêu thâm canh | vùng nguy hiểm
cắm biển cảnh báo | lũ quét
môi trường | rác | rác thải | ô nhiễm | bãi rác | nước thải | chất thải | bãi tập kết rác | cây xanh
khoáng sản | khai thác cát | cát | thu gom rác | xử lý rác | chất thải rắn | bụi | mùi hôi | thiên tai
biến đổi khí hậu | phòng chống thiên tai | phòng, chống thiên tai | mưa lũ | sạt lở | vùng sạt lở
triều cường | kè chống sạt lở | xử lý ô nhiễm | điểm tập kết
""",
    "education": """
chỉ tiêu giáo viên
trường lớp | cơ sở giáo dục | học phí | phòng bán trú | thiếu giáo viên | trường nội trú | dạy và học
giáo dục | trường học | giáo viên | học sinh | phòng học | điểm trường | trường | dạy học | mầm non
tiểu học | thcs | thpt | năm học | bán trú | sách giáo khoa | lớp học | trường mầm non
trường chuẩn quốc gia | trường đạt chuẩn | nhà trường | nội trú
""",
    "health": """
khám bệnh | y bác sĩ | y sĩ | điều dưỡng | giường bệnh | phòng khám | trung tâm y tế
sức khỏe
y tế | trạm y tế | bệnh viện | khám chữa bệnh | bác sĩ | khám, chữa bệnh | bảo hiểm y tế
dịch bệnh ở người | chăm sóc sức khỏe | thuốc | tiêm chủng | nhân viên y tế | vật tư y tế | sốt xuất huyết
an toàn thực phẩm
""",
    "culture": """
chiêng | nghệ nhân | bản tin
cồng chiêng | khách du lịch | lượt khách | đền | chùa | thể dục | đài truyền thanh
văn hóa | thể thao | du lịch | nhà văn hóa | di tích | lễ hội | nhà văn hóa thôn | di sản | bảo tàng
thiết chế văn hóa | sân vận động | thư viện | sân thể thao | khu du lịch | điểm du lịch
nhà sinh hoạt cộng đồng | truyền thanh | bản sắc
""",
    "welfare": """
tiền thuê nhà | thuê nhà trọ
sinh kế | hộ khó khăn | mồ côi | liệt sĩ | thương binh | xuất khẩu lao động | chính sách dân tộc
dựng nhà | khởi công nhà | người già yếu | người khuyết tật | đối tượng bảo trợ | người có uy tín
hộ chính sách | trợ cấp xã hội
an sinh | an sinh xã hội | hộ nghèo | giảm nghèo | nhà tạm | nhà dột nát | xóa nhà tạm | người có công
chính sách xã hội | trợ cấp | bảo trợ | việc làm | đời sống nhân dân | bảo hiểm xã hội | người cao tuổi
hộ cận nghèo | lao động | gia đình chính sách | người nghèo | chỗ ở | chỗ ở tạm | tảo hôn
hôn nhân cận huyết | nhà ở xã hội | đời sống người dân | bảo hiểm thất nghiệp | trẻ em
""",
    "security": """
lực lượng trực | đối tượng cầm đầu | cầm đầu | vượt biên | xuyên tạc | gây rối
tội phạm | cờ bạc | cư trú | dân di cư | di cư tự do | tôn giáo | pccc | cứu hộ | cứu nạn
an toàn cháy nổ
chữa cháy | phòng cháy, chữa cháy | kẻ xấu | nhà trọ | dãy trọ | bãi giữ xe | tái lấn chiếm | kích động | tệ nạn
tuần tra | trộm cắp | đơn thư | luật gia | dư luận | xe tải chở cát | vượt cấp | công an viên
quốc phòng | an ninh | trật tự | an ninh trật tự | an toàn xã hội | tội phạm | quân sự | công an
biên phòng | khiếu kiện | khiếu nại | tố cáo | ma túy | phòng cháy | cháy nổ | điểm nóng | tuyển quân
nghĩa vụ quân sự | biên giới | buôn lậu | tín dụng đen | dân quân | tiếp công dân | an ninh, trật tự
chủ quyền
""",
}
_WEAK: dict[str, str] = {
    "staffing": """
người làm việc | số lượng cấp phó | cấp phó | trái chuyên môn | trái ngành | trái chuyên ngành
nghị định 178 | tăng cường cán bộ | tăng cường công chức | đánh giá cán bộ | luân phiên | chuyên ngành
tuyển công chức | thi tuyển | đúng việc | chức danh | cán bộ trẻ | con em địa phương
phân công | chuyên trách | tổ chức bộ máy | bố trí, sắp xếp | tinh thần, thái độ | chế độ | phụ cấp
trách nhiệm người đứng đầu | cán bộ trực tiếp
""",
    "procedures": "thủ tục | hồ sơ | quy định | hướng dẫn | cơ chế | giải quyết kiến nghị",
    "economy": "sản xuất | chế biến | phát triển | chuỗi giá trị",
    "site-clearance": "di dời",
    "projects": "đầu tư",
    "infrastructure": "nâng cấp | cầu | đường",
    "coordination": "phối hợp | liên quan | kịp thời báo cáo | báo cáo | tổ công tác | đôn đốc",
    "other": "nhiệm vụ | đoàn kết | kế hoạch | nghị quyết | tinh thần"
    " | hiện trường | trường hợp | thị trường | công trường | lập trường",
    "agriculture": "sông | mương | cây",
    "land": "sử dụng đất | tách thửa",
    "public-assets": "điều chuyển",
    "culture": "sân | di tích lịch sử",
}
_MIDDLE: dict[str, str] = {
    "projects": "dự án | công trình | các dự án | các công trình",
    "infrastructure": "điện | kè",
}
_NEUTRAL = """
sở trường | sở thích
kênh trao đổi | kênh thông tin | kênh tiếp nhận | ngành chức năng | cơ quan chức năng
lực lượng chức năng | đơn vị chức năng | các ngành chức năng | đơn vị hành chính | phục vụ nhân dân
nhà nước | trường hợp | thị trường chứng khoán | cầu thị | nhu cầu | yêu cầu | đường lối | con đường
đường dây nóng | điện tử | điện thoại | môi trường làm việc | môi trường số | chợt | dịch vụ công ích
đại hội đồng | thẩm quyền của tỉnh | vượt thẩm quyền | trường hợp vượt thẩm quyền | cấp có thẩm quyền
cấp thẩm quyền | cơ quan có thẩm quyền | trình cấp có thẩm quyền | lao động sản xuất
sở nông nghiệp và môi trường | sở giáo dục và đào tạo | sở tài chính | sở nội vụ | sở xây dựng
sở khoa học và công nghệ | sở văn hóa, thể thao và du lịch | sở y tế | sở công thương | sở tư pháp
công an tỉnh | điều kiện | sự kiện | thường trực | đội ngũ doanh nghiệp | phòng kinh tế
phòng kinh tế, hạ tầng và đô thị | phòng văn hóa - xã hội | dân trí | kinh tế gia đình | điện biên
ban văn hóa - xã hội | phòng văn hóa | khu kinh tế | ban kinh tế - ngân sách | phòng kinh tế, | ban chỉ huy quân sự
văn phòng đăng ký đất đai | công an xã | công an phường | khó khăn, vướng mắc | xã hội hóa
cầu giấy | đất nước | trái đất | đường bộ đội | vào cuộc của hệ thống chính trị | cả hệ thống chính trị
kiện toàn bộ máy | bộ máy chính quyền | ban quản lý dự án | ban quản lý dự án đầu tư xây dựng
cán bộ hướng dẫn | cử cán bộ | ban tổ chức | đời sống
"""


def _table() -> dict[TopicCue | None, str]:
    table: dict[TopicCue | None, str] = {TopicCue(topic, 2.0): words for topic, words in _STRONG.items()}
    table |= {TopicCue(topic, 1.5): words for topic, words in _MIDDLE.items()}
    table |= {TopicCue(topic, 1.0): words for topic, words in _WEAK.items()}
    return {TopicCue("", 0.0): _NEUTRAL, **table}


TOPICS: Lexicon[TopicCue] = Lexicon(_table())
CODES = frozenset({*_STRONG, "other"})
