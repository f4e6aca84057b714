"""The calendar: a year to look at, days to switch, office hours, limits with their law, and a calculator."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from thongsuot.apps.core import actions as core
from thongsuot.apps.core import calendar
from thongsuot.apps.core.errors import NotAllowed
from thongsuot.apps.core.models.calendar import LimitRow, OfficeHours
from thongsuot.apps.core.page import address, asked, page
from thongsuot.apps.organisations.forms.calendar import (
    EARLIEST,
    LATEST,
    CountForm,
    DayForm,
    DropForm,
    HoursForm,
    LimitForm,
    SwitchForm,
)
from thongsuot.apps.organisations.models import Organisation
from thongsuot.apps.organisations.views import where
from thongsuot.apps.organisations.views.acts import Act, run

Row = dict[str, Any]
READ_AND_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page("organisations.can_view")
def year(request: HttpRequest) -> HttpResponse:
    province, organ = where.province(), _organ(request)
    number, uid = _year(request), organ.uid if organ else None
    known = calendar.of(uid)
    asked_for = CountForm(request.GET if "tu" in request.GET else None, initial={"tu": where.today(request)})
    limits = calendar.limits(where.today(request))
    context = {
        "year": number,
        "before": address(request, nam=number - 1) if number > EARLIEST.year else "",
        "after": address(request, nam=number + 1) if number < LATEST.year else "",
        "is_known": known.knows(date(number, 12, 31)),
        "organ": organ,
        "months": calendar.months(number, known),
        "weekdays": _weekdays(),
        "days": calendar.known_days(number, uid),
        "hours": _hours(known, where.today(request)),
        "own_hours": calendar.hours_of(uid),
        "limits": [(name, limits[code]) for code, name in calendar.limit_names().items() if code in limits],
        "measures": {str(code): word for code, word in LimitRow.MEASURES},
        "count": asked_for,
        "counted": _counted(asked_for, known),
        "may_keep": where.may_keep_calendar(request, organ.unit if organ else province),
        "may_keep_all": where.may_keep_calendar(request, province),
    }
    return render(request, "organisations/calendar.html", context)


def _organ(request: HttpRequest) -> Organisation | None:
    given = asked(request, "co-quan")
    if not given:
        return None
    try:
        return where.organ(UUID(given))
    except ValueError as error:
        raise Http404 from error


def _year(request: HttpRequest) -> int:
    given = asked(request, "nam")
    is_year = given.isascii() and given.isdigit() and EARLIEST.year <= int(given) <= LATEST.year
    return int(given) if is_year else where.today(request).year


def _weekdays() -> list[tuple[str, Any]]:
    short = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
    return [(short[number], word) for number, word in OfficeHours.WEEKDAYS]


def _hours(known: calendar.Calendar, today: date) -> list[tuple[Any, list[tuple[time, time]]]]:
    """Each weekday with its spans of today's rule."""
    rules = [one for one in known.hours if one.since <= today <= one.until]
    return [
        (word, sorted((one.opens, one.closes) for one in rules if one.weekday == number))
        for number, word in OfficeHours.WEEKDAYS
    ]


def _counted(form: CountForm, known: calendar.Calendar) -> Row:
    """The day that the calculator was asked for, and why; empty when nothing (or nonsense) was asked."""
    if not form.is_bound or not form.is_valid():
        return {}
    start = form.cleaned_data["tu"]
    limit = calendar.Limit(form.cleaned_data["so"], calendar.Unit(form.cleaned_data["tinh"]))
    begin = calendar.Event(calendar.EventKind.START, start, calendar.end_of_day(start))
    standing = calendar.replay([begin], limit, known, as_of=start)
    return {
        "due": standing.due,
        "why": calendar.sentence(calendar.explain_standing(standing, limit, known)),
    }


def _keep_day(_subject: Any, cleaned: Row, **by: Any) -> str:
    organ = cleaned.pop("organ")
    row = core.set_day(unit=organ.uid if organ else None, **cleaned, **by)
    return _back(row.day.year, organ)


def _keep_hours(_subject: Any, cleaned: Row, **by: Any) -> str:
    organ = cleaned.pop("organ")
    core.set_hours(unit=organ.uid if organ else None, **cleaned, **by)
    return _back(by["at"].year, organ)


def _switch(subject: calendar.KnownDay, cleaned: Row, **by: Any) -> None:
    core.switch_day(
        day=subject.day, unit=subject.unit, in_force=not subject.in_force, source=cleaned["source"], **by
    )


def _drop(subject: OfficeHours, cleaned: Row, **by: Any) -> None:
    core.drop_hours(hours=subject, source=cleaned["source"], **by)


def _limit(subject: calendar.Limit, cleaned: Row, **by: Any) -> None:
    core.set_limit(code=subject.code, **cleaned, **by)


DAY = Act("ngay", _("Ghi một ngày"), DayForm, _keep_day, _("Đã ghi vào lịch làm việc."))
ON = Act("bat", _("Áp dụng ngày này"), SwitchForm, _switch, _("Đã ghi vào lịch làm việc."))
OFF = Act("tat", _("Thôi áp dụng ngày này"), SwitchForm, _switch, _("Đã ghi vào lịch làm việc."))
HOURS = Act("gio", _("Ghi giờ làm việc"), HoursForm, _keep_hours, _("Đã ghi giờ làm việc."))
DROP = Act("bo", _("Bỏ khoảng giờ này"), DropForm, _drop, _("Đã ghi giờ làm việc."))
LIMIT = Act("thoi-han", _("Đặt thời hạn"), LimitForm, _limit, _("Đã ghi thời hạn."))


@READ_AND_WRITE
@page("organisations.can_keep_calendar")
def day(request: HttpRequest) -> HttpResponse:
    return _own(request, DAY)


@READ_AND_WRITE
@page("organisations.can_keep_calendar")
def hours(request: HttpRequest) -> HttpResponse:
    return _own(request, HOURS)


@READ_AND_WRITE
@page("organisations.can_keep_calendar")
def switch(request: HttpRequest, on: str) -> HttpResponse:
    organ = _organ(request)
    found = _known_day(on, organ)
    _require(request, organ)
    act = OFF if found.in_force else ON
    name = f"{found.day:%d/%m/%Y}, {found.label}"
    return _run(request, act, found, name=name, back=_back(found.day.year, organ))


@READ_AND_WRITE
@page("organisations.can_keep_calendar")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = OfficeHours.objects.filter(uid=uid, in_force=True).first()
    if found is None:
        raise Http404
    organ = where.organ(found.unit) if found.unit else None
    _require(request, organ)
    return _run(request, DROP, found, name=str(found), back=_back(where.today(request).year, organ))


@READ_AND_WRITE
@page("organisations.can_keep_calendar")
def limit(request: HttpRequest, code: str) -> HttpResponse:
    held = calendar.limits(where.today(request)).get(code)
    if held is None or code not in calendar.limit_names():
        raise Http404
    _require(request, None)
    name = calendar.limit_names()[code]
    return _run(request, LIMIT, held, name=name, back=_back(where.today(request).year, None))


def _own(request: HttpRequest, act: Act) -> HttpResponse:
    """An act whose form names the organ that it is for; which organ may be named is asked when it is sent."""
    if request.method == "POST":
        named = request.POST.get("organ", "")
        _require(request, where.organ(UUID(named)) if _is_uid(named) else None)
    return _run(request, act, where.province(), name=said("Lịch làm việc"), back=reverse("calendar:year"))


def _is_uid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _known_day(on: str, organ: Organisation | None) -> calendar.KnownDay:
    try:
        day = datetime.strptime(on, "%Y-%m-%d").date()  # noqa: DTZ007 -- a day has no zone
    except ValueError as error:
        raise Http404 from error
    uid = organ.uid if organ else None
    found = next(
        (one for one in calendar.known_days(day.year, uid) if (one.day, one.unit) == (day, uid)), None
    )
    if found is None:
        raise Http404
    return found


def _require(request: HttpRequest, organ: Organisation | None) -> None:
    if not where.may_keep_calendar(request, organ.unit if organ else where.province()):
        raise NotAllowed(
            said("Lịch chung chỉ cán bộ tổ chức của tỉnh được sửa; cơ quan sửa lịch riêng của mình.")
        )


def _back(year: int, organ: Organisation | None) -> str:
    own = f"&co-quan={organ.uid}" if organ else ""
    return f"{reverse('calendar:year')}?nam={year}{own}"


def _run(request: HttpRequest, act: Act, subject: Any, *, name: str, back: str) -> HttpResponse:
    steps = [{"word": said("Lịch làm việc"), "url": back}]
    return run(request, act, subject, name=name, back=back, trail=steps)
