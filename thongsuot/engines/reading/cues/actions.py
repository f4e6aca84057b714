"""Verbs with which a piece of work begins: they end the addressee and open the matter."""

from __future__ import annotations

from thongsuot.engines.reading.lexicon import Lexicon

ACTIONS = Lexicon(
    {
        True: """
rà soát | tham mưu | tiếp tục | tập trung | chủ trì | phối hợp | khẩn trương | kiện toàn | bố trí
bổ sung | hỗ trợ | tăng cường | đẩy mạnh | đẩy nhanh | xây dựng | triển khai | thực hiện | sớm | xem xét
quan tâm | cập nhật
sắp xếp | giải quyết | ưu tiên | tạm dừng | dừng | điều chỉnh | huy động | thành lập | phát huy
khắc phục | chú trọng | nâng cao | nâng cấp | quy hoạch | đầu tư | cải tạo | sửa chữa | tu sửa | hướng dẫn
tập huấn | đào tạo | bồi dưỡng | ban hành | sửa đổi
phân bổ | cấp | phân cấp | phân quyền | tháo gỡ | tổ chức | quản lý | kiểm tra | giám sát | theo dõi
đôn đốc | báo cáo | trình | lập | thẩm định | phê duyệt | hoàn thành | hoàn thiện | duy trì | giữ vững
củng cố | mở rộng | phát triển | khai thác | sử dụng
tuyên truyền | vận động | tuyên dương | chấn chỉnh | siết chặt | xử lý | ngăn chặn | phòng, chống
phòng chống | phòng ngừa | đảm bảo | bảo đảm | chăm lo | thu hút | kêu gọi | thu hồi | bàn giao
tiếp nhận | điều chuyển | điều động | biệt phái | tuyển dụng | luân chuyển | phân công | giao
đổi mới | cải cách | số hóa | ứng dụng | chuyển đổi | công khai | niêm yết | đối thoại | tổng hợp
nghiên cứu | đề xuất | kiến nghị | khảo sát | đánh giá | tổng kết | sơ kết | tận dụng | linh hoạt
chủ động | tích cực | nỗ lực | quyết liệt | quyết tâm | phấn đấu | nhanh chóng | kịp thời | thường xuyên
nghiêm túc
làm tốt | làm rõ | làm việc | chuẩn bị | gắn | xác định | lựa chọn | chọn | cụ thể hóa | quán triệt
lãnh đạo | chỉ đạo | điều phối | phân loại | thống kê | kê khai | lắp đặt | mua sắm | trang bị | xóa
giảm | tăng | thống nhất | cho phép | cho chủ trương | có cơ chế | có chính sách | có giải pháp
có phương án | có kế hoạch | có biện pháp | có văn bản | có hướng dẫn | có ý kiến | có lộ trình
không để | không được | tuyệt đối không | nghiêm cấm | tránh | hạn chế | khơi thông | thông báo | công bố
cung cấp | kết nối | liên thông | đồng bộ | vận hành | quy định | thay thế | thay | chuyển | giữ | giữ gìn
bám sát | nắm chắc | nắm | lắng nghe | tiếp thu | thăm | động viên | khen thưởng | kỷ luật | xác nhận
xác minh | cử | gửi | đăng ký | đưa | di dời | di chuyển | cưỡng chế | kiểm kê | đo đạc | thanh lý
thanh tra | quyết toán | giải ngân | giải phóng | bồi thường | chi trả | thu | nạo vét | trồng | bảo vệ
bảo tồn | tôn tạo | quảng bá | xúc tiến | liên kết | nhân rộng | học tập | rút kinh nghiệm | rèn luyện
đoàn kết | đi đầu | tiên phong | nêu cao | phân định | sáp nhập | giám định | quan trắc | khơi dậy
vượt qua | vượt | thích ứng | tự chủ | đa dạng hóa | hiện đại hóa | cải thiện | tinh giản | cân đối
tính toán | đề ra | lồng ghép | xã hội hóa | ổn định | kiểm soát | kiểm soát chặt chẽ | đấu tranh
trấn áp | xét | công nhận | tiến hành | bố trí, sắp xếp | tạo điều kiện | tạo thuận lợi | tạo | phân luồng
mời gọi | miễn | giãn | kéo dài | gia hạn | làm | mở | xem | dành | tiết kiệm | chống | kiểm điểm | bầu
giới thiệu | phát động | hưởng ứng | tham gia | hoạch định | định hướng | rút ngắn | đơn giản hóa
cắt giảm | áp dụng | sát sao | chịu trách nhiệm | nhận diện | nhìn nhận | phân tích | tính | đăng
xây | xây lại | xây mới | làm lại | dựng | đốc thúc | đốc | hoàn tất | sơ kết | mời | rà | soạn | dự thảo
đối soát | cắm
san gạt | sửa | tháo dỡ | điều | xin lỗi | giúp
dùng | chi | rà lại | gỡ | lo | kiên quyết | dứt điểm | mạnh dạn | ra quân | ra văn bản | lên danh sách
lên kế hoạch | tách | nhập | ghi | điều tiết
truyền thông | đóng | mua | thuê | nhân | nuôi | tái | tiêm | khám | dạy | học | cứu | ứng phó | trực
sơ tán | định kỳ | hằng tháng | hàng tháng | hằng tuần | hàng tuần | hằng quý | hàng quý | trước mắt
từng bước | căn cứ | sâu sát | gương mẫu | phát hiện | kiểm đếm | ký kết | ký | hợp tác | lưu ý | chốt
làm đầu mối | đảm nhận | đảm nhiệm | cam kết | tiếp cận | khuyến khích | đề cao | siết | giải trình
trả lời | trả | nộp | khôi phục | phục hồi | tái thiết | gia cố | xuống | hoàn chỉnh | tôn trọng
khởi công | thi công | tích hợp | đầu mối | hoàn trả | tạo nguồn | kết nạp | đẩy lùi | kết hợp | thúc đẩy
trực tiếp | vào cuộc | làm sạch | đấu thầu | giới thiệu | thu gom | tạo bước | đưa vào
""",
        None: """
điều kiện | điều hành | điều lệ | điều này | điều đó | điều khoản | điều tra viên | sửa chữa nhỏ | giúp việc
chi bộ | chi cục | chi nhánh | chi phí | chi tiết | chi đoàn | chi hội | chi ủy | trình độ | trình tự | ra mắt
nhập khẩu | nhập cư | ghi nhận | lo lắng | lo ngại | rà phá | dùng chung | lên tới | lên đến | chi trả cho
thu nhập | thu hoạch | mở đầu | học sinh | dạy nghề | đóng góp | nhân dân | nhân lực | nhân viên | nhân sự
nhân rộng mô
tăng trưởng | tăng trưởng kinh tế | mời gọi vốn ngoài | tính chất | tính từ | tính đến | thay mặt | chuyển biến
""",
    }
)

SOFT = frozenset({"cần", "phải", "nên", "hãy", "đồng", "thời"})

TRIMMED = Lexicon(
    {
        True: """
cần | phải | cần phải | nên | hãy | cần chú trọng | chú trọng | quan tâm đến việc | quan tâm tới việc
quan tâm đến | cần quan tâm | cần quan tâm đến việc | cần tập trung | cần tiếp tục quan tâm đến việc
thời gian tới | trong thời gian tới | trước mắt | thời gian tiếp theo | cho | là | rằng | việc | chủ động
cần chủ động | sớm | sớm quan tâm | quan tâm, xem xét | xem xét | xem xét, | quan tâm xem xét
sớm xem xét | hiện nay
"""
    }
)
"""Words before the matter that say how eagerly, not what."""

ORIENTATION = Lexicon(
    {
        True: """
phát huy tinh thần | phát huy | tiếp tục phát huy | đoàn kết | tinh thần đoàn kết | nêu cao
nâng cao tinh thần | nâng cao nhận thức | nâng cao trách nhiệm | nỗ lực | quyết tâm | vượt qua khó khăn
đổi mới tư duy | giữ vững | phát huy lợi thế | phát huy vai trò | phát huy truyền thống
gương mẫu | ổn định tư tưởng | đề cao | khơi dậy | tinh thần trách nhiệm | thực hiện tốt nhiệm vụ
hoàn thành tốt nhiệm vụ | hoàn thành tốt | không ngừng | bản lĩnh | thích ứng | tận tâm | tận tụy
gần dân | sát dân | trọng dân | phục vụ nhân dân | phương châm | học tập và làm theo | đạo đức
tiên phong | quán triệt | khắc phục hạn chế | thi đua | đồng lòng | chung sức
triển khai đồng bộ các nhiệm vụ | thực hiện đồng bộ các nhiệm vụ | thực hiện hiệu quả các nhiệm vụ
thực hiện tốt các nhiệm vụ | hoàn thành các nhiệm vụ | các nhiệm vụ theo kế hoạch | các nhiệm vụ trọng tâm
"""
    }
)
"""General exhortation (quán triệt)."""

PRODUCTS = Lexicon(
    {
        True: """
kế hoạch | đề án | phương án | dự án | quy hoạch | hồ sơ | danh mục | báo cáo | tham mưu | tổ công tác
quy chế | quy trình | kinh phí | trụ sở | rà soát | thành lập | trình | hoàn thành trước | quy định
văn bản | bố trí | sửa chữa | xây dựng | kiểm tra | điều chỉnh | cập nhật | bàn giao | mở rộng | lập
hướng dẫn | giải phóng mặt bằng | thủ tục | công trình | tuyến đường | biên chế
"""
    }
)
"""Words of a piece of work with something to show for it."""
