"""What jobs leave: leases on tasks of the queue, effects that were had, turns of what time alone does."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models.foundation import WithUid


class JobRun(WithUid):
    """What the library's queue does not know of a task: whose it is until when, and how often it was begun."""

    task = models.UUIDField(_("mã trong hàng đợi"), unique=True)
    worker = models.CharField(_("tiến trình"), max_length=64, blank=True)
    held_until = models.DateTimeField(_("giữ đến"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    retry_at = models.DateTimeField(_("thử lại lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("việc nền")
        verbose_name_plural = _("việc nền")
        indexes = (models.Index(fields=["retry_at"], name="jobs_to_retry"),)

    def __str__(self) -> str:
        return f"{self.task} #{self.attempts}"


class Effect(models.Model):
    """That a job had its effect on a subject; it stands in the transaction of the effect."""

    job = models.CharField(_("việc nền"), max_length=60)
    subject = models.CharField(_("đối tượng"), max_length=120)
    at = models.DateTimeField(_("lúc"), db_index=True)

    class Meta:
        verbose_name = _("kết quả việc nền")
        verbose_name_plural = _("kết quả việc nền")
        constraints = (models.UniqueConstraint(fields=["job", "subject"], name="one_effect_a_subject"),)

    def __str__(self) -> str:
        return f"{self.job} {self.subject}"


class Turn(models.Model):
    """Whose turn it is to do one of the things that time alone does, and when it was done last."""

    act = models.CharField(_("việc định kỳ"), max_length=80, unique=True)
    worker = models.CharField(_("tiến trình"), max_length=64, blank=True)
    held_until = models.DateTimeField(_("giữ đến"), null=True, blank=True)
    done_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    problem = models.CharField(_("vướng mắc"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("việc định kỳ")
        verbose_name_plural = _("việc định kỳ")
        ordering = ("act",)

    def __str__(self) -> str:
        return self.act
