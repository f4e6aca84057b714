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
