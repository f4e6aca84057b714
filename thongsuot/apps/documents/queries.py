"""Questions about source documents."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from thongsuot.apps.core import files
from thongsuot.apps.core.models import User
from thongsuot.apps.documents.models import ExtractedText, Passage, SourceFile
from thongsuot.apps.organisations import queries as organisations


def sources(*, for_: User) -> models.QuerySet[SourceFile]:
    """The files this user may open."""
    reach = organisations.reach(for_, "documents.view")
    if reach is None:
        return SourceFile.objects.none()
    if reach == "all":
        return SourceFile.objects.all()
    return SourceFile.objects.filter(units__in=organisations.own_units(for_)).distinct()


def source(uid: UUID, *, for_: User) -> SourceFile | None:
    return sources(for_=for_).filter(uid=uid).first()


def content(source: SourceFile) -> bytes:
    """The bytes as they came; FileNotFoundError when the disk has lost them."""
    return files.read(source.sha256)


def stored_hashes() -> set[str]:
    """The SHA-256 of every file that a row names; for the sweep, which asks for nobody."""
    return set(SourceFile.objects.order_by().values_list("sha256", flat=True).distinct())


def text_of(source: SourceFile, extractor: str) -> ExtractedText | None:
    return ExtractedText.objects.filter(source=source, extractor=extractor).first()


def passage(uid: UUID) -> Passage | None:
    return Passage.objects.select_related("text", "source").filter(uid=uid).first()
