"""What people add to a case: comments, files as evidence, reminders; and the views of the register they save."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import states
from thongsuot.apps.cases.models.case import Level
from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.states import LifeCycle, State


class Comment(WithUid):
    """A remark. With an organ it is internal: only that organ reads it."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="comments")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("chỉ trong cơ quan"),
        related_name="+",
    )
    text = models.TextField(_("nội dung"))
    by = models.ForeignKey("core.User", models.PROTECT, verbose_name=_("người ghi"), related_name="+")
    acting_as = models.CharField(_("với tư cách"), max_length=400, blank=True)
    at = models.DateTimeField(_("lúc"))
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("trao đổi")
        verbose_name_plural = _("trao đổi")
        ordering = ("at", "pk")


class Evidence(WithUid):
    """A file on a case: a product, a scan, a photograph."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="evidence")
    source = models.ForeignKey(
        "documents.SourceFile", models.PROTECT, verbose_name=_("tệp"), related_name="+"
    )
    note = models.CharField(_("chú thích"), max_length=300, blank=True)
    level = models.CharField(_("mức phổ biến"), max_length=10, default="internal")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cơ quan gửi"),
        related_name="+",
    )
    added_by = models.ForeignKey("core.User", models.PROTECT, verbose_name=_("người gửi"), related_name="+")
    added_at = models.DateTimeField(_("gửi lúc"))
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("tệp minh chứng")
        verbose_name_plural = _("tệp minh chứng")
        ordering = ("added_at", "pk")

    @property
    def level_word(self) -> str:
        return str(Level(self.level).label)


class Reminder(WithUid):
    """An urging (đôn đốc), or an escalation that a rule proposed: a row with its reason, sent by an officer."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("đôn đốc")
        ESCALATION = "escalation", _("báo cáo lãnh đạo")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="reminders")
    clock = models.ForeignKey("cases.Clock", models.CASCADE, related_name="reminders")
    kind = models.CharField(_("loại"), max_length=10, choices=Kind, default=Kind.REMINDER)
    number = models.PositiveSmallIntegerField(_("lần"))
    status = models.CharField(_("trạng thái"), max_length=10, default=states.REMINDER.initial)
    version = models.PositiveIntegerField(default=0)
    reason = models.CharField(_("lý do"), max_length=300)
    text = models.TextField(_("lời đôn đốc"), blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("gửi tới"),
        related_name="+",
    )
    proposed_on = models.DateField(_("đề xuất ngày"))
    sent_on = models.DateField(_("gửi ngày"), null=True, blank=True)
    next_on = models.DateField(_("lần sau từ ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("đôn đốc")
        verbose_name_plural = _("đôn đốc")
        ordering = ("proposed_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["clock", "kind", "number"],
                name="reminded_once_a_number",
                condition=~models.Q(status="dismissed"),
            ),
        )

    @property
    def life_cycle(self) -> LifeCycle:
        return states.REMINDER

    @property
    def state(self) -> State:
        return self.life_cycle.state(self.status)


class SavedView(WithUid):
    """A name for an address of the register."""

    user = models.ForeignKey("core.User", models.CASCADE, related_name="+", verbose_name=_("của"))
    name = models.CharField(_("tên"), max_length=100)
    query = models.CharField(_("bộ lọc"), max_length=1000)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("dùng chung trong"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("bộ lọc đã lưu")
        verbose_name_plural = _("bộ lọc đã lưu")
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=["user", "name"], name="view_once"),)
