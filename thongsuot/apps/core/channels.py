"""Ways by which a notice reaches somebody; `settings.CHANNELS` names them. What is above public level stays inside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from thongsuot.apps.core.actions.mail import mail, post_mails
from thongsuot.apps.core.models import Mail, Notice, NoticeChoice

DIGEST = "digest"
"""Kind of the notice that sums up a day."""
Mode = NoticeChoice.Mode


class Channel(Protocol):
    def send(self, notices: Sequence[Notice], *, body: str, at: datetime) -> None:
        """Notices of one thing to several people, in the transaction of the act; nothing slow may happen here."""


class InApp:
    """The list behind the bell."""

    def send(self, notices: Sequence[Notice], *, body: str, at: datetime) -> None:
        Notice.objects.bulk_create(notices)


class EMail:
    """A mail to the office address of whoever wants one for each notice, or for the day."""

    def send(self, notices: Sequence[Notice], *, body: str, at: datetime) -> None:
        if not settings.HAS_MAIL:
            return
        modes = [Mode.EACH, Mode.DIGEST] if notices[0].kind == DIGEST else [Mode.EACH]
        wanted = NoticeChoice.objects.filter(mode__in=modes, user__in=[one.user_id for one in notices])
        addresses = dict(wanted.exclude(email="").values_list("user_id", "email"))
        post_mails(
            rows=[_mail(one, addresses[one.user_id], body, at) for one in notices if one.user_id in addresses]
        )


def link(path: str) -> str:
    """The whole address of a path of this product."""
    return f"{settings.SITE_URL}{path}" if path else settings.SITE_URL


def words(notice: Notice) -> str:
    """What may be said of it outside."""
    return notice.text if notice.is_public else _("Bạn có một nhắc việc mới trong Thông Suốt.")


def short(notice: Notice) -> str:
    """A short text to put into a messenger: what may be said, and where to read on."""
    return f"{words(notice)}\n{link(notice.url or reverse('core:notices'))}"


def _mail(notice: Notice, address: str, body: str, at: datetime) -> Mail:
    with translation.override(settings.LANGUAGE_CODE):
        foot = _("Thư tự động, không trả lời. Đổi cách nhận: %(url)s") % {
            "url": link(reverse("core:notice-choice"))
        }
        text = f"{body or short(notice)}\n\n-- \n{foot}\n"
        return mail(
            to=address,
            subject=words(notice),
            text=text,
            key=f"notice/{notice.uid}",
            user=notice.user,
            at=at,
        )
