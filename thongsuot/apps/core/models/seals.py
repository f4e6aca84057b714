"""Seals of the journal: rows that, like the journal's own, are only ever added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Seal(models.Model):
    """At a moment the ends of these chains stood as `heads` say. Its hash covers them and the seal before."""

    number = models.PositiveIntegerField(_("số niêm phong"), unique=True)
    at = models.DateTimeField(_("lúc"), db_index=True)
    by = models.ForeignKey("core.User", models.PROTECT, verbose_name=_("người thực hiện"))
    count = models.PositiveIntegerField(_("số đối tượng"))
    root = models.CharField(max_length=64)
    upto = models.BigIntegerField()
    """The highest key of a journal row that was looked at."""
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("niêm phong nhật ký")
        verbose_name_plural = _("niêm phong nhật ký")
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


class SealedHead(models.Model):
    """The end of one subject's chain when it was sealed. Told apart from the journal, so a loss there shows here."""

    seal = models.ForeignKey("core.Seal", models.PROTECT, related_name="heads")
    subject_kind = models.CharField(_("loại đối tượng"), max_length=40)
    subject_uid = models.UUIDField(_("đối tượng"))
    seq = models.PositiveIntegerField(_("thứ tự"))
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("dòng nhật ký đã niêm phong")
        verbose_name_plural = _("dòng nhật ký đã niêm phong")
        constraints = (
            models.UniqueConstraint(fields=["subject_kind", "subject_uid", "seq"], name="one_seal_a_head"),
        )

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_uid} #{self.seq}"
