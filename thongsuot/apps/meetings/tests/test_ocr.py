"""Scans: read as a job where Tesseract is installed, marked as such; shown as pages where it is not. All invented."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import textwrap
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont

from tests import cast
from thongsuot.apps.core.assets import source
from thongsuot.apps.documents import ocr
from thongsuot.apps.meetings.tests import room
from thongsuot.apps.meetings.tests.test_documents import scan

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(tmp_path: Path, settings: Any) -> Path:
    """A program that is called as Tesseract is, and says that every page is the report of `room`."""
    made, text = tmp_path / "recogniser", tmp_path / "page.txt"
    text.write_text("\n".join(textwrap.wrap(room.REPORT, 90, replace_whitespace=False)), encoding="utf-8")
    made.write_text(
        f"#!{sys.executable}\n"
        "import sys\n"
        "if '--list-langs' in sys.argv:\n"
        "    print('eng\\nvie')\n"
        "else:\n"
        "    assert sys.argv[1:] == ['stdin', 'stdout', '-l', 'vie'], sys.argv\n"
        "    assert sys.stdin.buffer.read(8) == b'\\x89PNG\\r\\n\\x1a\\n'\n"
        f"    sys.stdout.buffer.write(open({str(text)!r}, 'rb').read())\n",
        encoding="utf-8",
    )
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    settings.OCR_PROGRAM = str(made)
    return made


def test_a_scan_is_read_less_surely(program: Path) -> None:
    session = room.opened()
    run = room.read(session, scan(1), "ban-quet.pdf")
    assert (run.progress_status, run.result["format"]) == ("done", "ocr")
    found = [(item.kind, item.confidence) for item in session.items.all()]
    assert sum(kind == "recommendation" for kind, _ in found) == 3
    assert all(confidence <= 0.8 for _, confidence in found)


def test_the_page_says_so_and_shows_the_pictures(program: Path) -> None:
    session = room.opened()
    run = room.read(session, scan(1), "ban-quet.pdf")
    said = (
        cast.browser(cast.coordinator()).get(reverse("meetings:session", args=[session.uid])).content.decode()
    )
    assert "Văn bản do máy nhận dạng từ bản quét" in said
    assert reverse("documents:page", args=[run.source.uid, 1]) in said


def test_a_text_layer_is_never_recognised_anew(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "recognised", lambda *_: pytest.fail("asked for"))
    assert room.read(room.opened()).progress_status == "done"


@pytest.mark.parametrize("name", ["", "khong-co-chuong-trinh-nay"])
def test_without_the_program_a_scan_shows_its_pages(settings: Any, name: str) -> None:
    settings.OCR_PROGRAM = name
    run = room.read(room.opened(), scan(1), "ban-quet.pdf")
    assert (run.progress_status, run.problem) == ("refused", "no-text-layer")


def test_a_program_without_vietnamese_is_not_used(program: Path) -> None:
    program.write_text(f"#!{sys.executable}\nprint('eng')\n")
    ocr._speaks_vietnamese.cache_clear()
    assert not ocr.is_ready()


@pytest.mark.parametrize("wrong", ["raise SystemExit(1)", "print('')"])
def test_pages_on_which_nothing_is_found_stay_pictures(program: Path, wrong: str) -> None:
    program.write_text(
        f"#!{sys.executable}\nimport sys\nif '--list-langs' in sys.argv:\n    print('vie')\nelse:\n    {wrong}\n"
    )
    assert room.read(room.opened(), scan(2), "ban-quet.pdf").problem == "no-text-layer"


def test_a_page_that_takes_too_long_costs_that_page_only(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ocr.is_ready()
    answers = iter([subprocess.TimeoutExpired("x", 1), None])
    real = subprocess.run

    def run(*args: Any, **options: Any) -> Any:
        if late := next(answers):
            raise late
        return real(*args, **options)

    monkeypatch.setattr(ocr.subprocess, "run", run)
    told: list[tuple[int, int]] = []
    first, second = ocr.recognised(scan(2), lambda page, number: told.append((page, number)))
    assert (first, "kiến nghị tỉnh" in second) == ("", True)
    assert told == [(0, 2), (1, 2)]


def printed(text: str) -> bytes:
    """The text on one white page, as a PDF that holds only the picture."""
    sheet = Image.new("L", (2480, 3508), 255)
    font = ImageFont.truetype(BytesIO(source("Regular")), 44)
    lines = "\n".join(line for part in text.splitlines() for line in (textwrap.wrap(part, 92) or [""]))
    ImageDraw.Draw(sheet).multiline_text((200, 200), lines, fill=0, font=font, spacing=26)
    out = BytesIO()
    sheet.save(out, "PDF", resolution=300)
    return out.getvalue()


def test_tesseract_itself_reads_a_printed_report(settings: Any) -> None:
    settings.OCR_PROGRAM = "tesseract"
    if shutil.which("tesseract") is None or not ocr.is_ready():
        pytest.skip("Tesseract with Vietnamese data is not installed here")
    session = room.opened()
    run = room.read(session, printed(room.REPORT), "ban-quet.pdf")
    assert run.progress_status == "done"
    kinds = [item.kind for item in session.items.all()]
    assert kinds.count("recommendation") == 3
    assert kinds.count("directive") >= 2
