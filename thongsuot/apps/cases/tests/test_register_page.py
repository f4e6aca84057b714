"""The register in a browser without scripts and with htmx: the address says what is seen."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import openpyxl
import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, ledger
from thongsuot.apps.cases.ledger import plain
from thongsuot.apps.cases.models import Answer, Case

pytestmark = pytest.mark.django_db
UNKNOWN = "01990000000070008000000000000000"
URL = "/so-theo-doi/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def get(address: str = URL, *, to: Any = None, **headers: str) -> HttpResponse:
    return cast.browser(to or cast.coordinator()).get(address, headers=headers)


def text(response: HttpResponse) -> str:
    """What is read on the page, in one line."""
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def numbers(response: HttpResponse) -> list[str]:
    return re.findall(r'<td class="short"[^>]*><span>([^<]+)<', response.content.decode())


def link(response: HttpResponse, word: str) -> str:
    found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?{word}', response.content.decode())
    assert found, word
    return unescape(found[1])


def several() -> None:
    dak_bla = cast.unit(cast.DAK_BLA)
    cast.case("Đo đạc lại đất ở", topic="land", raised_on=date(2025, 8, 1))
    cast.case("Cấp đất tái định cư", topic="land", raised_on=date(2025, 8, 20), raising_units=(dak_bla,))
    cast.case("Rà soát trụ sở", topic="land", kind="directive", raised_on=date(2025, 8, 21))
    cast.case("Tăng cường bác sĩ", topic="health", raised_on=date(2025, 7, 31))


def test_the_page_says_what_it_shows() -> None:
    several()
    page = get(f"{URL}?kind=recommendation&topic=land&since=2025-08-01")
    assert "2 kiến nghị của 2 phường, lĩnh vực đất đai, nêu từ 01/08/2025." in text(page)
    assert numbers(page) == ["KN-2025-0002", "KN-2025-0001"]


def test_every_filter_is_read_back() -> None:
    several()
    case = Case.objects.get(text="Cấp đất tái định cư")
    unit = case.case_units.get().unit.uid
    page = get(f"{URL}?q=tai+dinh&unit={unit.hex}&status=raised&since=2025-08-20&until=2025-08-20")
    expected = (
        "1 nội dung của hoặc giao cho phường Đăk Bla, nêu ngày 20/08/2025, "
        "trạng thái “Đã ghi nhận”, có chữ “tai dinh”."
    )
    assert expected in text(page)
    assert numbers(page) == [case.number]


def test_the_conditions_behind_the_fold_are_read_back_too() -> None:
    several()
    page = get(f"{URL}?kind=difficulty&turn=office&bucket=overdue&is_again=on")
    expected = "0 khó khăn, vướng mắc, đang chờ: cơ quan giữ sổ, kết quả thời hạn: chưa xong, quá hạn, chỉ việc nêu lại."
    assert expected in text(page)


def test_chips_count_and_lead_to_their_rows() -> None:
    several()
    page = get(f"{URL}?topic=land")
    assert "Tất cả 3 Kiến nghị 2 Khó khăn, vướng mắc 0 Nội dung chỉ đạo 1 Cam kết 0" in text(page)
    directives = link(page, "Nội dung chỉ đạo")
    assert parse_qs(urlsplit(directives).query) == {"topic": ["land"], "kind": ["directive"]}
    assert numbers(get(directives)) == ["CĐ-2025-0001"]


def test_a_chosen_status_is_dropped_where_the_kind_has_no_such() -> None:
    several()
    page = get(f"{URL}?kind=recommendation&status=raised")
    assert parse_qs(urlsplit(link(page, "Nội dung chỉ đạo")).query) == {"kind": ["directive"]}


def test_a_status_is_added_to_the_chosen_ones_and_taken_away() -> None:
    several()
    page = get(f"{URL}?status=raised")
    assert numbers(page) == ["KN-2025-0002", "KN-2025-0001", "KN-2025-0003"]
    both = link(page, "Ghi nhận, chưa có văn bản")
    assert parse_qs(urlsplit(both).query) == {"status": ["raised,noted"]}
    assert len(numbers(get(both))) == 4
    assert "trạng thái “Đã ghi nhận, Ghi nhận, chưa có văn bản”" in text(get(both))
    assert parse_qs(urlsplit(link(get(both), "Đã ghi nhận")).query) == {"status": ["noted"]}


def test_who_may_raise_begins_here() -> None:
    assert link(get(to=cast.commune_officer()), "Ghi nội dung mới") == f"{URL}moi/"
    assert "Ghi nội dung mới" not in text(get(to=cast.leader()))


@pytest.mark.parametrize(
    ("word", "since", "until"),
    [
        ("Tuần này", "2025-08-18", "2025-08-24"),
        ("Tháng này", "2025-08-01", "2025-08-31"),
        ("Năm nay", "2025-01-01", "2025-12-31"),
    ],
)
def test_quick_periods_are_those_of_the_request(word: str, since: str, until: str) -> None:
    several()
    address = link(get(), word)
    assert parse_qs(urlsplit(address).query) == {"since": [since], "until": [until]}
    assert re.search(rf'aria-current="true">{word}', get(address).content.decode())


def test_the_week_of_a_late_evening_is_the_one_in_vietnam(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch, NOW.replace(day=24, hour=18))  # 01:00 on Monday 25/8 in Vietnam
    assert "since=2025-08-25" in link(get(), "Tuần này")


@pytest.mark.parametrize(
    "address",
    [
        "kind=order",
        "status=lost",
        "status=raised,lost",
        "turn=nobody",
        "bucket=late",
        f"lead={UNKNOWN}",
        f"measure={UNKNOWN}",
        "level=secret",
        "cause=fate",
        "competence=heaven",
        "topic=astrology",
        f"unit={UNKNOWN}",
        "unit=' OR 1=1",
        "since=31/02/2025",
        "until=2025-13-01",
        "since=2025-08-02&until=2025-08-01",
        "q=" + "a" * 201,
        "q=%00",
        "sort=random",
        "after=2025-08-20",
        "after=_",
        f"after=2025-08-20_{UNKNOWN}",
    ],
)
def test_a_condition_that_means_nothing_is_left_out_and_said(address: str) -> None:
    several()
    page = get(f"{URL}?{address}")
    assert page.status_code == 200
    assert 'class="notice warning"' in page.content.decode()
    kept = 2 if address.startswith("since=2025-08-02") else 4
    assert len(numbers(page)) == kept
    assert get(f"{URL}xuat.csv?{address}").status_code == 200


def test_what_was_typed_stays() -> None:
    page = get(f"{URL}?since=31/02/2025&q=đất").content.decode()
    assert 'value="31/02/2025"' in page
    assert 'value="đất"' in page


def test_pages_follow_each_other_by_links() -> None:
    for n in range(103):
        cast.case(f"việc {n}", raised_on=date(2025, 8, 1) + timedelta(days=n // 40))
    first = get(f"{URL}?kind=recommendation")
    second = get(link(first, "Trang sau"))
    third = get(link(second, "Trang sau"))
    seen = [*numbers(first), *numbers(second), *numbers(third)]
    assert seen == [f"KN-2025-{n:04}" for n in range(103, 0, -1)]
    assert "Trang sau" not in text(third)
    assert link(third, "Về đầu danh sách") == f"{URL}?kind=recommendation"
    assert re.search(r"after=2025-08-02_[0-9a-f]{32}$", link(first, "Trang sau"))
    assert "103 kiến nghị" in text(second)


def test_a_large_register_is_not_counted_out(monkeypatch: pytest.MonkeyPatch) -> None:
    several()
    monkeypatch.setattr("thongsuot.apps.cases.sentences.EXACT", 3)
    assert "hơn 3 nội dung." in text(get())


def test_empty_for_two_reasons() -> None:
    assert "Sổ chưa có nội dung nào" in text(get())
    several()
    page = get(f"{URL}?q=khong+co+gi")
    assert "Không có nội dung nào khớp" in text(page)
    assert "0 nội dung, có chữ" in text(page)
    assert link(page, "Bỏ mọi điều kiện lọc") == URL


def test_a_deadline_is_told_or_its_absence() -> None:
    cast.case("có hạn", due_on=date(2025, 8, 22))
    cast.case("quá hạn", due_on=date(2025, 8, 21))
    without = cast.case("chưa có hạn")
    Case.objects.filter(pk=without.pk).update(due_on=None)
    page = text(get(f"{URL}?sort=due"))
    assert page.index("21/08/2025, quá hạn") < page.index("22/08/2025 ") < page.index("chưa định thời hạn")
    assert "22/08/2025, quá hạn" not in page


def test_htmx_gets_the_part_and_the_clean_address() -> None:
    several()
    part = get(f"{URL}?q=&topic=land&unit=", **{"HX-Request": "true"})
    body = part.content.decode()
    assert body.lstrip().startswith('<div id="register"')
    assert "<html" not in body
    assert part["HX-Push-Url"] == f"{URL}?topic=land"
    assert "HX-Request" in part["Vary"]
    back = get(f"{URL}?topic=land", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in back.content.decode()


def test_the_list_costs_the_same_however_long() -> None:
    lead = actions.Named("Sở Xây dựng", "lead", cast.organ("Sở Xây dựng"))
    for n in range(65):
        units = (cast.unit(), cast.unit(cast.DAK_BLA))
        cast.case(f"việc {n}", raising_units=units, assignees=(lead,), due_on=date(2025, 9, 1))
    client = cast.browser(cast.coordinator())
    for address in (URL, link(client.get(URL), "Trang sau")):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        assert len(captured) <= 12, "\n".join(query["sql"] for query in captured)


class TestScope:
    @pytest.fixture(autouse=True)
    def two(self) -> None:
        cast.case("của Kon Tum")
        cast.case("của Đăk Bla", raising_units=(cast.unit(cast.DAK_BLA),), topic="land")

    def test_rows_counts_and_choices(self) -> None:
        page = get(to=cast.commune_officer())
        assert numbers(page) == ["KN-2025-0001"]
        assert "1 nội dung của 1 phường." in text(page)
        assert "của Đăk Bla" not in text(page)

    def test_a_case_out_of_scope_is_not_there(self) -> None:
        other = Case.objects.get(text="của Đăk Bla")
        assert get(f"{URL}{other.uid}/", to=cast.commune_officer()).status_code == 404
        assert get(f"{URL}{other.uid}/", to=cast.commune_officer(cast.unit(cast.DAK_BLA))).status_code == 200
        assert get(f"{URL}{uuid4()}/", to=cast.coordinator()).status_code == 404

    def test_the_file_has_the_same_rows(self) -> None:
        assert [row["Nội dung"] for row in export(to=cast.commune_officer())] == ["của Kon Tum"]
        assert export(to=cast.department_officer()) == []

    def test_strangers_are_told_why(self) -> None:
        for address in (URL, f"{URL}xuat.csv", f"{URL}{Case.objects.first().uid}/"):
            assert get(address, to=cast.stranger()).status_code == 403

    def test_nobody_is_asked_to_log_in(self) -> None:
        client = cast.browser(cast.leader())
        client.logout()
        assert SESSION_KEY not in client.session
        assert client.get(URL)["Location"] == "/dang-nhap/?next=/so-theo-doi/"


def export(address: str = "", *, to: Any = None) -> list[dict[str, str]]:
    response = get(f"{URL}xuat.csv{address}", to=to)
    body = b"".join(response.streaming_content).decode()
    assert body.startswith("\ufeff")
    assert response["Content-Disposition"] == 'attachment; filename="so-theo-doi-2025-08-22.csv"'
    return list(csv.DictReader(body.removeprefix("\ufeff").splitlines(keepends=True)))


def test_the_workbook_is_the_same_list_with_the_answer_and_how_its_term_ended() -> None:
    several()
    case = cast.case("Làm đường", topic="infrastructure", due_on=date(2025, 9, 1))
    Answer.objects.create(
        case=case, text="Đã bố trí vốn", result="resolved", answered_by="Sở Tài chính",
        answered_on=date(2025, 8, 20), document_number="12/STC",
    )  # fmt: skip
    response = get(f"{URL}xuat.xlsx?sort=oldest")
    assert response["Content-Disposition"] == 'attachment; filename="so-theo-doi-2025-08-22.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    head, *rows = [list(row) for row in sheet.values]
    csv_rows = export("?sort=oldest")
    assert [row[0] for row in rows] == [row["Số"] for row in csv_rows]
    assert head == list(csv_rows[0])
    told = dict(zip(head, next(row for row in rows if row[0] == case.number), strict=True))
    assert (told["Kết quả trả lời"], told["Văn bản trả lời"]) == ("Đã giải quyết", "12/STC")
    assert told["Thời hạn"].date() == date(2025, 9, 1)
    assert export("?topic=infrastructure")[0]["Ngày trả lời"] == "20/08/2025"


def test_a_list_too_long_for_a_workbook_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    several()
    monkeypatch.setattr(ledger, "MOST_ROWS", 3)
    client = cast.browser(cast.coordinator())
    response = client.get(f"{URL}xuat.xlsx?topic=land", follow=True)
    assert response.status_code == 200
    assert client.get(f"{URL}xuat.xlsx", follow=True).redirect_chain == [(URL, 302)]
    assert "hoặc tải dạng CSV" in client.get(f"{URL}xuat.xlsx", follow=True).content.decode()


def test_a_search_shows_the_best_first_unless_another_order_is_chosen() -> None:
    for text in ("chợ đêm", "đêm hội, chợ xa", "chợ, chợ phiên, đêm"):
        cast.case(text)
    best, newest = get(f"{URL}?q=chợ đêm"), get(f"{URL}?q=chợ đêm&sort=newest")
    assert [case.text for case in best.context["cases"]] == [
        "chợ đêm", "chợ, chợ phiên, đêm", "đêm hội, chợ xa",
    ]  # fmt: skip
    assert newest.context["cases"][0].text == "chợ, chợ phiên, đêm"


def test_a_slip_is_mended_once_and_offered_as_a_link() -> None:
    several()
    assert "Có phải bạn tìm" not in get(f"{URL}?q=đo đạc").content.decode()
    page = get(f"{URL}?q=bác sĩx&topic=health")
    assert page.context["mended"]["q"] == "bác sĩ"
    assert link(page, "“bác sĩ”").startswith(URL)
    assert numbers(get(link(page, "“bác sĩ”"))) == ["KN-2025-0003"]


def test_the_file_speaks_the_language_of_the_page() -> None:
    several()
    client = cast.browser(cast.coordinator())
    client.cookies["django_language"] = "en"
    head, first = list(client.get(f"{URL}xuat.csv").streaming_content)[1:3]
    assert (head.decode().split(",")[0], first.decode().split(",")[1]) == ("No.", "Directive")


def test_the_file_is_the_filtered_list() -> None:
    several()
    lead = actions.Named("Sở Xây dựng", "lead")
    cast.case('Nhiều dòng,\n“ngoặc” và "nháy"', assignees=(lead,), due_on=date(2025, 9, 1), topic="digital")
    assert len(export()) == 5
    assert [row["Số"] for row in export("?topic=land&kind=recommendation&sort=oldest")] == [
        "KN-2025-0001",
        "KN-2025-0002",
    ]
    row = export("?topic=digital")[0]
    assert row["Nội dung"] == 'Nhiều dòng,\n“ngoặc” và "nháy"'
    assert (row["Địa phương nêu"], row["Chủ trì"], row["Thời hạn"]) == (
        "phường Kon Tum",
        "Sở Xây dựng",
        "01/09/2025",
    )
    assert (row["Loại"], row["Lĩnh vực"], row["Trạng thái"]) == ("Kiến nghị", "Chuyển đổi số", "Đã ghi nhận")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_runs_as_a_formula(start: str) -> None:
    assert plain(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


def test_a_dangerous_text_is_harmless_in_the_file_and_on_the_page() -> None:
    cast.case('=HYPERLINK("http://x","bấm")<script>alert(1)</script>', raised_by="@người nêu")
    row = export()[0]
    assert row["Nội dung"].startswith("'=HYPERLINK")
    assert row["Người nêu"] == "'@người nêu"
    assert "<script>alert" not in get().content.decode()


@pytest.mark.parametrize("name", ["q", "kind", "status", "topic", "unit", "since", "until", "sort", "after"])
@pytest.mark.parametrize("value", ["\x00", "đ\x00t", "dat " * 1500, "d" * 60_000])
def test_no_parameter_breaks_the_register(name: str, value: str) -> None:
    several()
    client = cast.browser(cast.coordinator())
    for address in (URL, f"{URL}xuat.csv"):
        assert client.get(address, {name: value}).status_code == 200
