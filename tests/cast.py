"""Who plays in the tests: a few real units of Quảng Ngãi, invented organs' people, and their first cases.

Everything is made through the actions that the product uses. Each call gives the one that is there already.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client, override_settings

from conftest import NOW
from thongsuot.apps.cases import actions as cases
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core import actions as accounts
from thongsuot.apps.core.models import User, new_uid
from thongsuot.apps.core.queries import system_actor, user_by_login
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations import queries as organs
from thongsuot.apps.organisations.middleware import equip
from thongsuot.apps.organisations.models import Organisation, Post
from thongsuot.apps.places import actions as places
from thongsuot.apps.places import queries as units
from thongsuot.apps.places.models import Unit

PASSWORD = "mat-khau-cua-ban-thu"
SINCE = date(2025, 7, 1)
PROVINCE, KON_TUM, DAK_BLA, NGOK_BAY, LY_SON = "51", "23293", "23302", "23317", "21548"


class FewRounds(PBKDF2PasswordHasher):
    """The product's own hashes, made quickly."""

    iterations = 1


@cache
def _tables() -> places.Tables:
    shipped = places.shipped()
    communes = [row for row in shipped.communes if row["code"] in (KON_TUM, DAK_BLA, NGOK_BAY, LY_SON)]
    return places.Tables([row for row in shipped.provinces if row["code"] == PROVINCE], communes, [], [])


def unit(code: str = KON_TUM) -> Unit:
    """A unit by its official code; the province and four of its communes are known."""
    if units.by_code(PROVINCE) is None:
        places.load(by=system_actor(), at=NOW, tables=_tables())
    found = units.by_code(code)
    assert found is not None
    return found


def organ(
    name: str,
    *,
    kind: str = "department",
    block: str = "state",
    of: Unit | None = None,
    keeps_register: bool = False,
) -> Organisation:
    """An organ of a unit, of the province unless told otherwise."""
    where = of or unit(PROVINCE)
    return organs.of_units([where.pk]).filter(name=name).first() or organisations.found(
        name=name,
        kind=kind,
        block=block,
        unit=where,
        keeps_register=keeps_register,
        by=system_actor(),
        at=NOW,
    )


def committee(of: Unit) -> Organisation:
    """The people's committee of a commune."""
    return organ(f"UBND {of.full_name}", kind="peoples-committee", of=of)


def post(organisation: Organisation, title: str, role: str = "") -> Post:
    """A post of an organ with a seat to spare, carrying a role."""
    by = system_actor()
    found = organisation.posts.filter(title=title).first() or organisations.open_post(
        organisation=organisation, title=title, since=SINCE, seats=20, by=by, at=NOW
    )
    if role and not found.roles.filter(role=role).exists():
        organisations.grant_role(post=found, role=role, since=SINCE, by=by, at=NOW)
    return found


def account(login: str, role: str, organisation: Organisation, title: str, name: str = "") -> User:
    """Somebody who acts for an organ in a role, as a request would know them."""
    user = user_by_login(login)
    if user is None:
        by = system_actor()
        with override_settings(PASSWORD_HASHERS=["tests.cast.FewRounds"]):
            user = accounts.open_account(login=login, password=PASSWORD, by=by, at=NOW)
        person = organisations.enter_person(name=name or f"Người {login}", by=by, at=NOW)
        organisations.link_account(person=person, user=user, by=by, at=NOW)
        held = post(organisation, title, role)
        organisations.appoint(person=person, post=held, since=SINCE, by=by, at=NOW)
    return equip(user, at=NOW)


def coordinator() -> User:
    office = organ("Văn phòng Tỉnh ủy", kind="office", block="party", keeps_register=True)
    return account("tonghop", "coordinator", office, "Chuyên viên tổng hợp")


def commune_officer(of: Unit | None = None) -> User:
    of = of or unit()
    return account(f"xa-{of.code}", "commune", committee(of), f"Cán bộ {of.full_name}")


def department_officer(name: str = "Sở Xây dựng") -> User:
    department = organ(name)
    return account(
        f"so-{department.folded.replace(' ', '-')}", "department", department, f"Chuyên viên {name}"
    )


def leader() -> User:
    standing = organ("Thường trực Tỉnh ủy", kind="standing-committee", block="party")
    return account("lanhdao", "leader", standing, "Thường trực Tỉnh ủy")


def state_coordinator() -> User:
    """Keeps the register of the State block: another office, another register."""
    office = organ("Văn phòng UBND tỉnh", kind="office", keeps_register=True)
    return account("tonghop-ubnd", "coordinator", office, "Chuyên viên tổng hợp")


def head(of: Organisation) -> User:
    """Who heads an organ."""
    return account(f"dung-dau-{of.pk}", "head", of, "Người đứng đầu")


def organiser() -> User:
    """Keeps organs, posts and memberships of the whole province."""
    return account("tochuc", "organiser", organ("Sở Nội vụ"), "Chuyên viên tổ chức")


def keeper() -> User:
    """Keeps the accounts of the whole province."""
    return account("quanly-taikhoan", "keeper", organ("Sở Khoa học và Công nghệ"), "Quản lý tài khoản")


def data_officer() -> User:
    """Answers requests about personal data."""
    return account("baove-dulieu", "data-officer", organ("Sở Tư pháp"), "Cán bộ bảo vệ dữ liệu cá nhân")


def stranger() -> User:
    """An account without any capacity."""
    user = user_by_login("chua-co-vai")
    with override_settings(PASSWORD_HASHERS=["tests.cast.FewRounds"]):
        user = user or accounts.open_account(
            login="chua-co-vai", password=PASSWORD, by=system_actor(), at=NOW
        )
    return equip(user, at=NOW)


def case(text: str = "Sớm cho chủ trương đầu tư tuyến đường vành đai", **changes: Any) -> Case:
    """A recommendation of phường Kon Tum of 20/8/2025, entered by the coordinator."""
    usual: dict[str, Any] = {
        "kind": "recommendation",
        "topic": "infrastructure",
        "raised_on": date(2025, 8, 20),
        "raising_units": (unit(),),
    }
    return cases.record(new=cases.NewCase(text=text, **usual | changes), by=coordinator(), at=NOW)


def browser(user: User) -> Client:
    """A client that is logged in as `user`."""
    client = Client()
    client.force_login(user)
    return client


def stop_clock(monkeypatch: pytest.MonkeyPatch, at: datetime = NOW) -> None:
    """Requests take place at this moment."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)


def key() -> str:
    """A fresh key for a POST."""
    return new_uid().hex
