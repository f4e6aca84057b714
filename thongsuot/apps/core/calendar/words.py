"""A due date in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from thongsuot.apps.core.bridge import DaysOut, Explanation, Kind, Pause, Source, Unit


def sentence(explanation: Explanation) -> str:
    """Why the clock is due when it is: “Hạn 16/09/2025: 10 ngày làm việc kể từ ngày sau 29/08/2025, trừ …”."""
    if explanation.due is None or explanation.source == Source.NONE:
        return _("Không có thời hạn.")
    parts = [_opening(explanation), *_details(explanation)]
    if explanation.law:
        parts.append(_("theo %(law)s") % {"law": _law(explanation)})
    if not explanation.is_known:
        parts.append(_("chưa tính ngày nghỉ lễ của năm chưa có lịch"))
    return f"{', '.join(parts)}."


def _opening(explanation: Explanation) -> str:
    told = {
        "due": _moment(explanation),
        "days": explanation.days,
        "start": _day(explanation.counted_from),
        "before": _day(explanation.before) if explanation.before else _("không có thời hạn"),
    }
    return _pattern(explanation) % told


def _pattern(explanation: Explanation) -> str:
    if explanation.source == Source.NAMED:
        return _("Hạn %(due)s: ngày ghi trong văn bản")
    if explanation.source == Source.EXTENDED:
        return _("Hạn %(due)s: được gia hạn, trước là %(before)s")
    if explanation.source == Source.CORRECTED:
        return _("Hạn %(due)s: đã sửa, trước là %(before)s")
    if explanation.unit == Unit.HOURS:
        return _("Hạn %(due)s: %(days)s giờ làm việc kể từ lúc nhận ngày %(start)s")
    if explanation.unit == Unit.CALENDAR:
        return _("Hạn %(due)s: %(days)s ngày kể từ ngày sau %(start)s")
    if explanation.days == 0:
        return _("Hạn %(due)s: trong ngày %(start)s hoặc ngày làm việc tiếp theo")
    return _("Hạn %(due)s: %(days)s ngày làm việc kể từ ngày sau %(start)s")


def _details(explanation: Explanation) -> list[str]:
    found = []
    if explanation.cutoff:
        told = {"start": _day(explanation.start), "cutoff": f"{explanation.cutoff:%H:%M}"}
        found.append(_("vì đến sau %(cutoff)s ngày %(start)s") % told)
    if explanation.off:
        found.append(_("trừ %(days)s") % {"days": _runs(explanation.off)})
    if explanation.worked:
        found.append(_("tính cả %(days)s") % {"days": _runs(explanation.worked)})
    if explanation.pauses:
        found.append(_("trừ thời gian tạm dừng %(spans)s") % {"spans": _pauses(explanation.pauses)})
    if explanation.is_moved:
        found.append(_("ngày cuối là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo"))
    return found


def _runs(runs: Iterable[DaysOut]) -> str:
    return ", ".join(f"{_span(run.since, run.until)} {_reason(run)}" for run in runs)


def _reason(run: DaysOut) -> str:
    """A holiday is “nghỉ” of its name; the other names say already what the day is."""
    if run.kind == Kind.HOLIDAY:
        return _("nghỉ %(name)s") % {"name": run.name}
    return f"{run.name[:1].lower()}{run.name[1:]}"


def _span(since: date, until: date) -> str:
    """“02/09”, “01-02/09”, “27/01-02/02”."""
    if since == until:
        return f"{since:%d/%m}"
    return f"{since:%d}-{until:%d/%m}" if since.month == until.month else f"{since:%d/%m}-{until:%d/%m}"


def _pauses(pauses: Iterable[Pause]) -> str:
    pattern = _("%(since)s đến trước %(until)s")
    return ", ".join(
        pattern % {"since": _day(pause.since), "until": _day(pause.until)} for pause in _joined(pauses)
    )


def _joined(pauses: Iterable[Pause]) -> list[Pause]:
    """A suspension that an extension cut in two is told as one."""
    found: list[Pause] = []
    for pause in pauses:
        if found and found[-1].until == pause.since:
            found[-1] = Pause(found[-1].since, pause.until, found[-1].days + pause.days)
        else:
            found.append(pause)
    return found


def _law(explanation: Explanation) -> str:
    law = explanation.law
    return f"{law[:1].lower()}{law[1:]}" if explanation.is_default else law


def _moment(explanation: Explanation) -> str:
    day = _day(explanation.due)
    return f"{explanation.due_at:%H:%M} {day}" if explanation.due_at else day


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
