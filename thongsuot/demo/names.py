"""Invented names as they are borne in the province: Kinh, Hrê, Co, Xơ Đăng, Ba Na, Giẻ Triêng. Nobody is meant.

The same random generator gives the same names.
"""

from __future__ import annotations

from random import Random


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


FAMILIES = (
    *("Nguyễn",) * 22, *("Trần",) * 9, *("Lê",) * 8, *("Phạm",) * 8, *("Võ",) * 7, *("Bùi",) * 5, *("Huỳnh",) * 5,
    *("Đỗ",) * 4, *("Đặng",) * 4, *("Trương",) * 4, *("Đoàn",) * 3, *("Phan",) * 3, *("Ngô",) * 2, *("Tạ",) * 2,
    "Cao", "Châu", "Dương", "Đào", "Hà", "Hồ", "Kiều", "Lâm", "Lương", "Lý", "Mai", "Nghiêm", "Phùng", "Thái",
    "Tiêu", "Tô", "Tôn", "Trịnh", "Từ", "Văn", "Vũ",
)  # fmt: skip
MIDDLES = {
    "male": ("Văn", "Văn", "Đình", "Quang", "Minh", "Thanh", "Quốc", "Ngọc", "Xuân", "Hữu", "Đức", "Tấn", "Công",
             "Anh", "Hoàng", "Trung", "Duy", "Viết", "Thế", "Bá", "Nhật", "Hồng", "Phước", "Gia", "Chí", "Việt"),
    "female": ("Thị", "Thị", "Thị", "Ngọc", "Thanh", "Thu", "Kim", "Bích", "Minh", "Hồng", "Mỹ", "Tuyết", "Phương",
               "Thùy", "Diệu", "Hoài", "Ánh", "Xuân", "Lệ", "Khánh", "Cẩm", "Quỳnh", "Như", "Tường", "Mai"),
}  # fmt: skip
SECONDS = ("", "", "", "Minh", "Thanh", "Hoàng", "Kim", "Ngọc", "Xuân", "Bảo", "Thu", "Anh", "Hồng", "Trúc")
GIVEN = {
    "male": _listed(
        "An Ân Bảo Bình Cảnh Chính Chương Công Cường Danh Dũng Duy Đại Đạt Điền Định Đông Đức Giang Hải Hậu Hiền "
        "Hiệp Hiếu Hòa Hoàng Huân Hùng Huy Hưng Khải Khang Khánh Khoa Khôi Kiên Kiệt Lâm Lập Lộc Long Luân Lực Mẫn "
        "Minh Nam Nghĩa Nghiêm Nguyên Nhân Nhật Ninh Phong Phú Phúc Phước Quân Quang Quốc Quý Sang Sinh Sơn Tài Tâm "
        "Tân Thái Thắng Thành Thảo Thịnh Thông Thuận Thức Tiến Tín Toàn Trí Triều Trọng Trung Trực Trường Tuấn Tùng "
        "Tường Vĩnh Vinh Vũ Vương"
    ),
    "female": _listed(
        "An Anh Ánh Bình Châu Chi Cúc Dung Duyên Diễm Diệp Điệp Đào Giang Hà Hạ Hạnh Hằng Hân Hiên Hiền Hoa Hoài "
        "Hồng Huệ Hương Hường Khanh Khuê Kiều Lam Lan Lệ Liên Liễu Linh Loan Ly Lý Mai Minh My Mỹ Na Nga Ngà Ngân "
        "Ngọc Nguyệt Nhạn Nhi Nhung Nữ Oanh Phương Phượng Quyên Quỳnh Sương Tâm Thanh Thảo Thi Thoa Thơ Thu Thúy "
        "Thủy Thương Thư Tiên Trà Trâm Trang Trinh Trúc Tuyền Tuyết Uyên Vân Vi Vy Xuân Yến"
    ),
}
UPLAND = {
    "male": _listed(
        "Rô Rin Réo Ranh Lía Nia Biên Bút Chót Điếp Đúp Gông Hrinh Hẻo Két Lênh Mết Nghinh Ngót Rế Reo Tách Tiếp "
        "Trút Xía Xót Hênh Vút"
    ),
    "female": _listed(
        "Lía Nía Hríu Rây Rinh Reng Siêng Sút Vé Vút Điếu Đía Trinh Nghê Rời Bé Lẻo Diêu Xây Xếp"
    ),
}
"""Given names in families of the Hrê and the Co."""
HIGHLAND = _listed(
    "Blơ Thút Hyưm Byưt Dêng Djoih Đeng Đôi Glan Gôn Hlôi Hmơi Hnoh Hre Khâm Khơi Kiêng Klưn Kroi Lưng Mơih Mring "
    "Ngêng Ngơi Nhoi Nưk Phiu Pling Rang Rơch Rứt Thêng Thiu Thoih Tlơi Tring Tưk Vêu Vơi Wung Xéo Xíu Yăm Yơn"
)
SECOND_HIGHLAND = (
    "",
    "",
    "Thái",
    "Ngọc",
    "Thanh",
    "Minh",
    "Xuân",
    "Kim",
    "Hồng",
    "Văn",
    "Quốc",
    "Như",
    "Bảo",
    "Hoài",
)


def invented(random: Random, unit_code: str) -> tuple[str, str]:
    """A name and its gender, as likely in a unit: codes from 23 on lie in the highlands of the former Kon Tum."""
    gender = random.choice(("male", "male", "female"))
    share = random.random()
    if unit_code.startswith("23") and share < 0.5:
        return _highland(random, gender), gender
    if share < 0.12:
        return _upland(random, gender), gender
    return _kinh(random, gender), gender


def _kinh(random: Random, gender: str) -> str:
    family, middle = random.choice(FAMILIES), random.choice(MIDDLES[gender])
    words = (family, middle, random.choice(SECONDS), random.choice(GIVEN[gender]))
    return " ".join(dict.fromkeys(word for word in words if word))


def _upland(random: Random, gender: str) -> str:
    """Hrê bear Đinh and Phạm, Co bear Hồ."""
    middle = "Văn" if gender == "male" else "Thị"
    second = random.choice(("", "", "", *SECONDS[3:]))
    words = (
        random.choice(("Đinh", "Đinh", "Phạm", "Hồ", "Hồ")),
        middle,
        second,
        random.choice(UPLAND[gender]),
    )
    return " ".join(word for word in words if word)


def _highland(random: Random, gender: str) -> str:
    """A before the name of a man, Y before that of a woman."""
    words = ("A" if gender == "male" else "Y", random.choice(SECOND_HIGHLAND), random.choice(HIGHLAND))
    return " ".join(word for word in words if word)
