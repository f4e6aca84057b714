"""What is let in as evidence: by what the bytes are, not by their name; looked through by a scanner if there is one."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile

import structlog
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from thongsuot.apps.core.errors import BrokenRule

PDF, DOCX, XLSX, PICTURE = "pdf", "docx", "xlsx", "picture"
CHUNK = 64 * 1024
MOST_NAMES = 10_000
"""Members of a package that is still looked into."""
MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
SCAN_SECONDS = 60

log = structlog.get_logger("thongsuot.documents")


def kind(file: BinaryIO) -> str:
    """One of `PDF`, `DOCX`, `XLSX`, `PICTURE`; "" for anything else. Leaves the file at its beginning."""
    file.seek(0)
    head = file.read(1024)
    try:
        if head.startswith(b"PK\x03\x04"):
            return _package(file)
        return PDF if b"%PDF-" in head else PICTURE if _is_picture(head) else ""
    finally:
        file.seek(0)


def _is_picture(head: bytes) -> bool:
    is_webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or is_webp


def _package(file: BinaryIO) -> str:
    """Word or Excel by its main part; one with macros is neither."""
    try:
        with ZipFile(file) as package:
            names = package.namelist()
    except (BadZipFile, ValueError, OSError):
        return ""
    if len(names) > MOST_NAMES or any("vbaproject" in name.lower() for name in names):
        return ""
    return next((found for part, found in MAIN_PARTS.items() if part in names), "")


def scan(file: BinaryIO) -> None:
    """Have the file looked through by `settings.SCANNER`. Raises `BrokenRule` for a find, or no answer.

    `SCANNER` is "" for none, `clamd:/path/of/socket` or `clamd:host:port`, or the dotted path of a function that
    takes the open file and gives the name of what it found, "" for nothing, and OSError when it cannot tell.
    """
    if not settings.SCANNER:
        return
    try:
        found = _scanner(settings.SCANNER)(file)
    except OSError as error:
        log.error("scanner failed", error=str(error))
        said = _(
            "Chưa kiểm tra được tệp vì bộ quét vi-rút không trả lời. Chưa có gì được lưu; hãy thử lại sau."
        )
        raise BrokenRule(said, field="evidence", code="scanner-failed") from error
    finally:
        file.seek(0)
    if found:
        log.warning("scanner found", name=found)
        said = _("Bộ quét vi-rút thấy tệp này không an toàn. Chưa có gì được lưu; hãy dùng tệp khác.")
        raise BrokenRule(said, field="evidence", code="unsafe-file")


def _scanner(name: str) -> Callable[[BinaryIO], str]:
    if name.startswith("clamd:"):
        return lambda file: clamd(name.removeprefix("clamd:"), file)
    return cast("Callable[[BinaryIO], str]", import_string(name))


def clamd(address: str, file: BinaryIO) -> str:
    """What ClamAV's daemon found, by its INSTREAM command; "" for nothing. OSError when it does not say."""
    with closing(_connected(address)) as daemon:
        daemon.sendall(b"zINSTREAM\0")
        for chunk in chunks(file):
            daemon.sendall(struct.pack("!I", len(chunk)) + chunk)
        daemon.sendall(struct.pack("!I", 0))
        said = b"".join(iter(lambda: daemon.recv(4096), b"")).rstrip(b"\0\n").decode(errors="replace")
    if said.endswith(" OK"):
        return ""
    if said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    raise OSError(said or "no answer")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(SCAN_SECONDS)
        daemon.connect(address)
        return daemon
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SCAN_SECONDS)


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """The file from its beginning, piece by piece."""
    file.seek(0)
    return iter(lambda: file.read(CHUNK), b"")
