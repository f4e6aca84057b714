"""An account and what names somebody in core, erased: the account's rows stay, for the journal names them."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from thongsuot.apps.core import journal, lockout
from thongsuot.apps.core.actions.sessions import end_every_session
from thongsuot.apps.core.models import Mail, Notice, NoticeChoice, PostAnswer, User
from thongsuot.apps.core.personal import Erased, naming, without


@transaction.atomic
def erase_account(*, user: User, by: User, at: datetime) -> None:
    """Nobody logs in with it any more, and nothing of it tells whose it was. It cannot be taken back."""
    row = User.objects.select_for_update().get(pk=user.pk)
    ended = end_every_session(row)
    lockout.attempts(row).delete()
    for kind in (Authenticator, SocialAccount, EmailAddress, Notice, NoticeChoice, Mail, PostAnswer):
        kind.objects.filter(user=row).delete()
    row.login, row.last_login, row.is_active = f"da-xoa-{row.uid.hex[-12:]}", None, False
    row.set_unusable_password()
    row.save()
    journal.write(row, "erased", by=by, at=at, payload={"sessions": ended})
    user.refresh_from_db()


def erase_mentions(*, erased: Erased, at: datetime) -> None:
    """Take a name out of what others were told, and drop mails and answers to forms that hold it.

    Inside the transaction of the request's act, whose journal row stands for it.
    """
    for notice in Notice.objects.filter(naming(erased.name, "text")):
        Notice.objects.filter(pk=notice.pk).update(text=without(notice.text, erased.name))
    Mail.objects.filter(naming(erased.name, "subject", "text", "html")).delete()
    PostAnswer.objects.filter(naming(erased.name, "body")).delete()
