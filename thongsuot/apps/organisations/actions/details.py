"""What of a person is sealed: birth date, telephone, e-mail. Stored under the person's own key, read by an act."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import User
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.actions.people import held, keep
from thongsuot.apps.organisations.models import Person

YOUNGEST, OLDEST = 16, 110
"""Years. Nobody younger may be hired, nobody older holds a post: another year is a slip of the pen."""
PHONE = re.compile(r"\+?\d{8,15}")
"""ITU-T E.164 with or without the sign; landlines of Vietnam have 10 or 11 digits with the leading 0."""


@transaction.atomic
def seal_details(
    *, person: Person, by: User, at: datetime, version: int | None = None, **details: str | date | None
) -> None:
    """Record birth_date, phone or email; None or "" takes one out. Raises `BrokenRule` or `Stale`.

    Neither the row nor the journal holds a value in clear.
    """
    if unknown := details.keys() - CHECKS.keys():
        raise TypeError(f"not a sealed detail: {sorted(unknown)}")
    standing = held(person, version)
    told: dict[str, dict[str, str] | None] = {}
    sealed = dict(standing.sealed)
    for name, value in details.items():
        text = CHECKS[name](value, timezone.localdate(at)) if value else ""
        sealed.pop(name, None)
        if text:
            sealed[name] = vault.seal(standing.uid, text, purpose=name)
        told[name] = vault.personal(standing.uid, text) if text else None
    standing.sealed = sealed
    keep(standing, person)
    journal.write(person, "details-sealed", by=by, at=at, payload=told)


@transaction.atomic
def read_details(*, person: Person, by: User, at: datetime) -> dict[str, str]:
    """Field -> value in clear ("birth_date" as 1980-01-31), for whoever keeps this person's unit; journalled.

    Raises `NotAllowed` for everybody else. What was erased is not among them.
    """
    if not queries.reaches_person(by, "organisations.read_sealed", person, on=timezone.localdate(at)):
        raise NotAllowed(
            _("Thông tin riêng của người này chỉ mở cho cán bộ tổ chức phụ trách đơn vị của người đó.")
        )
    read = open_all(person)
    journal.write(person, "details-read", by=by, at=at, payload={"fields": sorted(read)})
    return read


def open_all(person: Person) -> dict[str, str]:
    """What is sealed of a person, in clear. The caller has asked whether it may."""
    opened = {name: vault.open_(person.uid, sealed, purpose=name) for name, sealed in person.sealed.items()}
    return {name: text for name, text in opened.items() if text is not None}


def _birth_date(value: str | date, today: date) -> str:
    try:
        born = value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        born = today
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not YOUNGEST <= age <= OLDEST:
        raise BrokenRule(
            _("Ngày sinh này không hợp lý. Hãy ghi lại, ví dụ 31/01/1980."),
            field="birth_date",
            code="birth-date-wrong",
        )
    return born.isoformat()


def _phone(value: str | date, today: date) -> str:
    digits = re.sub(r"[\s.()-]", "", str(value))
    if not PHONE.fullmatch(digits):
        raise BrokenRule(
            _("Số điện thoại gồm 8 đến 15 chữ số, ví dụ 0912 345 678. Hãy ghi lại."),
            field="phone",
            code="phone-wrong",
        )
    return digits


def _email(value: str | date, today: date) -> str:
    address = str(value).strip()
    try:
        validate_email(address)
    except ValidationError:
        raise BrokenRule(
            _("Địa chỉ thư điện tử chưa đúng, ví dụ ten@coquan.gov.vn. Hãy ghi lại."),
            field="email",
            code="email-wrong",
        ) from None
    return address


CHECKS: dict[str, Callable[[str | date, date], str]] = {
    "birth_date": _birth_date,
    "phone": _phone,
    "email": _email,
}
