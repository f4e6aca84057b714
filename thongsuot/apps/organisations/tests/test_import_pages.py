"""The pages of an import: from a file to the register by plain POST, seen by whoever brought it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions, bridge
from thongsuot.apps.organisations.models import ImportRun, Membership
from thongsuot.apps.organisations.tests.test_import import office, table  # noqa: F401

pytestmark = pytest.mark.django_db
ROW = ["A Thút", "Văn phòng UBND tỉnh", "Chuyên viên", "01/08/2025"]


@pytest.fixture
def client(office: str, monkeypatch: pytest.MonkeyPatch) -> Client:  # noqa: F811
    cast.stop_clock(monkeypatch)
    return cast.browser(cast.organiser())


def post(client: Client, page: str, *args: Any, **said: Any) -> Any:
    return client.post(reverse(f"organisations:{page}", args=args), {"post_key": cast.key(), **said})


def upload(client: Client, content: bytes, name: str = "ds.xlsx") -> Any:
    return post(client, "import", file=SimpleUploadedFile(name, content))


def mapped(client: Client, *rows: list[Any]) -> ImportRun:
    upload(client, table(*rows))
    run = ImportRun.objects.latest("pk")
    said = {code: str(place) for code, place in run.columns.items()}
    response = post(client, "import-columns", run.uid, heading="1", **said)
    assert response.status_code == 302, response.content.decode()
    run.refresh_from_db()
    return run


def test_from_a_file_to_the_register(client: Client) -> None:
    run = mapped(client, ROW)
    shown = client.get(reverse("organisations:import-list", args=[run.uid]))
    assert shown.context["counts"]["new"] == 1
    response = post(client, "import-write", run.uid, seen=shown.context["plan"].digest)
    assert response.status_code == 302
    assert Membership.objects.filter(person__name="A Thút").count() == 1
    assert "Đã ghi lúc" in client.get(reverse("organisations:import-list", args=[run.uid])).content.decode()


def test_a_question_is_answered_on_the_page(client: Client) -> None:
    known = actions.enter_person(name="A Thút", by=system_actor(), at=NOW)
    run = mapped(client, ROW)
    page = client.get(reverse("organisations:import-list", args=[run.uid]))
    assert "Cần bạn trả lời" in page.content.decode()
    assert not page.context["plan"].is_ready
    post(client, "import-answer", run.uid, **{"line-2": str(known.uid)})
    assert client.get(reverse("organisations:import-list", args=[run.uid])).context["counts"]["known"] == 1


def test_an_error_is_shown_with_its_line_and_column(client: Client) -> None:
    run = mapped(client, [*ROW[:3], "32/13/2025"])
    page = client.get(reverse("organisations:import-list", args=[run.uid])).content.decode()
    assert "Cột “Từ ngày”" in page
    assert "32/13/2025" in page


def test_a_list_is_nobody_elses(client: Client) -> None:
    run = mapped(client, ROW)
    other = cast.account("tochuc-2", "organiser", cast.organ("Sở Nội vụ"), "Chuyên viên tổ chức 2")
    for name in ("import-list", "import-columns"):
        assert cast.browser(other).get(reverse(f"organisations:{name}", args=[run.uid])).status_code == 404


@pytest.mark.parametrize("name", ["import", "import-template", "import-export"])
def test_only_who_arranges_comes_in(client: Client, name: str) -> None:
    assert client.get(reverse(f"organisations:{name}")).status_code == 200
    assert cast.browser(cast.coordinator()).get(reverse(f"organisations:{name}")).status_code == 403


def test_another_sheet_may_be_taken_a_hidden_one_too(client: Client) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Ghi chú"])
    hidden = book.create_sheet("Ẩn")
    hidden.sheet_state = "hidden"
    for row in (["Họ và tên", "Cơ quan", "Chức vụ", "Từ ngày"], ROW):
        hidden.append(row)
    kept = io.BytesIO()
    book.save(kept)
    upload(client, kept.getvalue())
    run = ImportRun.objects.latest("pk")
    assert run.sheet == 0
    assert "(đang ẩn)" in client.get(reverse("organisations:import-columns", args=[run.uid])).content.decode()
    post(client, "import-columns", run.uid, sheet="1")
    run.refresh_from_db()
    assert (run.sheet, len(run.columns)) == (1, 4)


def archive(members: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return kept.getvalue()


BOMB = archive({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * 70_000_000})
FAULTY = {
    "bomb": BOMB,
    "climbs": archive({"xl/workbook.xml": b"<x/>", "../../etc/passwd": b"x"}),
    "absolute": archive({"xl/workbook.xml": b"<x/>", "/etc/passwd": b"x"}),
    "drive": archive({"xl/workbook.xml": b"<x/>", "C:\\x": b"x"}),
    "entities": archive({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}),
    "no table": archive({"word/document.xml": b"<x/>"}),
    "broken": archive({"xl/workbook.xml": b"<x/>"}),
    "cut": table(ROW)[:900],
    "old": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
    "bytes": b"\x00\x01\x02" * 50,
    "old letters": "Họ và tên,Cơ quan\n".encode("cp1258", "replace"),
    "empty": b"",
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_file_that_cannot_be_read_is_refused_with_a_way_out(client: Client, name: str) -> None:
    response = upload(client, FAULTY[name])
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert not ImportRun.objects.exists()


def test_too_many_rows_are_refused() -> None:
    rows = "\n".join(f"Người {n},B" for n in range(bridge.ROWS + 100))
    with pytest.raises(bridge.Unreadable, match="too-many-rows"):
        bridge.sheets(rows.encode())


def test_a_table_is_read_as_it_was_meant() -> None:
    """Merged cells, days as numbers, decomposed letters, values of formulas only, semicolons."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["C1"] = "Phòng Kinh tế", "Họ tên", 45870
    sheet["B2"], sheet["C2"] = "a\u0323", "=1+1"
    sheet.merge_cells("A1:A2")
    kept = io.BytesIO()
    book.save(kept)
    assert bridge.sheets(kept.getvalue())[0].rows == [
        ["Phòng Kinh tế", "Họ tên", "45870"],
        ["Phòng Kinh tế", "ạ", ""],
    ]
    assert bridge.sheets("\ufeffHọ tên;Cơ quan\nA;“B, C”".encode())[0].rows[1] == ["A", "“B, C”"]
