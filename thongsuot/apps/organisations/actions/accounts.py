"""The accounts of people: opened for who holds a post, closed when the last one ends. An account is a log-in only."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations.actions import tenure
from thongsuot.apps.organisations.actions.columns import one_line
from thongsuot.apps.organisations.models import Membership, Person, StandIn

ENDED = "Không còn giữ chức vụ nào và không được giao thay ai."
"""Why the tick closes an account."""


@transaction.atomic
def open_account_for(*, person: Person, login: str, password: str, by: User, at: datetime) -> User:
    """A new account for somebody who holds a post, stands in for somebody, or is about to.

    Raises `BrokenRule` for who has an account, holds nothing or was erased, and for a taken log-in;
    ValidationError for a weak password.
    """
    standing = tenure.hold_people(person)[0]
    _require_none(standing)
    _require_post(standing, timezone.localdate(at))
    user = core.open_account(login=login, password=password, by=by, at=at)
    _link(standing, user, by=by, at=at)
    person.user, person.version = user, standing.version
    return user


@transaction.atomic
def link_account(*, person: Person, user: User, by: User, at: datetime) -> None:
    """This account is this person's. Raises `BrokenRule` when either has another already, or was erased."""
    standing = tenure.hold_people(person)[0]
    _require_none(standing)
    owner = Person.objects.filter(user=user).first()
    if owner is not None:
        raise BrokenRule(
            _("Tài khoản “%(login)s” đang là của %(name)s. Hãy gỡ tài khoản khỏi người đó trước.")
            % {"login": user.login, "name": owner.name},
            field="login",
            code="account-taken",
        )
    _link(standing, user, by=by, at=at)
    person.user, person.version = user, standing.version


@transaction.atomic
def unlink_account(*, person: Person, by: User, at: datetime) -> None:
    """The account is nobody's any more, and closed. Raises `BrokenRule` when there is none."""
    standing = tenure.hold_people(person)[0]
    user = standing.user
    if user is None:
        raise BrokenRule(_("Người này không có tài khoản."), code="no-account")
    if user.is_active:
        _close(user, _("Gỡ tài khoản khỏi người dùng."), by=by, at=at)
    standing.user, standing.version = None, standing.version + 1
    standing.save(update_fields=["user", "version"])
    journal.write(standing, "account-unlinked", by=by, at=at, payload={"user": user.uid})
    person.user, person.version = None, standing.version


@transaction.atomic
def close_account(*, user: User, reason: str, by: User, at: datetime) -> None:
    """Nobody logs in with it any more, and whoever is logged in no longer is. Raises `BrokenRule`."""
    if not (reason := one_line(reason)):
        raise BrokenRule(_("Cần ghi lý do đóng tài khoản."), field="reason", code="reason-missing")
    if user.pk == by.pk:
        raise BrokenRule(
            _("Không tự đóng tài khoản của mình. Hãy nhờ người quản lý tài khoản khác."), code="own-account"
        )
    standing = _account(user)
    if not standing.is_active:
        raise BrokenRule(_("Tài khoản này đã đóng rồi."), code="already-closed")
    _close(standing, reason, by=by, at=at)
    user.is_active = False


@transaction.atomic
def open_again(*, user: User, reason: str, by: User, at: datetime) -> None:
    """A closed account of somebody who holds a post again. Raises `BrokenRule`."""
    if not (reason := one_line(reason)):
        raise BrokenRule(_("Cần ghi lý do mở lại tài khoản."), field="reason", code="reason-missing")
    standing = _account(user)
    if standing.is_active:
        raise BrokenRule(_("Tài khoản này đang mở."), code="already-open")
    owner = Person.objects.filter(user=standing).first()
    if owner is None:
        raise BrokenRule(
            _("Tài khoản này không còn là của ai. Hãy mở tài khoản mới cho người cần dùng."),
            code="nobodys-account",
        )
    _require_post(owner, timezone.localdate(at))
    standing.is_active = user.is_active = True
    standing.save(update_fields=["is_active"])
    journal.write(standing, "opened-again", by=by, at=at, payload={"reason": _sealed(standing, reason)})


def close_ended_accounts(*, by: User, at: datetime) -> int:
    """Close the accounts of people who held something and hold nothing today nor later; how many were closed.

    Accounts of operators and of nobody are left alone, and those whose holder has not been appointed yet. Each is
    closed in its own transaction, so that one that fails leaves the others closed; again closes no more.
    """
    today = timezone.localdate(at)
    closed = 0
    for key in list(_ended(today).values_list("user_id", flat=True).order_by("pk")):
        closed += _close_ended(key, today, by=by, at=at)
    return closed


@transaction.atomic
def _close_ended(key: int, today: date, *, by: User, at: datetime) -> bool:
    """Look again with the row held: somebody may have been appointed meanwhile."""
    held = Person.objects.select_for_update().filter(user_id=key).first()
    if held is None or not _ended(today).filter(pk=held.pk).exists():
        return False
    _close(User.objects.select_for_update().get(pk=key), ENDED, by=by, at=at)
    return True


def _ended(today: date) -> QuerySet[Person]:
    """People with an open account who held or stood in, and will not any more."""
    lasts = Q(until=None) | Q(until__gte=today)
    held, lent = (
        Membership.objects.filter(person=OuterRef("pk")),
        StandIn.objects.filter(person=OuterRef("pk")),
    )
    rows = Person.objects.filter(user__isnull=False, user__is_active=True, user__is_operator=False)
    had = rows.filter(Exists(held) | Exists(lent))
    return had.exclude(Exists(held.filter(lasts))).exclude(Exists(lent.filter(lasts)))


def _account(user: User) -> User:
    row = User.objects.select_for_update().filter(pk=user.pk).first()
    if row is None:
        raise Stale
    return row


def _close(user: User, reason: str, *, by: User, at: datetime) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    core.end_sessions(user=user, by=by, at=at)
    journal.write(user, "closed", by=by, at=at, payload={"reason": _sealed(user, reason)})


def _sealed(user: User, reason: str) -> dict[str, str] | str:
    """Why somebody's account is closed is theirs; that of nobody's account is nobody's."""
    owner = Person.objects.filter(user=user).first()
    return vault.personal(owner.uid, reason) if owner else reason


def _link(person: Person, user: User, *, by: User, at: datetime) -> None:
    person.user, person.version = user, person.version + 1
    person.save(update_fields=["user", "version"])
    journal.write(person, "account-linked", by=by, at=at, payload={"user": user.uid})


def _require_none(person: Person) -> None:
    tenure.require_known(person)
    if person.user is not None:
        raise BrokenRule(
            _("Người này đã có tài khoản “%(login)s”. Nếu tài khoản đã đóng, hãy mở lại.")
            % {"login": person.user.login},
            field="person",
            code="has-account",
        )


def _require_post(person: Person, today: date) -> None:
    lasts = Q(until=None) | Q(until__gte=today)
    if not (person.memberships.filter(lasts).exists() or person.stands_in.filter(lasts).exists()):
        raise BrokenRule(
            _(
                "Người này không giữ chức vụ nào và không được giao thay ai. "
                "Hãy ghi bổ nhiệm hoặc giao thay trước, rồi mở tài khoản."
            ),
            field="person",
            code="holds-nothing",
        )
