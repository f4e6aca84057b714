"""What people changed in the calendar: days, office hours, limits. What is not changed stands in facts/calendar.

A row says nothing of the past: how it stood on an earlier day is read from the journal.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.bridge import Kind, Unit
from thongsuot.apps.core.models.foundation import WithUid

EVERYWHERE = models.Q(unit__isnull=True)


class CalendarRow(WithUid):
    """What people keep: whether it counts, and by what document."""

    FIELDS: tuple[str, ...] = ()
    """What the journal keeps of every version."""

    in_force = models.BooleanField(_("đang áp dụng"), default=True)
    source = models.CharField(_("căn cứ"), max_length=300)

    class Meta:
        abstract = True

    def state(self) -> dict[str, Any]:
        """The row as it stands, for its journal."""
        return {name: getattr(self, name) for name in ("in_force", "source", *self.FIELDS)}


class CalendarDay(CalendarRow):
    """A day that is not like its weekday, or (`in_force` off) one that is, whatever the shipped table says."""

    FIELDS = ("unit", "day", "kind", "label")
    KINDS = (
        (Kind.HOLIDAY.value, _("nghỉ lễ")),
        (Kind.IN_LIEU.value, _("nghỉ bù")),
        (Kind.SWAPPED.value, _("nghỉ hoán đổi")),
        (Kind.WORKED.value, _("làm bù")),
    )

    unit = models.UUIDField(_("của riêng cơ quan"), null=True, blank=True)
    """The uid of the one organ that it holds for; without, it holds for the whole province."""
    day = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=10, choices=KINDS)
    label = models.CharField(_("tên ngày"), max_length=120)

    class Meta:
        verbose_name = _("ngày trong lịch làm việc")
        verbose_name_plural = _("ngày trong lịch làm việc")
        ordering = ("day", "pk")
        constraints = (
            models.UniqueConstraint(fields=["day"], condition=EVERYWHERE, name="calendar_day_once"),
            models.UniqueConstraint(fields=["day", "unit"], name="calendar_day_once_a_unit"),
        )

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.label}"


class OfficeHours(CalendarRow):
    """Open from `opens` to `closes` on a weekday (Monday is 0), from `since` to `until`, both included."""

    FIELDS = ("unit", "weekday", "opens", "closes", "since", "until")
    WEEKDAYS = (
        (0, _("thứ Hai")),
        (1, _("thứ Ba")),
        (2, _("thứ Tư")),
        (3, _("thứ Năm")),
        (4, _("thứ Sáu")),
        (5, _("thứ Bảy")),
        (6, _("Chủ nhật")),
    )

    unit = models.UUIDField(_("của riêng cơ quan"), null=True, blank=True)
    """As for days. Rows of an organ stand in place of all the province's from the first of them on."""
    weekday = models.PositiveSmallIntegerField(_("thứ"), choices=WEEKDAYS)
    opens = models.TimeField(_("từ giờ"))
    closes = models.TimeField(_("đến giờ"))
    since = models.DateField(_("áp dụng từ ngày"))
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("giờ làm việc")
        verbose_name_plural = _("giờ làm việc")
        ordering = ("unit", "since", "weekday", "opens", "pk")

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"


class LimitRow(CalendarRow):
    """A limit that the province set in place of the shipped one of this code, from `valid_from` on."""

    FIELDS = ("code", "days", "measure", "cutoff", "valid_from", "valid_to")
    MEASURES = (
        (Unit.WORKING.value, _("ngày làm việc")),
        (Unit.CALENDAR.value, _("ngày")),
        (Unit.HOURS.value, _("giờ làm việc")),
    )

    code = models.CharField(_("mã thời hạn"), max_length=40)
    days = models.PositiveSmallIntegerField(_("số ngày hoặc giờ"))
    measure = models.CharField(_("tính theo"), max_length=10, choices=MEASURES)
    cutoff = models.TimeField(_("đến sau giờ này thì tính từ ngày làm việc tiếp theo"), null=True, blank=True)
    valid_from = models.DateField(_("áp dụng từ ngày"))
    valid_to = models.DateField(_("trước ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("thời hạn của cơ quan")
        verbose_name_plural = _("thời hạn của cơ quan")
        ordering = ("code", "-valid_from")
        constraints = (models.UniqueConstraint(fields=["code", "valid_from"], name="limit_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from:%d/%m/%Y}"
