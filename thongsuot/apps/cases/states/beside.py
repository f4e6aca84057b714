"""Small life cycles beside a case: confirmations, extensions, objections, drafts inside an organ, reminders."""

from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases.states.parties import ASKER, OFFICE
from thongsuot.apps.core.states import LifeCycle, State, Step

CONFIRMATION = LifeCycle(
    "confirmation",
    _("Xác nhận của nơi kiến nghị"),
    states=(
        State("waiting", _("Chờ xác nhận"), mark="new", tone="move", turn=ASKER),
        State("confirmed", _("Đã xác nhận"), is_final=True, mark="done", tone="done"),
        State("contested", _("Chưa đồng tình"), mark="draft", turn=OFFICE),
        State("decided", _("Cơ quan điều phối đã quyết định"), is_final=True, mark="done"),
        State("unheard", _("Không có phản hồi"), is_final=True, mark="refused"),
        State("overtaken", _("Chưa cho ý kiến, đã yêu cầu trả lời lại"), is_final=True, mark="refused"),
    ),
    steps=(
        Step("confirm", _("Xác nhận đã giải quyết"), ("waiting",), "confirmed", "cases.can_say"),
        Step("contest", _("Chưa đồng tình"), ("waiting",), "contested", "cases.can_say", needs_reason=True),
        Step("decide", _("Quyết định"), ("contested",), "decided", "cases.can_decide", needs_reason=True),
        Step(
            "close-unheard",
            _("Khép, không có phản hồi"),
            ("waiting",),
            "unheard",
            "cases.can_close_unheard_of",
        ),
        Step("overtake", _("Hỏi lại sau"), ("waiting",), "overtaken", "cases.can_decide"),
    ),
)

EXTENSION = LifeCycle(
    "extension",
    _("Đề nghị gia hạn"),
    states=(
        State("asked", _("Đã xin gia hạn"), mark="new", tone="move", turn=OFFICE),
        State("granted", _("Được gia hạn"), is_final=True, mark="done", tone="done"),
        State("refused", _("Không được gia hạn"), is_final=True, mark="refused"),
        State("taken-back", _("Đã rút đề nghị"), is_final=True, mark="refused"),
    ),
    steps=(
        Step("grant", _("Đồng ý gia hạn"), ("asked",), "granted", "cases.can_decide"),
        Step("refuse", _("Không đồng ý"), ("asked",), "refused", "cases.can_decide", needs_reason=True),
        Step("take-back", _("Rút đề nghị"), ("asked",), "taken-back", "cases.can_send_of"),
    ),
)

OBJECTION = LifeCycle(
    "objection",
    _("Ý kiến về kết quả thời hạn"),
    states=(
        State("raised", _("Đã nêu"), mark="new", tone="move", turn=OFFICE),
        State("accepted", _("Được chấp nhận"), is_final=True, mark="done", tone="done"),
        State("rejected", _("Không được chấp nhận"), is_final=True, mark="refused"),
    ),
    steps=(
        Step("accept", _("Chấp nhận"), ("raised",), "accepted", "cases.can_decide", needs_reason=True),
        Step("reject", _("Không chấp nhận"), ("raised",), "rejected", "cases.can_decide", needs_reason=True),
    ),
)

DRAFT = LifeCycle(
    "draft",
    _("Bản trình trong cơ quan"),
    states=(
        State("submitted", _("Chờ duyệt"), mark="new", tone="move"),
        State("sent-back", _("Trả lại sửa"), mark="draft"),
        State("approved", _("Đã duyệt, đã gửi"), is_final=True, mark="done", tone="done"),
        State("dropped", _("Đã bỏ"), is_final=True, mark="refused"),
    ),
    steps=(
        Step("approve", _("Duyệt và gửi"), ("submitted",), "approved", "cases.can_approve"),
        Step(
            "send-back", _("Trả lại sửa"), ("submitted",), "sent-back", "cases.can_approve", needs_reason=True
        ),
        Step("submit", _("Trình lại"), ("sent-back",), "submitted", "cases.can_submit"),
        Step("drop", _("Bỏ bản trình"), ("submitted", "sent-back"), "dropped", "cases.can_submit"),
    ),
)

REMINDER = LifeCycle(
    "reminder",
    _("Đôn đốc"),
    states=(
        State("proposed", _("Đề xuất"), mark="new", turn=OFFICE),
        State("sent", _("Đã gửi"), is_final=True, mark="done", tone="done"),
        State("dismissed", _("Không gửi"), is_final=True, mark="refused"),
    ),
    steps=(
        Step("send", _("Gửi đôn đốc"), ("proposed",), "sent", "cases.can_decide"),
        Step("dismiss", _("Không gửi"), ("proposed",), "dismissed", "cases.can_decide", needs_reason=True),
    ),
)
