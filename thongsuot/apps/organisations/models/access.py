"""Which role a post carries, who stands in for whom, and whose door was opened in an emergency."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models import WithUid
from thongsuot.apps.organisations.models.dated import Decided, Spell, forward


class PostRole(WithUid, Spell):
    """Whoever holds the post has the role, in the unit of the post's organ and in all units under it."""

    post = models.ForeignKey(
        "organisations.Post", models.PROTECT, verbose_name=_("chức vụ"), related_name="roles"
    )
    role = models.CharField(_("vai trò"), max_length=30)

    class Meta:
        verbose_name = _("vai trò của chức vụ")
        verbose_name_plural = _("vai trò của chức vụ")
        ordering = ("since", "pk")
        constraints = (
            forward("post_role_runs_forward"),
            models.UniqueConstraint(
                fields=["post", "role"], condition=models.Q(until=None), name="one_open_role_a_post"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role}: {self.post}"


class StandIn(WithUid, Spell, Decided):
    """For some days somebody acts in place of the holder of a membership, with its roles."""

    membership = models.ForeignKey(
        "organisations.Membership", models.PROTECT, verbose_name=_("thay cho"), related_name="stand_ins"
    )
    person = models.ForeignKey(
        "organisations.Person", models.PROTECT, verbose_name=_("người thay"), related_name="stands_in"
    )
    reason = models.CharField(_("lý do"), max_length=200)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("thay thế tạm thời")
        verbose_name_plural = _("thay thế tạm thời")
        ordering = ("since", "pk")
        constraints = (forward("stand_in_runs_forward"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.membership}"


class BreakGlass(WithUid):
    """A record out of somebody's reach, opened for some hours, for a reason that its owner is told."""

    user = models.ForeignKey(
        "core.User", models.PROTECT, verbose_name=_("người mở"), related_name="broken_glasses"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, verbose_name=_("thay mặt cơ quan"), related_name="+"
    )
    subject_kind = models.CharField(_("loại đối tượng"), max_length=40)
    subject_uid = models.UUIDField(_("đối tượng"))
    label = models.CharField(_("nội dung"), max_length=300)
    reason = models.CharField(_("lý do"), max_length=300)
    opened_at = models.DateTimeField(_("mở lúc"))
    closes_at = models.DateTimeField(_("hết hiệu lực lúc"))

    class Meta:
        verbose_name = _("mở khẩn cấp")
        verbose_name_plural = _("mở khẩn cấp")
        ordering = ("-opened_at", "-pk")
        indexes = (models.Index(fields=["user", "closes_at"], name="broken_glasses_of_a_user"),)

    def __str__(self) -> str:
        return self.label
