"""Questions about source documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from thongsuot.apps.core import files
from thongsuot.apps.core.handover import Holder, Holding, Sum
from thongsuot.apps.core.models import User
from thongsuot.apps.core.personal import Held, excerpt, held, is_named, naming
from thongsuot.apps.documents.models import ExtractedText, Passage, SourceFile
from thongsuot.apps.organisations import queries as organisations


def sources(*, for_: User) -> models.QuerySet[SourceFile]:
    """The files this user may open."""
    scope = organisations.scope(for_, "documents.view")
    ways = Q(register__in=scope.registers)
    if scope.units:
        of_unit = SourceFile.units.through.objects.filter(unit__in=scope.units).values("sourcefile")
        ways |= Q(pk__in=of_unit)
    return SourceFile.objects.filter(ways)


def source(uid: UUID, *, for_: User) -> SourceFile | None:
    return sources(for_=for_).filter(uid=uid).first()


def content(source: SourceFile) -> bytes:
    """The bytes as they came; FileNotFoundError when the disk has lost them."""
    return files.read(source.sha256)


def named(uids: Iterable[UUID]) -> list[SourceFile]:
    """These files, in the order in which they came; whoever asks knows that they may be opened."""
    return list(SourceFile.objects.filter(uid__in=[*uids]))


def stream(source: SourceFile) -> BinaryIO:
    """The bytes to be read piece by piece; FileNotFoundError when the disk has lost them."""
    return files.opened(source.sha256)


def stored_hashes() -> set[str]:
    """The SHA-256 of every file that a row names; for the sweep, which asks for nobody."""
    return set(SourceFile.objects.order_by().values_list("sha256", flat=True).distinct())


def text_of(source: SourceFile, extractor: str) -> ExtractedText | None:
    return ExtractedText.objects.filter(source=source, extractor=extractor).first()


def passage(uid: UUID) -> Passage | None:
    return Passage.objects.select_related("text", "source").filter(uid=uid).first()


def holdings(holder: Holder, *, on: date) -> list[Holding]:
    """The files that these units may open."""
    rows = SourceFile.objects.filter(units__in=holder.units).distinct().order_by("added_at", "pk")
    return [Holding("documents.sourcefile", row.uid, row.original_name) for row in rows]


def sums(holder: Holder, *, on: date) -> list[Sum]:
    """Files of these units, and files in the registers of these organs."""
    links = SourceFile.units.through.objects.filter(unit__in=holder.units)
    kept = SourceFile.objects.filter(register__in=holder.organs)
    return [
        _sum("documents.sourcefile_units", _("Tài liệu của địa phương"), links, "sourcefile_id"),
        _sum("documents.sourcefile", _("Tài liệu trong sổ của cơ quan"), kept, "pk"),
    ]


def _sum(kind: str, label: str, rows: models.QuerySet[Any], file: str) -> Sum:
    keys = list(rows.order_by().values_list(file, flat=True))
    return Sum(kind, label, len(keys), Decimal(sum(set(keys))), _("mã dòng của tài liệu"))


def held_on(name: str) -> list[Held]:
    """Documents whose text names somebody: they stay as they came, being records of others. For data officers."""
    rows = ExtractedText.objects.filter(naming(name, "content")).select_related("source").order_by("pk")
    return [
        held(
            "documents.ExtractedText",
            "content",
            f"{row.source}: {excerpt(row.content, name)}",
            ref=f"documents.text:{row.uid}",
            is_by_name=True,
        )
        for row in rows
        if is_named(row.content, name)
    ]
