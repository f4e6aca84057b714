"""Two life cycles: of a working session's record, and of each drafted item in it."""

from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.states import LifeCycle, State, Step

SESSION = LifeCycle(
    "session",
    _("Buổi làm việc"),
    states=(
        State("draft", _("Đang soạn bản ghi"), mark="draft"),
        State("confirmed", _("Đã xác nhận"), is_final=True, mark="confirmed", tone="done"),
    ),
    steps=(
        Step(
            "confirm",
            _("Xác nhận bản ghi"),
            ("draft",),
            "confirmed",
            "meetings.can_record",
            guard="meetings.is_ready",
            refusal=_("Bản ghi chưa đủ: cần ngày, địa phương và không còn mục nào chưa duyệt."),
        ),
    ),
)

ITEM = LifeCycle(
    "item",
    _("Mục của bản ghi"),
    states=(
        State("drafted", _("Chưa duyệt")),
        State("accepted", _("Chấp nhận"), mark="resolved", tone="done"),
        State("rejected", _("Bỏ"), mark="refused"),
        State("recorded", _("Đã ghi"), is_final=True, mark="confirmed", tone="done"),
    ),
    steps=(
        Step("accept", _("Chấp nhận"), ("drafted", "rejected"), "accepted", "meetings.can_record"),
        Step("reject", _("Bỏ"), ("drafted", "accepted"), "rejected", "meetings.can_record"),
        Step("reopen", _("Hoàn tác"), ("accepted", "rejected"), "drafted", "meetings.can_record"),
        Step("record", _("Ghi vào hồ sơ"), ("accepted",), "recorded", "meetings.can_record"),
    ),
)

MISSING = {
    "held-on": _("ngày làm việc"),
    "units": _("địa phương làm việc"),
    "reading": _("đọc xong tài liệu"),
    "deadlines": _("thời hạn của các mục không trước ngày làm việc"),
    "undecided": _("duyệt hết các mục"),
    "empty": _("ít nhất một mục được chấp nhận"),
}
"""What still stands between a draft and its confirmation, by the codes of `queries.missing`."""
