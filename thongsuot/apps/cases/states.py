"""The first rows of each kind's life cycle. The deep life cycle adds rows here, not columns to Case."""

from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.states import LifeCycle, State, Step

WITHDRAWN = State("withdrawn", _("Đã rút khỏi sổ"), is_final=True, mark="refused")


def _withdraw(*sources: str) -> Step:
    return Step("withdraw", _("Rút khỏi sổ"), sources, "withdrawn", "cases.can_coordinate", needs_reason=True)


def _restore(target: str, *, code: str = "restore", guard: str = "") -> Step:
    """Back to where it stood; the guards of a life cycle's restoring rows never both say yes."""
    return Step(
        code,
        _("Đưa lại vào sổ"),
        ("withdrawn",),
        target,
        "cases.can_coordinate",
        guard=guard,
        refusal=_("Trước khi rút, nội dung này đứng ở bước khác. Hãy tải lại trang."),
    )


RECOMMENDATION = LifeCycle(
    "recommendation",
    _("Kiến nghị"),
    states=(
        State("raised", _("Đã ghi nhận"), mark="new"),
        State("assigned", _("Đã giao cơ quan trả lời"), mark="moving", tone="move"),
        WITHDRAWN,
    ),
    steps=(
        Step(
            "assign",
            _("Giao cơ quan trả lời"),
            ("raised",),
            "assigned",
            "cases.can_coordinate",
            guard="cases.has_lead",
            refusal=_("Cần có một cơ quan chủ trì trước khi giao."),
        ),
        _withdraw("raised", "assigned"),
        _restore("raised", guard="cases.was_not_assigned"),
        _restore("assigned", code="restore-assigned", guard="cases.was_assigned"),
    ),
)

DIRECTIVE = LifeCycle(
    "directive",
    _("Nội dung chỉ đạo"),
    states=(State("noted", _("Ghi nhận, chưa có văn bản"), mark="draft"), WITHDRAWN),
    steps=(_withdraw("noted"), _restore("noted")),
)

COMMITMENT = LifeCycle(
    "commitment",
    _("Cam kết"),
    states=(State("given", _("Đã cam kết"), mark="new"), WITHDRAWN),
    steps=(_withdraw("given"), _restore("given")),
)

ASSIGNMENT = LifeCycle(
    "assignment",
    _("Phân công"),
    states=(
        State("named", _("Được giao"), mark="new"),
        State("seen", _("Đã tiếp nhận"), mark="seen", tone="move"),
    ),
    steps=(Step("receive", _("Tiếp nhận"), ("named",), "seen", "cases.can_receive"),),
)

BY_KIND = {cycle.code: cycle for cycle in (RECOMMENDATION, DIRECTIVE, COMMITMENT)}
