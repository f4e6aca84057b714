"""A merger, division or reorganisation: what ends, what begins, what goes where, and the ledger of what moved."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.states import LifeCycle, State
from thongsuot.apps.desk import states


class MergerKind(models.TextChoices):
    MERGE = "merge", _("Nhập nhiều đơn vị thành một")
    DIVIDE = "divide", _("Chia một đơn vị thành nhiều")
    REORGANISE = "reorganise", _("Sắp xếp cơ quan trong một địa phương")


class Merger(WithUid):
    """One dated act that ends units or organs and begins others. Rests on a document, named by value."""

    kind = models.CharField(_("hình thức"), max_length=12, choices=MergerKind)
    effective_on = models.DateField(_("ngày hiệu lực"), null=True, blank=True)
    folded = models.CharField(max_length=1000, editable=False, blank=True)
    """What the list is searched by: the names of all that ends and begins."""
    document_number = models.CharField(_("số văn bản"), max_length=40, blank=True)
    document_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    document_by = models.CharField(_("cơ quan ban hành"), max_length=120, blank=True)
    status = models.CharField(_("trạng thái"), max_length=20, default=states.MERGER.initial)
    version = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(
        "core.User", models.PROTECT, verbose_name=_("người soạn"), related_name="+"
    )
    drafted_at = models.DateTimeField(_("soạn lúc"))
    done_at = models.DateTimeField(_("thực hiện lúc"), null=True, blank=True)
    reversed_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)
    balance = models.JSONField(_("bảng cân đối"), default=list, blank=True, encoder=DjangoJSONEncoder)
    notes = models.JSONField(_("điều cần quyết định"), default=list, blank=True)

    class Meta:
        verbose_name = _("phương án sắp xếp")
        verbose_name_plural = _("phương án sắp xếp")
        ordering = ("-drafted_at", "-pk")

    def __str__(self) -> str:
        return str(MergerKind(self.kind).label)

    @property
    def life_cycle(self) -> LifeCycle:
        return states.MERGER

    @property
    def state(self) -> State:
        return states.MERGER.state(self.status)

    @property
    def is_of_units(self) -> bool:
        return self.kind != MergerKind.REORGANISE


class MergerSource(models.Model):
    """A unit or an organ that ends. Its name stays when it goes with the reversal of what had made it."""

    merger = models.ForeignKey(Merger, models.CASCADE, related_name="sources")
    unit = models.ForeignKey(
        "places.Unit", models.SET_NULL, null=True, blank=True, verbose_name=_("đơn vị cũ"), related_name="+"
    )
    organ = models.ForeignKey(
        "organisations.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("cơ quan cũ"),
        related_name="+",
    )
    name = models.CharField(_("tên"), max_length=200)

    class Meta:
        verbose_name = _("bên cũ của phương án sắp xếp")
        verbose_name_plural = _("bên cũ của phương án sắp xếp")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["merger", "unit"], name="unit_once_a_merger"),
            models.UniqueConstraint(fields=["merger", "organ"], name="organ_once_a_merger"),
        )

    def __str__(self) -> str:
        return self.name


class MergerTarget(WithUid):
    """A unit (code, name, type) or an organ (name, kind) that begins; `made_uid` names it once it stands."""

    merger = models.ForeignKey(Merger, models.CASCADE, related_name="targets")
    code = models.CharField(_("mã đơn vị hành chính"), max_length=5, blank=True)
    name = models.CharField(_("tên"), max_length=200)
    type = models.CharField(_("loại"), max_length=30)
    made_uid = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("bên mới của phương án sắp xếp")
        verbose_name_plural = _("bên mới của phương án sắp xếp")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.type} {self.name}" if self.code else self.name


class MergerAnswer(models.Model):
    """To which of several successors one thing of a divided unit or organ goes."""

    merger = models.ForeignKey(Merger, models.CASCADE, related_name="answers")
    thing = models.UUIDField(_("nội dung"))
    target = models.ForeignKey(MergerTarget, models.CASCADE, related_name="answers")

    class Meta:
        verbose_name = _("nơi tiếp nhận")
        verbose_name_plural = _("nơi tiếp nhận")
        constraints = (models.UniqueConstraint(fields=["merger", "thing"], name="one_answer_a_thing"),)

    def __str__(self) -> str:
        return f"{self.thing}"


class MergerMove(models.Model):
    """One row of the ledger: what a row was before and after, so that reversal leaves it as it was."""

    merger = models.ForeignKey(Merger, models.CASCADE, related_name="moves")
    position = models.PositiveIntegerField(_("thứ tự"))
    app = models.CharField(_("phần"), max_length=30)
    kind = models.CharField(_("loại dòng"), max_length=60)
    row = models.BigIntegerField(_("mã dòng"))
    subject_kind = models.CharField(_("loại đối tượng"), max_length=60)
    subject_uid = models.UUIDField(_("đối tượng"))
    what = models.CharField(_("nội dung"), max_length=300)
    old = models.CharField(_("từ"), max_length=400, blank=True)
    new = models.CharField(_("sang"), max_length=400, blank=True)
    is_joined = models.BooleanField(_("gộp trùng"), default=False)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("dòng chuyển giao")
        verbose_name_plural = _("sổ chuyển giao")
        ordering = ("merger", "position")
        constraints = (models.UniqueConstraint(fields=["merger", "position"], name="one_move_a_place"),)

    def __str__(self) -> str:
        return self.what
