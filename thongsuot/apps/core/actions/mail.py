"""Mail: stored in the transaction that wants it, sent by a job, in the worst case twice under one Message-ID."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from thongsuot.apps.core import journal
from thongsuot.apps.core.jobs import is_waiting, job
from thongsuot.apps.core.jobs.running import back_off
from thongsuot.apps.core.models import Mail, User

MAIL_KEPT = timedelta(days=30)
"""As the limit `retention-mail` says."""
HELD = timedelta(minutes=5)
"""Nobody else sends a mail for so long after somebody began to."""
MOST_ATTEMPTS = 8
AT_ONCE = 200
"""Mails in one delivery of the job, so that others get their turn."""
OF_THIS_MAIL = (SMTPRecipientsRefused, SMTPDataError)
"""Any other trouble with the server is one of every mail: none is given up for it."""
SERVER_AWAY = timedelta(minutes=5)

log = structlog.get_logger("thongsuot.mail")


def post_mail(
    *, to: str, subject: str, text: str, key: str, at: datetime, html: str = "", user: User | None = None
) -> Mail:
    """A mail to be sent soon; the same `key` again gives the mail that stands. `user`: with whom it is erased."""
    post_mails(rows=[mail(to=to, subject=subject, text=text, key=key, at=at, html=html, user=user)])
    return Mail.objects.get(key=key)


def mail(
    *, to: str, subject: str, text: str, key: str, at: datetime, html: str = "", user: User | None = None
) -> Mail:
    """A row for `post_mails`, not stored yet."""
    line = " ".join(subject.split())[:200]
    return Mail(key=key, user=user, to=to, subject=line, text=text, html=html, at=at, next_at=at)


@transaction.atomic
def post_mails(*, rows: Sequence[Mail]) -> None:
    """Many mails at once; those whose key is there already stay as they are."""
    if rows:
        Mail.objects.bulk_create(rows, ignore_conflicts=True)
        # Only then: a task that stands already might begin before these rows are there. The tick mends what is lost.
        transaction.on_commit(_ask_sending, robust=True)


def wake_mail(*, at: datetime) -> int:
    """See to it that what is due is sent; how many mails are."""
    count = Mail.objects.filter(next_at__lte=at).count()
    if count:
        _ask_sending()
    return count


def _ask_sending() -> None:
    if not is_waiting(send_mails):
        send_mails.enqueue()


@job(priority=-1)
def send_mails() -> None:
    """The job: by the clock of the machine it runs on."""
    if send_waiting(now=timezone.now) == AT_ONCE:
        _ask_sending()


def send_waiting(*, now: Callable[[], datetime]) -> int:
    """Send what is due, in one conversation with the server, until it is away; how many were tried."""
    connection, tried = get_connection(), 0
    try:
        while tried < AT_ONCE and (row := _claimed(now())):
            tried += 1
            if not _send(row, connection, now):
                break
    finally:
        connection.close()
    return tried


def _claimed(at: datetime) -> Mail | None:
    """A mail that is due, ours for a while."""
    due = Mail.objects.filter(next_at__lte=at)
    due.filter(attempts__gte=MOST_ATTEMPTS).update(next_at=None)
    for row in due.order_by("next_at", "pk")[:20]:
        mine = Mail.objects.filter(pk=row.pk, next_at=row.next_at)
        if mine.update(next_at=at + HELD, attempts=row.attempts + 1):
            row.attempts += 1
            return row
    return None


def _send(row: Mail, connection: Any, now: Callable[[], datetime]) -> bool:
    """False when the server is away, so that there is no use in trying others now."""
    try:
        connection.open()  # stays open for the next
        message(row, connection).send()
    except Exception as error:
        _note(row, error, now())
        return not is_away(error)
    Mail.objects.filter(pk=row.pk).update(sent_at=now(), next_at=None, last_error="")
    return True


def message(row: Mail, connection: Any = None) -> EmailMultiAlternatives:
    """The mail as it is sent: each time under the same Message-ID."""
    sender = settings.DEFAULT_FROM_EMAIL
    headers = {
        "Message-ID": f"<{row.uid}@{sender.rpartition('@')[2].rstrip('>')}>",
        "Auto-Submitted": "auto-generated",
    }
    made = EmailMultiAlternatives(
        row.subject, row.text, sender, [row.to], headers=headers, connection=connection
    )
    if row.html:
        made.attach_alternative(row.html, "text/html")
    return made


def _note(row: Mail, error: Exception, at: datetime) -> None:
    tried = row.attempts - is_away(error)
    is_last = tried >= MOST_ATTEMPTS or is_final(error)
    wait = SERVER_AWAY if is_away(error) else back_off(tried)
    Mail.objects.filter(pk=row.pk).update(
        next_at=None if is_last else at + wait, attempts=tried, last_error=_words(error)
    )
    say = log.error if is_last else log.warning
    say("mail not sent", mail=str(row.uid), attempts=tried, error=_words(error), is_last=is_last)


def is_away(error: Exception) -> bool:
    """Whether the server cannot be reached or talked to; it is not the mail that it refuses."""
    return isinstance(error, OSError) and not isinstance(error, OF_THIS_MAIL)


def is_final(error: Exception) -> bool:
    """Whether the server says that it will never take this mail (RFC 5321: 5yz)."""
    return bool(codes := _codes(error)) and min(codes) >= 500


def _codes(error: Exception) -> list[int]:
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _said in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, SMTPDataError) else []


def _words(error: Exception) -> str:
    """What went wrong, without whom it was for: an answer of the server may name them."""
    codes = (
        " ".join(map(str, _codes(error))) or getattr(error, "smtp_code", "") or getattr(error, "strerror", "")
    )
    return f"{type(error).__name__} {codes or ''}".strip()[:300]


@transaction.atomic
def send_again(*, mail: Mail, by: User, at: datetime) -> None:
    """Try a mail again that was given up. Nothing happens to one that was sent or waits."""
    if Mail.objects.filter(pk=mail.pk, sent_at=None, next_at=None).update(next_at=at, attempts=0):
        journal.write(mail, "send-again", by=by, at=at)
        _ask_sending()


def forget_mail(*, at: datetime) -> int:
    """Drop mails of long ago that were sent or given up; how many."""
    old = Q(sent_at__lt=at - MAIL_KEPT) | Q(sent_at=None, next_at=None, at__lt=at - MAIL_KEPT)
    return Mail.objects.filter(old).delete()[0]
