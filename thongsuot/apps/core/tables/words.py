"""What is said of a file that cannot be read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thongsuot.apps.core.tables.files import LINES, ROWS


def problem(code: str) -> str:
    """What is wrong with a file that is `Unreadable` for this, and the way out."""
    return {
        "not-a-table": _("Tệp này không phải bảng tính. Hãy dùng XLSX hoặc CSV."),
        "damaged": _("Tệp bị hỏng. Hãy mở bằng chương trình bảng tính, lưu lại thành XLSX rồi đưa lên."),
        "bomb": _("Tệp nén bung ra quá lớn nên không được mở. Hãy chép các dòng sang một tệp mới."),
        "unsafe": _("Tệp có thành phần lạ nên không được mở. Hãy chép các dòng sang một tệp mới."),
        "encrypted": _("Tệp có mật khẩu, hoặc là XLS kiểu cũ. Hãy bỏ mật khẩu và lưu thành XLSX."),
        "encoding": _(
            "Không đọc được chữ tiếng Việt trong tệp CSV. Hãy lưu lại dạng “CSV UTF-8”, hoặc XLSX."
        ),
        "too-long": _("Trang tính có hơn %(n)d dòng kể cả dòng trống. Hãy xóa các dòng trống ở cuối.")
        % {"n": LINES},
        "too-many-rows": _("Tệp có hơn %(n)d dòng. Hãy tách thành nhiều tệp.") % {"n": ROWS},
        "empty": _("Tệp không có dòng nào. Hãy kiểm tra lại tệp đã lưu."),
    }[code]
