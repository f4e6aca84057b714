"""The life cycles of what the desk keeps."""

from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.states import LifeCycle, State, Step

MERGER = LifeCycle(
    "merger",
    _("Phương án sắp xếp"),
    states=(
        State("drafted", _("Đang soạn"), mark="draft"),
        State("done", _("Đã thực hiện"), mark="confirmed", tone="done"),
        State("reversed", _("Đã hoàn tác"), is_final=True, mark="refused"),
        State("dropped", _("Đã bỏ"), is_final=True, mark="refused"),
    ),
    steps=(
        Step(
            "do",
            _("Thực hiện"),
            ("drafted",),
            "done",
            "desk.can_merge",
            guard="desk.is_answered",
            refusal=_("Phương án chưa đủ. Hãy xem những điều còn vướng ở trang phương án."),
        ),
        Step("drop", _("Bỏ phương án"), ("drafted",), "dropped", "desk.can_merge"),
        Step(
            "reverse",
            _("Hoàn tác"),
            ("done",),
            "reversed",
            "desk.can_merge",
            guard="desk.is_untouched",
            refusal=_("Đã có việc mới phát sinh sau khi sắp xếp nên không hoàn tác được. Hãy xem danh sách."),
            needs_reason=True,
        ),
    ),
)

LAW_ON_DATA = "Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP"

DATA_REQUEST = LifeCycle(
    "data-request",
    _("Yêu cầu về dữ liệu cá nhân"),
    states=(
        State("received", _("Đã nhận"), mark="new"),
        State("answered", _("Đã trả lời, đang thực hiện"), mark="moving", tone="move"),
        State("done", _("Đã thực hiện"), is_final=True, mark="resolved", tone="done"),
        State("refused", _("Từ chối"), is_final=True, mark="refused"),
    ),
    steps=(
        Step(
            "answer",
            _("Trả lời người yêu cầu"),
            ("received",),
            "answered",
            "desk.can_answer_data_requests",
            law=LAW_ON_DATA,
            days=2,
        ),
        Step(
            "extend",
            _("Gia hạn"),
            ("answered",),
            "answered",
            "desk.can_answer_data_requests",
            guard="desk.is_not_extended",
            refusal=_("Chỉ gia hạn được một lần, và trước khi hết hạn thực hiện."),
            needs_reason=True,
            law=LAW_ON_DATA,
        ),
        Step(
            "finish",
            _("Ghi đã thực hiện"),
            ("answered",),
            "done",
            "desk.can_answer_data_requests",
            law=LAW_ON_DATA,
        ),
        Step(
            "refuse",
            _("Từ chối"),
            ("received", "answered"),
            "refused",
            "desk.can_answer_data_requests",
            needs_reason=True,
            law=LAW_ON_DATA,
        ),
    ),
)
