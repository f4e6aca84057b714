"""The first rows of each kind's life cycle. The deep life cycle adds rows here, not columns to Case."""

from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.states import LifeCycle, State, Step

WITHDRAWN = State("withdrawn", _("Đã rút khỏi sổ"), is_final=True, mark="✕")


def _withdraw(*sources: str) -> Step:
    return Step("withdraw", _("Rút khỏi sổ"), sources, "withdrawn", "cases.can_coordinate", needs_reason=True)


def _restore(target: str) -> Step:
    return Step("restore", _("Đưa lại vào sổ"), ("withdrawn",), target, "cases.can_coordinate")


RECOMMENDATION = LifeCycle(
    "recommendation",
    _("Kiến nghị"),
    states=(
        State("raised", _("Đã ghi nhận"), mark="○"),
        State("assigned", _("Đã giao cơ quan trả lời"), mark="◐"),
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
        _restore("raised"),
    ),
)

DIRECTIVE = LifeCycle(
    "directive",
    _("Nội dung chỉ đạo"),
    states=(State("noted", _("Ghi nhận, chưa có văn bản"), mark="◇"), WITHDRAWN),
    steps=(_withdraw("noted"), _restore("noted")),
)

COMMITMENT = LifeCycle(
    "commitment",
    _("Cam kết"),
    states=(State("noted", _("Đã ghi nhận"), mark="◇"), WITHDRAWN),
    steps=(_withdraw("noted"), _restore("noted")),
)

ASSIGNMENT = LifeCycle(
    "assignment",
    _("Phân công"),
    states=(
        State("named", _("Được giao"), mark="○"),
        State("seen", _("Đã tiếp nhận"), mark="◐"),
    ),
    steps=(Step("receive", _("Tiếp nhận"), ("named",), "seen", "cases.can_receive"),),
)

BY_KIND = {cycle.code: cycle for cycle in (RECOMMENDATION, DIRECTIVE, COMMITMENT)}
