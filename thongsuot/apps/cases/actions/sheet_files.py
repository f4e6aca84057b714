"""Files of an import that a person takes away: the empty template, and the lines that are wrong."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thongsuot.apps.cases.actions.sheet_columns import BY_CODE, COLUMNS, NEEDED
from thongsuot.apps.cases.actions.sheet_plan import Plan
from thongsuot.apps.cases.models import SheetImport
from thongsuot.apps.core import tables


def sheet_template() -> bytes:
    """An empty register with explained columns, as XLSX."""
    headings = [tables.Heading(str(column.word), column.width) for column in COLUMNS]
    needed = ", ".join(str(BY_CODE[code].word) for code in NEEDED)
    first = _("Mỗi dòng là một nội dung. Cột cần có: %(names)s.") % {"names": needed}
    notes = [f"{column.word}: {column.note}" for column in COLUMNS]
    return tables.workbook(_("Sổ theo dõi"), headings, [], first, *notes)


def wrong_lines(run: SheetImport, standing: Plan) -> bytes:
    """The lines that are wrong with their number, column and what to do, beside what they say; as XLSX."""
    codes = [column.code for column in COLUMNS if column.code in run.columns]
    told = [tables.Heading(_("Dòng"), 8), tables.Heading(_("Cột"), 18), tables.Heading(_("Vì sao"), 50)]
    headings = told + [tables.Heading(str(BY_CODE[code].word), BY_CODE[code].width) for code in codes]
    rows = [
        [fate.line, fate.column, fate.why, *(fate.cells.get(code, "") for code in codes)]
        for fate in standing.errors
    ]
    return tables.workbook(_("Dòng lỗi"), headings, rows)
