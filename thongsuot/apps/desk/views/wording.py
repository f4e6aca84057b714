"""What the pages of requests say in words."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal
from thongsuot.apps.core.models import User
from thongsuot.apps.core.personal import Held
from thongsuot.apps.desk import bridge, states
from thongsuot.apps.desk.models import DataRequest

ERASING = ("erase", "withdraw", "retention")


def limits(request: DataRequest) -> list[dict[str, Any]]:
    """Each limit with its day and its law, as it stood when the request was received."""
    done = "personal-done-processor" if request.has_processor else "personal-done"
    on = request.received_on
    law = bridge.law(done, on=on)
    return [
        {
            "word": _("Hạn trả lời"),
            "value": f"{request.answer_due_on:%d/%m/%Y} ({bridge.law('personal-answer', on=on)})",
        },
        {"word": _("Hạn thực hiện"), "value": f"{request.due_on:%d/%m/%Y} ({law})"},
    ]


def by_app(found: list[Held]) -> list[tuple[str, list[Held]]]:
    """What is held, app by app, under the app's own name."""
    rows = sorted(found, key=lambda one: one.app)
    return [(_app(app), list(held)) for app, held in groupby(rows, key=lambda one: one.app)]


def _app(label: str) -> str:
    names = {"organisations": _("Tổ chức bộ máy"), "meetings": _("Buổi làm việc"), "cases": _("Sổ theo dõi"),
             "documents": _("Tài liệu"), "core": _("Tài khoản")}  # fmt: skip
    return names.get(label) or str(apps.get_app_config(label).verbose_name)


def history(request: DataRequest, *, for_: User) -> list[dict[str, Any]]:
    """Journal rows for `core/parts/thread.html`, oldest first."""
    rows = list(journal.of(request))[::-1]
    payloads = journal.shown_all(rows, for_=for_)
    return [
        {
            "title": _act(row.act),
            "by": row.by.login,
            "at": row.at,
            "text": facts.get("reason", ""),
            "mark": "seen",
        }
        for row, facts in zip(rows, payloads, strict=True)
    ]


def _act(act: str) -> str:
    own = {"received": _("Nhận yêu cầu"), "person-chosen": _("Chọn người có dữ liệu"),
           "exported": _("Xuất dữ liệu"), "corrected": _("Đính chính")}  # fmt: skip
    steps = {step.code: step.label for step in states.DATA_REQUEST.steps}
    return str(own.get(act) or steps.get(act, act))
