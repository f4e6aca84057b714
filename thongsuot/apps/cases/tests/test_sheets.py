"""Registers kept in spreadsheets: columns guessed, every line's fate told, written whole or not, never twice."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.actions import sheet_import
from thongsuot.apps.cases.actions.sheet_plan import Plan, plan
from thongsuot.apps.cases.models import Case, SheetImport
from thongsuot.apps.cases.tests import life
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed, Stale
from thongsuot.apps.core.queries import system_actor

pytestmark = pytest.mark.django_db
HEADING = [
    "STT",
    "Nội dung kiến nghị",
    "Ngày kiến nghị",
    "Xã, phường",
    "Đơn vị chủ trì",
    "Thời hạn",
    "Tình trạng",
]
ROAD = ["1", "Làm đường vào thôn Kon Jơ Ri", "20/08/2025", "phường Kon Tum", life.LEAD, "30/09/2025", ""]
WATER = [
    "2",
    "Cấp nước sạch",
    "21/08/2025",
    "Xã Ngok Bay; phường Đăk Bla",
    "Ban quản lý nước",
    "",
    "Đang xử lý",
]
DONE = ["3", "Sửa cầu treo", "01/08/2025", "", "", "", "Đã giải quyết"]


def table(*rows: list[Any], heading: list[str] | None = None) -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    for row in (["SỔ THEO DÕI KIẾN NGHỊ"], heading or HEADING, *rows):
        sheet.append(row)
    book.save(kept)
    return kept.getvalue()


@pytest.fixture(autouse=True)
def _places() -> None:
    for code in (cast.KON_TUM, cast.DAK_BLA, cast.NGOK_BAY):
        cast.unit(code)
    cast.organ(life.LEAD)


def office() -> dict[str, Any]:
    return {"by": cast.coordinator(), "at": NOW}


def brought(*rows: list[Any], heading: list[str] | None = None) -> SheetImport:
    run = actions.bring_sheet(content=table(*rows, heading=heading), name="so.xlsx", **office())
    defaults = {"kind": run.kind, "topic": run.topic, "raised_on": run.raised_on}
    actions.name_sheet_columns(run=run, columns=run.columns, heading=run.heading, **defaults, **office())
    return run


def write(run: SheetImport) -> Plan:
    return actions.write_sheet(run=run, seen=plan(run).digest, **office())


def test_columns_are_found_by_their_headings_below_a_title() -> None:
    run = brought(ROAD)
    assert run.heading == 2
    assert run.columns == {
        "number": 0,
        "text": 1,
        "raised_on": 2,
        "units": 3,
        "lead": 4,
        "due_on": 5,
        "status": 6,
    }


def test_lines_become_cases_in_their_first_state_with_the_old_number() -> None:
    run = brought(ROAD, WATER, DONE)
    assert plan(run).counts == {"new": 2, "done": 1}
    write(run)
    road = Case.objects.get(text=ROAD[1])
    assert (road.status, road.kind, road.raised_on, road.due_on) == (
        "raised",
        "recommendation",
        date(2025, 8, 20),
        date(2025, 9, 30),
    )
    assert road.source_note == "Sổ cũ số 1, dòng 3 của tệp so.xlsx"
    assert [one.organisation for one in road.assignments.all()] == [cast.organ(life.LEAD)]
    assert road.register == cast.organ("Văn phòng Tỉnh ủy")
    water = Case.objects.get(text="Cấp nước sạch")
    assert {one.unit.name for one in water.case_units.all()} == {"Ngọk Bay", "Đăk Bla"}
    assert [(one.name, one.organisation) for one in water.assignments.all()] == [("Ban quản lý nước", None)]
    assert not Case.objects.filter(text="Sửa cầu treo").exists()
    assert run.sheets == []
    assert journal.verify("cases.sheetimport", run.uid) == []


def test_the_same_file_twice_makes_no_doubles_and_more_lines_make_only_those() -> None:
    write(brought(ROAD))
    again = brought(ROAD)
    assert plan(again).counts == {"same": 1}
    with pytest.raises(BrokenRule):
        write(again)
    later = brought([*ROAD[:5], "15/10/2025", ""], WATER, WATER)
    assert [fate.kind for fate in plan(later).fates] == ["same", "new", "same"]
    write(later)
    assert Case.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (["1", "", "20/08/2025", "phường Kon Tum"], "Nội dung", "trống"),
        (["1", "Làm đường", "hôm qua", ""], "Ngày nêu", "hôm qua"),
        (["1", "Làm đường", "", ""], "Ngày nêu", "Chưa có ngày nêu"),
        (["1", "Làm đường", "20/08/2025", "Xã Không Có"], "Địa phương", "Xã Không Có"),
        (["1", "Làm đường", "20/08/2025", "", "", "19/08/2025"], "Thời hạn", "trước ngày nêu"),
        (["1", "Làm đường", "20/08/2025", "", "", "", "sắp xong"], "Tình trạng", "sắp xong"),
        (["1", "Kế hoạch [Tối mật]", "20/08/2025", ""], "Nội dung", "mật"),
    ],
)
def test_a_line_that_is_wrong_says_where_and_nothing_is_written(
    row: list[str], column: str, said: str
) -> None:
    run = brought(WATER, row)
    wrong = plan(run).errors
    assert [(one.line, one.column) for one in wrong] == [(4, column)]
    assert said in wrong[0].why
    with pytest.raises(BrokenRule):
        write(run)
    assert Case.objects.count() == 0


def test_a_line_may_say_its_kind_and_topic() -> None:
    heading = ["Loại", "Nội dung", "Lĩnh vực", "Ngày nêu"]
    run = brought(
        ["Khó khăn, vướng mắc", "Thiếu máy quét", "Chuyển đổi số", "20/08/2025"],
        ["Chỉ đạo", "Rà soát trụ sở", "", "20/08/2025"],
        ["cam kết", "Bố trí vốn", "", "20/08/2025"],
        heading=heading,
    )
    write(run)
    made = Case.objects.order_by("pk").values_list("kind", "topic", "status")
    assert list(made) == [
        ("difficulty", "digital", "raised"),
        ("directive", "other", "noted"),
        ("commitment", "other", "given"),
    ]


def test_columns_named_by_a_person_are_remembered_under_the_same_headings() -> None:
    heading = ["Mã", "Việc cần làm", "Hôm"]
    run = actions.bring_sheet(
        content=table(["1", "Làm đường", "20/08/2025"], heading=heading), name="a.csv", **office()
    )
    named = {"columns": {"text": 1, "raised_on": 2}, "heading": 2, "raised_on": None}
    actions.name_sheet_columns(run=run, kind="difficulty", topic="land", **named, **office())
    other = actions.bring_sheet(
        content=table(["2", "Làm cầu", "20/08/2025"], heading=heading), name="b.xlsx", **office()
    )
    assert (other.heading, other.columns, other.kind) == (2, {"text": 1, "raised_on": 2}, "difficulty")


def test_what_changed_since_it_was_seen_is_not_written() -> None:
    run, twin = brought(ROAD), brought(ROAD)
    seen = plan(twin).digest
    write(run)
    with pytest.raises(Stale):
        actions.write_sheet(run=twin, seen=seen, **office())


def test_a_long_sheet_is_written_whole_by_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_import, "AT_ONCE", 1)
    run = brought(ROAD, WATER)
    actions.ask_sheet_writing(run=run, seen=plan(run).digest, **office())
    assert run.is_being_written(NOW)
    assert Case.objects.count() == 0
    with pytest.raises(Stale):
        actions.drop_sheet(run=run, **office())
    sheet_import.perform_sheet_writing(run_uid=run.uid, at=NOW)
    sheet_import.perform_sheet_writing(run_uid=run.uid, at=NOW)
    assert Case.objects.count() == 2


def test_what_the_queue_cannot_write_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_import, "AT_ONCE", 1)
    run, other = brought(ROAD, WATER), brought(ROAD)
    actions.ask_sheet_writing(run=run, seen=plan(run).digest, **office())
    write(other)
    sheet_import.perform_sheet_writing(run_uid=run.uid, at=NOW)
    run.refresh_from_db()
    assert run.queued_at is None
    assert "xem lại" in run.problem
    assert Case.objects.count() == 1


def test_only_an_office_that_keeps_a_register_brings_sheets_and_sees_its_own() -> None:
    run = brought(ROAD)
    with pytest.raises(NotAllowed):
        actions.bring_sheet(content=table(ROAD), name="a.xlsx", by=cast.commune_officer(), at=NOW)
    other = cast.state_coordinator()
    assert queries.sheet_import(run.uid, for_=other) is None
    with pytest.raises(NotAllowed):
        actions.write_sheet(run=run, seen=plan(run).digest, by=other, at=NOW)


def test_what_is_left_lying_is_forgotten() -> None:
    run = brought(ROAD)
    assert actions.forget_sheets(by=system_actor(), at=life.days_later(20)) == 0
    assert actions.forget_sheets(by=system_actor(), at=life.days_later(31)) == 1
    run.refresh_from_db()
    assert (run.sheets, run.is_open) == ([], False)


def test_the_fates_of_many_lines_cost_as_many_questions_as_of_one(django_assert_max_num_queries: Any) -> None:
    run = brought(*[[str(n), f"Kiến nghị {n}", "20/08/2025", "phường Kon Tum", life.LEAD] for n in range(60)])
    run = SheetImport.objects.select_related("register__unit").get(pk=run.pk)
    with django_assert_max_num_queries(6):
        assert plan(run).counts["new"] == 60


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    cast.stop_clock(monkeypatch)
    return cast.browser(cast.coordinator())


def post(client: Client, page: str, *args: Any, **typed: Any) -> Any:
    return client.post(reverse(f"sheets:{page}", args=args), {"post_key": cast.key(), **typed})


def test_from_a_file_to_the_register_by_plain_posts(client: Client) -> None:
    assert post(client, "start", file=SimpleUploadedFile("a.xlsx", b"\x00nothing")).status_code == 422
    assert (
        post(client, "start", file=SimpleUploadedFile("so.xlsx", table(ROAD, WATER, DONE))).status_code == 302
    )
    run = SheetImport.objects.get()
    assert client.get(reverse("sheets:detail", args=[run.uid])).status_code == 302
    assert client.get(reverse("sheets:columns", args=[run.uid])).status_code == 200
    named = {code: str(place) for code, place in run.columns.items()}
    defaults = {"heading": "2", "all_kind": "recommendation", "all_topic": "other"}
    twice = post(client, "columns", run.uid, **defaults, **named | {"lead": "1"})
    assert twice.status_code == 422
    assert post(client, "columns", run.uid, **defaults, **named).status_code == 302
    page = client.get(reverse("sheets:detail", args=[run.uid]))
    assert "Ghi 2 dòng" in page.content.decode()
    assert "giữ theo lời" in page.content.decode()
    assert post(client, "write", run.uid, seen=page.context["plan"].digest).status_code == 302
    assert Case.objects.count() == 2
    done = client.get(reverse("sheets:detail", args=[run.uid]))
    assert "Đã ghi lúc" in done.content.decode()


def test_wrong_lines_are_taken_away_to_be_mended_and_the_template_is_there(client: Client) -> None:
    run = brought(["1", "Làm đường", "hôm qua", ""], WATER)
    page = client.get(reverse("sheets:detail", args=[run.uid])).content.decode()
    assert "Tải các dòng lỗi" in page
    file = client.get(reverse("sheets:wrong", args=[run.uid])).content
    lines = list(openpyxl.load_workbook(io.BytesIO(file)).active.values)
    assert lines[1][:2] == (3, "Ngày nêu")
    heading = next(
        openpyxl.load_workbook(io.BytesIO(client.get(reverse("sheets:template")).content)).active.values
    )
    assert "Nội dung" in heading
    assert post(client, "drop", run.uid).status_code == 302
    assert client.get(reverse("sheets:wrong", args=[run.uid])).status_code == 404


def test_who_keeps_no_register_finds_no_import() -> None:
    assert cast.browser(cast.commune_officer()).get(reverse("sheets:start")).status_code == 403
