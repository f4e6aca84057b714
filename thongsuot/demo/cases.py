"""The register of the demo as an office finds it: cases at every turn of their lives. All of it is invented.

Each act is taken by a log-in of the demo, some days before the day on which the demo is loaded.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from thongsuot.apps.cases import actions as cases
from thongsuot.apps.core import queries as core
from thongsuot.apps.organisations import queries as organs
from thongsuot.apps.organisations.middleware import equip
from thongsuot.demo import apparatus

if TYPE_CHECKING:
    from thongsuot.apps.cases.models import Case
    from thongsuot.apps.core.models import User
    from thongsuot.apps.organisations.models import Organisation

INVENTED = "Ví dụ trình diễn, không có thật"
LEAD, COMMITTEE = "Sở Xây dựng", "UBND tỉnh"
OFFICE, STATE_OFFICE, HEAD, OFFICER, COMMUNE = (
    "tonghop",
    "tonghop-ubnd",
    "giamdoc-xaydung",
    "so-xaydung",
    "kontum",
)
"""Log-ins: two offices that keep registers, a department's head and officer, a commune's officer."""


def live(at: datetime) -> None:
    """Lead the cases of the demo through their lives, up to `at`."""
    days = _Days(at)
    _finished(days)
    _contested(days)
    _waiting(days)
    _late_and_soon(days)
    _scheduled(days)
    _not_ours(days)
    _one_answer_for_many(days)
    _to_all_communes(days)
    _later_day_asked(days)
    _drafted(days)
    _inside(days)
    cases.propose_reminders(by=core.system_actor(), at=at)


class _Days:
    """Who acts when: `act(login, ago)` are the last two arguments of every action."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.known: dict[str, User] = {}
        codes = (settings.PROVINCE, *apparatus.COMMUNES)
        self.units = {code: apparatus.unit(code) for code in codes}

    def act(self, login: str, ago: int) -> dict[str, Any]:
        if login not in self.known:
            user = core.user_by_login(login)
            if user is None:
                raise LookupError(login)
            self.known[login] = equip(user, at=self.at)
        return {"by": self.known[login], "at": self.at - timedelta(days=ago)}

    def day(self, ago: int) -> date:
        return timezone.localdate(self.at) - timedelta(days=ago)

    def organ(self, name: str, code: str = "") -> Organisation:
        found = organs.named(name, units=[self.units[code or settings.PROVINCE].pk])
        if found is None:
            raise LookupError(name)
        return found

    def commune(self, code: str) -> Organisation:
        return self.organ(f"UBND {self.units[code].full_name}", code)

    def asked(self, text: str, topic: str, ago: int, code: str = apparatus.COMMUNES[0]) -> Case:
        """A recommendation of a commune, entered by the office."""
        unit = self.units[code]
        new = cases.NewCase(
            kind="recommendation",
            topic=topic,
            text=text,
            raised_on=self.day(ago),
            raised_by=f"lãnh đạo {unit.full_name}",
            raising_units=(unit,),
            source_note=INVENTED,
        )
        return cases.record(new=new, **self.act(OFFICE, ago))

    def given(self, text: str, topic: str, ago: int, *, seen: bool = True) -> Case:
        """One that the department leads since the day after it was asked, and has seen another day later."""
        case = self.asked(text, topic, ago)
        lead = cases.assign(
            case=case, organisation=self.organ(LEAD), role="lead", **self.act(OFFICE, ago - 1)
        )
        if seen:
            lead.case = case
            cases.receive(assignment=lead, **self.act(OFFICER, ago - 2))
        return case

    def answer(self, case: Case, step: str, result: str, text: str, ago: int, **more: Any) -> None:
        given = cases.Given(text, result, document_number="12/SXD-VD", document_on=self.day(ago), **more)
        cases.answer_case(case=case, step=step, given=given, **self.act(HEAD, ago))

    def directive(self, text: str, ago: int, **clear: Any) -> Case:
        """What the state's office drafts, with its six clear things."""
        new = cases.NewCase(
            kind="directive",
            topic="infrastructure",
            text=text,
            raised_on=self.day(ago),
            source_note=INVENTED,
        )
        case = cases.record(new=new, **self.act(STATE_OFFICE, ago))
        told: dict[str, Any] = {
            "responsibility": "Người đứng đầu cơ quan",
            "product": "Báo cáo",
            "authority": COMMITTEE,
        }
        drafted = cases.Clear(text, "report", **told, **clear)
        cases.draft_directive(case=case, step="draft", clear=drafted, **self.act(STATE_OFFICE, ago))
        return case

    def paper(self, text: str, number: str, ago: int) -> cases.Paper:
        signer = "Nguyễn Văn Mẫu"
        return cases.Paper(
            self.organ(COMMITTEE), signer, "Phó Chủ tịch UBND tỉnh", self.day(ago), text, number
        )


def _finished(days: _Days) -> None:
    case = days.given("nâng cấp hệ thống thoát nước đường trục chính của phường", "infrastructure", 42)
    days.answer(case, "resolve", "resolved", "Đã nạo vét, thay 120 m cống; nghiệm thu xong.", 25)
    cases.confirm(case=case, step="confirm", words="Đường không còn ngập.", **days.act(COMMUNE, 20))


def _contested(days: _Days) -> None:
    case = days.given("sửa cầu treo dân sinh bị hư hỏng sau mưa lũ", "infrastructure", 25)
    days.answer(case, "answer", "explained", "Cầu do xã quản lý; đề nghị dùng nguồn duy tu của xã.", 9)
    why = "Nguồn duy tu của xã không đủ, cầu đã phải cấm xe."
    cases.contest(case=case, step="contest", reason=why, **days.act(COMMUNE, 1))


def _waiting(days: _Days) -> None:
    case = days.given("hướng dẫn cấp giấy phép xây dựng ở khu chưa có quy hoạch chi tiết", "planning", 22)
    days.answer(case, "answer", "explained", "Áp dụng quy hoạch chung đã duyệt, có văn bản kèm theo.", 6)
    days.asked("bố trí thêm biên chế cho bộ phận một cửa", "staffing", 1)


def _late_and_soon(days: _Days) -> None:
    days.given("lắp đèn chiếu sáng đoạn qua khu dân cư", "infrastructure", 41)
    days.given("cắm mốc lộ giới tuyến đường liên xã", "infrastructure", 21)


def _scheduled(days: _Days) -> None:
    case = days.given("mở rộng tuyến đường vào trường học", "infrastructure", 28)
    text = "Đưa vào kế hoạch năm; đang chọn nhà thầu."
    days.answer(case, "schedule", "scheduled", text, 12, schedule_until=days.day(-30))


def _not_ours(days: _Days) -> None:
    case = days.given("bàn giao trụ sở dôi dư của hợp tác xã cũ cho phường", "public-assets", 15)
    told: dict[str, Any] = {"believed": days.organ("Sở Tài chính"), "believed_words": ""}
    reason = "Tài sản công do Sở Tài chính tham mưu."
    cases.give_back(case=case, step="return", reason=reason, **told, **days.act(HEAD, 4))


def _one_answer_for_many(days: _Days) -> None:
    """Three communes ask the same; one measure answers them all; one has confirmed."""
    text = "hỗ trợ kinh phí sửa chữa trụ sở làm việc xuống cấp của {}"
    asked = [
        days.asked(text.format(days.units[code].full_name), "facilities", 25, code)
        for code in apparatus.COMMUNES
    ]
    new = cases.NewMeasure(
        title="Sửa chữa trụ sở làm việc cấp xã",
        text="Rà soát, phân loại trụ sở xuống cấp của các xã; sửa chữa theo thứ tự cấp bách.",
        topic="facilities",
        organisation=days.organ(LEAD),
        register=days.organ("Văn phòng Tỉnh ủy"),
        due_on=days.day(-60),
    )
    measure = cases.draft_measure(new=new, **days.act(OFFICE, 24))
    cases.put_in(measure=measure, cases=asked, **days.act(OFFICE, 24))
    cases.take_measure_step(measure=measure, step="start", **days.act(OFFICE, 23))
    given = cases.Given("Đã bố trí kinh phí; khởi công sửa chữa cả ba trụ sở.", "resolved")
    cases.answer_measure(measure=measure, given=given, **days.act(HEAD, 8))
    first = asked[0]
    first.refresh_from_db()
    cases.confirm(case=first, step="confirm", words="", **days.act(COMMUNE, 3))


def _to_all_communes(days: _Days) -> None:
    """One directive, a part for each body: one is done, one goes on, the others have not received theirs."""
    text = "rà soát, báo cáo các công trình hạ tầng dở dang trên địa bàn"
    case = days.directive(text, 18, bodies="các xã, phường", due_on=days.day(-14))
    bodies = [days.organ(LEAD), *(days.commune(code) for code in apparatus.COMMUNES)]
    paper = days.paper(text, "215/UBND-TH", 18)
    act = days.act(STATE_OFFICE, 18)
    first, second, *_others = cases.issue(case=case, step="issue-many", paper=paper, bodies=bodies, **act)
    cases.take_step(case=first, step="start", **days.act(OFFICER, 16))
    cases.report(case=first, step="report", text="Báo cáo 41/SXD về 12 công trình.", **days.act(HEAD, 6))
    cases.take_step(case=first, step="accept", **days.act(STATE_OFFICE, 4))
    cases.take_step(case=second, step="start", **days.act(COMMUNE, 14))


def _later_day_asked(days: _Days) -> None:
    text = "trình phương án phân luồng giao thông trung tâm đô thị"
    case = days.directive(text, 20, lead=days.organ(LEAD), due_on=days.day(-16))
    cases.issue(
        case=case, step="issue", paper=days.paper(text, "231/UBND-KT", 20), **days.act(STATE_OFFICE, 20)
    )
    cases.receive(assignment=case.assignments.get(), **days.act(OFFICER, 19))
    case.refresh_from_db()
    clock = case.clocks.get(kind="doing")
    reason = "Chờ số liệu đếm xe của đơn vị tư vấn."
    cases.ask_extension(case=case, clock=clock, until=days.day(-30), reason=reason, **days.act(HEAD, 1))


def _drafted(days: _Days) -> None:
    """An answer that an officer wrote and the head has still to send."""
    case = days.given("bổ sung biển báo ở ngã tư trước chợ", "infrastructure", 12)
    text = "Đã khảo sát; lắp bốn biển báo và sơn lại vạch trong tháng này."
    values = {"result": ["already-done"], "text": [text], "document_number": [""], "document_on": [""]}
    draft: dict[str, Any] = {"step": "answer", "title": f"Trả lời {case.number}", "values": values}
    cases.submit(case=case, organisation=days.organ(LEAD), **draft, **days.act(OFFICER, 1))


def _inside(days: _Days) -> None:
    cases.set_task(
        organisation=days.organ(LEAD),
        text="Tổng hợp số liệu hạ tầng giao thông quý này",
        topic="infrastructure",
        due_on=days.day(-5),
        **days.act(HEAD, 3),
    )
