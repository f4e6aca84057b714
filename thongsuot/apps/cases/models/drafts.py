"""What an officer drafts and who may sends on, and the steps an organ sends without approval."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.cases import states
from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.states import LifeCycle, State


class Draft(WithUid):
    """An outgoing step of an organ, filled in and waiting for approval. `values` is the form as it was typed."""

    case = models.ForeignKey(
        "cases.Case", models.CASCADE, related_name="drafts", null=True, blank=True, verbose_name=_("đầu việc")
    )
    """None for one that raises a new case."""
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name=_("cơ quan"), related_name="+"
    )
    step = models.CharField(_("bước"), max_length=40)
    title = models.CharField(_("tóm tắt"), max_length=300)
    values = models.JSONField(_("nội dung"), default=dict)
    drafted_by = models.ForeignKey(
        "core.User", models.PROTECT, verbose_name=_("người soạn"), related_name="+"
    )
    drafted_at = models.DateTimeField(_("trình lúc"))
    status = models.CharField(_("trạng thái"), max_length=12, default=states.DRAFT.initial)
    version = models.PositiveIntegerField(default=0)
    note = models.TextField(_("ý kiến"), blank=True)
    decided_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("bản trình")
        verbose_name_plural = _("bản trình")
        ordering = ("drafted_at", "pk")
        indexes = (models.Index(fields=["organisation", "status"], name="draft_of_organ"),)
        constraints = (
            models.UniqueConstraint(
                fields=["case", "organisation", "step"],
                name="one_draft_a_step",
                condition=models.Q(status__in=("submitted", "sent-back")),
            ),
        )

    @property
    def life_cycle(self) -> LifeCycle:
        return states.DRAFT

    @property
    def state(self) -> State:
        return self.life_cycle.state(self.status)


class DirectStep(WithUid):
    """A small unit's officers take this step themselves: no approval is asked for since that day."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, verbose_name=_("cơ quan"), related_name="+"
    )
    step = models.CharField(_("bước"), max_length=40)
    since = models.DateField(_("từ ngày"))

    class Meta:
        verbose_name = _("bước không cần trình duyệt")
        verbose_name_plural = _("bước không cần trình duyệt")
        constraints = (models.UniqueConstraint(fields=["organisation", "step"], name="direct_once"),)
