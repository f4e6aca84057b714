"""Accounts, the journal, stored answers to POSTs, and official numbers."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import uuid_utils.compat
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

SYSTEM_LOGIN = "he-thong"


def new_uid() -> UUID:
    """A UUIDv7: sortable by the moment it was made."""
    return uuid_utils.compat.uuid7()


class WithUid(models.Model):
    """Everything that leaves the database is named by `uid`, never by its key."""

    uid = models.UUIDField(_("mã định danh"), default=new_uid, unique=True, editable=False)

    class Meta:
        abstract = True


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(login=username)


class User(AbstractBaseUser, WithUid):
    """Someone or something that can act. Who they are stands elsewhere; here is only the log-in."""

    login = models.CharField(_("tên đăng nhập"), max_length=150, unique=True)
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    is_operator = models.BooleanField(_("quản trị hệ thống"), default=False)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=False)
    """The password was given by somebody else and holds for one log-in."""
    session_round = models.PositiveIntegerField(default=0, editable=False)
    """Sessions of an earlier round are over."""

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    acting_as: str = ""
    """In which capacity this request acts, in words; set at the edge, written into the journal."""
    acting_for: UUID | None = None
    """The organ that it acts for, by uid; set and written likewise."""

    def others(self) -> list[User]:
        """The same account in each other capacity that it holds; set at the edge likewise."""
        return []

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")

    def __str__(self) -> str:
        return self.login

    @property
    def is_staff(self) -> bool:
        return self.is_operator

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        own = f"{self.password}:{self.session_round}"
        return salted_hmac("thongsuot.core.session", own, secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """The stock admin shows everything to operators and lets nobody change anything."""
        return self.is_active and self.is_operator and "_view" in f"_{perm.rpartition('.')[2]}"

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_operator


class JournalEntry(models.Model):
    """One act on one subject. The rows of a subject form a chain: each hash covers the one before it."""

    subject_kind = models.CharField(_("loại đối tượng"), max_length=40)
    subject_uid = models.UUIDField(_("đối tượng"))
    seq = models.PositiveIntegerField(_("thứ tự"))
    act = models.CharField(_("hành động"), max_length=60)
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey("core.User", models.PROTECT, verbose_name=_("người thực hiện"))
    acting_as = models.CharField(_("với tư cách"), max_length=400, blank=True)
    acting_for = models.UUIDField(_("thay mặt cơ quan"), null=True, blank=True)
    payload = models.JSONField(_("nội dung"), default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ("subject_kind", "subject_uid", "seq")
        constraints = (
            models.UniqueConstraint(fields=["subject_kind", "subject_uid", "seq"], name="journal_chain"),
        )
        indexes = (models.Index(fields=["at"], name="journal_at"),)

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_uid} #{self.seq} {self.act}"


class PostAnswer(models.Model):
    """What a POST with this key was answered; the same key again gets the same answer."""

    user = models.ForeignKey("core.User", models.CASCADE, verbose_name=_("người gửi"))
    key = models.CharField(_("khóa"), max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("câu trả lời đã gửi")
        verbose_name_plural = _("câu trả lời đã gửi")
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="one_answer_a_key"),)

    def __str__(self) -> str:
        return self.key


class CacheEntry(models.Model):
    """A row of Django's cache in the database: attempts counted, codes used. Django reads and writes it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "core_cache"
        verbose_name = _("ô nhớ tạm")
        verbose_name_plural = _("bộ nhớ tạm")

    def __str__(self) -> str:
        return self.cache_key


class NumberSeries(models.Model):
    """The one place official numbers come from. `last` never goes back."""

    series = models.CharField(_("dãy số"), max_length=40)
    year = models.PositiveSmallIntegerField(_("năm"))
    last = models.PositiveIntegerField(_("số cuối"), default=0)

    class Meta:
        verbose_name = _("dãy số")
        verbose_name_plural = _("dãy số")
        constraints = (models.UniqueConstraint(fields=["series", "year"], name="one_series_a_year"),)

    def __str__(self) -> str:
        return f"{self.series}/{self.year}: {self.last}"


class PersonalKey(models.Model):
    """The key under which one person's values are sealed, itself wrapped by the installation's key.

    `holder` is the uid of the person, or of whatever stands for one. Without `wrapped` the key is destroyed:
    what was sealed under it can never be read again, and every chain that holds it still verifies.
    """

    holder = models.UUIDField(_("người có dữ liệu"), unique=True)
    wrapped = models.BinaryField(_("khóa đã bọc"), null=True)
    wrapped_by = models.CharField(_("bọc bằng khóa"), max_length=16)
    destroyed_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("khóa dữ liệu cá nhân")
        verbose_name_plural = _("khóa dữ liệu cá nhân")
        indexes = (models.Index(fields=["wrapped_by"], name="keys_by_their_wrap"),)

    def __str__(self) -> str:
        return str(self.holder)

    @property
    def uid(self) -> UUID:
        """Its chain in the journal goes by the holder."""
        return self.holder
