"""Requests about personal data (yêu cầu về dữ liệu cá nhân): who asked for what, by when, and what was done."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.states import LifeCycle, State
from thongsuot.apps.desk import states


class RequestKind(models.TextChoices):
    EXPORT = "export", _("Xem, nhận bản sao")
    CORRECT = "correct", _("Đính chính")
    ERASE = "erase", _("Xóa")
    RESTRICT = "restrict", _("Hạn chế, phản đối xử lý")
    WITHDRAW = "withdraw", _("Rút lại sự đồng ý")
    RETENTION = "retention", _("Hết thời hạn lưu giữ")


class DataRequest(WithUid):
    """One request. Who asked, about which name and why stand in `sealed`, under the request's own key."""

    number = models.CharField(_("số"), max_length=20, unique=True)
    kind = models.CharField(_("loại yêu cầu"), max_length=12, choices=RequestKind)
    sealed = models.JSONField(_("người yêu cầu và nội dung"), default=dict, editable=False)
    """"asker", "contact", "subject", "words", "answer", "outcome" -> sealed value."""
    person = models.ForeignKey(
        "organisations.Person",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("người có dữ liệu"),
        related_name="+",
    )
    """None while nobody is chosen, or where only names in records are meant."""
    received_on = models.DateField(_("ngày nhận"))
    has_processor = models.BooleanField(_("có bên xử lý dữ liệu"), default=False)
    answer_due_on = models.DateField(_("hạn trả lời"))
    due_on = models.DateField(_("hạn thực hiện"))
    is_extended = models.BooleanField(_("đã gia hạn"), default=False)
    status = models.CharField(_("trạng thái"), max_length=12, default=states.DATA_REQUEST.initial)
    version = models.PositiveIntegerField(default=1)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    closed_on = models.DateField(_("ngày xong"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        "core.User", models.PROTECT, verbose_name=_("người ghi"), related_name="+"
    )
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("yêu cầu về dữ liệu cá nhân")
        verbose_name_plural = _("yêu cầu về dữ liệu cá nhân")
        ordering = ("-received_on", "-pk")
        indexes = (models.Index(fields=["status", "due_on"], name="data_requests_due"),)
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(kind="retention", status__in=["received", "answered"]),
                name="one_open_retention_a_person",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def life_cycle(self) -> LifeCycle:
        return states.DATA_REQUEST

    @property
    def state(self) -> State:
        return states.DATA_REQUEST.state(self.status)

    @property
    def is_open(self) -> bool:
        return not self.state.is_final
