"""The frame (khung cơ quan): which organs and posts a kind of unit has here, drafted, published and dated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid
from thongsuot.apps.core.states import LifeCycle, State
from thongsuot.apps.organisations import states
from thongsuot.apps.organisations.models.dated import Spell, forward
from thongsuot.apps.organisations.models.organs import Block, Kind

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

UNIT = "{unit}"
"""In a name of a frame: the full name of the unit."""


class Frame(WithUid, Spell):
    """One edition for a province and one or more types of unit. Published, it no longer changes.

    Published editions for one type of unit never overlap in time; a newer one closes the older.
    """

    name = models.CharField(_("tên khung"), max_length=200)
    province = models.ForeignKey("places.Unit", models.PROTECT, verbose_name=_("tỉnh"), related_name="+")
    unit_types = models.JSONField(_("áp dụng cho loại đơn vị"), default=list)
    source = models.CharField(_("căn cứ"), max_length=200)
    status = models.CharField(_("trạng thái"), max_length=20, default=states.FRAME.initial)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("khung cơ quan")
        verbose_name_plural = _("khung cơ quan")
        ordering = ("-since", "-pk")
        constraints = (forward("frame_runs_forward"),)

    def __str__(self) -> str:
        return self.name

    @property
    def life_cycle(self) -> LifeCycle:
        return states.FRAME

    @property
    def state(self) -> State:
        return states.FRAME.state(self.status)


class FrameRow(models.Model):
    """One organ of the frame: its name with `{unit}` for the full name of the unit, and its posts.

    `parent` is the key of another row of the frame; `guided_by` are names of provincial departments;
    `posts` a list of {"title", "seats", "is_lead", "is_head", "role", "rank", "filled_by"}, the last a name too.
    """

    frame = models.ForeignKey(Frame, models.CASCADE, verbose_name=_("khung"), related_name="rows")
    key = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên"), max_length=200)
    kind = models.CharField(_("loại"), max_length=30, choices=Kind)
    block = models.CharField(_("khối"), max_length=10, choices=Block)
    parent = models.CharField(_("trực thuộc"), max_length=40, blank=True)
    guided_by = models.JSONField(_("chịu hướng dẫn của"), default=list, blank=True)
    posts = models.JSONField(_("chức vụ, chức danh"), default=list, blank=True)
    keeps_register = models.BooleanField(_("giữ sổ theo dõi của khối"), default=False)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=100)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    is_verified = models.BooleanField(_("đã đối chiếu với nguồn"), default=False)

    class Meta:
        verbose_name = _("dòng của khung")
        verbose_name_plural = _("dòng của khung")
        ordering = ("frame", "rank", "pk")
        constraints = (models.UniqueConstraint(fields=["frame", "key"], name="one_frame_row_a_key"),)

    def __str__(self) -> str:
        return self.name

    def name_in(self, unit: Unit) -> str:
        """What the organ is called in a unit: "UBND phường Kon Tum"."""
        return self.name.replace(UNIT, unit.full_name)
