"""One case's page: what it tells, whose acts it offers, and that nothing typed is lost."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core import journal
from thongsuot.apps.core.models import User
from thongsuot.apps.documents import actions as documents

pytestmark = pytest.mark.django_db
UNKNOWN = "01990000000070008000000000000000"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def url(case: Case, *rest: Any) -> str:
    return "/".join(["/so-theo-doi", str(case.uid), *map(str, rest), ""])


def read(response: HttpResponse) -> str:
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def page(case: Case, to: User) -> HttpResponse:
    return cast.browser(to).get(url(case))


def post(case: Case, *rest: Any, by: User | None = None, key: str = "", **typed: Any) -> HttpResponse:
    typed = {"version": case.version, "post_key": key or cast.key()} | typed
    return cast.browser(by or cast.coordinator()).post(url(case, *rest), typed)


def organ_uid(name: str = "Sở Xây dựng") -> str:
    return str(cast.organ(name).uid)


def assigned() -> Case:
    case = cast.case()
    actions.assign(
        case=case, organisation=cast.organ("Sở Xây dựng"), role="lead", by=cast.coordinator(), at=NOW
    )
    return case


def test_the_page_tells_the_matter() -> None:
    case = cast.case(
        raised_by="Bí thư Đảng ủy phường",
        addressed_to="Thường trực Tỉnh ủy",
        due_on=date(2025, 9, 10),
        due_words="trước ngày 10/9",
        assignees=(actions.Named("các sở liên quan", "support"),),
    )
    shown = read(page(case, cast.coordinator()))
    for words in (
        "Sớm cho chủ trương đầu tư tuyến đường vành đai",
        "Kiến nghị KN-2025-0001 · Hạ tầng, giao thông · nêu ngày 20/08/2025",
        "Trạng thái Đã ghi nhận",
        "Đến lượt Văn phòng Tỉnh ủy sàng lọc và giao cơ quan trả lời.",
        "Thời hạn 10/09/2025 Hạn 10/09/2025: ngày ghi trong văn bản",
        "theo lời trong văn bản: “trước ngày 10/9”",
        "Người nêu Bí thư Đảng ủy phường",
        "Gửi tới Thường trực Tỉnh ủy",
        "Địa phương nêu phường Kon Tum",
        "các sở liên quan theo lời trong văn bản, chưa gắn với cơ quan nào phối hợp",
        "Ghi vào sổ 22/08/2025 08:30 · tonghop, Chuyên viên tổng hợp, Văn phòng Tỉnh ủy",
    ):
        assert words in shown


def test_whose_move_follows_the_case() -> None:
    case = assigned()
    assert "Đến lượt Sở Xây dựng tiếp nhận kiến nghị." in read(page(case, cast.leader()))
    actions.receive(assignment=case.assignments.get(), by=cast.department_officer(), at=NOW)
    assert "Đến lượt Sở Xây dựng trả lời kiến nghị." in read(page(case, cast.leader()))
    directive, promise = cast.case(kind="directive"), cast.case(kind="commitment", raised_by="UBND phường")
    assert "Chưa giao bằng văn bản" in read(page(directive, cast.leader()))
    assert "Văn phòng Tỉnh ủy xác nhận thời hạn của cam kết." in read(page(promise, cast.leader()))


def passage_case(words: str = "đề nghị tỉnh sớm cho chủ trương", *units: Any) -> Case:
    by = cast.coordinator()
    source = documents.keep(content=f"Mở đầu. {words}. Kết.".encode(), name="bao-cao.txt", by=by, at=NOW)
    documents.open_to(source=source, units=units, by=by, at=NOW)
    kept = documents.keep_text(source=source, extractor="t", content=f"Mở đầu. {words}. Kết.", at=NOW)
    return cast.case(passage=documents.mark(text=kept, start=8, end=8 + len(words)))


def test_the_passage_is_quoted_and_the_file_is_for_who_may_open_it() -> None:
    lead = cast.organ("Sở Xây dựng")
    case = passage_case("đề nghị tỉnh sớm cho chủ trương", cast.unit())
    actions.assign(case=case, organisation=lead, role="lead", by=cast.coordinator(), at=NOW)
    for user, may_open in (
        (cast.coordinator(), True),
        (cast.leader(), True),
        (cast.commune_officer(), True),
        (cast.department_officer(), False),
    ):
        shown = page(case, user)
        assert "đề nghị tỉnh sớm cho chủ trương" in read(shown)
        assert "Mở đầu" not in read(shown)
        assert (f"/tai-lieu/{case.passage.source.uid}/" in shown.content.decode()) is may_open


def test_a_link_is_shown_only_to_those_who_reach_what_it_names() -> None:
    other = cast.case("việc của một địa phương khác", raising_units=(cast.unit(cast.LY_SON),))
    ref = actions.Ref("cases.case", other.uid, "Việc liên quan", f"/so-theo-doi/{other.uid}/")
    nowhere = actions.Ref("x", uuid4(), "Không có trang", "/khong-co/")
    unknown = actions.Ref("cases.case", uuid4(), "Không có việc này", "/so-theo-doi/")
    case = cast.case(refs=(ref, nowhere, unknown))
    assert f'<li><a href="{ref.url}">Việc liên quan</a>' in page(case, cast.coordinator()).content.decode()
    for user in (cast.coordinator(), cast.commune_officer()):
        shown = page(case, user).content.decode()
        assert "Không có trang" not in shown
        assert "Không có việc này" not in shown
    assert "Việc liên quan" not in page(case, cast.commune_officer()).content.decode()


@pytest.mark.parametrize(
    ("who", "offers"),
    [
        ("coordinator", {"assign", "step/withdraw", "step/cong-khai", "step/noi-mach"}),
        ("leader", set()),
        ("commune_officer", set()),
        ("department_officer", {"receive", "step/answer"}),
    ],
)
def test_only_ones_own_acts_are_offered(who: str, offers: set[str]) -> None:
    shown = page(assigned(), getattr(cast, who)()).content.decode()
    found = set()
    for address in re.findall(r'<form method="post" action="(/so-theo-doi/[^"]+)"', shown):
        act = address.split("/", 3)[3]
        found.add(
            "assign"
            if act == "giao/"
            else "receive"
            if "tiep-nhan" in act
            else f"step/{act.strip('/').split('/')[-1]}"
        )
    # Whoever sees a case may comment on it and add a file.
    assert found - {"step/trao-doi", "step/minh-chung"} == offers


def test_naming_a_lead() -> None:
    case = cast.case()
    assert post(case, "giao", organisation=organ_uid(), role="lead")["Location"] == url(case)
    case.refresh_from_db()
    assert (case.status, case.version) == ("assigned", 2)
    shown = read(page(case, cast.coordinator()))
    assert "Giao cơ quan trả lời 22/08/2025 08:30 · tonghop, Chuyên viên tổng hợp" in shown
    assert "Sở Xây dựng (chủ trì)" in shown


def test_a_lead_that_came_with_the_record_is_assigned_by_one_button() -> None:
    case = cast.case(assignees=(actions.Named("Sở Xây dựng", "lead", cast.organ("Sở Xây dựng")),))
    assert url(case, "buoc", "assign") in page(case, cast.coordinator()).content.decode()
    assert post(case, "buoc", "assign").status_code == 302
    case.refresh_from_db()
    assert case.status == "assigned"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"organisation": "", "role": "lead"}, "Hãy chọn cơ quan."),
        ({"organisation": UNKNOWN, "role": "lead"}, "Cơ quan này không còn trong danh sách."),
        ({"organisation": "Sở Xây dựng", "role": "chair"}, "Hãy chọn vai trò: chủ trì hoặc phối hợp."),
    ],
)
def test_a_form_that_is_not_filled_in(typed: dict[str, str], message: str) -> None:
    case = cast.case()
    refused = post(case, "giao", **typed)
    assert refused.status_code == 422
    assert "Chưa gửi được. Những gì đã nhập vẫn còn nguyên." in read(refused)
    assert message in read(refused)
    assert '<details class="fold no-print" open' in refused.content.decode()
    case.refresh_from_db()
    assert case.version == 1


def test_a_refused_assignment_keeps_what_was_chosen() -> None:
    case = assigned()
    refused = post(case, "giao", organisation=organ_uid("Sở Nội vụ"), role="lead")
    assert refused.status_code == 422
    assert "Nội dung này đã có cơ quan chủ trì." in read(refused)
    body = refused.content.decode()
    assert f'value="{organ_uid("Sở Nội vụ")}" selected' in body
    assert re.search(r'value="lead"[^>]* checked', body)


def test_withdrawing_and_undoing() -> None:
    case = assigned()
    refused = post(case, "buoc", "withdraw", reason=" ")
    assert (refused.status_code, "Cần ghi lý do." in read(refused)) == (422, True)
    post(case, "buoc", "withdraw", reason="Trùng với KN-2025-0009")
    case.refresh_from_db()
    shown = page(case, cast.coordinator())
    assert "Nội dung này đã rút khỏi sổ Lý do: Trùng với KN-2025-0009 (tonghop" in read(shown)
    assert "Hoàn tác" in read(shown)
    assert "Hoàn tác" not in read(page(case, cast.leader()))
    assert post(case, "buoc", "restore-assigned").status_code == 302
    case.refresh_from_db()
    assert case.status == "assigned"
    assert [entry.act for entry in journal.of(case)] == ["restore-assigned", "withdraw", "assign", "recorded"]


def test_an_older_page_is_told_what_changed_and_keeps_its_words() -> None:
    case = cast.case()
    older = Case.objects.get(pk=case.pk)
    actions.assign(
        case=case, organisation=cast.organ("Sở Nội vụ"), role="support", by=cast.coordinator(), at=NOW
    )
    stale = post(older, "buoc", "withdraw", reason="Đã làm xong từ năm trước")
    assert stale.status_code == 422
    shown = read(stale)
    assert "Nội dung này vừa được người khác sửa." in shown
    assert "Giao thêm cơ quan: Sở Nội vụ (phối hợp) (tonghop" in shown
    assert "Đã làm xong từ năm trước</textarea>" in stale.content.decode()
    versions = set(re.findall(r'name="version" value="(\d+)" id', stale.content.decode()))
    assert versions == {"2"}
    case.refresh_from_db()
    assert (case.status, case.version) == ("raised", 2)


def test_a_double_press_acts_once() -> None:
    case, key = cast.case(), cast.key()
    typed = {"organisation": organ_uid(), "role": "support", "key": key}
    first, second = post(case, "giao", **typed), post(case, "giao", **typed)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    case.refresh_from_db()
    assert (case.version, case.assignments.count()) == (2, 1)


def test_a_refused_key_may_be_used_again() -> None:
    case, key = cast.case(), cast.key()
    assert post(case, "buoc", "withdraw", key=key, reason="").status_code == 422
    assert post(case, "buoc", "withdraw", key=key, reason="Trùng").status_code == 302


def test_receiving() -> None:
    case, officer = assigned(), cast.department_officer()
    assignment = case.assignments.get()
    assert post(case, "tiep-nhan", assignment.uid, by=officer).status_code == 302
    shown = read(page(case, officer))
    assert "Sở Xây dựng chủ trì Đã tiếp nhận" in shown
    assert "Tiếp nhận 22/08/2025 08:30 · so-so-xay-dung, Chuyên viên Sở Xây dựng" in shown
    again = post(case, "tiep-nhan", assignment.uid, by=officer)
    assert (again.status_code, "đang ở bước “Đã tiếp nhận”" in read(again)) == (422, True)


@pytest.mark.parametrize("who", ["leader", "commune_officer", "department_officer"])
def test_acts_of_others_are_refused(who: str) -> None:
    case, user = assigned(), getattr(cast, who)()
    assert post(case, "giao", by=user, organisation=organ_uid(), role="support").status_code == 403
    assert post(case, "buoc", "withdraw", by=user, reason="x").status_code == 403
    if who != "department_officer":
        assert post(case, "tiep-nhan", case.assignments.get().uid, by=user).status_code == 403
    case.refresh_from_db()
    assert case.version == 2


def test_what_is_not_there() -> None:
    case, hidden = cast.case(), assigned()
    assert post(case, "tiep-nhan", hidden.assignments.get().uid).status_code == 404
    assert post(case, "buoc", "explode").status_code == 422
    assert cast.browser(cast.coordinator()).get(url(case, "giao")).status_code == 405
    officer = cast.commune_officer(cast.unit(cast.LY_SON))
    assert post(hidden, "tiep-nhan", hidden.assignments.get().uid, by=officer).status_code == 404


def test_the_page_costs_the_same_however_much_happened() -> None:
    case = passage_case("điều được nêu", cast.unit())
    by: dict[str, Any] = {"by": cast.coordinator(), "at": NOW}
    for n in range(12):
        actions.assign(case=case, organisation=cast.organ(f"Sở số {n}"), role="support", **by)
        actions.link(case=case, ref=actions.Ref("x", uuid4(), f"{n}", "/so-theo-doi/"), **by)
        given = {"text": "Có", "answered_by": "Sở", "result": "resolved", "on": date(2025, 8, 21)}
        actions.answer(case=case, passage=None, **given, **by)
    for n in range(60):
        cast.case(f"việc {n}")
    for user in (cast.coordinator(), cast.commune_officer()):
        client = cast.browser(user)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(case)).status_code == 200
        assert len(captured) <= 27, "\n".join(query["sql"] for query in captured)
