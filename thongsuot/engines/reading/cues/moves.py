"""What a speaker does with words, and the words around it."""

from __future__ import annotations

from enum import Enum, auto

from thongsuot.engines.reading.lexicon import Lexicon, words


class Move(Enum):
    ASK = auto()
    ORDER = auto()
    CHARGE = auto()
    REQUEST = auto()
    COMPLAIN = auto()
    EMPHASISE = auto()
    TELL = auto()
    REPLY = auto()
    CONCLUDE = auto()
    PRAISE = auto()
    AGREE = auto()
    RECEIVE = auto()
    TALK = auto()
    NEED = auto()
    WILL = auto()
    NEUTRAL = auto()


MOVES: Lexicon[Move] = Lexicon(
    {
        Move.ASK: "đề nghị | đề nghị rằng | gợi ý | gợi mở",
        Move.ORDER: """
yêu cầu | chỉ đạo | quán triệt | chỉ thị | đặt ra yêu cầu | yêu cầu rằng | đôn đốc | lưu ý
đồng chí lưu ý | cận phải | nhắc nhở | nhắc | căn dặn | dặn | đặt yêu cầu
""",
        Move.CHARGE: "giao | phân công | giao cho | ủy quyền cho | giao nhiệm vụ cho",
        Move.REQUEST: """
kiến nghị | đề xuất | mong muốn | mong | mong rằng | đề đạt | kiến nghị, đề xuất | đề xuất, kiến nghị
xin | có kiến nghị | có đề xuất | bày tỏ mong muốn
kiến nghị rằng | tiếp tục kiến nghị | tiếp tục đề nghị | đề nghị, kiến nghị | kiến nghị, đề nghị
tha thiết đề nghị | rất mong | nêu kiến nghị | nêu nguyện vọng | có nguyện vọng | bày tỏ nguyện vọng | mong mỏi
""",
        Move.COMPLAIN: """
phản ánh | nêu thực trạng | phản ánh tình trạng | nêu lên | phản ánh việc | phản ánh về | lo lắng
băn khoăn | trăn trở | bức xúc | nêu
""",
        Move.EMPHASISE: """
nhấn mạnh | khẳng định | cho rằng | nêu rõ | chỉ rõ | chỉ ra | nhận định | đánh giá | phân tích
thẳng thắn chỉ rõ | nói | nói thẳng | thẳng thắn nêu | nêu thẳng | nói rõ | nhìn nhận | thừa nhận | bày tỏ
lưu ý rằng | nhấn mạnh rằng | khẳng định rằng | chỉ rõ rằng
""",
        Move.TELL: """
báo cáo | cho biết | thông tin | chia sẻ | thông báo | trình bày | báo cáo nêu | báo cáo với
nêu khó khăn | cho thấy | trình bày cho thấy | báo cáo cho thấy | cho hay | thông tin thêm | cho biết thêm
nói thêm | kể | kể rằng | bổ sung : | than | lý giải | giãi bày | tâm sự | dẫn chứng | than rằng | thông tin rằng
""",
        Move.REPLY: """
trả lời | giải trình | làm rõ | giải đáp | phúc đáp | tiếp thu, giải trình | trả lời, làm rõ
giải trình, làm rõ | trao đổi, làm rõ | thông tin, làm rõ | đã trao đổi, làm rõ
""",
        Move.CONCLUDE: """
kết luận | phát biểu kết luận | phát biểu chỉ đạo | kết luận chỉ đạo | phát biểu bế mạc
phát biểu chỉ đạo, kết luận
""",
        Move.PRAISE: """
ghi nhận | biểu dương | đánh giá cao | chúc mừng | cảm ơn | khen ngợi | hoan nghênh | trân trọng
ghi nhận và đánh giá cao | ghi nhận, đánh giá cao | ghi nhận, biểu dương | chia vui | đồng cảm
chia sẻ những khó khăn | vui mừng | phấn khởi | bày tỏ vui mừng | bày tỏ phấn khởi | bày tỏ tin tưởng
tin tưởng | động viên | đồng tình | ghi nhận và biểu dương | chia sẻ với | bày tỏ sự đồng cảm | chúc
mong rằng với
""",
        Move.AGREE: """
thống nhất | đồng ý | nhất trí | chấp thuận | thống nhất chủ trương | đồng ý chủ trương
đồng ý về chủ trương | thống nhất về chủ trương | nhất trí chủ trương | đồng ý với | thống nhất với
nhất trí với | cơ bản nhất trí | cơ bản đồng tình | cơ bản thống nhất
""",
        Move.RECEIVE: """
tiếp thu | ghi nhận các kiến nghị | ghi nhận những kiến nghị | tiếp thu các ý kiến | tiếp nhận các ý kiến
""",
        Move.TALK: """
phát biểu | trao đổi | thảo luận | phát biểu ý kiến | nghe | lắng nghe | thay mặt | tham gia ý kiến
góp ý | đóng góp ý kiến | tập trung thảo luận | trao đổi thêm | đặt vấn đề | đặt câu hỏi | chất vấn | hỏi
nêu câu hỏi
""",
        Move.NEED: "cần | phải | cần phải | nên | cần thiết phải | có trách nhiệm | cần tiếp tục",
        Move.WILL: "sẽ | cam kết | hứa | cam kết sẽ | hứa sẽ | xin hứa | quyết tâm sẽ | xin cam kết",
        Move.NEUTRAL: """
giao thông | giao dịch | giao lưu | giao đất | giao rừng | được giao | bàn giao | đã giao | giao khoán
kế hoạch giao | chỉ tiêu giao | trung ương giao | tỉnh giao | giao thoa
yêu cầu nhiệm vụ | đáp ứng yêu cầu | đáp ứng được yêu cầu | so với yêu cầu | theo yêu cầu | các yêu cầu
những yêu cầu | yêu cầu đặt ra | yêu cầu công việc | yêu cầu thực tế | yêu cầu thực tiễn | yêu cầu của
đáp ứng tốt yêu cầu | đáp ứng các yêu cầu | yêu cầu quản lý | yêu cầu phát triển | yêu cầu, nhiệm vụ
yêu cầu cao
cần thiết | rất cần thiết | vị trí cần | vấn đề cần | nội dung cần | việc cần | dự án phải | cần mẫn
cần cù | cần kiệm | nhiệm vụ cần | cần chuyên môn | những việc cần | điểm cần
cột phải | bên phải | không phải | phải chăng | gặp phải | mắc phải | vừa phải | những đề nghị
các đề nghị | văn bản đề nghị | hồ sơ đề nghị | đơn đề nghị | tờ trình đề nghị | về đề nghị | theo đề nghị
đề nghị của
các kiến nghị | những kiến nghị | kiến nghị của | ý kiến, kiến nghị | ý kiến kiến nghị | kiến nghị trước
đơn thư kiến nghị | về kiến nghị | các đề xuất | những đề xuất | đề xuất của | đề xuất, kiến nghị của
kiến nghị, đề xuất của | những kiến nghị, đề xuất | các kiến nghị, đề xuất | giải quyết kiến nghị
khó khăn, kiến nghị | tâm tư, nguyện vọng, kiến nghị | kiến nghị cử tri | kiến nghị chính đáng
kiến nghị nêu trên | kiến nghị này | kết quả giải quyết kiến nghị | làm rõ kiến nghị
các đề xuất, kiến nghị | những đề xuất, kiến nghị | đề xuất, kiến nghị (nếu có)
kiến nghị và đề xuất (nếu có)
ban chỉ đạo | công tác chỉ đạo | lãnh đạo, chỉ đạo | sự chỉ đạo | ý kiến chỉ đạo | chỉ đạo của
chỉ đạo điều hành | chỉ đạo, điều hành | quan tâm chỉ đạo | lãnh, chỉ đạo | sự lãnh đạo, chỉ đạo
văn bản chỉ đạo | nội dung chỉ đạo | đã chỉ đạo | tập trung chỉ đạo | tiếp tục chỉ đạo | lãnh đạo chỉ đạo
theo chỉ đạo
báo cáo của | theo báo cáo | các báo cáo | chế độ báo cáo | báo cáo kết quả | nghe báo cáo | báo cáo tại
báo cáo ubnd | báo cáo thường trực | báo cáo cấp
công nghệ thông tin | thông tin truyền thông | hệ thống thông tin | cổng thông tin | thông tin liên lạc
an toàn thông tin | hạ tầng thông tin | thông tin, tuyên truyền | cung cấp thông tin | thông tin điện tử
thống nhất cao | chưa thống nhất | sự thống nhất | đoàn kết, thống nhất | đoàn kết thống nhất
không thống nhất | thiếu thống nhất | đồng bộ, thống nhất | quy trình thống nhất | thống nhất trong
xin ý kiến | xin chủ trương | xin lỗi | hành chính | đánh giá tác động | đánh giá chất lượng
đánh giá cán bộ | tiền sẽ
ghi nhận của | kết luận số | kết luận của | thông báo kết luận | kết luận thanh tra | nội dung kết luận
các kết luận | kết luận này | tiếp xúc cử tri | cùng chia sẻ | thảo luận tổ | mong chờ | mong đợi
đang được giao | thực hiện kết luận | kết luận buổi | phản ánh đúng | phản ánh, kiến nghị
tiếp nhận phản ánh | tin phản ánh | nông nghiệp nên | than đá | mỏ than | khai thác than | nhắc đến | nhắc tới
nhắc lại | hỏi đáp | thăm hỏi | kể từ | kể cả | đáng kể | không kể | chưa kể
học hỏi | đòi hỏi | câu hỏi | đặt vấn đề nghiên cứu
""",
    }
)


class Link(Enum):
    """Words that open a sentence or a part of one."""

    AND = auto()
    BUT = auto()
    WHEN = auto()
    POINT = auto()


LINKS: Lexicon[Link] = Lexicon(
    {
        Link.AND: """
đồng thời | bên cạnh đó | ngoài ra | cùng với đó | đặc biệt | đặc biệt là | trong đó | theo đó
trên cơ sở đó | từ đó | qua đó | do đó | vì vậy | do vậy | mặt khác | cụ thể | cụ thể là | bên cạnh đó,
song song đó | song song với đó | nhất là
tiếp đó | tiếp theo | cùng với việc | đi đôi với đó | từ thực tế đó | từ thực tiễn đó
từ những khó khăn trên | từ những khó khăn đó | trước thực tế đó | trước tình hình đó
trước thực trạng đó | trước những khó khăn trên | trước những khó khăn đó | để tháo gỡ khó khăn | vì thế
bởi vậy | chính vì vậy | chính vì thế
theo đồng chí | nổi bật | nổi bật là | mặt khác, | cũng tại buổi làm việc | cũng tại hội nghị
không chỉ vậy | hơn nữa | thêm vào đó | ngoài những nội dung trên | và | riêng | đặc biệt,
chúng tôi | chúng tôi chỉ | chúng tôi rất | chúng tôi cũng | tôi | tôi rất | tôi cũng
cũng theo đồng chí | cạnh đó | nhân dịp này | tại đây | qua kiểm tra | qua khảo sát | trên tinh thần đó
với tinh thần đó | để làm được điều đó | để làm được việc này | để thực hiện tốt nhiệm vụ
để đạt được mục tiêu đó
""",
        Link.BUT: """
tuy nhiên | song | tuy vậy | dù vậy | mặc dù vậy | bên cạnh những kết quả đạt được
bên cạnh kết quả đạt được | bên cạnh những thuận lợi | bên cạnh thuận lợi | bên cạnh những mặt đạt được
bên cạnh những kết quả trên | bên cạnh những kết quả đã đạt được | bên cạnh kết quả
ngoài những kết quả đạt được | nhưng | bên cạnh những kết quả tích cực | thế nhưng
bên cạnh những kết quả
""",
        Link.WHEN: """
thời gian tới | trong thời gian tới | thời gian tiếp theo | trong thời gian tiếp theo | trước mắt
về lâu dài | hiện nay | hiện | từ nay đến cuối năm | trong những tháng cuối năm | những tháng cuối năm
tại buổi làm việc | tại hội nghị | tại buổi khảo sát | tại cuộc họp | tại đây | tại các buổi làm việc
tại buổi kiểm tra | tại buổi tiếp xúc | tại buổi giám sát | để khắc phục | tại chương trình
tại buổi gặp mặt | tại buổi tiếp xúc cử tri | tại các điểm đến | tại các nơi đến | tại điểm tiếp xúc
năm 2025 | năm 2026 | đến nay | thời điểm hiện tại
""",
        Link.POINT: """
một là | hai là | ba là | bốn là | năm là | sáu là | bảy là | tám là | chín là | mười là | thứ nhất
thứ hai | thứ ba | thứ tư | thứ năm | thứ sáu | thứ bảy | thứ tám | thứ chín | cuối cùng
""",
    }
)

OPENERS = words(
    """
tại trong qua sau với trên phát kết báo trả giải trao thay về đối theo nhằm để trước từ bên cùng ngoài
nhân tham thông tiếp chia liên riêng nói xung mặc chỉ đánh khi bằng trực phản ghi dự
"""
)
"""First words of a phrase that precedes the subject and ends at a comma."""

THEMES = Lexicon(
    {
        True: """
về | đối với | riêng | riêng về | riêng đối với | liên quan đến | liên quan | trả lời kiến nghị về
trả lời về | về vấn đề | về nội dung | về việc | về công tác | liên quan đến việc
trả lời các kiến nghị về | đối với kiến nghị về | đối với kiến nghị | về kiến nghị | về đề nghị
đối với các kiến nghị về | đối với đề nghị | trả lời đề nghị | trả lời kiến nghị | giải trình về
về đề xuất | về các kiến nghị | đối với các kiến nghị | đối với nội dung | liên quan đến kiến nghị
liên quan đến nội dung | làm rõ kiến nghị về | thông tin về | trao đổi về
"""
    }
)
"""Openings that say what the matter is."""

EXAMPLES = frozenset({"như", "gồm", "cụ", "sau", "là"})
PURPOSES = Lexicon(
    {
        True: """
nhằm | góp phần | phục vụ | đáp ứng yêu cầu | đáp ứng nhu cầu | qua đó | từ đó | tạo điều kiện
tạo tiền đề | tạo động lực | hướng tới | với mục tiêu | tạo sự | tạo bước | đáp ứng tốt | làm cơ sở
tạo đà | đưa địa phương | để | bảo đảm | đảm bảo | thúc đẩy | coi đây là | xem đây là
""",
        None: "để đấy | để đó | để không | để trống",
    }
)
"""Clauses of purpose at the tail of an item. "để" and "bảo đảm" are cut only from long ones."""
