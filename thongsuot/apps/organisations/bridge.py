"""Tables in and out, as core reads and writes them."""

from thongsuot.apps.core.tables import LINES, ROWS, Heading, Sheet, Unreadable, clean, sheets, workbook

__all__ = ["LINES", "ROWS", "Heading", "Sheet", "Unreadable", "clean", "sheets", "workbook"]
