"""Keeping files, texts and passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from thongsuot.apps.core import files, handover, journal
from thongsuot.apps.core.bridge import nfc
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.handover import Ledger, Move, Shift, Word
from thongsuot.apps.core.models import User
from thongsuot.apps.documents import intake, pages, photos
from thongsuot.apps.documents.models import ExtractedText, FileKind, Passage, SourceFile
from thongsuot.apps.organisations import queries as organisations

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

LINKS: Any = SourceFile.units.through


@transaction.atomic
def keep(*, content: bytes, name: str, by: User, at: datetime) -> SourceFile:
    """Keep a file whatever it holds, readable or not: an upload is never lost to a fault of ours or its own."""
    source = SourceFile.objects.create(
        sha256=files.store(content),
        size=len(content),
        kind=kind_of(content),
        original_name=safe_name(name),
        added_by=by,
        added_at=at,
        register_id=organisations.register_of(by),
    )
    facts = {"sha256": source.sha256, "size": source.size, "kind": source.kind}
    journal.write(source, "kept", by=by, at=at, payload=facts)
    return source


@transaction.atomic
def keep_evidence(*, uploads: Sequence[UploadedFile[Any]], by: User, at: datetime) -> list[SourceFile]:
    """Keep files that prove something, piece by piece; the pictures among them become one PDF, first of all.

    They stand in nobody's register: whoever shows them says who may open them. Raises `BrokenRule` for one that is
    empty, too large, of no kind that is taken, unsafe, or when the disk is full; then nothing is kept.
    """
    known = [(_checked(upload), upload) for upload in uploads]
    pictures = [upload for kind, upload in known if kind == intake.PICTURE]
    others = [(kind, upload) for kind, upload in known if kind != intake.PICTURE]
    kept = []
    if pictures:
        with photos.as_pdf([_opened(one) for one in pictures], at=at) as made:
            kept.append(_keep_stream(made, _photo_name(pictures), intake.PDF, by, at))
    return kept + [_keep_stream(_opened(one), one.name or "", kind, by, at) for kind, one in others]


def _checked(upload: UploadedFile[Any]) -> str:
    """The kind of an upload that may be kept. Raises `BrokenRule`."""
    words = {"name": safe_name(upload.name or ""), "most": settings.UPLOAD_LIMIT // 1_000_000}
    if not upload.size:
        raise BrokenRule(_("Tệp “%(name)s” trống. Hãy chọn lại.") % words, field="evidence")
    if upload.size > settings.UPLOAD_LIMIT:
        said = _("Tệp “%(name)s” lớn hơn %(most)s MB. Hãy chọn tệp nhỏ hơn hoặc tách tệp.") % words
        raise BrokenRule(said, field="evidence", code="too-large")
    kind = intake.kind(_opened(upload))
    if not kind:
        said = _(
            "Không nhận tệp “%(name)s”: chỉ nhận ảnh JPG, PNG, WEBP và tệp PDF, DOCX, XLSX không có macro."
        )
        raise BrokenRule(said % words, field="evidence", code="wrong-kind")
    intake.scan(_opened(upload))
    return kind


def _keep_stream(file: BinaryIO, name: str, kind: str, by: User, at: datetime) -> SourceFile:
    try:
        sha256, size = files.store_stream(intake.chunks(file))
    except OSError as error:
        said = _(
            "Kho lưu tệp không ghi thêm được. Chưa có gì được lưu; hãy giữ tệp lại và báo người quản trị."
        )
        raise BrokenRule(said, field="evidence", code="store-failed") from error
    stored = FileKind(kind) if kind in FileKind.values else FileKind.OTHER
    facts = {"sha256": sha256, "size": size, "kind": stored}
    source = SourceFile.objects.create(original_name=_named(name, kind), added_by=by, added_at=at, **facts)
    journal.write(source, "kept", by=by, at=at, payload=facts)
    return source


def _opened(upload: UploadedFile[Any]) -> BinaryIO:
    file: BinaryIO = upload.file  # type: ignore[assignment]
    return file


def _named(name: str, kind: str) -> str:
    """The safe name with the ending of what the file is."""
    safe = safe_name(name)
    return safe if safe.lower().endswith(f".{kind}") else f"{safe[: 250 - len(kind)]}.{kind}"


def _photo_name(pictures: Sequence[UploadedFile[Any]]) -> str:
    return safe_name(pictures[0].name or "").rpartition(".")[0] or "anh"


@transaction.atomic
def open_to(*, source: SourceFile, units: Iterable[Unit], by: User, at: datetime) -> None:
    """Let the officers of these units open the file."""
    before = set(source.units.values_list("uid", flat=True))
    units = [unit for unit in units if unit.uid not in before]
    if units:
        source.units.add(*units)
        journal.write(source, "opened-to", by=by, at=at, payload={"units": [unit.uid for unit in units]})


def keep_text(*, source: SourceFile, extractor: str, content: str, at: datetime) -> ExtractedText:
    """The text of a file by one extractor version; the same again returns what stands."""
    text, _made = ExtractedText.objects.get_or_create(
        source=source, extractor=extractor, defaults={"content": nfc(content), "extracted_at": at}
    )
    return text


def mark(*, text: ExtractedText, start: int, end: int) -> Passage:
    """The passage [start, end) of a text. Raises `BrokenRule` when it lies outside."""
    if not 0 <= start < end <= len(text.content):
        raise BrokenRule(_("Đoạn được chọn nằm ngoài văn bản. Hãy chọn lại."), field="start")
    passage, _made = Passage.objects.get_or_create(
        text=text, start=start, end=end, defaults={"source_id": text.source_id}
    )
    return passage


def mark_rectangle(*, source: SourceFile, page: int, left: int, top: int, width: int, height: int) -> Passage:
    """A rectangle on a page, in thousandths of its sides. Raises `BrokenRule` when it lies outside."""
    inside = (
        left >= 0
        and top >= 0
        and width >= 1
        and height >= 1
        and left + width <= 1000
        and top + height <= 1000
    )
    if not inside or not 1 <= page <= pages.count(files.read(source.sha256)):
        raise BrokenRule(_("Vùng được chọn nằm ngoài trang. Hãy chọn lại."), field="page")
    return Passage.objects.create(
        source=source, page_number=page, left=left, top=top, width=width, height=height
    )


def kind_of(content: bytes) -> str:
    """The kind by its first bytes; the name it came with is not believed."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        return FileKind.PDF
    if content.startswith(b"PK\x03\x04"):
        return FileKind.DOCX if b"word/" in content else FileKind.OTHER
    if head.startswith((b"<!doctype html", b"<html")):
        return FileKind.HTML
    return FileKind.OTHER if b"\x00" in content[:8192] else FileKind.TEXT


def safe_name(name: str) -> str:
    """The name as text only: no folders, no control characters, at most 255 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in nfc(last) if letter.isprintable())[-255:] or "khong-ten"


@transaction.atomic
def hand_over(*, shift: Shift, by: User, at: datetime) -> list[Move]:
    """Files of old units open to their successors; registers of old organs go to theirs."""
    ledger = Ledger()
    links = list(LINKS.objects.filter(unit__in=shift.units).select_related("sourcefile").order_by("pk"))
    there: set[tuple[int, int]] = set()
    for link in links:
        new = shift.unit(link.unit_id, link.sourcefile.uid)
        if (link.sourcefile_id, new) in there:
            ledger.remove([(link, _opens(link.sourcefile, joined=True))])
        else:
            there.add((link.sourcefile_id, new))
            ledger.change([(link, {"unit_id": new}, _opens(link.sourcefile))])
    kept = SourceFile.objects.filter(register__in=shift.organs).select_related("register").order_by("pk")
    ledger.change(
        (one, {"register_id": shift.organ(one.register_id or 0, _uid(one))}, _kept(one)) for one in kept
    )
    return ledger.tell("handed-over", of=shift.act, by=by, at=at)


@transaction.atomic
def take_back(*, moves: Sequence[Move], of: UUID, by: User, at: datetime) -> None:
    """Undo what `hand_over` did, by its moves."""
    handover.take_back(moves, apps_own="documents", of=of, by=by, at=at)


def _opens(source: SourceFile, *, joined: bool = False) -> Word:
    return Word(("documents.sourcefile", source.uid), _("Địa phương được xem tài liệu"), joined=joined)


def _kept(source: SourceFile) -> Word:
    return Word(("documents.sourcefile", source.uid), _("Sổ của tài liệu"), str(source.register))


def _uid(source: SourceFile) -> UUID:
    assert source.register is not None  # noqa: S101 -- it was asked for by its register
    return source.register.uid
