"""Organs and who acts for them. Popolo's Organization and Membership, as far as the register needs them now."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid


class Kind(models.TextChoices):
    PARTY_COMMITTEE = "party-committee", _("Đảng ủy, Tỉnh ủy")
    STANDING_COMMITTEE = "standing-committee", _("Ban Thường vụ")
    PEOPLES_COUNCIL = "peoples-council", _("Hội đồng nhân dân")
    PEOPLES_COMMITTEE = "peoples-committee", _("Ủy ban nhân dân")
    FRONT = "front", _("Mặt trận Tổ quốc và đoàn thể")
    OFFICE = "office", _("Văn phòng")
    DEPARTMENT = "department", _("Sở, ban, ngành cấp tỉnh")
    DIVISION = "division", _("Phòng chuyên môn cấp xã")
    OTHER = "other", _("Cơ quan, đơn vị khác")


class Block(models.TextChoices):
    PARTY = "party", _("Khối Đảng")
    STATE = "state", _("Khối Nhà nước")
    FRONT = "front", _("Khối Mặt trận")


class Organisation(WithUid):
    """A body that can ask, answer or be asked. It is not its unit: a ward's Party committee is not the ward."""

    name = models.CharField(_("tên"), max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    kind = models.CharField(_("loại"), max_length=30, choices=Kind)
    block = models.CharField(_("khối"), max_length=10, choices=Block)
    unit = models.ForeignKey(
        "places.Unit", models.PROTECT, verbose_name=_("thuộc địa phương"), related_name="organisations"
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cơ quan cấp trên"),
        related_name="children",
    )

    class Meta:
        verbose_name = _("cơ quan, tổ chức")
        verbose_name_plural = _("cơ quan, tổ chức")
        ordering = ("folded",)
        constraints = (models.UniqueConstraint(fields=["unit", "name"], name="one_organ_a_name_in_a_unit"),)

    def __str__(self) -> str:
        return self.name


class Capacity(WithUid):
    """In which capacity an account acts: a role, for an organ, for a time."""

    user = models.ForeignKey(
        "core.User", models.PROTECT, verbose_name=_("tài khoản"), related_name="capacities"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("cơ quan"), related_name="capacities"
    )
    role = models.CharField(_("vai trò"), max_length=30)
    title = models.CharField(_("chức danh"), max_length=120)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("tư cách")
        verbose_name_plural = _("tư cách")
        ordering = ("since", "pk")

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}"
