"""A spreadsheet of an office on its way into the register, and which of its lines stand there already."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases.models.case import Kind
from thongsuot.apps.core.models import WithUid

LEFT_AFTER = timedelta(minutes=30)
"""No sheet takes so long: who was writing it is gone."""


class SheetImport(WithUid):
    """One file. It can be left and returned to; what was read of it goes when it is written or dropped.

    `sheets` is a list of {"name", "is_hidden", "rows"}, rows being lists of text; `columns` maps the code of a
    column to its place from 0. `kind`, `topic` and `raised_on` hold where a line says nothing.
    """

    by = models.ForeignKey("core.User", models.PROTECT, verbose_name=_("người đưa lên"), related_name="+")
    at = models.DateTimeField(_("đưa lên lúc"))
    register = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name=_("sổ của"), related_name="+"
    )
    name = models.CharField(_("tên tệp"), max_length=255)
    sha256 = models.CharField(_("mã băm SHA-256"), max_length=64)
    sheets = models.JSONField(default=list)
    sheet = models.PositiveSmallIntegerField(_("trang tính"), default=0)
    heading = models.PositiveIntegerField(_("dòng tiêu đề"), default=1)
    columns = models.JSONField(default=dict)
    kind = models.CharField(_("loại"), max_length=20, choices=Kind, default=Kind.RECOMMENDATION)
    topic = models.CharField(_("lĩnh vực"), max_length=30, default="other")
    raised_on = models.DateField(_("ngày nêu khi tệp không ghi"), null=True, blank=True)
    counts = models.JSONField(default=dict)
    mapped_at = models.DateTimeField(_("chọn cột lúc"), null=True, blank=True)
    queued_at = models.DateTimeField(_("yêu cầu ghi lúc"), null=True, blank=True)
    seen = models.CharField(max_length=32, blank=True)
    capacity = models.CharField(_("với tư cách"), max_length=36, blank=True)
    problem = models.CharField(_("vì sao chưa ghi được"), max_length=500, blank=True)
    written_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("lần nhập sổ theo dõi")
        verbose_name_plural = _("lần nhập sổ theo dõi")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["by", "-at"], name="sheets_of_a_user"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.written_at is None and self.dropped_at is None

    def is_being_written(self, at: datetime) -> bool:
        """Whether the queue has it. One whose worker died may be asked for again."""
        return self.is_open and self.queued_at is not None and at - self.queued_at < LEFT_AFTER

    @property
    def lines(self) -> list[list[str]]:
        """The rows of the chosen sheet; the first is line 1."""
        found: list[list[str]] = self.sheets[self.sheet]["rows"] if self.sheets else []
        return found

    def cells(self, line: int) -> dict[str, Any]:
        """Code of a column -> what the line says there."""
        row = self.lines[line - 1]
        return {code: row[place] if place < len(row) else "" for code, place in self.columns.items()}


class SheetLine(models.Model):
    """A line that was brought in: the same line in any later file is there already."""

    register = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name=_("sổ của"), related_name="+"
    )
    fingerprint = models.CharField(_("dấu vân của dòng"), max_length=64)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="sheet_lines")

    class Meta:
        verbose_name = _("dòng đã nhập")
        verbose_name_plural = _("dòng đã nhập")
        constraints = (
            models.UniqueConstraint(fields=["register", "fingerprint"], name="line_once_a_register"),
        )

    def __str__(self) -> str:
        return self.fingerprint[:8]
