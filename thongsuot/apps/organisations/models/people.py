"""People and who holds which post (Popolo Person and Membership). The least that the work needs.

Whatever of a person is sensitive stands sealed in `sealed` under that person's own key; `personal.FIELDS`
tells purpose, law and retention of every field.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid
from thongsuot.apps.organisations.models.dated import Decided, Spell, forward


class Person(WithUid):
    """Somebody who holds or held a post. Not a citizen who asks for something."""

    name = models.CharField(_("họ và tên"), max_length=120)
    folded = models.CharField(max_length=120, db_index=True, editable=False)
    sort_key = models.CharField(max_length=400, editable=False)
    """By given name first, as Vietnamese lists of people are ordered."""
    degrees = models.CharField(_("học hàm, học vị"), max_length=60, blank=True)
    gender = models.CharField(
        _("giới tính"), max_length=6, blank=True, choices=[("female", _("nữ")), ("male", _("nam"))]
    )
    sealed = models.JSONField(_("thông tin được mã hóa"), default=dict, blank=True, editable=False)
    """Field code -> sealed value: "birth_date", "phone", "email"."""
    user = models.OneToOneField(
        "core.User",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("tài khoản"),
        related_name="person",
    )
    distinct_from = models.ManyToManyField(
        "self", blank=True, verbose_name=_("trùng tên nhưng là người khác")
    )
    version = models.PositiveIntegerField(default=1)
    erased_at = models.DateTimeField(_("đã xóa thông tin lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("cán bộ, công chức")
        verbose_name_plural = _("cán bộ, công chức")
        ordering = ("sort_key", "pk")
        indexes = (
            # Lists go down it in order and look for words in it, without a look at the rows that have none.
            models.Index(
                fields=["sort_key", "id", "folded", "user"],
                condition=models.Q(erased_at=None),
                name="people_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Qualification(WithUid):
    """What somebody has learnt: a field of training and a level."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="qualifications")
    field = models.CharField(_("chuyên ngành"), max_length=120)
    level = models.CharField(_("trình độ"), max_length=60)
    obtained_in = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)

    class Meta:
        verbose_name = _("trình độ chuyên môn")
        verbose_name_plural = _("trình độ chuyên môn")
        ordering = ("person", "-obtained_in", "pk")

    def __str__(self) -> str:
        return f"{self.level} {self.field}"


class Membership(WithUid, Spell, Decided):
    """Who holds a post, from when to when, by which decision (Popolo Membership)."""

    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("người giữ chức vụ"), related_name="memberships"
    )
    post = models.ForeignKey(
        "organisations.Post", models.PROTECT, verbose_name=_("chức vụ"), related_name="memberships"
    )
    is_concurrent = models.BooleanField(_("kiêm nhiệm"), default=False)
    on_behalf_of = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("đại diện cho"),
        related_name="+",
    )
    appointed_by = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("cơ quan bổ nhiệm, chuẩn y"),
        related_name="+",
    )
    term = models.ForeignKey(
        "organisations.Term",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("nhiệm kỳ"),
        related_name="+",
    )
    end_reason = models.CharField(_("lý do thôi giữ"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("giữ chức vụ")
        verbose_name_plural = _("giữ chức vụ")
        ordering = ("since", "pk")
        constraints = (forward("membership_runs_forward"),)
        indexes = (
            models.Index(fields=["person", "since"], name="memberships_of_a_person"),
            models.Index(fields=["post", "since"], name="memberships_in_a_post"),
        )

    def __str__(self) -> str:
        return f"{self.post.title}, {self.post.organisation}"
