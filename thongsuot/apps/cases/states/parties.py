"""What the life cycles of all kinds of cases share."""

from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.states import State, Step

OFFICE, LEAD, ASKER, ABOVE = "office", "lead", "asker", "above"
"""Whose move it is: the office that keeps the register, who leads, who asked, a level above the province."""

WITHDRAWN = State("withdrawn", _("Đã rút khỏi sổ"), is_final=True, mark="refused")


def withdraw(*sources: str) -> Step:
    return Step(
        "withdraw",
        _("Rút khỏi sổ"),
        sources,
        "withdrawn",
        "cases.can_coordinate",
        needs_reason=True,
        stops=("*",),
        tells=(LEAD, ASKER),
    )


def restore(target: str, *, code: str = "restore", guard: str = "", starts: tuple[str, ...] = ()) -> Step:
    """Back to where it stood; the guards of a life cycle's restoring rows never both say yes."""
    return Step(
        code,
        _("Đưa lại vào sổ"),
        ("withdrawn",),
        target,
        "cases.can_coordinate",
        guard=guard,
        refusal=_("Trước khi rút, nội dung này đứng ở bước khác. Hãy tải lại trang."),
        starts=starts,
    )
