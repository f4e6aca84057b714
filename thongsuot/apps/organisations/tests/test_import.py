"""A list of people and posts: every line has its fate, nothing is half written, twice makes no doubles."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, Stale
from thongsuot.apps.core.models import JournalEntry, User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.actions import import_template, people_import
from thongsuot.apps.organisations.actions.import_fates import (
    ANOTHER,
    ASK,
    ERROR,
    KNOWN,
    NEW,
    SAME,
    VACANT,
    Plan,
)
from thongsuot.apps.organisations.actions.import_plan import plan
from thongsuot.apps.organisations.models import ImportRun, Membership, Person, Post

pytestmark = pytest.mark.django_db
HEADING = ["Họ và tên", "Cơ quan", "Chức vụ", "Từ ngày", "Đến hết ngày", "Kiêm nhiệm", "Số lượng"]
DAY = "01/08/2025"


def table(*rows: list[Any], heading: list[str] = HEADING) -> bytes:
    book = openpyxl.Workbook()
    for row in (heading, *rows):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.fixture
def office() -> str:
    """An office with a head and three specialists, in a province with an organiser."""
    organ = cast.organ("Văn phòng UBND tỉnh", kind="office")
    for title, seats in (("Chánh Văn phòng", 1), ("Chuyên viên", 3)):
        actions.open_post(
            organisation=organ, title=title, since=cast.SINCE, seats=seats, by=system_actor(), at=NOW
        )
    return organ.name


def brought(*rows: list[Any], heading: list[str] = HEADING, by: User | None = None) -> ImportRun:
    run = actions.bring_list(
        content=table(*rows, heading=heading), name="ds.xlsx", by=by or cast.organiser(), at=NOW
    )
    actions.name_columns(run=run, columns=run.columns, heading=run.heading, since=None, by=run.by, at=NOW)
    return run


def planned(run: ImportRun) -> Plan:
    return plan(run, for_=run.by)


def fates(run: ImportRun) -> list[tuple[str, str]]:
    return [(fate.kind, fate.field) for fate in planned(run).fates]


def write(run: ImportRun) -> None:
    actions.write_list(run=run, seen=planned(run).digest, by=run.by, at=NOW)


def counts() -> list[int]:
    return [model.objects.count() for model in (Person, Membership, Post)]


def test_new_people_are_entered_and_appointed_with_their_journal(office: str) -> None:
    run = brought(
        ["Phạm Thị Lan", office, "Chánh Văn phòng", date(2025, 8, 1), None, None, None],
        ["Đinh Văn Rô", office.upper(), "chuyên viên", "1/8/2025", "31/12/2025", None, None],
    )
    assert fates(run) == [(NEW, ""), (NEW, "")]
    write(run)
    held = Membership.objects.get(person__name="Đinh Văn Rô")
    assert (held.since, held.until) == (date(2025, 8, 1), date(2025, 12, 31))
    assert [entry.act for entry in journal.of(held)] == ["appointed"]
    assert [entry.act for entry in journal.of(run)] == ["written", "columns-named", "brought"]
    assert not run.sheets
    assert "Phạm" not in str(list(JournalEntry.objects.values_list("payload", flat=True)))


def test_the_same_file_twice_makes_no_doubles(office: str) -> None:
    rows = [["Phạm Thị Lan", office, "Chánh Văn phòng", DAY], ["Hồ Văn Nia", office, "Chuyên viên", DAY]]
    write(brought(*rows))
    before = counts()
    again = brought(*rows)
    assert fates(again) == [(SAME, ""), (SAME, "")]
    assert not planned(again).is_ready
    with pytest.raises(BrokenRule):
        write(again)
    assert counts() == before


def test_somebody_of_a_known_name_is_asked_about_and_never_taken(office: str) -> None:
    known = actions.enter_person(name="Phạm Thị Lan", by=system_actor(), at=NOW)
    run = brought(["PHAM THI LAN", office, "Chuyên viên", DAY])
    (fate,) = planned(run).fates
    assert (fate.kind, [key for key, _word in fate.choices]) == (ASK, [str(known.uid)])
    with pytest.raises(BrokenRule):
        write(run)
    assert not Membership.objects.filter(post__title="Chuyên viên").exists()
    actions.answer_lines(run=run, answers={"2": str(known.uid)}, by=run.by, at=NOW)
    assert fates(run) == [(KNOWN, "")]
    write(run)
    assert [row.post.title for row in known.memberships.all()] == ["Chuyên viên"]


def test_another_of_the_same_name_is_recorded_as_distinct(office: str) -> None:
    known = actions.enter_person(name="Phạm Thị Lan", by=system_actor(), at=NOW)
    run = brought(["Phạm Thị Lan", office, "Chuyên viên", DAY])
    assert actions.call_all_others(run=run, by=run.by, at=NOW) == 1
    assert run.answers == {"2": ANOTHER}
    write(run)
    (other,) = known.distinct_from.all()
    assert other.memberships.count() == 1


def test_one_name_on_two_lines_is_asked_about_and_may_be_one_person(office: str) -> None:
    run = brought(["Y Blơ", office, "Chánh Văn phòng", DAY], ["Y Blơ", office, "Chuyên viên", DAY, None, "x"])
    assert [kind for kind, _field in fates(run)] == [NEW, ASK]
    actions.answer_lines(run=run, answers={"3": "line:2"}, by=run.by, at=NOW)
    assert [kind for kind, _field in fates(run)] == [NEW, KNOWN]
    write(run)
    assert Person.objects.get(name="Y Blơ").memberships.count() == 2


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (["A Thút", "Sở Không Có", "Chuyên viên", DAY], "organ"),
        (["A Thút", "{office}", "Chức không có", DAY], "title"),
        (["A Thút", "", "Chuyên viên", DAY], "organ"),
        (["A Thút", "{office}", "Chuyên viên", "31/02/2025"], "since"),
        (["A Thút", "{office}", "Chuyên viên", ""], "since"),
        (["A Thút", "{office}", "Chuyên viên", DAY, "01/01/2025"], "until"),
        (["A Thút", "{office}", "Chuyên viên", "01/01/2020"], "since"),
        (["A Thút", "{office}", "Chuyên viên", DAY, "", "có thể"], "is_concurrent"),
        (["", "{office}", "Chuyên viên", DAY], "name"),
        (["A Thút", "{office}", "Chuyên viên", DAY, "", "", "nhiều"], "seats"),
    ],
)
def test_an_error_names_line_and_column_and_the_way_out(office: str, row: list[Any], field: str) -> None:
    good = ["Hồ Thị Xuân", office, "Chuyên viên", DAY]
    run = brought(good, [cell.format(office=office) for cell in row])
    assert fates(run) == [(NEW, ""), (ERROR, field)]
    broken = planned(run).fates[1]
    assert broken.line == 3
    assert "hãy" in broken.why.lower()
    assert broken.column
    before = counts()
    with pytest.raises(BrokenRule, match="Còn dòng lỗi"):
        write(run)
    assert counts() == before


def test_seats_and_working_time_are_counted_over_the_whole_file(office: str) -> None:
    names = ["Một", "Hai", "Ba", "Bốn"]
    run = brought(
        *([f"Người {name}", office, "Chuyên viên", DAY] for name in names),
        ["Người Năm", office, "Chánh Văn phòng", DAY],
        ["Người Năm", office, "Chuyên viên", "01/09/2025"],
    )
    actions.answer_lines(run=run, answers={"7": "line:6"}, by=run.by, at=NOW)
    assert [kind for kind, _field in fates(run)] == [NEW] * 3 + [ERROR, NEW, ERROR]
    assert [field for _kind, field in fates(run)][3:] == ["title", "", "is_concurrent"]


def test_a_line_without_a_name_opens_a_post_and_lines_with_names_fill_it(office: str) -> None:
    run = brought(
        ["", office, "Phó Chánh Văn phòng", DAY, "", "", 2],
        ["Đinh Thị Hrê", office, "Phó Chánh Văn phòng", "15/07/2025"],
        ["", office, "Chánh Văn phòng", DAY, "", "", 1],
    )
    assert [kind for kind, _field in fates(run)] == [VACANT, NEW, SAME]
    write(run)
    post = Post.objects.get(title="Phó Chánh Văn phòng")
    assert (post.seats, post.since, post.memberships.count()) == (2, date(2025, 7, 15), 1)


def test_places_told_apart_by_their_marks_alone_are_two() -> None:
    unit = cast.unit()
    for name in ("Tổ công tác Ba Tô", "Tổ công tác Ba Tơ"):
        cast.post(cast.organ(name, kind="other", of=unit), "Tổ trưởng")
    run = brought(
        ["A Thút", "tổ công tác Ba Tơ", "Tổ trưởng", DAY], ["A Blơ", "To cong tac Ba To", "Tổ trưởng", DAY]
    )
    assert fates(run) == [(NEW, ""), (ERROR, "organ")]
    post = planned(run).fates[0].post
    assert post and post.organisation.name == "Tổ công tác Ba Tơ"


def test_organs_out_of_reach_are_not_found(office: str) -> None:
    """The officer who arranges one ward sees no organ of the province."""
    ward = cast.unit()
    by = cast.account("tochuc-xa", "organiser", cast.committee(ward), "Cán bộ tổ chức")
    run = brought(["A Thút", office, "Chuyên viên", DAY], by=by)
    assert fates(run) == [(ERROR, "organ")]


def test_what_changed_since_it_was_looked_at_is_looked_at_again(office: str) -> None:
    run = brought(["A Thút", office, "Chuyên viên", DAY])
    seen = planned(run).digest
    actions.enter_person(name="A Thút", by=system_actor(), at=NOW)
    before = counts()
    with pytest.raises(Stale):
        actions.write_list(run=run, seen=seen, by=run.by, at=NOW)
    assert counts() == before


def test_what_is_written_or_dropped_is_over(office: str) -> None:
    run = brought(["A Thút", office, "Chuyên viên", DAY])
    seen = planned(run).digest
    actions.drop_list(run=run, by=run.by, at=NOW)
    assert not run.sheets
    with pytest.raises(Stale):
        actions.write_list(run=run, seen=seen, by=run.by, at=NOW)


def test_columns_named_once_are_known_the_next_time(office: str) -> None:
    heading = ["TT", "Người", "Nơi", "Việc", "Khi"]
    run = actions.bring_list(
        content=table([1, "A Thút", office, "Chuyên viên", DAY], heading=heading),
        name="a",
        by=cast.organiser(),
        at=NOW,
    )
    assert run.columns == {}
    columns = {"name": 1, "organ": 2, "title": 3, "since": 4}
    actions.name_columns(run=run, columns=columns, heading=1, since=None, by=run.by, at=NOW)
    again = actions.bring_list(
        content=table([1, "B", office, "Chuyên viên", DAY], heading=heading), name="b", by=run.by, at=NOW
    )
    assert again.columns == columns


@pytest.mark.parametrize(
    ("columns", "field"), [({"name": 0, "organ": 1}, "title"), ({"organ": 1, "title": 1}, "organ")]
)
def test_a_column_lacking_or_named_twice_is_refused(office: str, columns: dict[str, int], field: str) -> None:
    run = brought(["A Thút", office, "Chuyên viên", DAY])
    with pytest.raises(BrokenRule) as refused:
        actions.name_columns(run=run, columns=columns, heading=1, since=None, by=run.by, at=NOW)
    assert refused.value.field == field


def test_what_goes_out_comes_back_unchanged(office: str) -> None:
    by = cast.organiser()
    write(brought(["A Thút", office, "Chuyên viên", DAY, "31/12/2026"]))
    odd = actions.enter_person(name="=1+1", by=system_actor(), at=NOW)
    post = Post.objects.get(title="Chuyên viên")
    actions.appoint(person=odd, post=post, since=date(2025, 8, 1), by=system_actor(), at=NOW)
    book = openpyxl.load_workbook(io.BytesIO(import_template.filled(for_=by, on=date(2025, 8, 22))))
    (formula,) = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "=1+1"]
    assert formula.data_type == "s"
    content = import_template.filled(for_=by, on=date(2025, 8, 22))
    run = actions.bring_list(content=content, name="xuat.xlsx", by=by, at=NOW)
    actions.name_columns(run=run, columns=run.columns, heading=run.heading, since=None, by=by, at=NOW)
    assert {kind for kind, _field in fates(run)} == {SAME}
    assert len(planned(run).fates) == Post.objects.count() + 1


def test_the_template_is_recognised_whole(office: str) -> None:
    run = actions.bring_list(content=import_template.template(), name="mau.xlsx", by=cast.organiser(), at=NOW)
    assert len(run.columns) == 13
    assert run.heading == 1


def test_a_long_list_is_written_by_the_queue_once_and_in_the_capacity_of_who_asked(
    office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_import, "AT_ONCE", 1)
    run = brought(["A Thút", office, "Chuyên viên", DAY], ["Y Blơ", office, "Chuyên viên", DAY])
    actions.ask_writing(run=run, seen=planned(run).digest, by=run.by, at=NOW)
    assert (run.is_being_written(NOW), Person.objects.filter(name="Y Blơ").exists()) == (True, False)
    with pytest.raises(Stale):
        actions.drop_list(run=run, by=run.by, at=NOW)
    for _again in range(2):
        people_import.perform_writing(run_uid=run.uid, at=NOW)
    held = Membership.objects.get(person__name="Y Blơ")
    assert journal.of(held).get().acting_as == str(queries.acting(run.by))


def test_a_long_list_that_cannot_be_written_any_more_says_why(
    office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_import, "AT_ONCE", 0)
    run = brought(["A Thút", office, "Chuyên viên", DAY])
    actions.ask_writing(run=run, seen=planned(run).digest, by=run.by, at=NOW)
    actions.enter_person(name="A Thút", by=system_actor(), at=NOW)
    people_import.perform_writing(run_uid=run.uid, at=NOW)
    run.refresh_from_db()
    assert "đã thay đổi" in run.problem
    assert not run.is_being_written(NOW)


def test_lists_left_for_a_month_are_forgotten_whoever_brought_them() -> None:
    left = actions.bring_list(
        content="Họ và tên\nTrần Văn Để Lại\n".encode(), name="ds.csv", by=cast.organiser(), at=NOW
    )
    assert actions.forget_lists(by=system_actor(), at=NOW + timedelta(days=29)) == 0
    assert actions.forget_lists(by=system_actor(), at=NOW + timedelta(days=31)) == 1
    left.refresh_from_db()
    assert (left.sheets, left.is_open) == ([], False)
