"""Clocks: whose time runs on a case, since when and until when, and everything that moved it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import states
from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.states import LifeCycle, State


class Clock(WithUid):
    """One limit that runs on a case. `due_on` is derived from the events by `engines.calendar` and kept for lists."""

    class Kind(models.TextChoices):
        SCREENING = "screening", _("sàng lọc")
        ANSWERING = "answering", _("trả lời")
        SCHEDULE = "schedule", _("thực hiện lộ trình")
        CONFIRMING = "confirming", _("xác nhận")
        DECIDING = "deciding", _("quyết định khi chưa đồng tình")
        RECEIVING = "receiving", _("tiếp nhận")
        DOING = "doing", _("thực hiện")
        ACCEPTING = "accepting", _("nghiệm thu")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="clocks")
    kind = models.CharField(_("việc gì"), max_length=12, choices=Kind)
    assignment = models.ForeignKey(
        "cases.Assignment", models.CASCADE, null=True, blank=True, related_name="clocks"
    )
    confirmation = models.ForeignKey(
        "cases.Confirmation", models.CASCADE, null=True, blank=True, related_name="clocks"
    )
    round = models.PositiveSmallIntegerField(_("lượt"), default=1)
    limit_code = models.CharField(_("mã thời hạn"), max_length=40, blank=True)
    """The row of law that set it; empty when a document or a person named the day."""
    days = models.PositiveIntegerField(_("số ngày"), null=True, blank=True)
    unit = models.CharField(_("tính theo"), max_length=10, blank=True)
    law = models.CharField(_("căn cứ"), max_length=300, blank=True)
    started_on = models.DateField(_("tính từ ngày"))
    due_on = models.DateField(_("thời hạn"), null=True, blank=True)
    first_due_on = models.DateField(_("thời hạn ban đầu"), null=True, blank=True)
    suspended_on = models.DateField(_("tạm dừng từ"), null=True, blank=True)
    stopped_on = models.DateField(_("dừng ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("thời hạn")
        verbose_name_plural = _("thời hạn")
        ordering = ("started_on", "pk")
        indexes = (
            models.Index(fields=["stopped_on", "due_on"], name="clock_running"),
            models.Index(fields=["case", "kind"], name="clock_of_case"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.started_on:%d/%m/%Y}"

    @property
    def is_running(self) -> bool:
        return self.stopped_on is None


class ClockEvent(models.Model):
    """What happened to a clock; past days are computed from these rows."""

    class Kind(models.TextChoices):
        START = "start", _("bắt đầu tính")
        SUSPEND = "suspend", _("tạm dừng tính thời hạn")
        RESUME = "resume", _("tính tiếp")
        EXTEND = "extend", _("gia hạn")
        CORRECT = "correct", _("sửa thời hạn")
        STOP = "stop", _("dừng tính")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="clock_events")
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="events")
    kind = models.CharField(_("sự kiện"), max_length=10, choices=Kind)
    happened_on = models.DateField(_("ngày"))
    recorded_at = models.DateTimeField(_("ghi lúc"))
    due_on = models.DateField(_("thời hạn"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    law = models.CharField(_("căn cứ"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("sự kiện thời hạn")
        verbose_name_plural = _("sự kiện thời hạn")
        ordering = ("recorded_at", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on:%d/%m/%Y}"


class Hold(WithUid):
    """An overlay beside the status: the doer is blocked, or the work is suspended by who gave it."""

    class Kind(models.TextChoices):
        BLOCKED = "blocked", _("đang vướng")
        SUSPENDED = "suspended", _("tạm dừng thực hiện")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="holds")
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)
    reason = models.TextField(_("lý do"))
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("vướng hoặc tạm dừng")
        verbose_name_plural = _("vướng hoặc tạm dừng")
        ordering = ("recorded_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "kind"], name="held_once", condition=models.Q(until__isnull=True)
            ),
        )


class Extension(WithUid):
    """A later day asked for before the due date, granted or refused with a reason."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="extensions")
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="extensions")
    asked_until = models.DateField(_("xin gia hạn đến"))
    reason = models.TextField(_("lý do"))
    status = models.CharField(_("trạng thái"), max_length=10, default=states.EXTENSION.initial)
    version = models.PositiveIntegerField(default=0)
    granted_until = models.DateField(_("được gia hạn đến"), null=True, blank=True)
    decision = models.TextField(_("ý kiến quyết định"), blank=True)
    asked_at = models.DateTimeField(_("xin lúc"))
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("đề nghị gia hạn")
        verbose_name_plural = _("đề nghị gia hạn")
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["clock"], name="one_extension_asked", condition=models.Q(status="asked")
            ),
        )

    @property
    def life_cycle(self) -> LifeCycle:
        return states.EXTENSION

    @property
    def state(self) -> State:
        return self.life_cycle.state(self.status)


class Objection(WithUid):
    """What the doer says against a bucket; it stands beside the bucket and never replaces it."""

    class Kind(models.TextChoices):
        CAUSE = "cause", _("Chậm vì nguyên nhân khách quan")
        WRONG_DATE = "wrong-date", _("Thời hạn ghi chưa đúng")
        COMPLETED = "completed", _("Đã hoàn thành, không phải chưa hoàn thành")

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="objections")
    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    text = models.TextField(_("nội dung"))
    status = models.CharField(_("trạng thái"), max_length=10, default=states.OBJECTION.initial)
    version = models.PositiveIntegerField(default=0)
    decision = models.TextField(_("ý kiến của nơi giao"), blank=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("ý kiến về kết quả thời hạn")
        verbose_name_plural = _("ý kiến về kết quả thời hạn")
        ordering = ("at", "pk")

    @property
    def life_cycle(self) -> LifeCycle:
        return states.OBJECTION

    @property
    def state(self) -> State:
        return self.life_cycle.state(self.status)
