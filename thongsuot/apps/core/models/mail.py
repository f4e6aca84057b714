"""What people have to know, how they want to be told, and the mail that tells them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.apps.core.models.foundation import WithUid


class Notice(WithUid):
    """Something that a user has to know (nhắc việc), until they have seen it."""

    class Level(models.TextChoices):
        NOTE = "note", _("Để biết")
        ACT = "act", _("Cần làm")
        LATE = "late", _("Quá hạn")

    user = models.ForeignKey("core.User", models.CASCADE, verbose_name=_("gửi tới"), related_name="notices")
    kind = models.CharField(_("loại"), max_length=40, blank=True)
    subject_uid = models.UUIDField(_("về"), null=True, blank=True)
    text = models.CharField(_("nội dung"), max_length=400)
    url = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    level = models.CharField(_("mức"), max_length=4, choices=Level, default=Level.NOTE)
    is_public = models.BooleanField(_("công khai"), default=False)
    """Whether its words may leave the product: into a mail, or a messenger."""
    at = models.DateTimeField(_("lúc"))
    seen_at = models.DateTimeField(_("đã xem lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("nhắc việc")
        verbose_name_plural = _("nhắc việc")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["user", "seen_at", "-at"], name="notices_of_a_user"),)

    def __str__(self) -> str:
        return self.text


class NoticeChoice(models.Model):
    """Where somebody wants to be told, besides in the product. Without a row: nowhere."""

    class Mode(models.TextChoices):
        EACH = "each", _("Mỗi nhắc việc một thư")
        DIGEST = "digest", _("Mỗi ngày làm việc một thư tổng hợp")
        NONE = "none", _("Không gửi thư")

    user = models.OneToOneField("core.User", models.CASCADE, related_name="notice_choice")
    email = models.EmailField(_("thư điện tử công vụ"), blank=True)
    mode = models.CharField(_("gửi thư"), max_length=6, choices=Mode, default=Mode.DIGEST)

    class Meta:
        verbose_name = _("cách nhận nhắc việc")
        verbose_name_plural = _("cách nhận nhắc việc")

    def __str__(self) -> str:
        return str(self.mode)


class Mail(WithUid):
    """A mail (thư), stored before it is sent; its Message-ID is made from its uid, so twice sent is once read."""

    key = models.CharField(_("khóa"), max_length=160, unique=True)
    user = models.ForeignKey(
        "core.User", models.CASCADE, verbose_name=_("của"), null=True, blank=True, related_name="+"
    )
    to = models.EmailField(_("gửi tới"))
    subject = models.CharField(_("tiêu đề"), max_length=200)
    text = models.TextField(_("nội dung"))
    html = models.TextField(_("nội dung HTML"), blank=True)
    at = models.DateTimeField(_("lúc"))
    attempts = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    next_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    """When it may be tried; while somebody sends it, when others may again. Empty once sent or given up."""
    sent_at = models.DateTimeField(_("đã gửi lúc"), null=True, blank=True)
    last_error = models.CharField(_("lỗi lần cuối"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("thư")
        verbose_name_plural = _("thư")
        indexes = (models.Index(fields=["next_at"], name="mail_to_send"),)

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def state(self) -> str:
        """ "sent", "waiting" or "failed"."""
        if self.sent_at:
            return "sent"
        return "waiting" if self.next_at else "failed"
