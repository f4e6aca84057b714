"""Posts (Popolo Post): title held and job position are two things, four words of the law kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid
from thongsuot.apps.organisations.models.dated import Spell, forward

if TYPE_CHECKING:
    from thongsuot.apps.organisations.models.people import Membership


class PositionList(WithUid, Spell):
    """A dated list of job positions (danh mục vị trí việc làm), with the law that it comes from."""

    name = models.CharField(_("tên danh mục"), max_length=200)
    source = models.CharField(_("căn cứ"), max_length=200)

    class Meta:
        verbose_name = _("danh mục vị trí việc làm")
        verbose_name_plural = _("danh mục vị trí việc làm")
        ordering = ("-since", "-pk")
        constraints = (forward("position_list_runs_forward"),)

    def __str__(self) -> str:
        return self.name


class JobPosition(WithUid):
    """One job position (vị trí việc làm) of a list."""

    list = models.ForeignKey(
        PositionList, models.PROTECT, verbose_name=_("danh mục"), related_name="positions"
    )
    code = models.CharField(_("mã"), max_length=30)
    name = models.CharField(_("vị trí việc làm"), max_length=200)
    group = models.CharField(_("nhóm"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("vị trí việc làm")
        verbose_name_plural = _("vị trí việc làm")
        ordering = ("list", "code")
        constraints = (models.UniqueConstraint(fields=["list", "code"], name="one_position_a_code"),)

    def __str__(self) -> str:
        return self.name


class Post(WithUid, Spell):
    """What somebody can be appointed to: a title in an organ, with so many seats from a day on.

    `fraction` is what one seat takes of a full working time (1.00; 0.50; 0.00 for an unpaid seat).
    `requirements` is a list of {"text": str, "strength": "must" | "should" | "later"}.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name=_("cơ quan"), related_name="posts"
    )
    title = models.CharField(_("chức vụ, chức danh"), max_length=120)
    folded = models.CharField(max_length=120, editable=False)
    position = models.ForeignKey(
        JobPosition,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("vị trí việc làm"),
        related_name="+",
    )
    seats = models.PositiveSmallIntegerField(_("số lượng được giao"), default=1)
    fraction = models.DecimalField(_("thời gian làm việc"), max_digits=3, decimal_places=2, default=1)
    is_lead = models.BooleanField(_("lãnh đạo, quản lý"), default=False)
    is_head = models.BooleanField(_("người đứng đầu"), default=False)
    rank = models.PositiveSmallIntegerField(_("thứ tự"), default=100)
    requirements = models.JSONField(_("yêu cầu"), default=list, blank=True)
    filled_by = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cơ quan quyết định nhân sự"),
        related_name="+",
    )
    """Who decides on filling a seat."""

    if TYPE_CHECKING:
        holders: list[Membership]
    """Set by `queries.posts_of`: who holds the post on the day that was asked for."""

    class Meta:
        verbose_name = _("chức vụ, chức danh")
        verbose_name_plural = _("chức vụ, chức danh")
        ordering = ("organisation", "rank", "pk")
        constraints = (
            forward("post_runs_forward"),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="post_has_a_seat"),
            models.UniqueConstraint(
                fields=["organisation", "title"],
                condition=models.Q(until=None),
                name="one_open_post_a_title",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}"

    @property
    def filled(self) -> int:
        return len(self.holders)

    @property
    def vacant(self) -> int:
        return max(self.seats - self.filled, 0)
