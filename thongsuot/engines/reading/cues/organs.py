"""Bodies that speak, are spoken to, and are charged; and the words that stop a phrase about them."""

from __future__ import annotations

from enum import IntEnum

from thongsuot.engines.reading.lexicon import Lexicon


class Rank(IntEnum):
    """Tier of a body, to tell "up" from "down"."""

    NONE = -1
    PEOPLE = 0
    COMMUNE = 1
    DISTRICT = 2
    DEPARTMENT = 3
    PROVINCE = 4
    CENTRE = 5


ORGANS: Lexicon[Rank] = Lexicon(
    {
        Rank.PEOPLE: """
cử tri | một số cử tri | nhiều cử tri | các cử tri | đa số cử tri | đại diện cử tri | bà con cử tri
một số ý kiến cử tri
ý kiến cử tri | nhiều ý kiến cử tri | các ý kiến cử tri | một số hộ dân | nhiều hộ dân | nhiều người dân
người dân | nhân dân | bà con | bà con nhân dân | các hộ dân | hộ dân | các hộ | doanh nghiệp
các doanh nghiệp
hợp tác xã | các hợp tác xã | chủ đầu tư | các chủ đầu tư | nhà thầu | các nhà thầu | đơn vị thi công
các đơn vị thi công
công ty | công ty cổ phần | các công ty | ngân hàng | trưởng thôn | ban nhân dân | các thôn | thôn
khu phố | tổ dân phố | các tổ dân phố
đơn vị tư vấn | hội viên | đoàn viên | các tổ chức | cử tri và nhân dân | các nhà trường | nhà trường
các trường | trường
""",
        Rank.COMMUNE: """
xã | phường | đặc khu | thị trấn | các xã | các phường | các xã, phường | các xã, phường, đặc khu
các phường, xã
hai xã | ba xã | mỗi xã | từng xã | xã, phường | địa phương | các địa phương | từng địa phương
mỗi địa phương | chính quyền địa phương
chính quyền | chính quyền các xã | chính quyền xã | cấp ủy | cấp ủy, chính quyền | các cấp ủy
các cấp ủy, chính quyền | cấp ủy các cấp | đảng ủy | đảng bộ | đảng ủy các xã
ban thường vụ | ban thường vụ đảng ủy | thường trực đảng ủy | thường trực hđnd | thường trực hđnd các xã
thường trực hđnd xã | thường trực hđnd phường
thường trực ubnd | thường trực ủy ban | ban chấp hành | thường vụ đảng ủy
ubnd các xã | ubnd cấp xã | ubnd xã | ubnd phường
ủy ban nhân dân | ủy ban nhân dân xã | ủy ban nhân dân phường | hội đồng nhân dân | hđnd | ubnd
hđnd, ubnd | đảng ủy, hđnd, ubnd | đảng ủy, ubnd
ban xây dựng đảng | văn phòng đảng ủy | ủy ban kiểm tra đảng ủy | phòng kinh tế | phòng văn hóa - xã hội
phòng văn hóa
phòng kinh tế, hạ tầng và đô thị | các phòng | phòng | các phòng chuyên môn | văn phòng hđnd và ubnd
bộ phận một cửa
trung tâm phục vụ hành chính công | ban chỉ huy quân sự | công an xã | công an phường | trạm y tế | đơn vị
các đơn vị | cơ sở
lãnh đạo xã | lãnh đạo phường | lãnh đạo các xã | lãnh đạo địa phương | tập thể lãnh đạo | tập thể
đội ngũ | đội ngũ cán bộ | cán bộ | công chức | cán bộ, công chức
toàn thể | toàn thể đội ngũ | toàn thể cán bộ | đại diện | đại diện lãnh đạo | lãnh đạo | người đứng đầu
mỗi cán bộ | từng cán bộ | đảng viên | hệ thống chính trị
các tổ chức chính trị - xã hội | đoàn thể | các đoàn thể | mặt trận | mttq | ủy ban mttq | ubmttq
hội nông dân | hội phụ nữ | đoàn thanh niên | hội cựu chiến binh
các cơ quan | các cơ quan, đơn vị | cơ quan | các phòng, ban | các phòng, ban, đơn vị | các ban
tổ công nghệ số cộng đồng | liên đoàn lao động
các đại biểu | ban giám sát | các lực lượng | lực lượng | ban quản lý chợ | ý kiến | các ý kiến
một số ý kiến | các chi bộ | chi bộ
""",
        Rank.DISTRICT: """
huyện | huyện ủy | ubnd huyện | các huyện | quận | thị xã | ubnd quận | quận ủy | thị ủy | thành ủy
hđnd huyện
""",
        Rank.DEPARTMENT: """
sở | các sở | các sở, ngành | các sở, ban, ngành | các sở, ban ngành | sở, ngành | sở, ban, ngành
các ngành | ngành | các ban, ngành | các cấp, các ngành
các cơ quan chuyên môn | cơ quan chuyên môn | các ban đảng | ban tổ chức tỉnh ủy | ban tuyên giáo
văn phòng | vp | vp ubnd tỉnh | vp tỉnh ủy | văn phòng tỉnh ủy | văn phòng ubnd tỉnh | ban quản lý
ban quản lý dự án đầu tư xây dựng | ban quản lý dự án | ban qlda | chi cục | cục | công an tỉnh
bộ chỉ huy quân sự | bộ chỉ huy quân sự tỉnh | bộ đội biên phòng | thanh tra tỉnh | trung tâm | quỹ
trung tâm phát triển quỹ đất | văn phòng đăng ký đất đai | bảo hiểm xã hội | kho bạc nhà nước | thuế tỉnh
điện lực | viễn thông | tổ công tác | các tổ công tác | ban chỉ đạo
ủy ban kiểm tra | ủy ban kiểm tra tỉnh ủy | ban dân tộc | ban nội chính | ban kinh tế | hội đồng
các đơn vị liên quan | các cơ quan liên quan | các thành viên | thành viên
các đơn vị chức năng | các cơ quan chức năng | cơ quan chức năng | ngành chức năng | các ngành chức năng
công ty | công ty điện lực | tập đoàn | vnpt | viettel | ngành điện | bệnh viện | ban tổ chức | thuế | kho bạc
tòa án | viện kiểm sát | hải quan | kiểm lâm
chi cục thuế | chi nhánh | chi nhánh văn phòng đăng ký đất đai | ngân hàng nhà nước | đồn biên phòng
ban chỉ huy phòng thủ | hạt kiểm lâm | vườn quốc gia
ban quản lý rừng | ban tuyên giáo và dân vận
""",
        Rank.PROVINCE: """
tỉnh | tỉnh ủy | ubnd tỉnh | hđnd tỉnh | thường trực tỉnh ủy | ban thường vụ tỉnh ủy
thường trực hđnd tỉnh | ubmttq tỉnh | ubmttq việt nam tỉnh
lãnh đạo tỉnh | cấp trên | các cấp | các cấp, ngành | cấp có thẩm quyền | các cấp có thẩm quyền
cơ quan có thẩm quyền | thành phố | tp | tp. | ubnd thành phố | hđnd thành phố | đoàn công tác
tổ đại biểu
đoàn đbqh | đoàn đại biểu quốc hội | đoàn khảo sát | đoàn giám sát | đoàn kiểm tra | đại biểu quốc hội
đoàn | ban thường vụ thành ủy | ủy ban mttq việt nam tỉnh | đảng ủy ubnd tỉnh
chủ tịch ubnd tỉnh | thường trực thành ủy | lãnh đạo thành phố
""",
        None: """
trường hợp | trường phái | trường kỳ | bộ máy | bộ phận | bộ đội | bộ tiêu chí | bộ mặt | bộ hồ sơ | bộ chỉ số
ban đầu | ban đêm | ban ngày | ban hành | tổ chức | phòng học | phòng cháy | phòng bệnh | cơ sở vật chất
cơ sở hạ tầng | cơ sở dữ liệu | cơ sở dạy nghề | cơ sở nhà đất | ngành nghề | ngành hàng | quỹ đất | quỹ nhà
quỹ thời gian | hội trường | hội nghị | hội nhập | hội thảo | đoàn kết | công an toàn | thuế đất | thuế khoán
trung tâm hành chính mới | trung tâm xã | ý kiến
""",
        Rank.CENTRE: """
trung ương | chính phủ | thủ tướng chính phủ | quốc hội | nhà nước | bộ | các bộ | các bộ, ngành
bộ, ngành trung ương | bộ, ngành
ban bí thư | bộ chính trị | các bộ, ngành trung ương | ủy ban thường vụ quốc hội | bộ nội vụ
bộ tài chính
""",
    }
)

FULL_NAMES = Lexicon(
    {
        True: """
văn phòng đoàn đbqh và hđnd tỉnh | văn phòng đoàn đại biểu quốc hội và hđnd tỉnh
văn phòng đoàn đbqh và hđnd thành phố
sở nội vụ | sở tư pháp | sở tài chính | sở công thương | sở nông nghiệp và môi trường | sở xây dựng
sở khoa học và công nghệ | sở văn hóa, thể thao và du lịch | sở văn hóa, thể thao
sở văn hóa và thể thao | sở giáo dục và đào tạo | sở y tế | sở ngoại vụ | sở dân tộc và tôn giáo
sở du lịch | sở quy hoạch - kiến trúc | sở kế hoạch và đầu tư | sở giao thông vận tải
sở tài nguyên và môi trường
sở nông nghiệp và phát triển nông thôn | sở lao động, thương binh và xã hội
sở lao động - thương binh và xã hội | sở thông tin và truyền thông | sở nn&mt | sở gd&đt | sở kh&cn
sở vh,tt&dl | sở nn và mt | sở gd-đt | sở kh-cn
công an tỉnh | công an thành phố | bộ chỉ huy quân sự tỉnh | bộ đội biên phòng tỉnh | thanh tra tỉnh
văn phòng ubnd tỉnh | văn phòng tỉnh ủy | văn phòng ubnd thành phố | văn phòng thành ủy | thuế tỉnh
thuế thành phố
ban tổ chức tỉnh ủy | ban tuyên giáo và dân vận tỉnh ủy | ban nội chính tỉnh ủy | ủy ban kiểm tra tỉnh ủy
ban tổ chức thành ủy | bảo hiểm xã hội tỉnh | phòng kinh tế, hạ tầng và đô thị | phòng văn hóa - xã hội
"""
    }
)
"""Names after which a small word can only be a verb."""

OWN_NAME = Lexicon(
    {
        True: """
sở | ubnd | hđnd | văn phòng | công an | chi cục | cục | phòng | trung tâm | ban | bộ | ủy ban | mttq
ubmttq | hội | ban quản lý | đảng ủy
ngân hàng | công ty | trường | bệnh viện | bảo hiểm xã hội | kho bạc | xã | phường | đặc khu | thanh tra
thuế | điện lực | các | tỉnh ủy | ban thường vụ | thường trực
bộ chỉ huy | ban chỉ huy | huyện | quận | thị xã | thành phố | đoàn | tổ | hạt kiểm lâm | đồn biên phòng
đồng chí | chủ đầu tư | nhà thầu | đơn vị thi công | lãnh đạo
"""
    }
)
"""Heads that open a body of its own in a list of bodies."""

NAMED_KINDS = frozenset(
    {"ban", "phòng", "hội", "đội", "hạt", "trạm", "đồn", "viện", "liên", "quỹ", "nhà", "trường"}
)
"""First syllables of bodies known by a name in capitals: "Ban Pháp chế", "Phòng Kinh tế"."""

STOPS = Lexicon(
    {
        True: """
đã | đang | sẽ | còn | vẫn | chưa | không | được | bị | cần | phải | nên | hãy | cùng | vừa | cũng | có
là | để | nhằm | do | vì | tại | về | khi | sau | trước | theo
trong | qua | từ | đến | tới | thì | mà | bằng | như | gồm | tham dự | dự | chủ trì | đồng chủ trì
dẫn đầu | làm | làm việc | đi | thăm | kiểm tra | khảo sát | tiếp xúc | giám sát
tổ chức | phát biểu | kết luận | trao | tặng | trực tiếp | thay mặt | ký | chúc | nói | xin | vui mừng
bày tỏ | tham gia | tiếp | gặp | giới thiệu | trình bày | thẳng thắn | với | cho | ra
chỉ | cơ bản | luôn | đều | nhanh chóng | chủ động | tích cực | khẩn trương | hiện | hiện nay | nhấn
thừa | hứa | cam kết | nhất trí | thống nhất | bám sát | nghiêm túc | nghiên cứu
hoàn thành | động viên | dâng | yêu | mong | đồng tình | phấn khởi | tiếp thu | phụ trách | theo dõi
một số | một vài | các nội dung | những nội dung | các vấn đề | những vấn đề
chậm nhất | muộn nhất | nhận | dùng | lấy | tự | đừng | chớ
thường xuyên | nỗ lực | quyết tâm | phấn đấu | lãnh đạo thực hiện | sớm | cho biết | lần lượt
"""
    }
)
"""Small words, in lower case, at which the name of a body or a title ends."""
