"""Days and names as they stand in the sentences that refuse something."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

AT_MOST = 5


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def day_before(value: date) -> date:
    return value - timedelta(days=1)


def listed(names: Iterable[str]) -> str:
    """ "“Văn phòng Đảng ủy”, “Ban Xây dựng Đảng”": the first few, and how many more there are."""
    found = list(names)
    said = ", ".join(f"“{name}”" for name in found[:AT_MOST])
    more = len(found) - AT_MOST
    return said if more <= 0 else _("%(said)s và %(more)d nơi khác") % {"said": said, "more": more}
