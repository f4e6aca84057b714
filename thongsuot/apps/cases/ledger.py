"""The register taken away: as CSV, streamed whatever its length, or as a workbook; one row a case."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext as _

from thongsuot.apps.cases.models import Answer, Assignment, Case, CaseUnit, Clock
from thongsuot.apps.cases.queries import with_neighbours
from thongsuot.apps.cases.queries.facets import BUCKETS as NAMED
from thongsuot.apps.cases.queries.standings import MEASURED, bucket_now
from thongsuot.apps.cases.sentences import day
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.tables import Heading, workbook

BATCH = 500
MOST_ROWS = 10_000
"""A workbook is made while somebody waits: some seconds for so many rows."""
BUCKETS = dict(NAMED)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so would be run by a spreadsheet."""


class _Echo:
    """A file that hands back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def lines(rows: models.QuerySet[Case], *, language: str, on: date) -> Iterator[str]:
    """The mark of UTF-8, the head, then each case in the order given, as it stands today (`on`).

    They are made when the request is long over, so the language of their words comes along ("vi", "en").
    """
    writer = csv.writer(_Echo())
    yield "\ufeff"
    with translation.override(language):
        head = writer.writerow([heading.word for heading in _headings()])
    yield head
    for case in _whole(rows).iterator(chunk_size=BATCH):
        with translation.override(language):
            line = writer.writerow([plain(_written(cell)) for cell in _cells(case, on)])
        yield line


def book(rows: models.QuerySet[Case], *, on: date) -> bytes:
    """An XLSX file of at most `MOST_ROWS` cases; raises `BrokenRule` for more, with the way out."""
    if rows.order_by()[: MOST_ROWS + 1].count() > MOST_ROWS:
        raise BrokenRule(
            _("Danh sách dài hơn 10.000 nội dung. Hãy lọc bớt, hoặc tải dạng CSV."), code="too-many-rows"
        )
    found = _whole(rows).iterator(chunk_size=BATCH)
    return workbook(_("Sổ theo dõi"), _headings(), (_cells(case, on) for case in found))


def _whole(rows: models.QuerySet[Case]) -> models.QuerySet[Case]:
    """With what the cells say, in a fixed number of queries each `BATCH`."""
    clocks = (
        Clock.objects.filter(kind__in=MEASURED).order_by("started_on", "pk").prefetch_related("objections")
    )
    answers = Answer.objects.order_by("answered_on", "pk")
    return with_neighbours(rows).prefetch_related(Prefetch("clocks", clocks), Prefetch("answers", answers))


def plain(cell: Any) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def _written(cell: Any) -> str:
    return day(cell) if isinstance(cell, date) else str(cell)


def _headings() -> list[Heading]:
    return [
        Heading(_("Số"), 14),
        Heading(_("Loại"), 16),
        Heading(_("Nội dung"), 60),
        Heading(_("Lĩnh vực")),
        Heading(_("Người nêu")),
        Heading(_("Địa phương nêu"), 24),
        Heading(_("Gửi tới")),
        Heading(_("Địa phương thực hiện"), 24),
        Heading(_("Chủ trì"), 24),
        Heading(_("Phối hợp"), 24),
        Heading(_("Ngày nêu"), 12),
        Heading(_("Thời hạn"), 12),
        Heading(_("Thời hạn theo lời")),
        Heading(_("Trạng thái")),
        Heading(_("Kết quả thời hạn")),
        Heading(_("Ý kiến về kết quả thời hạn"), 24),
        Heading(_("Ngày khép"), 12),
        Heading(_("Kết quả trả lời"), 24),
        Heading(_("Nội dung trả lời"), 60),
        Heading(_("Ngày trả lời"), 12),
        Heading(_("Văn bản trả lời")),
    ]


def _cells(case: Case, on: date) -> list[Any]:
    return [
        case.number,
        case.get_kind_display(),
        case.text,
        str(case.topic_label),
        case.raised_by,
        _units(case, CaseUnit.Role.RAISED),
        case.addressed_to,
        _units(case, CaseUnit.Role.ADDRESSED),
        _bodies(case, Assignment.Role.LEAD),
        _bodies(case, Assignment.Role.SUPPORT),
        case.raised_on,
        case.due_on or "",
        case.due_words,
        str(case.state.label),
        _bucket(case, on),
        _objections(case),
        case.closed_on or "",
        *_answer(case),
    ]


def _bucket(case: Case, on: date) -> str:
    """As the national report counts it today; nothing for a case that has no clock of that kind."""
    clocks = list(case.clocks.all())
    return str(BUCKETS[bucket_now(clocks[-1], on=on)]) if clocks else ""


def _objections(case: Case) -> str:
    """What was said against that, and how it was answered; the result stays as the days give it."""
    clocks = list(case.clocks.all())
    said = clocks[-1].objections.all() if clocks else ()
    return "; ".join(f"{one.get_kind_display()}: {one.text} ({one.state.label})" for one in said)


def _answer(case: Case) -> list[Any]:
    """The last one: its result, text, day and document."""
    given = list(case.answers.all())
    if not given:
        return ["", "", "", ""]
    last = given[-1]
    return [last.get_result_display(), last.text, last.answered_on, last.document_number]


def _units(case: Case, role: str) -> str:
    return "; ".join(one.unit.full_name for one in case.case_units.all() if one.role == role)


def _bodies(case: Case, role: str) -> str:
    return "; ".join(one.name for one in case.assignments.all() if one.role == role)
