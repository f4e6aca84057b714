"""Difficulties: what names one, what states one, what says it is over; and the words of good results."""

from __future__ import annotations

from enum import Enum, auto

from thongsuot.engines.reading.lexicon import Lexicon


class Trouble(Enum):
    NOUN = auto()
    STATE = auto()
    WEAK = auto()
    OVERCOME = auto()
    GOOD = auto()
    NEUTRAL = auto()


TROUBLES: Lexicon[Trouble] = Lexicon(
    {
        Trouble.NOUN: """
khó khăn | vướng mắc | tồn tại | bất cập | thách thức | trở ngại | nút thắt | điểm nghẽn
trăn trở lớn nhất | điều trăn trở | khâu yếu | điểm yếu | bài toán khó | rào cản | lực cản | cái khó là | khó ở chỗ
vướng ở chỗ | áp lực lớn nhất | nan giải nhất | hạn chế mà | hạn chế lớn nhất | hạn chế là | khó khăn, vướng mắc
khó khăn vướng mắc | tồn tại, hạn chế
hạn chế, tồn tại | khó khăn, hạn chế
hạn chế, khó khăn | khó khăn, bất cập | khó khăn, thách thức | khó khăn, tồn tại | bất cập, hạn chế
khó khăn, vướng mắc, bất cập | những hạn chế | một số hạn chế | nhiều hạn chế | hạn chế, bất cập
các hạn chế | tồn tại, vướng mắc | khó khăn, tồn tại, hạn chế | tồn tại, khó khăn | vướng mắc, khó khăn
vướng mắc, bất cập | hạn chế như | còn tình trạng | vẫn còn tình trạng | gặp khó khăn | gặp nhiều khó khăn
gặp một số khó khăn
điều lo nhất | lo nhất | lo ngại nhất | khó nhất | vướng nhất | bức xúc nhất | băn khoăn nhất | trăn trở nhất
nan giải nhất | việc khó | cái khó | cái khó nhất | nỗi lo | điều khó | khó khăn nhất | trở ngại | điểm nghẽn
gặp khó khăn, vướng mắc | gặp nhiều khó khăn, vướng mắc
gặp một số khó khăn, vướng mắc | còn xảy ra tình trạng
""",
        Trouble.STATE: """
thiếu | còn thiếu | thiếu hụt | thiếu thốn | chưa | chưa được | chưa có | xuống cấp | lúng túng | quá tải
chồng chéo | chậm | còn chậm | kém | chật hẹp | chật chội | phân tán | nằm rải rác | hư hỏng | đã cũ
cũ kỹ | còn cũ | lạc hậu | không đủ | không đảm bảo | không bảo đảm | không đáp ứng | không đồng bộ
không phù hợp
khuyết | còn khuyết | nghẽn | mới bố trí được | mới có | mới đạt | mới chỉ | chỉ có | chỉ mới | chỉ đáp ứng
phải kê | phải ngồi | phải mượn | phải thuê | phải đi | phải chờ | phải kiêm | ngồi chung | dùng chung | phải dùng
khó khăn | gặp khó | vướng | vướng mắc | bất cập | hạn chế | còn hạn chế | còn thấp | đạt thấp | thấp
tồn đọng | ô nhiễm | ùn tắc | ách tắc | tắc nghẽn | sạt lở | quá hạn | trễ hạn | áp lực | nợ đọng
manh mún | nhỏ lẻ | thất lạc | khan hiếm | gián đoạn | bỏ hoang | lãng phí | dôi dư | ngập úng | ngập
thưa thớt | eo hẹp | hạn hẹp | cách trở | tảo hôn | khó tiếp cận | chưa cao | không đầy đủ
không đồng đều | không hiệu quả | không còn phù hợp | không đảm bảo | quá cao | dang dở | kiêm nhiệm
thất thoát | mất an toàn | mất an ninh | hụt hẫng | yếu | còn yếu | còn ít | cách xa | quá nhỏ | hẹp
nhỏ hẹp | rò rỉ | gây bụi | bị hỏng | lỗi | chập chờn | không ổn định | thiếu đồng bộ | trùng lặp | khó
bấp bênh | đình trệ | ì ạch | kéo dài | đội vốn | chưa kịp | bức xúc | nan giải
không có | không còn | không đồng ý | không đồng tình | không thống nhất | không liên thông | không kết nối
không khớp | không kịp | không đến được | không vào được | không qua được | không làm được | không thể
không được cấp | không rõ | không bố trí được | không xử lý được | không hoạt động | không theo kịp
không xác định được | không có việc làm | vẫn phải | phải làm thay | phải gửi | phải nhập | phải đẩy
phải chở | phải mua | phải đổi | phải nghỉ | phải học | phải đảm đương | phải di dời | phải bổ sung
phải trông | phải giao | phải đi bộ | học nhờ | ở nhờ | làm nhờ | chỉ còn | nhưng chỉ | vỏn vẹn
hết hiệu lực | hết hạn | hết trữ lượng | hết kinh phí | hết giấy | hỏng | hỏng hết | dột | dột nặng | dột nát
thấm dột | nứt tường | bị nứt | nứt | sập | tốc mái | mục | mục ván | thủng | hở | bong tróc | sụt lún | sụp
sụt | lở | sạt | bị sạt | sạt dài | cuốn trôi | lầy lội | trơn trượt | ổ gà | bồi lắng | đục ngầu
mất sóng | mất mạng | mất điện | lõm sóng | yếu dần | cạn dần | cạn kiệt | đội giá | rớt giá | rớt còn
khan | tranh chấp | lấn chiếm | trễ hẹn | trễ | đùn đẩy | né tránh | sợ trách nhiệm | hình thức | e ngại
tồn lưu | ứ đọng | bốc mùi | xả thẳng | nhếch nhác | quá sức | vượt khả năng | quá khả năng | bất tiện
rườm rà | rải rác | xen kẹt | xen ghép | sai lệch | chênh lệch | thấp hơn | vênh | mâu thuẫn | ách
loay hoay | bỡ ngỡ | mỏng | còn mỏng | ọp ẹp | tạm bợ | xin chuyển | xin nghỉ | nghỉ việc | bỏ học
thai sản | nằm im | nằm chồng | treo | hay treo | nguy hiểm | nguy cơ | có nguy cơ | đe dọa | tai nạn
mất an toàn giao thông | vượt cấp | diễn biến phức tạp | chưa rành mạch | không ổn định | ì trệ | trì trệ
xâm nhập mặn | hạn mặn | độ mặn | thất thu | tồn kho | chưa có đầu ra | ế
không ai | nào cũng phải | phải làm hộ | phải mang | nhiễm | cỏ mọc | để đấy | để đó | bỏ không | chưa khớp | ùn ứ
cách nhau hơn | tốn nhiều | mất nhiều thời gian | tốn thời gian | vẫn đang sống | đang ở tạm | đục | bụi mù
chật | phải đứng | không được trang bị | hay bị | bị kẹt | bị treo | báo lỗi
làm hỏng | nặng về
thiếu bền vững | chưa tương xứng | kham không nổi | không nổi | chưa đồng đều | chây ì | quá sức | mượn của
chỉ đạt | chỉ bằng | chỉ được | chỉ bố trí | chỉ một | chỉ hai | chỉ vài | duy nhất | ít ỏi | nhỏ giọt | mới giải ngân
mới bàn giao | mới tiêu | mới cấp | mới thu | mới hoàn thành | mới chi | vất vả | xập xệ | tồi tàn | ẩm thấp | chắp vá
sơ sài | thô sơ | cầm chừng | đuối sức | lộn xộn | bế tắc | giậm chân | dở dang | nửa vời | mất cân đối | ngổn ngang
mắc kẹt | chậm trễ | trục trặc | sai sót | nhầm lẫn | chồng lấn | lấn cấn | e dè | dao động | hoang mang | bỏ việc
thôi việc | giảm sút | sụt giảm | thua lỗ | ngập lụt | xói lở | bồi lấp | nhiễm phèn | nhiễm mặn | tái nghèo
tái diễn
nhức nhối | gay gắt | đáng lo | đáng ngại | trái chuyên môn | trái ngành | trái chuyên ngành | ôm đồm | không xuể
không thấu | quá mỏng | quá rộng | quá xa | quá cũ | quá hẹp | quá nhỏ | quá lớn | quá thấp | quá đông
phức tạp | quá ít | đứt gãy | chia cắt | cô lập | bị động | vượt quá | rất ít | thiếu ổn định
""",
        Trouble.WEAK: """
đông | xa trung tâm | địa bàn rộng | khối lượng công việc lớn | tăng nhanh | tăng cao | gia tăng
biến động | rộng
""",
        Trouble.OVERCOME: """
khắc phục | khắc phục những | khắc phục các | vượt qua | vượt khó | vượt | tháo gỡ | giải quyết | xử lý
từng bước khắc phục | giảm bớt | hạn chế tối đa | hạn chế thấp nhất | không còn tình trạng | không bị | không để
hết | chấm dứt | phòng ngừa | không gặp | tránh | góp phần giải quyết | không có vướng mắc
không còn là | không còn vướng | không còn vướng gì | không còn phòng học tranh tre | không còn tàu cá
không còn hộ nghèo | không còn nhà tạm | không còn vi phạm | không né tránh | không còn lúng túng | không còn tồn
không có khó khăn | không có trường hợp | không có hồ sơ | không có đơn | không nợ | đã được khắc phục
nhận diện | nắm bắt | lắng nghe | chia sẻ | ghi nhận | làm rõ
trao đổi | bất chấp | đồng hành | không phát sinh | không xảy ra | không để xảy ra
""",
        Trouble.GOOD: """
đạt | vượt | hoàn thành | ổn định | tăng | giảm | thông suốt | hiệu quả | tích cực | được giữ vững
giữ vững | bảo đảm | đảm bảo | đã tiếp nhận | tiếp nhận | giải quyết | đúng hạn | nâng lên | được nâng lên
kiện toàn | đã được kiện toàn | đồng bộ | phát triển | khởi sắc | thành công | đi vào hoạt động
đi vào nền nếp | đi vào nề nếp | triển khai | thực hiện | đã | bàn giao | trồng mới | tỷ lệ | chuyển biến
nền nếp | kịp thời | thuận lợi | nghiêm túc | cơ bản | được triển khai | xây dựng | huy động | hỗ trợ
tổ chức | 100 %
""",
        Trouble.NEUTRAL: """
không thể tách rời | không thể thiếu | chậm nhất | cột mốc | mục tiêu | mục đích | chuyên mục | hạng mục | danh mục
nhà dột nát | nhà tạm, nhà dột nát | cán bộ dôi dư | công chức dôi dư
không có gì | nguy cơ cháy | phòng cháy | hơn hết | không hẹn | xung yếu | trọng yếu | chủ yếu
thiết yếu | yếu tố | yếu thế | cốt yếu | nhu yếu | tất yếu
dân tộc thiểu số | thiếu nhi | thiếu niên | hội nghị | cũ, | huyện cũ | xã cũ | tỉnh cũ | huyện ủy cũ
chậm nhất | trong khó khăn | hộ khó khăn | đặc biệt khó khăn | hoàn cảnh khó khăn | người khuyết tật
có hoàn cảnh | vùng khó khăn | thôn khó khăn | không thiếu | tháo gỡ khó khăn | tháo gỡ các khó khăn
tháo gỡ những khó khăn | tháo gỡ kịp thời | kịp thời tháo gỡ | chưa từng có | hộ nghèo | giảm nghèo
sử dụng đất | kém chất lượng | không chỉ | không ngừng | chuyên trách | không chuyên trách | không gian
hàng không | không khí | tồn tại hay | chống lãng phí | phòng, chống sạt lở | tránh lãng phí
lãng phí, tiêu cực | khó lường | hạn chế thấp nhất | hạn chế tối đa | hạn chế việc | sau sắp xếp
dôi dư sau sắp xếp | cũng như | chính sách | giảm thiểu | tối thiểu
""",
    }
)
"""NOUN announces difficulties, STATE is one; GOOD belongs to results."""
