"""What is kept as evidence: told by its bytes, scanned, streamed, photos as one PDF, nothing half done."""

from __future__ import annotations

import socket
import struct
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from conftest import NOW
from tests import cast
from thongsuot.apps.core import files
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.documents import actions, intake, queries
from thongsuot.apps.documents.models import SourceFile

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%invented\n"


def package(*parts: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as zipped:
        for part in parts:
            zipped.writestr(part, "<x/>")
    return made.getvalue()


def photo(size: tuple[int, int] = (400, 300), *, turned: bool = False, kind: str = "JPEG") -> bytes:
    """A picture whose left half is red; with a place of capture, and perhaps lying on its side."""
    drawn = Image.new("RGB", size, "blue")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = 6 if turned else 1
    exif[0x010E] = "CHO-CHUP-BI-MAT"
    exif.get_ifd(0x8825)[1] = "N"
    made = BytesIO()
    drawn.save(made, kind, exif=exif)
    return made.getvalue()


def upload(content: bytes, name: str = "tep.bin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def keep(*uploads: SimpleUploadedFile) -> list[SourceFile]:
    return actions.keep_evidence(uploads=uploads, by=cast.commune_officer(), at=NOW)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (package("word/document.xml"), "docx"),
        (package("xl/workbook.xml"), "xlsx"),
        (photo(), "picture"),
        (photo(kind="PNG"), "picture"),
        (photo(kind="WEBP"), "picture"),
        (package("xl/workbook.xml", "xl/vbaProject.bin"), ""),
        (package("a.txt"), ""),
        (b"PK\x03\x04 broken", ""),
        (b"MZ\x90 a program", ""),
        (b"<svg onload='x()'/>", ""),
        (b"RIFF1234WAVE", ""),
    ],
)
def test_a_file_is_what_its_bytes_are(content: bytes, kind: str) -> None:
    assert intake.kind(BytesIO(content)) == kind


def test_the_name_is_safe_and_ends_as_the_file_is() -> None:
    (kept,) = keep(upload(PDF, "báo\u202ecáo.pdf.exe"))
    assert kept.original_name == "báocáo.pdf.exe.pdf"
    assert queries.content(kept) == PDF
    assert kept.register is None


def test_what_is_no_evidence_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(BrokenRule, match="chỉ nhận ảnh") as refused:
        keep(upload(PDF, "tot.pdf"), upload(b"MZ\x90", "bao-cao.pdf"))
    assert refused.value.field == "evidence"
    assert not SourceFile.objects.exists()


def test_empty_and_too_large_are_refused(settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1_000_000
    with pytest.raises(BrokenRule, match="lớn hơn 1 MB"):
        keep(upload(PDF + b"x" * 1_000_000))
    empty = SimpleUploadedFile("trong.pdf", b"")
    with pytest.raises(BrokenRule, match="trống"):
        keep(empty)


def test_photos_become_one_pdf_upright_and_without_their_place() -> None:
    (kept,) = keep(upload(photo(), "anh 1.jpg"), upload(photo(turned=True), "anh 2.jpg"))
    content = queries.content(kept)
    assert (kept.original_name, kept.kind) == ("anh 1.pdf", "pdf")
    assert b"CHO-CHUP-BI-MAT" not in content
    assert b"Exif" not in content
    with pdfium.PdfDocument(content) as made:
        (lying, standing) = [made[n].get_size() for n in range(2)]
        turned = made[1].render(scale=0.5).to_pil().convert("RGB")
    assert lying == pytest.approx((841.9, 595.2), abs=1)
    assert standing == pytest.approx((595.2, 841.9), abs=1)
    top, bottom = (
        turned.getpixel((turned.width // 2, y)) for y in (turned.height // 4, turned.height * 3 // 4)
    )
    assert top[0] > 200 and bottom[2] > 200, "red was left, so after the turn it is on top"


def test_photos_and_papers_together() -> None:
    kept = keep(upload(PDF, "van-ban.pdf"), upload(photo(), "a.jpg"), upload(photo(), "b.jpg"))
    assert [one.original_name for one in kept] == ["a.pdf", "van-ban.pdf"]


def test_a_damaged_photo_or_too_many_of_them() -> None:
    with pytest.raises(BrokenRule, match="Không mở được ảnh"):
        keep(upload(photo()[:200], "hong.jpg"))
    small = photo((8, 8))
    with pytest.raises(BrokenRule, match="tối đa 20 ảnh"):
        keep(*[upload(small, f"{n}.jpg") for n in range(21)])


def test_a_full_disk_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_DIR = tmp_path

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(BrokenRule, match="Kho lưu tệp") as refused:
        keep(upload(PDF))
    assert refused.value.code == "store-failed"
    assert not SourceFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def finds_all(file: BinaryIO) -> str:
    assert file.read() == PDF
    return "Eicar"


def test_a_scanner_of_ones_own(settings: Any) -> None:
    settings.SCANNER = f"{__name__}.finds_all"
    with pytest.raises(BrokenRule, match="không an toàn"):
        keep(upload(PDF))
    assert not SourceFile.objects.exists()


def daemon(answer: bytes, heard: list[bytes]) -> str:
    """A ClamAV daemon that hears one file and answers; its address."""
    door = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        caller, _address = door.accept()
        with door, caller, caller.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!I", said.read(4))[0]:
                heard.append(said.read(size))
            caller.sendall(answer)

    Thread(target=serve, daemon=True).start()
    return f"clamd:127.0.0.1:{door.getsockname()[1]}"


def test_clamd_hears_the_whole_file_and_says_clean(settings: Any) -> None:
    heard: list[bytes] = []
    settings.SCANNER = daemon(b"stream: OK\0", heard)
    content = PDF + b"x" * 200_000
    assert len(keep(upload(content))) == 1
    assert b"".join(heard) == content


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"stream: Eicar FOUND\0", "không an toàn"),
        (b"INSTREAM size limit exceeded. ERROR\0", "không trả lời"),
        (b"", "không trả lời"),
    ],
)
def test_clamd_that_finds_or_fails_lets_nothing_in(settings: Any, answer: bytes, said: str) -> None:
    settings.SCANNER = daemon(answer, [])
    with pytest.raises(BrokenRule, match=said):
        keep(upload(PDF))
    assert not SourceFile.objects.exists()
