"""Photographs of papers and places as one PDF on A4: upright, and without where and when they were taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from tempfile import TemporaryFile
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from thongsuot.apps.core.errors import BrokenRule

A4 = (1240, 1754)
"""Pixels of an upright sheet at 150 dots an inch: print stays readable, a page is some 300 kB."""
DOTS = 150
MOST_PHOTOS = 20
MOST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


def as_pdf(photos: Sequence[BinaryIO], *, at: datetime) -> BinaryIO:
    """One page for each photo, in their order, as an open file without a name; what EXIF said is gone.

    Raises `BrokenRule` for too many, too large or a damaged one.
    """
    if len(photos) > MOST_PHOTOS:
        said = _("Mỗi lần gửi tối đa %(most)s ảnh. Hãy gửi làm nhiều lần.") % {"most": MOST_PHOTOS}
        raise BrokenRule(said, field="evidence", code="too-many-photos")
    first, *others = [_sheet(photo) for photo in photos]
    made: BinaryIO = TemporaryFile()  # noqa: SIM115 -- whoever asked reads and closes it
    day = at.timetuple()
    first.save(
        made, "PDF", resolution=DOTS, save_all=True, append_images=others, creationDate=day, modDate=day
    )
    made.seek(0)
    return made


def _sheet(photo: BinaryIO) -> Image.Image:
    """The photo, upright, as large as it fits on a sheet that lies as it does."""
    photo.seek(0)
    try:
        with Image.open(photo, formats=FORMATS) as opened:
            return _on_paper(opened)
    except BrokenRule:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _unreadable() from error


def _on_paper(opened: Image.Image) -> Image.Image:
    if opened.width * opened.height > MOST_PIXELS:
        raise _unreadable()
    upright_way = A4 if opened.height >= opened.width else A4[::-1]
    opened.draft("RGB", (max(upright_way), max(upright_way)))
    upright = ImageOps.exif_transpose(opened).convert("RGBA")
    size = A4 if upright.height >= upright.width else A4[::-1]
    upright = ImageOps.contain(upright, size)
    sheet = Image.new("RGB", size, "white")
    place = ((size[0] - upright.width) // 2, (size[1] - upright.height) // 2)
    sheet.paste(upright, place, upright)
    return sheet


def _unreadable() -> BrokenRule:
    said = _("Không mở được ảnh này, hoặc ảnh quá lớn. Hãy chụp lại hoặc chọn ảnh khác.")
    return BrokenRule(said, field="evidence", code="bad-photo")
