"""The register as CSV for a spreadsheet: UTF-8 with its mark, one row a case, streamed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from thongsuot.apps.cases.models import Assignment, Case, CaseUnit
from thongsuot.apps.cases.queries import with_neighbours
from thongsuot.apps.cases.sentences import day

BATCH = 500
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so would be run by a spreadsheet."""


class _Echo:
    """A file that hands back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def lines(rows: models.QuerySet[Case], *, language: str) -> Iterator[str]:
    """The mark of UTF-8, the head, then each case in the order given.

    They are made when the request is long over, so the language of their words comes along ("vi", "en").
    """
    writer = csv.writer(_Echo())
    yield "\ufeff"
    with translation.override(language):
        head = writer.writerow(_head())
    yield head
    for case in with_neighbours(rows).iterator(chunk_size=BATCH):
        with translation.override(language):
            line = writer.writerow([plain(cell) for cell in _cells(case)])
        yield line


def plain(cell: Any) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def _head() -> list[str]:
    return [
        _("Số"),
        _("Loại"),
        _("Nội dung"),
        _("Lĩnh vực"),
        _("Người nêu"),
        _("Địa phương nêu"),
        _("Gửi tới"),
        _("Địa phương thực hiện"),
        _("Chủ trì"),
        _("Phối hợp"),
        _("Ngày nêu"),
        _("Thời hạn"),
        _("Thời hạn theo lời"),
        _("Trạng thái"),
    ]


def _cells(case: Case) -> list[Any]:
    return [
        case.number,
        case.get_kind_display(),
        case.text,
        case.topic_label,
        case.raised_by,
        _units(case, CaseUnit.Role.RAISED),
        case.addressed_to,
        _units(case, CaseUnit.Role.ADDRESSED),
        _bodies(case, Assignment.Role.LEAD),
        _bodies(case, Assignment.Role.SUPPORT),
        day(case.raised_on),
        day(case.due_on) if case.due_on else "",
        case.due_words,
        case.state.label,
    ]


def _units(case: Case, role: str) -> str:
    return "; ".join(one.unit.full_name for one in case.case_units.all() if one.role == role)


def _bodies(case: Case, role: str) -> str:
    return "; ".join(one.name for one in case.assignments.all() if one.role == role)
