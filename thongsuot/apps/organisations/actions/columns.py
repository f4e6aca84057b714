"""What somebody typed, as it fits a column."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule


def one_line(text: str) -> str:
    """NFC, with single blanks between words and none around them."""
    return nfc(" ".join(text.split()))


def require_fit(row: models.Model) -> None:
    """Raise `BrokenRule` for words longer than their column, which one database lets pass and another refuses."""
    for column in row._meta.concrete_fields:
        value, most = getattr(row, column.attname), column.max_length
        if most and isinstance(value, str) and len(value) > most:
            told = {"field": column.verbose_name, "most": most}
            raise BrokenRule(
                _("“%(field)s” dài quá %(most)d ký tự. Hãy rút gọn.") % told,
                field=column.name,
                code="too-long",
            )
