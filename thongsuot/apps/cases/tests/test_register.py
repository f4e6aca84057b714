"""The register as one asks it: search, filters, counts, order, pages, and never a row out of scope."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, orders, queries
from thongsuot.apps.cases.models import Case, Clock
from thongsuot.apps.cases.queries import Filters, facets

pytestmark = pytest.mark.django_db


def shown(filters: Filters | None = None, *, to: Any = None) -> list[str]:
    rows = queries.register(filters or Filters(), for_=to or cast.coordinator())
    return [case.text for case in orders.arranged(rows, orders.NEWEST)]


@pytest.mark.parametrize(
    "words",
    [
        "đường vành đai",
        "duong vanh dai",
        "ĐƯỜNG VÀNH ĐAI",
        "vành đai, đường",
        "vanh  dai.",
        "“đường vành đai”",
        "kn-2025-0001",
        "phuong kon tum",
        "bi thu dang uy",
        "so xay dung",
        "",
    ],
)
def test_search_finds_with_or_without_marks(words: str) -> None:
    lead = actions.Named("Sở Xây dựng", "lead")
    cast.case("Sớm cho chủ trương đầu tư đường vành đai", raised_by="Bí thư Đảng ủy", assignees=(lead,))
    assert shown(Filters(q=words)) == ["Sớm cho chủ trương đầu tư đường vành đai"]


@pytest.mark.parametrize("words", ["đường vành đai Đăk Bla", "duongvanhdai", "100%", "vành_đai", "so y te"])
def test_search_finds_nothing_else(words: str) -> None:
    cast.case("Đường vành đai dài 100 km")
    assert shown(Filters(q=words)) == []


def test_an_organ_named_later_is_found_too() -> None:
    case = cast.case()
    by = {"by": cast.coordinator(), "at": NOW}
    actions.assign(case=case, organisation=cast.organ("Sở Y tế"), role="support", **by)
    assert shown(Filters(q="so y te")) == [case.text]


def counted(counts: dict[str, int]) -> dict[str, int]:
    return {code: number for code, number in counts.items() if number}


def test_filters_narrow_and_counts_follow() -> None:
    dak_bla = cast.unit(cast.DAK_BLA)
    cast.case("một", topic="land", raised_on=date(2025, 8, 1))
    cast.case("hai", topic="land", raised_on=date(2025, 8, 2), raising_units=(dak_bla,))
    cast.case("ba", topic="health", raised_on=date(2025, 8, 3), kind="commitment")
    cast.case("bốn", topic="land", raised_on=date(2025, 8, 4), kind="directive", addressed_units=(dak_bla,))
    assert shown() == ["bốn", "ba", "hai", "một"]
    assert shown(Filters(topic="land")) == ["bốn", "hai", "một"]
    assert shown(Filters(unit=dak_bla.uid)) == ["bốn", "hai"]
    assert shown(Filters(since=date(2025, 8, 2), until=date(2025, 8, 3))) == ["ba", "hai"]
    assert shown(Filters(kind="commitment", topic="land")) == []
    tally = queries.tally(Filters(topic="land"), for_=cast.coordinator())
    assert counted(tally.kinds()) == {"": 3, "recommendation": 2, "directive": 1}
    assert counted(tally.statuses()) == {"": 3, "raised": 2, "noted": 1}
    assert tally.total == 3
    chosen = queries.tally(Filters(topic="land", kind="directive"), for_=cast.coordinator())
    assert (chosen.total, chosen.kinds()[""], counted(chosen.statuses())) == (1, 3, {"": 1, "noted": 1})
    assert {"noted", "issued", "withdrawn"} <= set(chosen.statuses())
    assert "raised" not in chosen.statuses()


def test_whose_move_it_is() -> None:
    cast.case("văn phòng")
    done = cast.case("cam kết", kind="commitment")
    Case.objects.filter(pk=done.pk).update(status="kept")
    assert shown(Filters(turn="office")) == ["văn phòng"]
    assert shown(Filters(turn="above")) == []


def clock(case: Case, due_on: date | None, **more: Any) -> None:
    Clock.objects.create(case=case, kind="answering", started_on=date(2025, 8, 1), due_on=due_on, **more)
    actions.clocks.settle(case)


def test_buckets_are_those_of_the_national_report() -> None:
    today, past = date(2025, 8, 22), date(2025, 8, 21)
    clock(cast.case("quá hạn"), past)
    clock(cast.case("sắp đến hạn"), date(2025, 8, 29))
    clock(cast.case("tạm dừng"), past, suspended_on=past)
    clock(cast.case("trong hạn"), date(2025, 8, 30))
    clock(cast.case("đúng hạn"), past, stopped_on=past)
    clock(cast.case("muộn"), past, stopped_on=today)
    cast.case("không hạn")
    found = {code: set(shown(Filters(bucket=code, on=today))) for code, _word in facets.BUCKETS}
    assert found == {
        "overdue": {"quá hạn"},
        "due-soon": {"sắp đến hạn"},
        "in-term": {"sắp đến hạn", "tạm dừng", "trong hạn"},
        "none": {"không hạn"},
        "done-on-time": {"đúng hạn"},
        "done-late": {"muộn"},
    }


def test_what_the_case_says_of_itself() -> None:
    first = cast.case("một")
    second = cast.case("hai", assignees=(actions.Named("Sở Y tế", "lead", cast.organ("Sở Y tế")),))
    Case.objects.filter(pk=first.pk).update(level="public", cause="law")
    Case.objects.filter(pk=second.pk).update(competence="ministry", raises_again=first)
    assert shown(Filters(level="public")) == shown(Filters(cause="law")) == ["một"]
    assert shown(Filters(competence="ministry")) == shown(Filters(is_again=True)) == ["hai"]
    assert shown(Filters(lead=cast.organ("Sở Y tế").uid)) == ["hai"]
    assert shown(Filters(lead=cast.organ("Sở Xây dựng").uid)) == []
    offered = queries.choices(for_=cast.coordinator())
    assert (cast.organ("Sở Y tế").uid.hex, "Sở Y tế") in offered["lead"]
    assert offered["measure"] == []


def test_what_was_withdrawn_shows_only_when_asked_for() -> None:
    cast.case("còn")
    gone = cast.case("rút")
    by = {"by": cast.coordinator(), "at": NOW}
    actions.take_step(case=gone, step="withdraw", reason="Trùng", **by)
    assert shown() == ["còn"]
    assert shown(Filters(status="withdrawn")) == ["rút"]
    tally = queries.tally(Filters(), for_=cast.coordinator())
    assert (tally.total, tally.statuses()["withdrawn"]) == (1, 1)


def many() -> None:
    """Cases of few days, so that many tie; every third without a deadline."""
    for n in range(23):
        day = date(2025, 8, 1) + timedelta(days=n % 4)
        cast.case(f"{n:02}", raised_on=day, due_on=day + timedelta(days=n % 5) if n % 3 else None)


def walk(order: orders.Order, size: int, between: Any = None) -> list[str]:
    """The texts of all pages, the way the links lead."""
    rows, after, seen = queries.register(Filters(), for_=cast.coordinator()), None, []
    while True:
        found, more = orders.page(rows, order, after, size=size)
        seen += [case.text for case in found]
        if not more:
            return seen
        after = orders.place(orders.mark(found[-1], order), rows)
        assert after is not None
        if between:
            between()


def expected(order: orders.Order) -> list[str]:
    def rank(case: Case) -> tuple[Any, ...]:
        day = getattr(case, order.field)
        return (day is None, day or date.max, case.pk)

    return [case.text for case in sorted(Case.objects.all(), key=rank, reverse=not order.is_ascending)]


@pytest.mark.parametrize("order", orders.ORDERS, ids=lambda order: order.code or "newest")
def test_pages_neither_repeat_nor_skip(order: orders.Order) -> None:
    many()
    for size in (1, 4, 5, 22, 23, 50):
        assert walk(order, size) == expected(order)


def test_what_comes_in_between_hides_nothing() -> None:
    many()
    before = expected(orders.NEWEST)
    seen = walk(orders.NEWEST, 5, between=lambda: cast.case("mới", raised_on=date(2025, 8, 22)))
    assert seen == before


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60) | st.from_regex(r"\d{4}-\d\d-\d\d_[0-9a-f]{32}", fullmatch=True))
def test_a_strange_place_is_no_place(text: str) -> None:
    assert orders.place(text, Case.objects.all()) is None


class TestScope:
    """phường Kon Tum raised two; Sở Xây dựng leads one of them and one of phường Đăk Bla."""

    @pytest.fixture(autouse=True)
    def three(self) -> None:
        lead = actions.Named("Sở Xây dựng", "lead", cast.organ("Sở Xây dựng"))
        cast.case("Kon Tum", topic="land")
        cast.case("Kon Tum, Sở", assignees=(lead,))
        cast.case("Đăk Bla, Sở", raising_units=(cast.unit(cast.DAK_BLA),), assignees=(lead,), topic="land")

    def test_a_commune_sees_its_own(self) -> None:
        assert shown(to=cast.commune_officer()) == ["Kon Tum, Sở", "Kon Tum"]
        assert shown(to=cast.commune_officer(cast.unit(cast.LY_SON))) == []

    def test_a_department_sees_what_it_was_given(self) -> None:
        assert shown(to=cast.department_officer()) == ["Đăk Bla, Sở", "Kon Tum, Sở"]
        assert shown(to=cast.department_officer("Sở Y tế")) == []

    def test_a_commune_sees_what_is_addressed_to_it_or_given_to_its_organ(self) -> None:
        ly_son = cast.unit(cast.LY_SON)
        cast.case("thực hiện", raising_units=(), addressed_units=(ly_son,))
        own = actions.Named("UBND đặc khu", "support", cast.committee(ly_son))
        cast.case("phối hợp", raising_units=(), assignees=(own,))
        assert shown(to=cast.commune_officer(ly_son)) == ["phối hợp", "thực hiện"]

    def test_leaders_see_all_and_strangers_nothing(self) -> None:
        assert len(shown(to=cast.leader())) == 3
        assert shown(to=cast.stranger()) == []

    def test_counts_and_choices_are_scoped(self) -> None:
        officer = cast.commune_officer()
        tally = queries.tally(Filters(topic="land"), for_=officer)
        assert (tally.total, tally.kinds()["recommendation"]) == (1, 1)
        assert [name for _uid, name in queries.units(for_=officer)] == ["phường Kon Tum"]
        assert [name for _uid, name in queries.units(for_=cast.leader())] == [
            "phường Đăk Bla",
            "phường Kon Tum",
        ]
        assert queries.has_any(for_=officer)
        assert not queries.has_any(for_=cast.stranger())

    def test_other_doors_are_scoped(self) -> None:
        officer = cast.commune_officer()
        other = Case.objects.get(text="Đăk Bla, Sở")
        assert queries.case(other.uid, for_=officer) is None
        assert not queries.about(cast.unit(cast.DAK_BLA), for_=officer).exists()
        assert [case.text for case in queries.search("so xay dung", for_=officer)] == ["Kon Tum, Sở"]
        assert orders.place(orders.mark(other, orders.NEWEST), queries.cases(for_=officer)) is None


def test_a_count_is_exact_up_to_where_nobody_decides_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        cast.case(f"Việc {number}", topic="land")
    cast.case("Chỉ đạo", kind="directive", topic="land")
    monkeypatch.setattr("thongsuot.apps.cases.queries.counting.COUNTED", 2)
    tally = queries.tally(Filters(topic="land"), for_=cast.coordinator())
    assert dict(tally.by) == {("recommendation", "raised"): 3, ("directive", "noted"): 1}
    assert queries.tally(Filters(topic="health"), for_=cast.coordinator()).total == 0
    assert queries.tally(Filters(), for_=cast.stranger()).total == 0


def test_units_and_leads_to_narrow_by_are_those_of_the_province_and_tell_nothing_of_cases() -> None:
    lead = actions.Named("Sở Xây dựng", "lead", cast.organ("Sở Xây dựng"))
    cast.case("Làm đường", assignees=(lead,))
    cast.organ("Sở Y tế")
    people = (cast.coordinator(), cast.department_officer(), cast.leader(), cast.commune_officer())
    offered = [queries.choices(for_=person) for person in people]
    for every in offered:
        assert {"phường Đăk Bla", "phường Kon Tum"} < {name for _uid, name in every["unit"]}
        assert {"Sở Xây dựng", "Sở Y tế"} <= {name for _uid, name in every["lead"]}
        assert (every["unit"], every["lead"]) == (offered[0]["unit"], offered[0]["lead"])


def test_measures_to_narrow_by_are_those_that_hold_a_case_one_may_see() -> None:
    office = {"by": cast.coordinator(), "at": NOW}
    health, register = cast.organ("Sở Y tế"), cast.organ("Văn phòng Tỉnh ủy")
    measure = actions.draft_measure(
        new=actions.NewMeasure("Cấp máy quét", "Mua sắm tập trung.", "land", health, register), **office
    )
    actions.put_in(measure=measure, cases=[cast.case("Thiếu máy quét")], **office)
    for person in (cast.coordinator(), cast.leader(), cast.commune_officer()):
        names = [name for _uid, name in queries.choices(for_=person)["measure"]]
        assert names == [f"{measure.number}: Cấp máy quét"]
    for person in (cast.department_officer(), cast.commune_officer(cast.unit(cast.LY_SON))):
        assert queries.choices(for_=person)["measure"] == []
