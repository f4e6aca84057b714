"""One measure for many recommendations, its indicators, and the reports due on them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import states
from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.states import LifeCycle, State


class Measure(WithUid):
    """What is done once for a difficulty of many; one answer reaches every asker, each confirms for itself."""

    number = models.CharField(_("số"), max_length=20, unique=True)
    title = models.CharField(_("tên giải pháp"), max_length=300)
    text = models.TextField(_("nội dung"))
    topic = models.CharField(_("lĩnh vực"), max_length=30)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name=_("cơ quan chủ trì"), related_name="+"
    )
    register = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name=_("sổ của"), related_name="+"
    )
    cases = models.ManyToManyField("cases.Case", related_name="measures", verbose_name=_("kiến nghị"))
    due_on = models.DateField(_("thời hạn"), null=True, blank=True)
    due_words = models.CharField(_("thời hạn theo lời"), max_length=200, blank=True)
    status = models.CharField(_("trạng thái"), max_length=12, default=states.MEASURE.initial)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("giải pháp chung")
        verbose_name_plural = _("giải pháp chung")
        ordering = ("-recorded_at", "-pk")

    def __str__(self) -> str:
        return self.number

    @property
    def life_cycle(self) -> LifeCycle:
        return states.MEASURE

    @property
    def state(self) -> State:
        return self.life_cycle.state(self.status)


class Indicator(WithUid):
    """What shows whether a measure works, reported every so many months."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="indicators")
    name = models.CharField(_("chỉ tiêu"), max_length=300)
    unit = models.CharField(_("đơn vị tính"), max_length=60, blank=True)
    target = models.DecimalField(_("mức cần đạt"), max_digits=18, decimal_places=2, null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("báo cáo mỗi mấy tháng"), default=3)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        ordering = ("pk",)


class IndicatorReport(WithUid):
    """One due date of an indicator, and what was reported on it; reported ones are never rebuilt."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="reports")
    due_on = models.DateField(_("thời hạn"))
    value = models.DecimalField(_("kết quả"), max_digits=18, decimal_places=2, null=True, blank=True)
    text = models.TextField(_("báo cáo"), blank=True)
    reported_at = models.DateTimeField(_("báo cáo lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("kỳ báo cáo chỉ tiêu")
        verbose_name_plural = _("kỳ báo cáo chỉ tiêu")
        ordering = ("due_on", "pk")
        constraints = (models.UniqueConstraint(fields=["indicator", "due_on"], name="reported_once_a_day"),)
