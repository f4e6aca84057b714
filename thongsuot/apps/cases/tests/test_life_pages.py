"""The pages of a recommendation's life: each step filled in by who takes it, a new entry, measures, released answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions
from thongsuot.apps.cases.models import Case, Measure
from thongsuot.apps.cases.tests import life
from thongsuot.apps.cases.tests.test_case_page import read, url
from thongsuot.apps.core.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def get(address: str, by: User) -> HttpResponse:
    return cast.browser(by).get(address)


def send(address: str, by: User, **typed: Any) -> HttpResponse:
    return cast.browser(by).post(address, {"post_key": cast.key()} | typed)


def fill(case: Case, step: str, by: User, *, version: int | None = None, **typed: Any) -> HttpResponse:
    address = url(case, "buoc", step)
    assert get(address, by).status_code == 200
    standing = Case.objects.get(pk=case.pk)
    said = standing.round if step in ("confirm", "contest") else standing.version
    return send(address, by, version=said if version is None else version, **typed)


def status(case: Case) -> str:
    return Case.objects.get(pk=case.pk).status


def test_a_recommendation_through_its_pages() -> None:
    office, case = cast.coordinator(), cast.case()
    screened = {"topic": "land", "level": "internal", "competence": "province"}
    assert fill(case, "screen", office, **screened).status_code == 302
    send(url(case, "giao"), office, version=2, organisation=str(cast.organ(life.LEAD).uid), role="lead")
    assert status(case) == "assigned"
    shown = read(get(url(case), life.head()))
    assert "Báo đã giải quyết xong" in shown
    empty = fill(case, "resolve", life.head(), result="resolved", text="")
    assert (empty.status_code, "Hãy ghi nội dung này." in read(empty)) == (422, True)
    assert fill(case, "resolve", life.head(), result="resolved", text="Đã khởi công").status_code == 302
    shown = read(get(url(case), cast.commune_officer()))
    assert "Đã khởi công" in shown
    assert "Đến lượt phường Kon Tum cho ý kiến về câu trả lời." in shown
    assert fill(case, "contest", cast.commune_officer(), reason="Chưa thấy làm").status_code == 302
    shown = read(get(url(case), office))
    assert "Chưa đồng tình phường Kon Tum: Chưa thấy làm" in shown
    assert fill(case, "redo", office, reason="Cần làm rõ").status_code == 302
    assert fill(case, "answer", life.head(), result="explained", text="Đang đấu thầu").status_code == 302
    assert "Lượt 2" in read(get(url(case), office))
    assert fill(case, "confirm", cast.commune_officer()).status_code == 302
    assert status(case) == "confirmed"
    shown = read(get(url(case), cast.commune_officer()))
    assert "Mở lại được đến hết ngày" in shown
    assert fill(case, "reopen", cast.commune_officer(), reason="Lại hỏng").status_code == 302
    assert status(case) == "assigned"


def test_a_step_is_refused_to_others_and_out_of_its_time() -> None:
    case = life.assigned()
    for who in (cast.leader(), cast.commune_officer()):
        assert get(url(case, "buoc", "resolve"), who).status_code == 403
    assert get(url(case, "buoc", "confirm"), cast.commune_officer()).status_code == 422
    assert get(url(case, "buoc", "resolve"), cast.commune_officer(cast.unit(cast.LY_SON))).status_code == 404


def test_an_older_page_keeps_what_was_typed() -> None:
    case = life.assigned()
    stale = fill(case, "resolve", life.head(), version=1, result="resolved", text="Đã làm xong")
    assert stale.status_code == 422
    assert "Đã làm xong</textarea>" in stale.content.decode()
    assert "Trong lúc bạn soạn" in read(stale)
    assert status(case) == "assigned"


def test_not_ours_and_merging_through_their_pages() -> None:
    case, target, office = life.assigned(), cast.case(), cast.coordinator()
    given = {"reason": "Không thuộc ngành", "believed": str(cast.organ("Sở Nội vụ").uid)}
    assert fill(case, "return", life.head(), **given).status_code == 302
    assert "Sở Xây dựng: Không thuộc ngành (theo họ: Sở Nội vụ)" in read(get(url(case), office))
    unknown = fill(case, "merge", office, target="KN-2025-9999")
    assert (unknown.status_code, "Không tìm thấy số này" in read(unknown)) == (422, True)
    assert fill(case, "merge", office, target=target.number).status_code == 302
    assert f"Đã nhập vào {target.number}" in read(get(url(case), office))
    assert fill(case, "unmerge", office, reason="Khác việc").status_code == 302


def test_a_commune_enters_a_difficulty_and_sees_what_is_missing() -> None:
    cast.coordinator()
    officer, address = cast.commune_officer(), "/so-theo-doi/moi/"
    assert get(address, officer).status_code == 200
    assert get(address, cast.leader()).status_code == 403
    typed = {
        "kind": "difficulty",
        "text": "Thiếu máy quét",
        "topic": "land",
        "raised_on": "2025-08-22",
        "level": "internal",
        "units": [str(cast.unit().uid)],
    }
    missing = send(address, officer, **typed)
    assert (missing.status_code, "Hãy chọn văn phòng giữ sổ." in read(missing)) == (422, True)
    office = str(cast.organ("Văn phòng Tỉnh ủy").uid)
    assert send(address, officer, **typed, register=office).status_code == 302
    assert Case.objects.get().number == "KK-2025-0001"


def test_raising_again_is_offered_and_prefilled() -> None:
    case = life.confirm(life.answered())
    officer = cast.commune_officer()
    assert f"/so-theo-doi/moi/?neu-lai={case.uid}" in get(url(case), officer).content.decode()
    form = get(f"/so-theo-doi/moi/?neu-lai={case.uid}", officer)
    assert f"Nêu lại {case.number}" in read(form)
    assert case.text in form.content.decode()


def test_a_measure_through_its_pages() -> None:
    office, head = cast.coordinator(), life.head()
    cases = [cast.case(), cast.case(raising_units=(cast.unit(cast.DAK_BLA),))]
    typed = {"title": "Làm đường", "text": "Một dự án chung", "topic": "infrastructure"}
    numbers = ", ".join(case.number for case in cases)
    organ = str(cast.organ(life.LEAD).uid)
    assert get("/giai-phap/moi/", office).status_code == 200
    made = send("/giai-phap/moi/", office, **typed, organisation=organ, numbers=numbers)
    measure = Measure.objects.get()
    address = f"/giai-phap/{measure.uid}/"
    assert made["Location"] == address
    assert send(f"{address}start/", office).status_code == 302
    given = {"name": "Số km", "months": "3", "since": "2025-08-22", "until": "2026-08-22", "unit": "km"}
    assert send(f"{address}indicator/", office, **given).status_code == 302
    report = measure.indicators.get().reports.first()
    wrong = send(f"{address}report/", head, report=str(report.uid), value="hai rưỡi", text="Đã mở thầu")
    assert (wrong.status_code, "Đã mở thầu" in wrong.content.decode()) == (422, True)
    assert 'value="hai rưỡi"' in wrong.content.decode()
    assert send(f"{address}report/", head, report=str(report.uid), value="2,5").status_code == 302
    assert send(f"{address}answer/", office, text="Đã xong").status_code == 403
    assert send(f"{address}answer/", head, text="Đã xong").status_code == 302
    assert {status(case) for case in cases} == {"resolved"}
    refused = send(f"{address}close/", office)
    assert (refused.status_code, "chưa khép" in read(refused)) == (422, True)
    assert "Làm đường" in read(get("/giai-phap/", cast.commune_officer()))
    assert "GP-2025-0001 Làm đường" in read(get(url(cases[0]), office))
    assert get(address, cast.department_officer("Sở Y tế")).status_code == 404


def test_a_released_answer_is_found_by_everybody() -> None:
    case = life.answered()
    address = url(case, "chia-se-tra-loi", case.answers.get().uid)
    assert get(address, life.head()).status_code == 200
    assert send(address, life.head(), question="Khi nào làm đường?").status_code == 302
    shown = read(get("/hoi-dap/?q=lam+duong", cast.commune_officer(cast.unit(cast.LY_SON))))
    assert "Khi nào làm đường?" in shown
    assert "Kon Tum" not in shown


def test_the_office_words_it_publicly_and_joins_threads() -> None:
    case, directive, office = cast.case(), cast.case(kind="directive"), cast.coordinator()
    assert send(url(case, "cong-khai"), office, words="Đang xem xét").status_code == 302
    assert send(url(case, "noi-mach"), office, other=directive.number).status_code == 302
    shown = read(get(url(case), office))
    assert "Nói công khai Đang xem xét" in shown
    assert f"Cùng mạch việc: {directive.number}" in shown
    again = send(url(case, "noi-mach"), office, other=directive.number)
    assert (again.status_code, "đã cùng một mạch việc" in read(again)) == (422, True)
    assert send(url(case, "noi-mach"), cast.commune_officer(), other=directive.number).status_code == 403


def test_a_supporting_organ_gives_its_part_back_with_a_reason() -> None:
    lead = life.assigned()
    support = cast.organ("Sở Tài chính")
    actions.assign(case=lead, organisation=support, role="support", by=cast.coordinator(), at=NOW)
    case, clerk = life.fresh(lead), cast.head(support)
    one = case.assignments.get(organisation=support)
    assert "Trả lại phần phối hợp của Sở Tài chính" in read(get(url(case), clerk))
    assert "Trả lại phần phối hợp" not in read(get(url(case), life.head()))
    address = url(case, "tra-lai", str(one.uid))
    empty = send(address, clerk, version=case.version, reason=" ")
    assert (empty.status_code, life.fresh(case).assignments.get(pk=one.pk).status) == (422, "named")
    stale = send(address, clerk, version=case.version - 1, reason="Không thuộc chức năng")
    assert (stale.status_code, "Không thuộc chức năng" in read(stale)) == (422, True)
    typed = {"version": case.version, "reason": "Không thuộc chức năng"}
    assert send(address, clerk, **typed).status_code == 302
    assert life.fresh(case).assignments.get(pk=one.pk).status == "returned"
    assert "Trả lại phần phối hợp" not in read(get(url(case), clerk))
