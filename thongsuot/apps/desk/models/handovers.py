"""Hand-overs before somebody leaves a post, with their minutes as they were (bàn giao, biên bản bàn giao)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid


class HandOver(WithUid):
    """What one holder of a post gave to another, in one act.

    Organs and titles are kept as they were on the day; names of people are read from the people themselves,
    so that what is erased there is erased here.
    """

    membership = models.ForeignKey(
        "organisations.Membership", models.PROTECT, verbose_name=_("bên giao"), related_name="+"
    )
    successor = models.ForeignKey(
        "organisations.Membership", models.PROTECT, verbose_name=_("bên nhận"), related_name="+"
    )
    is_to_head = models.BooleanField(_("giao cho người đứng đầu cơ quan"), default=False)
    on = models.DateField(_("ngày bàn giao"))
    organ = models.CharField(_("cơ quan"), max_length=200)
    block = models.CharField(_("khối"), max_length=10)
    place = models.CharField(_("địa phương"), max_length=100)
    giver_title = models.CharField(_("chức vụ bên giao"), max_length=120)
    taker_title = models.CharField(_("chức vụ bên nhận"), max_length=120)
    last_day = models.DateField(_("giữ chức vụ đến hết ngày"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=200, blank=True)
    done_by = models.ForeignKey("core.User", models.PROTECT, verbose_name=_("người lập"), related_name="+")
    done_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("lần bàn giao")
        verbose_name_plural = _("bàn giao")
        ordering = ("-done_at", "-pk")

    def __str__(self) -> str:
        return f"{self.giver_title}, {self.organ}"


class HandOverItem(models.Model):
    """One thing that was handed over, in the words of that day."""

    hand_over = models.ForeignKey(HandOver, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField(_("thứ tự"))
    kind = models.CharField(_("loại"), max_length=60)
    thing = models.UUIDField(_("nội dung"))
    label = models.CharField(_("nội dung bàn giao"), max_length=400)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)
    url = models.CharField(_("địa chỉ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("nội dung bàn giao")
        verbose_name_plural = _("nội dung bàn giao")
        ordering = ("hand_over", "position")
        constraints = (models.UniqueConstraint(fields=["hand_over", "position"], name="one_item_a_place"),)

    def __str__(self) -> str:
        return self.label
