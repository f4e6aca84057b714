"""Provinces, communes, wards and special zones as legal entities, with their dated names and successions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid


class Level(models.TextChoices):
    PROVINCE = "province", _("cấp tỉnh")
    DISTRICT = "district", _("cấp huyện (đã bỏ)")
    COMMUNE = "commune", _("cấp xã")


class Type(models.TextChoices):
    """The types of units that the law knows, and those it knew; the value is the word itself."""

    PROVINCE = "tỉnh", _("tỉnh")
    CITY = "thành phố", _("thành phố")
    WARD = "phường", _("phường")
    COMMUNE = "xã", _("xã")
    SPECIAL_ZONE = "đặc khu", _("đặc khu")
    TOWNSHIP = "thị trấn", _("thị trấn")
    DISTRICT = "huyện", _("huyện")


class Cited(models.Model):
    """A row that stands on a document."""

    document = models.CharField(_("văn bản"), max_length=40, blank=True)
    document_date = models.DateField(_("ngày văn bản"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=120)
    recorded_at = models.DateTimeField(_("ghi nhận lúc"))

    class Meta:
        abstract = True

    @property
    def citation(self) -> str:
        """The document and its day: "202/2025/QH15 ngày 12/06/2025"; "" when no document is known."""
        if not self.document_date:
            return self.document
        day = f"{self.document_date:%d/%m/%Y}"
        return gettext("%(document)s ngày %(day)s") % {"document": self.document, "day": day}


class Unit(WithUid):
    """A legal entity. Its name, type and parent are dated rows; here stand the latest, for lists.

    A change of name or type leaves the unit what it is; a merger or a division makes new units, even
    where a code is taken over. An empty `founded_on` means: before the reform of 01/07/2025.
    """

    code = models.CharField(_("mã đơn vị hành chính"), max_length=5)
    level = models.CharField(_("cấp"), max_length=10, choices=Level)
    founded_on = models.DateField(_("thành lập ngày"), null=True, blank=True)
    dissolved_on = models.DateField(_("chấm dứt ngày"), null=True, blank=True)
    name = models.CharField(_("tên"), max_length=80)
    type = models.CharField(_("loại"), max_length=12, choices=Type)
    province = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("tỉnh, thành phố"),
        related_name="communes",
    )
    folded = models.CharField(max_length=80, editable=False)
    sort_key = models.CharField(max_length=400, editable=False)

    class Meta:
        verbose_name = _("đơn vị hành chính")
        verbose_name_plural = _("đơn vị hành chính")
        ordering = ("sort_key", "pk")
        constraints = (
            models.UniqueConstraint(fields=["code", "founded_on"], name="one_unit_a_code_and_day"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(founded_on=None), name="one_unit_a_code_before_the_reform"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(dissolved_on=None), name="one_living_unit_a_code"
            ),
        )
        indexes = (
            models.Index(fields=["province", "sort_key"], name="units_of_a_province"),
            models.Index(fields=["folded"], name="unit_folded"),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """As it stands in running text: "phường Kon Tum"."""
        return f"{self.type} {self.name}"

    @property
    def is_current(self) -> bool:
        return self.dissolved_on is None

    @property
    def slug(self) -> str:
        """For the address of a province; codes are the keys."""
        return "-".join(self.folded.replace("-", " ").split())


class UnitVersion(Cited):
    """A name, type and parent of a unit from a day to a day (the first that no longer counts).

    An unknown day is empty; the document and its date say what is known. `is_latest` tells an open end
    from an unknown one.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("đơn vị"), related_name="versions")
    name = models.CharField(_("tên"), max_length=80)
    type = models.CharField(_("loại"), max_length=12, choices=Type)
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, verbose_name=_("trực thuộc"), related_name="+"
    )
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    is_latest = models.BooleanField(_("mới nhất"), default=True)
    folded = models.CharField(max_length=80, editable=False)

    class Meta:
        verbose_name = _("tên theo thời gian")
        verbose_name_plural = _("tên theo thời gian")
        ordering = ("unit", "pk")
        constraints = (
            models.UniqueConstraint(fields=["unit"], condition=Q(is_latest=True), name="one_latest_version"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lt=models.F("valid_to")),
                name="version_runs_forward",
            ),
        )
        indexes = (models.Index(fields=["folded"], name="version_folded"),)

    def __str__(self) -> str:
        return f"{self.type} {self.name}"


class Measure(models.Model):
    """Where a unit lies and how large it is, as one source gave it; a newer figure is a newer row."""

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("đơn vị"), related_name="measures")
    latitude = models.FloatField(_("vĩ độ"), null=True, blank=True)
    longitude = models.FloatField(_("kinh độ"), null=True, blank=True)
    area_km2 = models.FloatField(_("diện tích (km²)"), null=True, blank=True)
    as_of = models.DateField(_("tại ngày"))
    source = models.CharField(_("nguồn"), max_length=120)
    recorded_at = models.DateTimeField(_("ghi nhận lúc"))

    class Meta:
        verbose_name = _("số đo")
        verbose_name_plural = _("số đo")
        ordering = ("unit", "-as_of", "-pk")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.as_of}"


class Succession(Cited):
    """What became of a unit that was merged or divided: history stays with it, found through here."""

    class Kind(models.TextChoices):
        FULL = "full", _("toàn bộ")
        PARTIAL = "partial", _("một phần")

    old = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("đơn vị cũ"), related_name="successions")
    new = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("đơn vị mới"), related_name="origins")
    kind = models.CharField(_("phạm vi"), max_length=10, choices=Kind)
    on = models.DateField(_("ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("kế thừa")
        verbose_name_plural = _("kế thừa")
        constraints = (models.UniqueConstraint(fields=["old", "new"], name="one_succession_a_pair"),)

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Edition(WithUid):
    """A load of the tables that changed something; the journal says how much."""

    as_of = models.DateField(_("danh mục ngày"))
    source = models.CharField(_("nguồn"), max_length=120)
    recorded_at = models.DateTimeField(_("ghi nhận lúc"))

    class Meta:
        verbose_name = _("lần nạp danh mục")
        verbose_name_plural = _("các lần nạp danh mục")
        ordering = ("-as_of", "-pk")

    def __str__(self) -> str:
        return f"{self.as_of:%d/%m/%Y}"
