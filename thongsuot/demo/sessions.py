"""The sessions of the demo: one written down and confirmed, one read and waiting for review. Both are invented."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from thongsuot import facts
from thongsuot.apps.meetings import actions as meetings

if TYPE_CHECKING:
    from thongsuot.apps.core.models import User
    from thongsuot.apps.places.models import Unit

LIVE = (
    ("recommendation", "bổ sung kinh phí sửa chữa trụ sở làm việc của xã", "facilities", "UBND tỉnh", ""),
    ("recommendation", "tăng cường một công chức chuyển đổi số cho xã", "digital", "Sở Nội vụ", ""),
    ("difficulty", "một số nhà văn hóa thôn xuống cấp sau mưa bão", "facilities", "", ""),
    ("directive", "rà soát, lập danh sách trụ sở dôi dư sau sắp xếp", "public-assets", "", "Sở Tài chính"),
)


def read_report(recorder: User, at: datetime) -> None:
    """The report that a newcomer finds, read and waiting for review."""
    session = meetings.open_session(head=meetings.SessionFields(title=meetings.UNTITLED), by=recorder, at=at)
    content = (facts.ROOM / "demo" / "report.txt").read_bytes()
    run = meetings.add_document(
        session=session, content=content, name="bao-cao-kon-tum.txt", by=recorder, at=at
    )
    meetings.perform(run_uid=run.uid, at=at)


def confirm_live(unit: Unit, recorder: User, at: datetime) -> None:
    """A session written down in the room and confirmed, so that the register has something in it."""
    head = meetings.SessionFields(
        title=f"Đoàn công tác Thường trực Tỉnh ủy làm việc với Đảng ủy {unit.full_name}",
        held_on=date(2026, 10, 22),
        part_of_day="Chiều",
        place=f"Trụ sở Đảng ủy {unit.full_name}",
        chair="Lê Hoàng Nguyên",
        chair_capacity="Phó Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh",
        host_organ_names=f"Đảng ủy {unit.full_name}",
    )
    session = meetings.open_session(head=head, by=recorder, at=at)
    meetings.amend(
        session=session, head=head, units=[unit], organs=[], people=[], version=1, by=recorder, at=at
    )
    for kind, text, topic, to, lead in LIVE:
        fields = meetings.ItemFields(
            kind=kind,
            text=text,
            topic=topic,
            by="Lê Hoàng Nguyên" if kind == "directive" else f"lãnh đạo {unit.full_name}",
            to=to,
            assignees=((lead, "lead"),) if lead else (),
            deadline_on=date(2026, 12, 15) if lead else None,
        )
        meetings.add_live(session=session, fields=fields, by=recorder, at=at)
    session.refresh_from_db()
    meetings.confirm(session=session, version=session.version, by=recorder, at=at)
