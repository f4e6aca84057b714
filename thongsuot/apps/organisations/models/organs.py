"""Organs (Popolo Organization): a body that can ask, answer or be asked, with its dated names."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid


class Kind(models.TextChoices):
    PARTY_COMMITTEE = "party-committee", _("Đảng ủy, Tỉnh ủy")
    STANDING_COMMITTEE = "standing-committee", _("Ban Thường vụ, Thường trực cấp ủy")
    PARTY_BODY = "party-body", _("Cơ quan tham mưu, giúp việc của cấp ủy")
    GOVERNMENT_PARTY_COMMITTEE = "government-party-committee", _("Đảng ủy UBND")
    PEOPLES_COUNCIL = "peoples-council", _("Hội đồng nhân dân")
    COUNCIL_BODY = "council-body", _("Thường trực, Ban của Hội đồng nhân dân")
    PEOPLES_COMMITTEE = "peoples-committee", _("Ủy ban nhân dân")
    FRONT = "front", _("Mặt trận Tổ quốc")
    MASS_ORGANISATION = "mass-organisation", _("Tổ chức chính trị - xã hội")
    OFFICE = "office", _("Văn phòng")
    DEPARTMENT = "department", _("Sở, ban, ngành cấp tỉnh")
    DIVISION = "division", _("Phòng chuyên môn cấp xã")
    ONE_STOP = "one-stop", _("Trung tâm Phục vụ hành chính công")
    SERVICE_UNIT = "service-unit", _("Đơn vị sự nghiệp công lập")
    POLICE = "police", _("Công an")
    MILITARY = "military", _("Ban chỉ huy quân sự")
    VERTICAL = "vertical", _("Cơ quan ngành dọc")
    RESIDENTIAL_GROUP = "residential-group", _("Thôn, tổ dân phố")
    OTHER = "other", _("Cơ quan, đơn vị khác")


class Block(models.TextChoices):
    PARTY = "party", _("Khối Đảng")
    STATE = "state", _("Khối Nhà nước")
    FRONT = "front", _("Khối Mặt trận")


class Organisation(WithUid):
    """A body that can ask, answer or be asked. It is not its unit: a ward's Party committee is not the ward.

    `name` is the latest of its dated names. `founded_on` empty: before the reform of 01/07/2025;
    `dissolved_on` is the first day on which it no longer exists.
    """

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
    guided_by = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        verbose_name=_("chịu hướng dẫn chuyên môn của"),
        related_name="guides",
    )
    keeps_register = models.BooleanField(_("giữ sổ theo dõi của khối"), default=False)
    """A coordinating office: it owns the register of its own block's conclusions."""
    founded_on = models.DateField(_("thành lập ngày"), null=True, blank=True)
    founded_by = models.CharField(_("văn bản thành lập"), max_length=200, blank=True)
    dissolved_on = models.DateField(_("chấm dứt từ ngày"), null=True, blank=True)
    dissolved_by = models.CharField(_("văn bản chấm dứt"), max_length=200, blank=True)
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        verbose_name=_("cơ quan kế thừa"),
        related_name="predecessors",
    )

    class Meta:
        verbose_name = _("cơ quan, tổ chức")
        verbose_name_plural = _("cơ quan, tổ chức")
        ordering = ("folded", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(dissolved_on=None),
                name="one_living_organ_a_name_in_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(founded_on=None)
                | Q(dissolved_on=None)
                | Q(dissolved_on__gte=models.F("founded_on")),
                name="organ_runs_forward",
            ),
        )
        indexes = (models.Index(fields=["unit", "kind"], name="organs_of_a_unit"),)

    def __str__(self) -> str:
        return self.name

    def exists_on(self, day: date) -> bool:
        begun = self.founded_on is None or self.founded_on <= day
        return begun and (self.dissolved_on is None or self.dissolved_on > day)


class OrganisationName(models.Model):
    """A name of an organ from a day (empty: from the beginning) until before a day (empty: now)."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("cơ quan"), related_name="names"
    )
    name = models.CharField(_("tên"), max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    document = models.CharField(_("văn bản"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("tên theo thời gian")
        verbose_name_plural = _("tên theo thời gian")
        ordering = ("organisation", "-valid_from", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(valid_to=None), name="one_latest_name_an_organ"
            ),
        )

    def __str__(self) -> str:
        return self.name
