"""What the register's pages say in words: the filters read back, whose move it is, what was done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thongsuot.apps.cases import states, topics
from thongsuot.apps.cases.models import Answer, Assignment, Case, Kind
from thongsuot.apps.cases.queries import Filters
from thongsuot.apps.cases.states import parties
from thongsuot.apps.core import journal
from thongsuot.apps.core.models import SYSTEM_LOGIN, JournalEntry, User

EXACT = 1000
"""Up to here a count is told exactly."""

ACTS: dict[str, str | Promise] = {
    "recorded": gettext_lazy("Ghi vào sổ"),
    "named": gettext_lazy("Giao thêm cơ quan"),
    "answer-noted": gettext_lazy("Ghi câu trả lời"),
    "one-confirmed": gettext_lazy("Một nơi kiến nghị đã xác nhận"),
    "took-in": gettext_lazy("Nhận nhập đầu việc khác"),
    "gave-back": gettext_lazy("Tách đầu việc đã nhập"),
    "joined": gettext_lazy("Nối mạch với nội dung khác"),
    "public-words": gettext_lazy("Sửa tình trạng nói công khai"),
    "released": gettext_lazy("Chia sẻ câu trả lời cho các xã"),
    "unreleased": gettext_lazy("Thôi chia sẻ câu trả lời"),
    "linked": gettext_lazy("Gắn liên kết"),
    "shared": gettext_lazy("Chia sẻ cho văn phòng khác"),
    "unshared": gettext_lazy("Thôi chia sẻ"),
    "moved-to-register": gettext_lazy("Chuyển sổ"),
    "handed-on": gettext_lazy("Giao cho cán bộ thụ lý"),
    "taken-back": gettext_lazy("Thôi giao cho cán bộ"),
    "opened-in-emergency": gettext_lazy("Mở khẩn cấp"),
    "progress": gettext_lazy("Ghi tiến độ"),
    "relayed": gettext_lazy("Ghi văn bản chuyển tải"),
    "extension-asked": gettext_lazy("Xin gia hạn"),
    "extension-granted": gettext_lazy("Được gia hạn"),
    "extension-refused": gettext_lazy("Không được gia hạn"),
    "extension-taken-back": gettext_lazy("Rút đề nghị gia hạn"),
    "due-days-followed": gettext_lazy("Thời hạn được tính lại theo lịch làm việc"),
    "blocked": gettext_lazy("Báo đang vướng"),
    "blocked-ended": gettext_lazy("Hết vướng"),
    "suspended": gettext_lazy("Tạm dừng thực hiện"),
    "suspended-ended": gettext_lazy("Cho thực hiện tiếp"),
    "date-corrected": gettext_lazy("Sửa thời hạn"),
    "objected": gettext_lazy("Nêu ý kiến về thời hạn"),
    "objection-decided": gettext_lazy("Trả lời ý kiến về thời hạn"),
    "replaces": gettext_lazy("Thay thế nội dung khác"),
    "recurrence-set": gettext_lazy("Đặt chu kỳ thường xuyên"),
    "instances-made": gettext_lazy("Tạo các phần việc của kỳ"),
    "late-asking-let": gettext_lazy("Cho xin gia hạn muộn"),
    "handed-over": gettext_lazy("Chuyển cho bên kế thừa"),
    "handed-back": gettext_lazy("Chuyển lại như trước sắp xếp"),
}
"""Acts that are no step of a life cycle."""

ACT_MARKS = {
    "withdraw": "refused",
    "receive": "seen",
    "assign": "moving",
    "named": "moving",
    "opened-in-emergency": "late",
}


def number(count: int) -> str:
    if count > EXACT:
        return _("hơn %(count)s") % {"count": number_format(EXACT, force_grouping=True)}
    return str(number_format(count, force_grouping=True))


def read_back(
    filters: Filters,
    total: int,
    *,
    unit: str,
    raisers: dict[str, int],
    register: str = "",
    chosen: Iterable[tuple[str, str]] = (),
) -> str:
    """The filters as one sentence: “23 kiến nghị của 2 phường, lĩnh vực đất đai, nêu từ 01/08/2025”.

    `chosen` are further conditions as the form names them: what, and which.
    """
    counted = _counted(filters.kind, total)
    whose = [_("của hoặc giao cho %(unit)s") % {"unit": unit}] if unit else _raised_by(raisers)
    kept = [_("thuộc sổ của %(register)s") % {"register": register}] if register else []
    kept += [f"{lower(what)}: {lower(which)}" if which else lower(what) for what, which in chosen]
    parts = [" ".join([counted, *whose]), *kept, *_conditions(filters)]
    return ", ".join(parts) + "."


def _counted(kind: str, total: int) -> str:
    told = {"count": number(total)}
    if kind == Kind.RECOMMENDATION:
        return ngettext("%(count)s kiến nghị", "%(count)s kiến nghị", total) % told
    if kind == Kind.DIRECTIVE:
        return ngettext("%(count)s nội dung chỉ đạo", "%(count)s nội dung chỉ đạo", total) % told
    if kind == Kind.COMMITMENT:
        return ngettext("%(count)s cam kết", "%(count)s cam kết", total) % told
    if kind == Kind.DIFFICULTY:
        return ngettext("%(count)s khó khăn, vướng mắc", "%(count)s khó khăn, vướng mắc", total) % told
    if kind == Kind.TASK:
        return ngettext("%(count)s việc nội bộ", "%(count)s việc nội bộ", total) % told
    return ngettext("%(count)s nội dung", "%(count)s nội dung", total) % told


def _raised_by(raisers: dict[str, int]) -> list[str]:
    units = ", ".join(f"{number(count)} {kind}" for kind, count in sorted(raisers.items()))
    return [_("của %(units)s") % {"units": units}] if units else []


def _conditions(filters: Filters) -> list[str]:
    told = []
    if filters.topic:
        told.append(_("lĩnh vực %(topic)s") % {"topic": lower(topics.label(filters.topic))})
    if filters.is_mine:
        told.append(_("giao cho bạn thụ lý"))
    told += _period(filters.since, filters.until)
    if filters.status:
        words = ", ".join(status_label(code) for code in filters.statuses)
        told.append(_("trạng thái “%(status)s”") % {"status": words})
    if filters.q:
        told.append(_("có chữ “%(words)s”") % {"words": filters.q})
    return told


def _period(since: date | None, until: date | None) -> list[str]:
    if since and since == until:
        return [_("nêu ngày %(day)s") % {"day": day(since)}]
    if since and until:
        return [_("nêu từ %(since)s đến %(until)s") % {"since": day(since), "until": day(until)}]
    if since:
        return [_("nêu từ %(since)s") % {"since": day(since)}]
    return [_("nêu đến hết %(until)s") % {"until": day(until)}] if until else []


def day(one: date) -> str:
    return date_format(one, "SHORT_DATE_FORMAT")


def lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def status_label(code: str) -> str:
    """The word of a status; every code stands in the tables once, or with the same word."""
    known = (state for cycle in states.BY_KIND.values() for state in cycle.states)
    return next((str(state.label) for state in known if state.code == code), code)


MOVES: dict[str, str | Promise] = {
    "raised": gettext_lazy("%(office)s sàng lọc và giao cơ quan trả lời."),
    "screened": gettext_lazy("%(office)s giao cơ quan trả lời."),
    "returned": gettext_lazy("%(office)s giao cơ quan khác trả lời."),
    "assigned": gettext_lazy("%(lead)s tiếp nhận kiến nghị."),
    "seen": gettext_lazy("%(lead)s trả lời kiến nghị."),
    "scheduled": gettext_lazy("%(lead)s thực hiện lộ trình và báo khi xong."),
    "forwarded": gettext_lazy("Cơ quan cấp trên trả lời; %(lead)s báo lại nơi kiến nghị."),
    "answered": gettext_lazy("%(askers)s cho ý kiến về câu trả lời."),
    "resolved": gettext_lazy("%(askers)s cho ý kiến về câu trả lời."),
    "contested": gettext_lazy("%(office)s quyết định giữ hay yêu cầu trả lời lại."),
    "noted": gettext_lazy("Chưa giao bằng văn bản, nên chưa ai phải thực hiện."),
    "given": gettext_lazy("%(office)s xác nhận thời hạn của cam kết."),
}
"""Who is to do what, by the status a case stands in; of all others only whose turn it is."""


def whose_move(case: Case) -> str:
    """Who is to act next. Reads the prefetched assignments and confirmations only."""
    if not case.is_open:
        return _("Không ai phải làm gì: %(state)s.") % {"state": lower(str(case.state.label))}
    lead = next((one for one in case.leads if one.status != "returned"), None)
    told = {
        "office": case.register.name if case.register else _("Cơ quan giữ sổ"),
        "lead": lead.name if lead else case.raised_by or _("Cơ quan chủ trì"),
        "askers": ", ".join(_waited_for(case)),
    }
    if case.status in MOVES:
        return str(MOVES[case.status]) % told
    who = told["lead"] if case.state.turn == parties.LEAD else told["office"]
    return _("%(who)s làm bước tiếp theo.") % {"who": who}


def _waited_for(case: Case) -> list[str]:
    """Who asked and has yet to speak."""
    asked = [one for one in case.confirmations.all() if one.round == case.round and one.status == "waiting"]
    return [one.unit.full_name if one.unit else case.raised_by or _("Nơi kiến nghị") for one in asked]


def entries(rows: list[JournalEntry], case: Case, *, for_: User) -> list[dict[str, Any]]:
    """Journal rows for `core/parts/thread.html`, in the order given."""
    names = {assignment.uid: assignment.name for assignment in case.assignments.all()}
    names |= {one.uid: one.unit.full_name for one in case.confirmations.all() if one.unit}
    payloads = journal.shown_all(rows, for_=for_)
    return [
        {
            "act": row.act,
            "title": act_label(row.act, case),
            "by": who(row),
            "at": row.at,
            "text": _told(row, facts, names),
            "mark": ACT_MARKS.get(row.act, "new"),
        }
        for row, facts in zip(rows, payloads, strict=True)
    ]


def act_label(act: str, case: Case) -> str:
    steps = (*case.life_cycle.steps, *states.ASSIGNMENT.steps, *states.CONFIRMATION.steps)
    labels = {step.code: step.label for step in reversed(steps)} | ACTS
    return str(labels.get(act, act))


def who(row: JournalEntry) -> str:
    """The account and the capacity in which it acted."""
    if row.by.login == SYSTEM_LOGIN:
        return _("Hệ thống")
    return f"{row.by.login}, {row.acting_as}" if row.acting_as else row.by.login


OFFICE_ACTS = {"shared", "unshared", "moved-to-register"}


def _told(row: JournalEntry, facts: dict[str, Any], names: dict[Any, str]) -> str:
    if row.act in OFFICE_ACTS:
        why = _("Lý do: %(reason)s") % {"reason": facts["reason"]} if facts.get("reason") else ""
        return ". ".join(part for part in (facts["name"], why) if part)
    if row.act in ("assign", "named") and "name" in facts:
        return f"{facts['name']} ({Assignment.Role(facts['role']).label})"
    if facts.get("result") in Answer.Result.values:
        return str(Answer.Result(facts["result"]).label)
    if row.act in ("merge", "took-in", "gave-back", "joined"):
        return str(facts["number"])
    if row.subject_kind == "cases.confirmation":
        return ". ".join(part for part in (names.get(row.subject_uid, ""), facts.get("reason", "")) if part)
    if facts.get("moves"):
        told = ({"what": one["what"], "from": one["from"], "to": one["to"]} for one in facts["moves"])
        if row.act == "handed-over":
            return "; ".join(f"{one['what']}: {one['from']} → {one['to']}" for one in told if one["to"])
    if said := facts.get("note") or facts.get("product"):
        return str(said)
    if facts.get("reason"):
        return _("Lý do: %(reason)s") % {"reason": facts["reason"]}
    return names.get(row.subject_uid, "")
