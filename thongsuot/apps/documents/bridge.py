"""Documents' crossing to the reader: PDFium is one for the process, so its lock is too."""

from thongsuot.engines.reading.load.pdf import PDFIUM

__all__ = ["PDFIUM"]
