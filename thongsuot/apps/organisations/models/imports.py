"""A file of people and posts on its way in: read, its columns named, its questions answered, then written at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid

LEFT_AFTER = timedelta(minutes=10)
"""No list takes so long: who was writing it is gone."""


class ImportRun(WithUid):
    """One file. It can be left and returned to; what was read of it goes when it is written or dropped.

    `sheets` is a list of {"name", "is_hidden", "rows"}, rows being lists of text; `columns` maps the code of a
    column to its place from 0; `answers` the line of a person asked about to "new", "line:<n>" or a uid.
    """

    by = models.ForeignKey("core.User", models.PROTECT, verbose_name=_("người đưa lên"), related_name="+")
    at = models.DateTimeField(_("đưa lên lúc"))
    name = models.CharField(_("tên tệp"), max_length=255)
    sha256 = models.CharField(_("mã băm SHA-256"), max_length=64)
    sheets = models.JSONField(default=list)
    sheet = models.PositiveSmallIntegerField(_("trang tính"), default=0)
    heading = models.PositiveIntegerField(_("dòng tiêu đề"), default=1)
    columns = models.JSONField(default=dict)
    since = models.DateField(_("ngày bắt đầu khi tệp không ghi"), null=True, blank=True)
    answers = models.JSONField(default=dict)
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
        verbose_name = _("lần nhập danh sách")
        verbose_name_plural = _("lần nhập danh sách")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["by", "-at"], name="imports_of_a_user"),)

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

    def cell(self, line: int, code: str) -> Any:
        place = self.columns.get(code)
        row = self.lines[line - 1]
        return row[place] if place is not None and place < len(row) else ""
