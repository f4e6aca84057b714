"""Who is to act on a case, to whom it was handed inside the organ, and who said that it is not theirs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import states
from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.states import LifeCycle, State


class Assignment(WithUid):
    """Who is to act on a case. `name` keeps the source's words; `organisation` is set when it is known."""

    class Role(models.TextChoices):
        LEAD = "lead", _("chủ trì")
        SUPPORT = "support", _("phối hợp")

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="assignments")
    name = models.CharField(_("cơ quan theo lời"), max_length=300)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cơ quan"),
        related_name="+",
    )
    role = models.CharField(_("vai trò"), max_length=10, choices=Role)
    officer = models.ForeignKey(
        "organisations.Membership",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cán bộ thụ lý"),
        related_name="+",
    )
    """Whom the head of the organ handed it to."""
    status = models.CharField(_("trạng thái"), max_length=20, default=states.ASSIGNMENT.initial)
    version = models.PositiveIntegerField(default=0)
    """Its journal begins with its first step: being named stands in the case's."""

    class Meta:
        verbose_name = _("phân công")
        verbose_name_plural = _("phân công")
        ordering = ("role", "pk")
        constraints = (
            models.UniqueConstraint(fields=["case", "organisation"], name="assigned_once"),
            models.UniqueConstraint(
                fields=["case", "name"], name="named_once", condition=models.Q(organisation__isnull=True)
            ),
        )
        indexes = (models.Index(fields=["organisation", "case"], name="case_of_organisation"),)

    @property
    def life_cycle(self) -> LifeCycle:
        return states.ASSIGNMENT

    @property
    def state(self) -> State:
        return self.life_cycle.state(self.status)


class Handing(WithUid):
    """One step down inside the organ: head to division, division to officer, with a due date only the organ sees."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="handings")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("bộ phận"),
        related_name="+",
    )
    officer = models.ForeignKey(
        "organisations.Membership",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cán bộ"),
        related_name="+",
    )
    instruction = models.CharField(_("bút phê"), max_length=1000, blank=True)
    due_on = models.DateField(_("thời hạn nội bộ"), null=True, blank=True)
    given_by = models.ForeignKey("core.User", models.PROTECT, verbose_name=_("người giao"), related_name="+")
    given_at = models.DateTimeField(_("giao lúc"))
    ended_at = models.DateTimeField(_("thôi giao lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("giao trong cơ quan")
        verbose_name_plural = _("giao trong cơ quan")
        ordering = ("given_at", "pk")
        indexes = (models.Index(fields=["officer", "ended_at"], name="handed_to_officer"),)


class NotOurs(WithUid):
    """An organ gave an assignment back as not its own: evidence of an overlap or a gap of functions."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="not_ours")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name=_("cơ quan trả lại"), related_name="+"
    )
    reason = models.TextField(_("lý do"))
    believed = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cơ quan được cho là có thẩm quyền"),
        related_name="+",
    )
    believed_words = models.CharField(_("cơ quan có thẩm quyền, theo lời"), max_length=300, blank=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("trả lại vì không thuộc thẩm quyền")
        verbose_name_plural = _("trả lại vì không thuộc thẩm quyền")
        ordering = ("at", "pk")
