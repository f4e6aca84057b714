"""A working session as the tests need it, made through the real actions. All of it is invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from conftest import NOW
from tests import cast
from thongsuot.apps.meetings import actions, queries
from thongsuot.apps.meetings.models import Item, WorkingSession

REPORT = """Thứ sáu: 09:12 ngày 15/08/2025

(BGS) - Sáng 14/8, đồng chí Lò Văn Sáng, Phó Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Quảng Ngãi làm việc với Ban Thường vụ \
Đảng ủy phường Kon Tum về tình hình vận hành chính quyền địa phương 2 cấp.

Tại buổi làm việc, đại diện lãnh đạo phường kiến nghị tỉnh bổ sung kinh phí sửa chữa trụ sở làm việc; tăng cường \
công chức phụ trách chuyển đổi số; sớm phê duyệt quy hoạch khu trung tâm hành chính mới.

Phát biểu kết luận buổi làm việc, đồng chí Lò Văn Sáng đề nghị phường phát huy tinh thần đoàn kết, trách nhiệm. Đồng \
chí yêu cầu phường rà soát, sắp xếp lại tài sản công, hoàn thành trước ngày 30/9/2025; giao Sở Tài chính chủ trì, phối \
hợp với Sở Xây dựng thẩm định phương án sử dụng trụ sở dôi dư./.
"""


def opened(title: str = "Làm việc với phường Kon Tum", **head: Any) -> WorkingSession:
    """A draft on 14/8/2025 with phường Kon Tum."""
    by = cast.coordinator()
    fields = actions.SessionFields(title=title, **{"held_on": date(2025, 8, 14)} | head)
    session = actions.open_session(head=fields, by=by, at=NOW)
    actions.amend(
        session=session, head=fields, units=[cast.unit()], organs=[], people=[], version=1, by=by, at=NOW
    )
    return session


def read(session: WorkingSession, content: str | bytes = REPORT, name: str = "bao-cao.txt") -> Any:
    """Add a document and do the job at once."""
    body = content.encode() if isinstance(content, str) else content
    run = actions.add_document(session=session, content=body, name=name, by=cast.coordinator(), at=NOW)
    actions.perform(run_uid=run.uid, at=NOW)
    run.refresh_from_db()
    session.refresh_from_db()
    return run


def heard(session: WorkingSession, **fields: Any) -> Item:
    """An item written down in the room; accepted, as everything that a person adds is."""
    usual = {"kind": "recommendation", "text": "bổ sung kinh phí sửa chữa trụ sở", "topic": "facilities"}
    given = actions.ItemFields(**usual | fields)
    return actions.add_live(session=session, fields=given, by=cast.coordinator(), at=NOW)


def drafted(session: WorkingSession, kind: str) -> list[Item]:
    return [item for item in queries.items(session) if item.kind == kind and item.status == "drafted"]


def decide_all(session: WorkingSession, step: str = "accept") -> None:
    for item in session.items.filter(status="drafted"):
        actions.decide(item=item, step=step, by=cast.coordinator(), at=NOW)


def confirm(session: WorkingSession) -> list[Any]:
    session.refresh_from_db()
    return actions.confirm(session=session, version=session.version, by=cast.coordinator(), at=NOW)
