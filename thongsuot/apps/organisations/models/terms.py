"""Terms, congresses, and how many people somebody once said are enough."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid
from thongsuot.apps.organisations.models.dated import Decided, Spell, forward
from thongsuot.apps.organisations.models.organs import Block


class Term(WithUid, Spell):
    """A term of office (nhiệm kỳ) of a block: the Party's 2025-2030, the State's 2021-2026 and 2026-2031."""

    name = models.CharField(_("nhiệm kỳ"), max_length=60)
    block = models.CharField(_("khối"), max_length=10, choices=Block)
    source = models.CharField(_("căn cứ"), max_length=200)

    class Meta:
        verbose_name = _("nhiệm kỳ")
        verbose_name_plural = _("nhiệm kỳ")
        ordering = ("block", "since")
        constraints = (
            forward("term_runs_forward"),
            models.UniqueConstraint(fields=["block", "name"], name="one_term_a_name"),
        )

    def __str__(self) -> str:
        return self.name


class Congress(WithUid, Decided):
    """A congress, or an election: where an organ's seats of a term are given.

    `seats_allowed` is what the decision allows the organ in this term; empty when nobody has said.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name=_("cơ quan"), related_name="congresses"
    )
    term = models.ForeignKey(Term, models.PROTECT, verbose_name=_("nhiệm kỳ"), related_name="congresses")
    held_on = models.DateField(_("ngày"), null=True, blank=True)
    delegates_called = models.PositiveSmallIntegerField(_("đại biểu triệu tập"), null=True, blank=True)
    delegates_present = models.PositiveSmallIntegerField(_("đại biểu có mặt"), null=True, blank=True)
    seats_allowed = models.PositiveSmallIntegerField(_("số lượng được bầu, chỉ định"), null=True, blank=True)
    completed_by = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cơ quan quyết định kiện toàn"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("đại hội, bầu cử")
        verbose_name_plural = _("đại hội, bầu cử")
        ordering = ("-held_on", "pk")
        constraints = (models.UniqueConstraint(fields=["organisation", "term"], name="one_congress_a_term"),)

    def __str__(self) -> str:
        return f"{self.organisation}, {self.term}"


class HeadcountReference(WithUid, Spell):
    """A number of staff that some source names for some kind of body: a reference, never a limit in code."""

    label = models.CharField(_("nội dung"), max_length=200)
    block = models.CharField(_("khối"), max_length=10, choices=Block, blank=True)
    unit_type = models.CharField(_("loại đơn vị"), max_length=12, blank=True)
    low = models.PositiveSmallIntegerField(_("từ"))
    high = models.PositiveSmallIntegerField(_("đến"))
    source = models.CharField(_("nguồn"), max_length=300)

    class Meta:
        verbose_name = _("số tham khảo về biên chế")
        verbose_name_plural = _("số tham khảo về biên chế")
        ordering = ("block", "since", "pk")
        constraints = (forward("headcount_runs_forward"),)

    def __str__(self) -> str:
        return self.label
