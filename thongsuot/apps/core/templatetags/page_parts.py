"""The parts that every page is made of; `/giao-dien/` shows each in every state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, FileInput, Select
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core import page, queries
from thongsuot.apps.core.models import new_uid

register = template.Library()

LOOKS: dict[str, tuple[Any, str, str]] = {
    "auto": (_("Theo máy"), "(prefers-color-scheme: dark)", "(prefers-contrast: more)"),
    "light": (_("Sáng"), "not all", "not all"),
    "dark": (_("Tối"), "all", "not all"),
    "contrast": (_("Tương phản cao"), "not all", "all"),
}
"""A choice of colours -> its word, and when dark.css and contrast.css apply."""

SIZES: dict[str, tuple[str, Any]] = {
    "15": ("A-", _("Nhỏ")),
    "16": ("A", _("Vừa")),
    "18": ("A+", _("Lớn")),
    "20": ("A++", _("Rất lớn")),
}
"""Pixels of the body text -> sign and word; tokens.css knows the same four."""

TONE_MARKS = {"late": "late", "soon": "soon", "move": "moving", "done": "resolved", "quiet": "new"}
NOTICE_ICONS = {"success": "done", "warning": "warn", "error": "error"}


@register.simple_tag
def post_key() -> SafeString:
    """The hidden key that makes a repeated POST harmless; each form on a page has its own."""
    return format_html('<input type="hidden" name="post_key" value="{}">', new_uid().hex)


@register.simple_tag(takes_context=True)
def address(context: Context, **changes: Any) -> str:
    """This page's address with some of its parameters changed; None or "" removes one, paging starts anew."""
    return page.address(context["request"], **changes)


WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@register.filter
def long_date(day: date) -> str:
    """ "thứ Năm, 21/8/2025"; in English "Thursday, 21/8/2025"."""
    word = WEEKDAYS[day.weekday()] if (get_language() or "vi").startswith("vi") else f"{day:%A}"
    return f"{word}, {day.day}/{day.month}/{day.year}"


@register.filter
def look_up(mapping: Mapping[Any, Any], key: Any) -> Any:
    """`mapping[key]`, or "" when it is not there."""
    return mapping.get(key, "")


@register.simple_tag(takes_context=True)
def look(context: Context) -> dict[str, Any]:
    """The colours and the size this person chose (cookies `look` and `size`), and what there is to choose."""
    request = context.get("request")
    cookies = request.COOKIES if request else {}
    chosen = next((name for name in LOOKS if name == cookies.get("look")), "auto")
    size = next((pixels for pixels in SIZES if pixels == cookies.get("size")), "16")
    choices = {name: dict(zip(("word", "dark", "contrast"), row, strict=True)) for name, row in LOOKS.items()}
    return {"chosen": chosen, "size": size, "choices": choices, "sizes": SIZES} | choices[chosen]


@register.simple_tag(takes_context=True)
def sections(context: Context) -> list[page.Section]:
    """What stands in the navigation of this person."""
    return page.sections(context["user"])


@register.simple_tag(takes_context=True)
def unseen(context: Context) -> int:
    """How many notices this person has not seen."""
    return queries.unseen(context["user"])


@register.simple_tag(takes_context=True)
def more_sections(context: Context) -> list[page.Section]:
    """What stands under “Thêm” for this person."""
    return page.more_sections(context["user"])


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """A drawing of icons.svg, always beside its word, so hidden from screen readers."""
    return _drawn(static("core/icons.svg"), name, kind)


@lru_cache(maxsize=500)
def _drawn(address: str, name: str, kind: str) -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {kind}" if kind else "",
        address,
        name,
    )


@register.simple_tag
def mark(name: str = "", tone: str = "") -> SafeString:
    """The shape of a status: its own, or the one of its tone (late, soon, move, done, quiet)."""
    named = name or tone
    return icon(f"mark-{TONE_MARKS.get(named, named) or 'new'}", "shape")


@register.simple_tag
def status(word: str, tone: str = "", mark: str = "") -> SafeString:
    """A status: shape, colour, word. The part `core/parts/status.html` says the same; a long list takes the tag."""
    named = mark or tone
    shape = icon(f"mark-{TONE_MARKS.get(named, named) or 'new'}", "shape")
    return format_html('<span class="status {}">{}<span>{}</span></span>', tone or "quiet", shape, word)


@register.filter
def notice_icon(tags: str) -> str:
    """The drawing for a message's tags ("error", "warning", …)."""
    return next((NOTICE_ICONS[tag] for tag in tags.split() if tag in NOTICE_ICONS), "info")


@register.simple_tag(takes_context=True)
def here(context: Context, address: str) -> SafeString:
    """`aria-current` for the link to the page one is on, or to the section it belongs to."""
    request = context.get("request")
    path = request.path if request else ""
    if not address or not path.startswith(address):
        return SafeString("")
    return format_html(' aria-current="{}"', "page" if path == address else "true")


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The widget of a bound field in Bootstrap's classes; Django adds aria-describedby and aria-invalid."""
    classes = f"{field.field.widget.attrs.get('class', '')} {_widget_class(field)}".strip()
    return field.as_widget(attrs={"class": classes} if classes else {})


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the label stands behind the control."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_file(field: BoundField) -> bool:
    return isinstance(field.field.widget, FileInput)


def _widget_class(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return ""
    if widget.use_fieldset:
        return "choices"
    return "form-select" if isinstance(widget, Select) else "form-control"


@register.filter
def at(sequence: Sequence[Any], index: int) -> Any:
    """`sequence[index]`, or "" beyond its end."""
    return sequence[index] if 0 <= index < len(sequence) else ""
