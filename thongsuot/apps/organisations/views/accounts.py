"""Keeping accounts: opened for people, closed, helped when somebody is locked out or lost a second factor."""

from __future__ import annotations

import secrets
from collections.abc import MutableMapping
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thongsuot.apps.core import actions as core
from thongsuot.apps.core import journal
from thongsuot.apps.core import queries as core_queries
from thongsuot.apps.core.page import address, asked, page
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.forms.accounts import OpenForm
from thongsuot.apps.organisations.forms.base import NothingForm, ReasonForm
from thongsuot.apps.organisations.models import Person
from thongsuot.apps.organisations.queries import accounts
from thongsuot.apps.organisations.views import where
from thongsuot.apps.organisations.views.acts import Act, named, offered, run
from thongsuot.apps.organisations.views.keyset import paged

Session = MutableMapping[str, Any]
GIVEN = "given_password"
"""The session's key for a password that was given and not yet shown."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that looks like another."""
ROWS_SHOWN = 20
STATE_WORDS = {
    "": _("Có tài khoản"),
    "one-step": _("Chưa có xác thực hai bước"),
    "closed": _("Đã đóng"),
    "none": _("Chưa có tài khoản"),
}
WORDS = {
    "opened": _("Mở tài khoản"),
    "closed": _("Đóng tài khoản"),
    "opened-again": _("Mở lại tài khoản"),
    "logged-in": _("Đăng nhập"),
    "logged-out": _("Đăng xuất"),
    "log-in-failed": _("Nhập sai mật khẩu"),
    "second-step-failed": _("Nhập sai mã ở bước hai"),
    "confirmation-failed": _("Xác nhận lại không đúng"),
    "locked-out": _("Tạm khóa đăng nhập"),
    "unlocked": _("Mở tạm khóa"),
    "password-changed": _("Tự đổi mật khẩu"),
    "password-given": _("Cấp mật khẩu dùng một lần"),
    "second-factor-added": _("Đặt cách xác thực"),
    "second-factor-removed": _("Bỏ cách xác thực"),
    "second-factor-taken-off": _("Gỡ xác thực hai bước"),
    "security-key-renamed": _("Đổi tên khóa bảo mật"),
    "recovery-codes-made": _("Lập mã dự phòng"),
    "session-ended": _("Đăng xuất một thiết bị"),
    "other-sessions-ended": _("Đăng xuất các thiết bị khác"),
    "sessions-ended": _("Buộc đăng xuất"),
}


def new_password() -> str:
    """Four groups of four letters, about 79 bits: long enough to be told, too long to be guessed."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))


def _give(session: Session, person: Person, cleaned: dict[str, Any], **by: Any) -> None:
    password = new_password()
    core.give_password(user=person.user, password=password, **by)  # type: ignore[arg-type]
    session[GIVEN] = {"person": str(person.uid), "password": password}


def _open(session: Session, person: Person, cleaned: dict[str, Any], **by: Any) -> None:
    actions.open_account_for(person=person, login=cleaned["login"], password=new_password(), **by)
    _give(session, person, cleaned, **by)


def _close(person: Person, cleaned: dict[str, Any], **by: Any) -> None:
    actions.close_account(user=person.user, reason=cleaned["reason"], **by)  # type: ignore[arg-type]


def _again(person: Person, cleaned: dict[str, Any], **by: Any) -> None:
    actions.open_again(user=person.user, reason=cleaned["reason"], **by)  # type: ignore[arg-type]


def _has_account(person: Person) -> bool:
    return bool(person.user and person.user.is_active)


def _is_closed(person: Person) -> bool:
    return bool(person.user and not person.user.is_active)


def _acts(session: Session) -> tuple[Act, ...]:
    """What can be done about an account; a password that is given waits in the session to be shown once."""
    give, open_ = partial(_give, session), partial(_open, session)
    return (
        Act(
            "mo", _("Mở tài khoản"), OpenForm, open_, _("Đã mở tài khoản."),
            lead=_("Mật khẩu dùng một lần hiện ra sau khi mở"), is_offered=lambda p: p.user is None,
        ),
        Act(
            "mat-khau", _("Cấp mật khẩu dùng một lần"), NothingForm, give, _("Đã cấp mật khẩu."),
            ask=_("Cấp mật khẩu mới? Mật khẩu đang dùng hết hiệu lực và mọi thiết bị phải đăng nhập lại."),
            is_offered=_has_account,
        ),
        Act(
            "mo-khoa", _("Mở tạm khóa đăng nhập"), NothingForm, _on_user(core.unlock), _("Đã mở tạm khóa."),
            is_offered=lambda p: _has_account(p) and core_queries.has_failed(p.user),
        ),
        Act(
            "hai-buoc", _("Gỡ xác thực hai bước"), NothingForm, _on_user(core.remove_second_factor),
            _("Đã gỡ xác thực hai bước."),
            ask=_("Gỡ xác thực hai bước? Chỉ làm khi đã gặp hoặc gọi đúng người này: họ mất điện thoại, mất khóa."),
            is_offered=lambda p: _has_account(p) and core_queries.has_second_factor(p.user),
        ),
        Act(
            "dang-xuat", _("Buộc đăng xuất"), NothingForm, _on_user(core.end_sessions),
            _("Đã đăng xuất mọi thiết bị."),
            ask=_("Đăng xuất người này khỏi mọi thiết bị? Việc đang gõ dở trên đó có thể mất."),
            is_offered=_has_account,
        ),
        Act("dong", _("Đóng tài khoản"), ReasonForm, _close, _("Đã đóng tài khoản."), is_offered=_has_account),
        Act("mo-lai", _("Mở lại tài khoản"), ReasonForm, _again, _("Đã mở lại tài khoản."), is_offered=_is_closed),
    )  # fmt: skip


def _on_user(action: Any) -> Any:
    def do(person: Person, cleaned: dict[str, Any], **by: Any) -> None:
        action(user=person.user, **by)

    return do


@require_safe
@page("organisations.can_keep_accounts")
def listing(request: HttpRequest) -> HttpResponse:
    q, state = asked(request, "q"), asked(request, "tinh-trang")
    state = state if state in accounts.STATES else ""
    user, today = request.user, where.today(request)
    rows = accounts.kept_accounts(user, on=today, q=q, state=state)  # type: ignore[arg-type]
    found, first, following = paged(request, rows, ("sort_key", "pk"))
    chips = [
        {"word": word, "url": address(request, **{"tinh-trang": code}), "current": code == state}
        for code, word in STATE_WORDS.items()
    ]
    context = {"people": found, "first": first, "next": following, "total": rows.count()}
    return render(
        request, "organisations/accounts/list.html", context | {"chips": chips, "q": q, "state": state}
    )


@never_cache
@require_safe
@page("organisations.can_keep_accounts")
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    person = _person(request, uid)
    given = request.session.get(GIVEN) or {}
    if given.get("person") == str(uid):
        del request.session[GIVEN]
    context = {
        "person": person,
        "given": given.get("password") if given.get("person") == str(uid) else "",
        "acts": offered(_acts(request.session), person),
        "held": queries.memberships_of(person, on=where.today(request)),
        "trail": _trail(person.name),
    }
    return render(request, "organisations/accounts/detail.html", context | _state(request, person))


def _state(request: HttpRequest, person: Person) -> dict[str, Any]:
    user = person.user
    if user is None:
        return {}
    rows = list(journal.of(user)[:ROWS_SHOWN])
    payloads = journal.shown_all(rows, for_=request.user)  # type: ignore[arg-type]
    return {
        "has_second_factor": core_queries.has_second_factor(user),
        "is_locked": core_queries.is_locked(user, at=request.now),  # type: ignore[attr-defined]
        "sessions": core_queries.sessions_of(user),
        "history": [
            {
                "at": row.at,
                "word": WORDS.get(row.act, row.act),
                "reason": told.get("reason", ""),
                "by": row.by,
            }
            for row, told in zip(rows, payloads, strict=True)
        ],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page("organisations.can_keep_accounts")
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    person = _person(request, uid)
    chosen = named(_acts(request.session), act)
    if not chosen.is_offered(person):
        raise Http404
    back = reverse("accounts:detail", args=[uid])
    return run(request, chosen, person, name=person.name, back=back, trail=_trail(person.name, back))


def _person(request: HttpRequest, uid: UUID) -> Person:
    """Somebody whose account this keeper keeps; of anybody else nothing is told."""
    person = accounts.kept_person(request.user, uid, on=where.today(request))  # type: ignore[arg-type]
    if person is None:
        raise Http404
    return person


def _trail(name: str, url: str = "") -> list[dict[str, Any]]:
    return [{"word": said("Tài khoản"), "url": reverse("accounts:list")}, {"word": name, "url": url}]
