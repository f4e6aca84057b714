"""What every page of the apparatus asks first: which province, which day, who may change what."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from thongsuot.apps.core.errors import NotAllowed
from thongsuot.apps.core.page import asked
from thongsuot.apps.organisations import queries
from thongsuot.apps.organisations.models import Organisation
from thongsuot.apps.places import queries as places

if TYPE_CHECKING:
    from thongsuot.apps.places.models import Unit

Row = dict[str, Any]
EARLIEST = date(1945, 9, 2)


def province() -> Unit:
    """The province of this installation."""
    found = places.by_code(settings.PROVINCE)
    if found is None:
        raise Http404
    return found


def unit(uid: UUID) -> Unit:
    found = places.unit(uid)
    if found is None:
        raise Http404
    return found


def organ(uid: UUID) -> Organisation:
    found = queries.organisation(uid)
    if found is None:
        raise Http404
    return found


def today(request: HttpRequest) -> date:
    return timezone.localdate(request.now)  # type: ignore[attr-defined]


def chosen_day(request: HttpRequest) -> tuple[date, str]:
    """The day in the address (`?ngay=2025-07-01`), today without it; and what to say of one that is no day."""
    given = asked(request, "ngay")
    if not given:
        return today(request), ""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return today(request), _("Không có ngày “%(day)s” nên trang hiện ngày hôm nay.") % {"day": given}
    if day < EARLIEST:
        return today(request), _("Ngày này quá xa nên trang hiện ngày hôm nay.")
    return day, ""


def by(request: HttpRequest) -> Row:
    """Who acts and when, for an action."""
    return {"by": request.user, "at": request.now}  # type: ignore[attr-defined]


def may_arrange(request: HttpRequest, unit: Unit) -> bool:
    """Whether this person, in the capacity they act in, may change the apparatus of this unit."""
    return _reaches(request, unit, "organisations.arrange")


def may_keep_calendar(request: HttpRequest, unit: Unit) -> bool:
    """Whether this person may change the calendar of organs of this unit; the province's, for all of them."""
    return _reaches(request, unit, "organisations.keep_calendar")


def may_read_sealed(request: HttpRequest, units: list[Unit]) -> bool:
    return any(_reaches(request, unit, "organisations.read_sealed") for unit in units)


def _reaches(request: HttpRequest, unit: Unit, action: str) -> bool:
    """A look at the capacities answers for a living unit; only an old one asks the successions."""
    user: Any = request.user
    near = {unit.pk, unit.province_id}
    entitled = queries.entitled(user, action)
    if any(capacity.unit_id in near for capacity in entitled):
        return True
    if not entitled or unit.is_current:
        return False
    scope = queries.scope(user, action)
    return scope.is_all or unit.pk in scope.units


def require_arrange(request: HttpRequest, unit: Unit) -> None:
    if not may_arrange(request, unit):
        raise NotAllowed(
            _("Chỉ cán bộ tổ chức phụ trách %(unit)s được thay đổi ở đây.") % {"unit": unit.full_name}
        )


def trail(*below: Row) -> list[Row]:
    top = {"word": _("Tổ chức bộ máy"), "url": reverse("organisations:overview") if below else ""}
    return [top, *below]


def unit_step(unit: Unit, *, is_last: bool = False) -> Row:
    url = "" if is_last else reverse("organisations:unit", args=[unit.uid])
    return {"word": capfirst(unit.full_name), "url": url}


def organ_step(organ: Organisation, *, is_last: bool = False) -> Row:
    url = "" if is_last else reverse("organisations:organ", args=[organ.uid])
    return {"word": organ.name, "url": url}


def units_of_province(province: Unit) -> list[Unit]:
    return list(places.units_of(province))
