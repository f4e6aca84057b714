"""The life cycle of a frame of organs: drafted, published, never changed after."""

from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.states import LifeCycle, State, Step

FRAME = LifeCycle(
    "frame",
    _("Khung cơ quan"),
    states=(
        State("drafted", _("Đang soạn"), mark="draft"),
        State("published", _("Đã công bố"), is_final=True, mark="done", tone="good"),
    ),
    steps=(
        Step(
            "publish",
            _("Công bố"),
            ("drafted",),
            "published",
            "organisations.can_arrange",
            guard="organisations.frame_is_free_of_overlap",
            refusal=_("Đã có khung khác được công bố cho thời gian này. Hãy chọn ngày bắt đầu sau khung đó."),
        ),
    ),
)
