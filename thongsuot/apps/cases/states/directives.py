"""Directives, commitments and an organ's own tasks; and the assignment of any case."""

from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases.states.common import LEAD, OFFICE, WITHDRAWN, restore, withdraw
from thongsuot.apps.core.states import LifeCycle, State, Step

WORKING = ("issued", "received", "in-progress")

ISSUED = State("issued", _("Đã giao, chờ tiếp nhận"), mark="new", tone="move", turn=LEAD, public=_("Đã giao"))
RECEIVED = State("received", _("Đã tiếp nhận"), mark="seen", tone="move", turn=LEAD, public=_("Đã giao"))
IN_PROGRESS = State(
    "in-progress", _("Đang thực hiện"), mark="moving", tone="move", turn=LEAD, public=_("Đang thực hiện")
)
REPORTED = State(
    "reported",
    _("Đã báo cáo hoàn thành, chờ nghiệm thu"),
    mark="seen",
    turn=OFFICE,
    public=_("Đang thực hiện"),
)
CLOSED = State(
    "closed", _("Đã nghiệm thu, khép"), is_final=True, mark="done", tone="done", public=_("Đã hoàn thành")
)
CANCELLED = State("cancelled", _("Đã hủy"), is_final=True, mark="refused", public=_("Đã hủy"))

DIRECTIVE = LifeCycle(
    "directive",
    _("Nội dung chỉ đạo"),
    states=(
        State("noted", _("Ghi nhận, chưa có văn bản"), mark="draft", turn=OFFICE, public=_("Đã ghi nhận")),
        State("drafted", _("Dự thảo giao việc"), mark="draft", turn=OFFICE, public=_("Đã ghi nhận")),
        ISSUED,
        RECEIVED,
        IN_PROGRESS,
        REPORTED,
        CLOSED,
        State("replaced", _("Đã thay thế"), is_final=True, mark="refused", public=_("Đã thay thế")),
        CANCELLED,
        WITHDRAWN,
    ),
    steps=(
        Step("draft", _("Soạn giao việc"), ("noted",), "drafted", "cases.can_coordinate", form="draft"),
        Step(
            "issue",
            _("Giao việc theo văn bản"),
            ("noted", "drafted"),
            "issued",
            "cases.can_coordinate",
            guard="cases.is_clear",
            refusal=_("Giao việc cần đủ sáu rõ: người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền."),
            form="issue",
            starts=("receiving:receive", "doing"),
            tells=(LEAD,),
        ),
        Step(
            "receive",
            _("Tiếp nhận"),
            ("issued",),
            "received",
            "cases.can_work",
            form="receive",
            stops=("receiving",),
        ),
        Step(
            "take-note",
            _("Đã nắm nội dung"),
            ("issued", "received"),
            "closed",
            "cases.can_work",
            guard="cases.is_to_know",
            refusal=_("Việc này cần thực hiện, không chỉ để biết."),
            stops=("*",),
        ),
        Step(
            "start",
            _("Bắt đầu thực hiện"),
            ("issued", "received"),
            "in-progress",
            "cases.can_work",
            stops=("receiving",),
        ),
        Step(
            "report",
            _("Báo cáo hoàn thành"),
            WORKING,
            "reported",
            "cases.can_send",
            form="report",
            stops=("receiving", "doing"),
            starts=("accepting:accept",),
            tells=(OFFICE,),
        ),
        Step(
            "accept",
            _("Nghiệm thu, khép"),
            ("reported",),
            "closed",
            "cases.can_coordinate",
            stops=("*",),
            tells=(LEAD,),
        ),
        Step(
            "send-back",
            _("Trả lại làm tiếp"),
            ("reported",),
            "in-progress",
            "cases.can_coordinate",
            needs_reason=True,
            stops=("accepting",),
            starts=("doing",),
            tells=(LEAD,),
        ),
        Step(
            "sum-up",
            _("Khép việc chung"),
            WORKING,
            "closed",
            "cases.can_coordinate",
            guard="cases.all_children_done",
            refusal=_("Còn cơ quan chưa hoàn thành phần việc của mình."),
            stops=("*",),
        ),
        Step(
            "replace",
            _("Thay thế bằng nội dung khác"),
            ("drafted", *WORKING, "reported"),
            "replaced",
            "cases.can_coordinate",
            form="replace",
            needs_reason=True,
            stops=("*",),
            tells=(LEAD,),
        ),
        Step(
            "cancel",
            _("Hủy giao việc"),
            ("drafted", *WORKING, "reported"),
            "cancelled",
            "cases.can_coordinate",
            needs_reason=True,
            stops=("*",),
            tells=(LEAD,),
        ),
        Step(
            "reopen",
            _("Mở lại"),
            ("closed",),
            "in-progress",
            "cases.can_reopen",
            form="reopen",
            needs_reason=True,
            starts=("doing",),
            tells=(LEAD,),
        ),
        withdraw("noted", "drafted"),
        restore("noted"),
    ),
)

COMMITMENT = LifeCycle(
    "commitment",
    _("Cam kết"),
    states=(
        State("given", _("Đã cam kết"), mark="new", turn=OFFICE, public=_("Đã cam kết")),
        State(
            "dated",
            _("Đã xác nhận thời hạn"),
            mark="moving",
            tone="move",
            turn=LEAD,
            public=_("Đang thực hiện"),
        ),
        REPORTED,
        CLOSED,
        CANCELLED,
        WITHDRAWN,
    ),
    steps=(
        Step(
            "date",
            _("Xác nhận thời hạn"),
            ("given",),
            "dated",
            "cases.can_coordinate",
            form="date",
            guard="cases.has_lead",
            refusal=_("Cần ghi rõ cơ quan nào đã cam kết trước khi xác nhận thời hạn."),
            starts=("doing",),
            tells=(LEAD,),
        ),
        Step(
            "report",
            _("Báo cáo hoàn thành"),
            ("dated",),
            "reported",
            "cases.can_send",
            form="report",
            stops=("doing",),
            starts=("accepting:accept",),
            tells=(OFFICE,),
        ),
        Step(
            "accept",
            _("Nghiệm thu, khép"),
            ("reported",),
            "closed",
            "cases.can_coordinate",
            stops=("*",),
            tells=(LEAD,),
        ),
        Step(
            "send-back",
            _("Trả lại làm tiếp"),
            ("reported",),
            "dated",
            "cases.can_coordinate",
            needs_reason=True,
            stops=("accepting",),
            starts=("doing",),
            tells=(LEAD,),
        ),
        Step(
            "cancel",
            _("Hủy cam kết"),
            ("dated", "reported"),
            "cancelled",
            "cases.can_coordinate",
            needs_reason=True,
            stops=("*",),
            tells=(LEAD,),
        ),
        Step(
            "reopen",
            _("Mở lại"),
            ("closed",),
            "dated",
            "cases.can_reopen",
            form="reopen",
            needs_reason=True,
            starts=("doing",),
            tells=(LEAD,),
        ),
        withdraw("given"),
        restore("given"),
    ),
)

TASK = LifeCycle(
    "task",
    _("Việc nội bộ"),
    states=(
        State("set", _("Đã giao trong cơ quan"), mark="new", tone="move", turn=LEAD),
        IN_PROGRESS,
        REPORTED,
        CLOSED,
        CANCELLED,
    ),
    steps=(
        Step("start", _("Bắt đầu thực hiện"), ("set",), "in-progress", "cases.can_do_task"),
        Step(
            "report",
            _("Báo đã làm xong"),
            ("set", "in-progress"),
            "reported",
            "cases.can_do_task",
            stops=("doing",),
        ),
        Step("accept", _("Kiểm tra đạt, khép"), ("reported",), "closed", "cases.can_run_task", stops=("*",)),
        Step(
            "send-back",
            _("Trả lại làm tiếp"),
            ("reported",),
            "in-progress",
            "cases.can_run_task",
            needs_reason=True,
            starts=("doing",),
        ),
        Step(
            "cancel",
            _("Hủy việc"),
            ("set", "in-progress", "reported"),
            "cancelled",
            "cases.can_run_task",
            needs_reason=True,
            stops=("*",),
        ),
        Step(
            "reopen",
            _("Mở lại"),
            ("closed", "cancelled"),
            "in-progress",
            "cases.can_run_task",
            needs_reason=True,
            starts=("doing",),
        ),
    ),
)

ASSIGNMENT = LifeCycle(
    "assignment",
    _("Phân công"),
    states=(
        State("named", _("Được giao"), mark="new", turn=LEAD),
        State("seen", _("Đã tiếp nhận"), mark="seen", tone="move", turn=LEAD),
        State("returned", _("Đã trả lại"), is_final=True, mark="refused"),
    ),
    steps=(
        Step("receive", _("Tiếp nhận"), ("named",), "seen", "cases.can_receive"),
        Step("return", _("Trả lại"), ("named", "seen"), "returned", "cases.can_return", needs_reason=True),
        Step("name-again", _("Giao lại"), ("returned",), "named", "cases.can_name"),
    ),
)
