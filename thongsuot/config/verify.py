"""`thongsuot journal verify`: says whether the journal is as it was written, and what no seal covers yet."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thongsuot.apps.core.seals import Fault, Report

HOLDS, FAULTY, UNREADABLE = 0, 1, 2
WHAT = {
    "changed-row": "nội dung đã bị sửa",
    "missing-row": "thiếu dòng ngay trước",
    "broken-link": "không nối với dòng trước",
    "cut-off": "đã bị cắt từ dòng này",
    "removed-subject": "mọi dòng đã bị xóa; niêm phong còn ghi đến dòng này",
    "other-head": "khác với dòng đã niêm phong",
    "removed-seal": "niêm phong của dòng này đã bị xóa",
    "changed-heads": "danh sách dòng đã niêm phong bị sửa",
    "other-seal": "không còn, hoặc khác với mã đã chép ra ngoài",
}
"""Each code of a fault in words."""


def run(*, since: date | None = None, noted: tuple[int, str] | None = None) -> int:
    """Print every fault and a summary; 0 when the journal holds, 1 when it does not, 2 when it cannot be read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thongsuot.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        django.setup()
        report = _checked(since, noted)
    except (ImproperlyConfigured, DatabaseError) as error:
        print(f"Không đọc được nhật ký / cannot read the journal: {error}", file=sys.stderr)
        return UNREADABLE
    print("\n".join(summary(report)))
    return FAULTY if report.faults else HOLDS


def _checked(since: date | None, noted: tuple[int, str] | None) -> Report:
    from django.utils import timezone

    from thongsuot.apps.core import seals

    return seals.check(
        lambda fault: print(line(fault), flush=True),
        since=timezone.make_aware(datetime.combine(since, time())) if since else None,
        noted=seals.Noted(*noted) if noted else None,
    )


def line(fault: Fault) -> str:
    """Which row of which subject, what is wrong with it, and the code of that."""
    where = f"{fault.kind} {fault.uid} dòng {fault.seq}" if fault.uid else f"niêm phong {fault.seq}"
    return f"LỖI {where}: {WHAT[fault.what]} [{fault.what}]"


def summary(report: Report) -> list[str]:
    found = f"{report.faults} lỗi" if report.faults else "không có lỗi"
    looked = f"{report.rows} dòng của {report.subjects} đối tượng, {report.seals} niêm phong"
    last = f"{report.last}, lúc {_moment(report.last.at)}" if report.last else "chưa có"
    waiting = f"{report.unsealed} dòng"
    if report.oldest:
        waiting += f", cũ nhất lúc {_moment(report.oldest)}"
    return [
        f"Đã kiểm tra {looked}: {found}.",
        f"Niêm phong mới nhất: {last}.",
        f"Chưa niêm phong: {waiting}.",
    ]


def _moment(moment: datetime) -> str:
    from django.utils import timezone

    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M:%S}"
