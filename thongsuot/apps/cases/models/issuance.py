"""By what a directive is in force: organ, signer, number and day, and what relays it; and what recurs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid


class Issuance(WithUid):
    """One document, or one journalled order of the organ's head, that issues or relays a directive."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="issuances")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name=_("cơ quan ban hành"), related_name="+"
    )
    signer = models.CharField(_("người ký"), max_length=200)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=200)
    is_order = models.BooleanField(_("lệnh trực tiếp của người đứng đầu"), default=False)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày ban hành"))
    text = models.TextField(_("nội dung theo văn bản"))
    """The words of the document, beside the words of the press report the case was read from."""
    relays = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="relayed_by", verbose_name=_("chuyển tải")
    )
    """The Party conclusion that this State document carries out."""
    register = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name=_("sổ của"), related_name="+"
    )
    """The office that sees this step as its own."""
    recorded_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("văn bản giao việc")
        verbose_name_plural = _("văn bản giao việc")
        ordering = ("issued_on", "pk")


class Recurrence(WithUid):
    """A directive whose instances come by themselves; a change rebuilds only those that nobody has begun."""

    class Every(models.TextChoices):
        WEEK = "week", _("hằng tuần")
        MONTH = "month", _("hằng tháng")
        QUARTER = "quarter", _("hằng quý")
        HALF_YEAR = "half-year", _("sáu tháng")
        YEAR = "year", _("hằng năm")

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="recurrence")
    every = models.CharField(_("chu kỳ"), max_length=10, choices=Every)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(_("hạn vào ngày thứ mấy của kỳ"))
    ahead = models.PositiveSmallIntegerField(_("tạo trước mấy ngày"), default=10)
    made_until = models.DateField(_("đã tạo đến"), null=True, blank=True)

    class Meta:
        verbose_name = _("việc thường xuyên")
        verbose_name_plural = _("việc thường xuyên")
