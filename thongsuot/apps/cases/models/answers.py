"""What was answered to a recommendation, and what each unit that asked says of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import states
from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.states import LifeCycle, State


class Answer(WithUid):
    """What was answered to a recommendation, with a typed result."""

    class Result(models.TextChoices):
        RESOLVED = "resolved", _("Đã giải quyết")
        SCHEDULED = "scheduled", _("Đang giải quyết, có lộ trình")
        EXPLAINED = "explained", _("Giải trình, cung cấp thông tin")
        FORWARDED = "forwarded", _("Vượt thẩm quyền, đã chuyển cấp trên")
        NO_GROUND = "no-ground", _("Chưa có cơ sở tiếp thu")
        ALREADY_DONE = "already-done", _("Đã thực hiện từ trước")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="answers")
    text = models.TextField(_("nội dung trả lời"))
    answered_by = models.CharField(_("cơ quan trả lời"), max_length=300)
    result = models.CharField(_("kết quả"), max_length=20, choices=Result)
    answered_on = models.DateField(_("ngày trả lời"))
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cơ quan"),
        related_name="+",
    )
    round = models.PositiveSmallIntegerField(_("lượt"), default=1)
    document_number = models.CharField(_("số văn bản"), max_length=60, blank=True)
    document_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    schedule_until = models.DateField(_("lộ trình đến ngày"), null=True, blank=True)
    forwarded_to = models.CharField(_("đã chuyển tới"), max_length=300, blank=True)
    measure = models.ForeignKey(
        "cases.Measure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("giải pháp"),
    )
    """Set when one answer of a measure reached the askers of all its cases."""
    released_at = models.DateTimeField(_("chia sẻ cho các xã lúc"), null=True, blank=True)
    released_question = models.TextField(_("câu hỏi đã lược tên nơi nêu"), blank=True)
    """The answering body let all communes read question and answer, without who asked."""
    passage = models.ForeignKey(
        "documents.Passage",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("đoạn trích"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("câu trả lời")
        verbose_name_plural = _("câu trả lời")
        ordering = ("answered_on", "pk")


class Confirmation(WithUid):
    """What one unit that asked says of the answer of one round; its own clock runs while it is waited for."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="confirmations")
    unit = models.ForeignKey(
        "places.Unit",
        models.PROTECT,
        verbose_name=_("nơi kiến nghị"),
        related_name="+",
        null=True,
        blank=True,
    )
    """None: who asked is no known unit, and the office that keeps the register says it for them."""
    round = models.PositiveSmallIntegerField(_("lượt"), default=1)
    status = models.CharField(_("trạng thái"), max_length=12, default=states.CONFIRMATION.initial)
    version = models.PositiveIntegerField(default=0)
    words = models.TextField(_("ý kiến"), blank=True)
    decision = models.TextField(_("quyết định của cơ quan điều phối"), blank=True)
    asked_at = models.DateTimeField(_("hỏi lúc"))
    said_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("xác nhận của nơi kiến nghị")
        verbose_name_plural = _("xác nhận của nơi kiến nghị")
        ordering = ("round", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "unit", "round"], name="asked_once_a_round", nulls_distinct=False
            ),
        )
        indexes = (models.Index(fields=["unit", "status"], name="asked_of_unit"),)

    @property
    def life_cycle(self) -> LifeCycle:
        return states.CONFIRMATION

    @property
    def state(self) -> State:
        return self.life_cycle.state(self.status)
