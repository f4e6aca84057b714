"""Units end and begin in one act that balances, and reversal leaves everything as it was."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions as cases
from thongsuot.apps.cases import queries as register
from thongsuot.apps.cases.models import Assignment, CaseUnit
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed, Stale
from thongsuot.apps.core.models import JournalEntry
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.desk import actions, queries
from thongsuot.apps.desk.actions import merging
from thongsuot.apps.desk.models import Merger, MergerMove
from thongsuot.apps.desk.tests import province
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations import queries as organs
from thongsuot.apps.organisations.middleware import equip
from thongsuot.apps.organisations.models import Membership, Organisation, Post
from thongsuot.apps.places import queries as places
from thongsuot.apps.places.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes() -> tuple[Unit, Unit]:
    first, second = cast.unit(), cast.unit(cast.DAK_BLA)
    province.commune(first, "A Kon")
    province.commune(second, "Y Bla")
    return first, second


def new_unit() -> Unit:
    unit = places.by_code("23999")
    assert unit is not None
    return unit


def test_two_communes_become_one_and_come_back(communes: tuple[Unit, Unit]) -> None:
    for one in communes:
        province.given(f"Sửa đường của {one.full_name}", cast.committee(one))
    province.given("Cả hai cùng nêu", cast.organ("Sở Xây dựng"), *communes)
    merger, before = province.of_two(), province.snapshot()
    outcome = province.do(merger)
    unit = new_unit()
    assert [row for row in outcome.balance if not row.is_even] == []
    assert places.by_code(cast.KON_TUM) is None
    old = places.unit(communes[0].uid)
    assert old
    assert [one.full_name for one in places.successors(old)] == ["phường Đăk Kon"]
    assert [found.now for found in places.find("Kon Tum")] == [[unit]]
    committee = Organisation.objects.get(unit=unit, kind="peoples-committee")
    assert committee.name == "UBND phường Đăk Kon"
    assert CaseUnit.objects.filter(unit=unit).count() == 3
    assert Assignment.objects.filter(organisation=committee).count() == 2
    assert outcome.notes
    assert province.snapshot() != before
    province.reverse(merger)
    assert province.snapshot() == before


def test_what_both_had_becomes_one_and_parts_again(communes: tuple[Unit, Unit]) -> None:
    """A case raised by both units and given to both committees."""
    case = province.given("Cả hai cùng làm", cast.committee(communes[0]), *communes)
    cases.assign(
        case=case, organisation=cast.committee(communes[1]), role="support", by=cast.coordinator(), at=NOW
    )
    merger, before = province.of_two(), province.snapshot()
    outcome = province.do(merger)
    joined = {row.kind: row.joined for row in outcome.balance if row.joined}
    assert joined == {"cases.caseunit": 1, "cases.assignment": 1}
    assert [one.role for one in case.assignments.all()] == ["lead"]
    province.reverse(merger)
    assert province.snapshot() == before
    assert not journal.verify("cases.case", case.uid)
    case.refresh_from_db()
    assert case.version == journal.of(case).count()


def test_nobody_loses_a_seat_and_two_heads_are_told(communes: tuple[Unit, Unit]) -> None:
    merger = province.of_two()
    outcome = province.do(merger)
    chair = Membership.objects.filter(post__title="Chủ tịch", since=province.ON)
    assert {one.person.name for one in chair} == {"A Kon", "Y Bla"}
    post = chair[0].post
    assert (post.seats, post.since, str(post)) == (2, province.ON, "Chủ tịch, UBND phường Đăk Kon")
    old = Membership.objects.filter(post__title="Chủ tịch").exclude(until=None)
    assert {one.until for one in old} == {date(2025, 8, 19)}
    assert any("Chủ tịch, UBND phường Đăk Kon" in note for note in outcome.notes)


def test_a_role_that_spreads_is_told(communes: tuple[Unit, Unit]) -> None:
    first, second = Post.objects.filter(title="Chủ tịch").order_by("pk")
    for role, posts in (("leader", (first, second)), ("department", (first,))):
        for one in posts:
            one.roles.filter(role=role).delete()
            one.roles.create(role=role, since=cast.SINCE)
    told = [note for note in province.do(province.of_two()).notes if note.startswith("Vai trò")]
    assert len(told) == 1
    assert "“Chủ tịch, UBND phường Đăk Kon”" in told[0]


def test_an_organ_that_a_merger_ended_comes_back_with_the_merger_only(communes: tuple[Unit, Unit]) -> None:
    old = cast.committee(communes[0])
    merger = province.of_two()
    province.do(merger)
    old.refresh_from_db()
    assert organs.ended_by_merger(old)
    with pytest.raises(BrokenRule, match="phương án sắp xếp") as refused:
        organisations.restore(organisation=old, by=system_actor(), at=NOW)
    assert refused.value.code == "merged"
    province.reverse(merger)
    old.refresh_from_db()
    assert not organs.ended_by_merger(old)


def test_who_completes_a_body_is_succeeded_and_seats_are_to_be_set_again(communes: tuple[Unit, Unit]) -> None:
    old = cast.committee(communes[0])
    by = {"by": system_actor(), "at": NOW}
    term = organisations.set_term(
        name="2021-2026", block="state", since=date(2021, 7, 1), until=date(2026, 6, 30), source="Thử", **by
    )
    living = organisations.hold_congress(
        organisation=cast.organ("Sở Nội vụ"), term=term, completed_by=old, **by
    )
    organisations.hold_congress(organisation=old, term=term, seats_allowed=5, **by)
    merger = province.of_two()
    before = province.snapshot()
    outcome = province.do(merger)
    living.refresh_from_db()
    assert living.completed_by is not None
    assert living.completed_by.unit == new_unit()
    assert any("2021-2026" in note and "cần ghi lại" in note for note in outcome.notes)
    province.reverse(merger)
    assert province.snapshot() == before


def test_rows_are_held_before_they_are_counted(
    communes: tuple[Unit, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    hold, moved, sums = organs.hold, organs.hold_moved, merging._sums
    monkeypatch.setattr(organs, "hold", lambda *a, **k: (told.append("hold"), hold(*a, **k)))
    monkeypatch.setattr(organs, "hold_moved", lambda *a: (told.append("moved"), moved(*a)))
    monkeypatch.setattr(merging, "_sums", lambda *a: (told.append("sums"), sums(*a))[1])
    merger = province.of_two()
    province.do(merger)
    assert told[:2] == ["hold", "sums"]
    province.reverse(merger)
    assert told[-1] == "moved"


def test_closed_matters_stay_and_are_found_through_the_successor(communes: tuple[Unit, Unit]) -> None:
    case = province.given("Đã rút", cast.committee(communes[0]))
    cases.take_step(case=case, step="withdraw", reason="Trùng", by=cast.coordinator(), at=NOW)
    officer = cast.commune_officer()
    province.do(province.of_two())
    assert case.case_units.get().unit == communes[0]
    now = equip(officer, at=NOW)
    assert [one.unit_code for one in now.held_capacities] == ["23999"]  # type: ignore[attr-defined]
    assert case in register.cases(for_=now)


def test_roles_and_officers_go_on(communes: tuple[Unit, Unit]) -> None:
    """Who acted for a commune acts for its successor; what was in an officer's hands stays in them."""
    officer = cast.commune_officer()
    member = Membership.objects.get(person__user=officer)
    case = province.given("Sửa cầu", cast.committee(communes[0]))
    Assignment.objects.filter(case=case).update(officer=member)
    merger = province.of_two()
    before = province.snapshot()
    province.do(merger)
    given = Assignment.objects.get(case=case)
    assert given.officer
    assert given.officer.person == member.person
    assert given.officer.pk != member.pk
    assert given.name == "UBND phường Đăk Kon"
    acting = [str(one) for one in equip(officer, at=NOW).held_capacities]  # type: ignore[attr-defined]
    assert acting == ["Cán bộ phường Đăk Kon, UBND phường Đăk Kon"]
    province.reverse(merger)
    assert province.snapshot() == before


def test_offices_that_become_one_keep_the_register(communes: tuple[Unit, Unit]) -> None:
    """Two bodies of the province become one; the register of the one goes with it, closed matters too."""
    case = cast.case()
    office, other = (
        cast.organ("Văn phòng Tỉnh ủy"),
        cast.organ("Ban Dân vận", kind="party-body", block="party"),
    )
    merger, before = province.draft("reorganise"), None
    for organ in (office, other):
        province.add(merger, organ=organ)
    province.target(merger, name="Văn phòng Tỉnh ủy", type="office")
    before = province.snapshot()
    province.do(province.again(merger))
    case.refresh_from_db()
    assert case.register
    assert case.register != office
    assert case.register.keeps_register
    assert set(case.register.predecessors.all()) == {office, other}
    province.reverse(merger)
    assert province.snapshot() == before


def test_a_body_and_the_one_above_it_may_become_one() -> None:
    """Top, middle, bottom in a line; top and bottom become one: no circle closes in the tree."""
    by, province_unit = system_actor(), cast.unit(cast.PROVINCE)
    line: list[Organisation] = []
    for name in ("Sở A", "Chi cục B", "Phòng C"):
        above = line[-1] if line else None
        line.append(
            organisations.found(
                name=name, kind="department", block="state", unit=province_unit, parent=above, by=by, at=NOW
            )
        )
    merger, before = province.draft("reorganise"), province.snapshot()
    for organ in (line[0], line[2]):
        province.add(merger, organ=organ)
    province.target(merger, name="Sở D", type="department")
    province.do(province.again(merger))
    new, middle = Organisation.objects.get(name="Sở D"), Organisation.objects.get(name="Chi cục B")
    assert (new.parent, middle.parent) == (None, new)
    province.reverse(merger)
    assert province.snapshot() == before


def test_a_divided_organ_asks_for_its_posts_and_its_matters() -> None:
    organ = cast.organ("Sở Xây dựng")
    province.seat(organ, "Giám đốc", "A Giám", is_head=True)
    province.seat(organ, "Chuyên viên", "Y Viên")
    province.given("Sửa đường", organ, cast.unit())
    merger = province.draft("reorganise")
    province.add(merger, organ=organ)
    one = province.target(merger, name="Sở Đường", type="department")
    two = province.target(merger, name="Sở Nhà", type="department")
    asked = queries.questions(province.again(merger))
    kinds = [row.holding.kind for row in asked]
    assert kinds == ["desk.links", "organisations.post", "organisations.post", "cases.assignment"]
    with pytest.raises(BrokenRule, match="4 nội dung"):
        province.do(province.again(merger))
    province.answer_all(merger, one, two)
    before = province.snapshot()
    province.do(province.again(merger))
    seats = {str(post) for post in Organisation.objects.get(name="Sở Nhà").posts.all()}
    assert len(seats) == 1
    province.reverse(merger)
    assert province.snapshot() == before


def test_what_came_since_stands_in_the_way_with_the_way_out(communes: tuple[Unit, Unit]) -> None:
    merger = province.of_two()
    province.do(merger)
    fresh = cases.NewCase(
        "recommendation", "other", "Kiến nghị mới", date(2025, 8, 22), raising_units=(new_unit(),)
    )
    cases.record(new=fresh, by=cast.coordinator(), at=NOW)
    post = Organisation.objects.get(unit=new_unit(), kind="division").posts.get()
    Post.objects.filter(pk=post.pk).update(seats=9)
    post.refresh_from_db()
    newcomer = province.hold(post, "Người mới", since=date(2025, 8, 22))
    found = queries.in_the_way(province.again(merger))
    assert {one.count for one in found} == {1}
    assert len(found) == 3, "the case, the appointment and the post whose seats changed"
    assert all(one.way_out for one in found)
    with pytest.raises(BrokenRule, match="việc mới phát sinh"):
        province.reverse(merger)
    assert Membership.objects.filter(pk=newcomer.pk).exists()
    assert new_unit().is_current


def test_a_later_merger_is_reversed_first(communes: tuple[Unit, Unit]) -> None:
    first = province.of_two()
    province.do(first)
    second = province.draft(facts=actions.Facts(date(2025, 8, 21), "78/NQ-HĐND", date(2025, 8, 20)))
    for unit in (new_unit(), cast.unit(cast.NGOK_BAY)):
        province.add(second, unit=unit)
    province.target(second, code="23999", name="Ngok Kon", type="xã")
    province.do(province.again(second))
    ways = {one.way_out for one in queries.in_the_way(province.again(first))}
    assert any("lập sau" in way for way in ways)
    province.reverse(second)
    assert queries.in_the_way(province.again(first)) == []
    province.reverse(first)
    assert "phường Đăk Kon" in queries.title(province.again(second)), "it names what went, by its name"


def faults_of(merger: Merger) -> str:
    return " ".join(one.text for one in queries.faults(merger, today=date(2025, 8, 22)))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"effective_on": date(2025, 8, 23)}, "chưa tới"),
        ({"effective_on": date(2025, 7, 1)}, "chỉ có từ ngày 01/07/2025"),
        ({"effective_on": None}, "Chưa có ngày hiệu lực"),
        ({"document_number": ""}, "Chưa ghi số và ngày văn bản"),
    ],
)
def test_a_day_or_document_that_cannot_be_is_refused(changes: dict[str, object], told: str) -> None:
    cast.unit()
    merger = province.of_two()
    facts = {name: getattr(merger, name) for name in ("document_number", "document_on", "effective_on")}
    given = actions.Facts(**facts | {"document_on": None} | changes)  # type: ignore[arg-type]
    actions.amend(merger=merger, facts=given, version=merger.version, by=cast.organiser(), at=NOW)
    assert told in faults_of(province.again(merger))
    with pytest.raises(BrokenRule):
        actions.rehearse(merger=province.again(merger), by=cast.organiser(), at=NOW)


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ({"code": cast.LY_SON}, "đang của một đơn vị khác"),
        ({"code": "12"}, "không đúng dạng"),
        ({"type": "tỉnh"}, "không hợp với cấp"),
        ({"name": "Ngok Bay", "type": "xã"}, "Đã có xã Ngok Bay"),
    ],
)
def test_a_new_unit_that_cannot_be_is_refused(target: dict[str, str], told: str) -> None:
    cast.unit()
    usual = {"code": "23999", "name": "Đăk Kon", "type": "phường"} | target
    merger = province.of_two(usual["code"], usual["name"], usual["type"])
    assert told in faults_of(merger)


def test_a_code_of_an_old_unit_may_be_taken_over(communes: tuple[Unit, Unit]) -> None:
    merger, before = province.of_two(cast.KON_TUM, "Kon Tum", "phường"), province.snapshot()
    province.do(merger)
    new = places.by_code(cast.KON_TUM)
    assert new
    assert new.uid != communes[0].uid
    assert Organisation.objects.get(unit=new, kind="peoples-committee").name == "UBND phường Kon Tum"
    province.reverse(merger)
    assert province.snapshot() == before


def test_a_unit_that_ended_is_refused_with_its_successor(communes: tuple[Unit, Unit]) -> None:
    second = province.draft()
    for unit in (communes[0], cast.unit(cast.NGOK_BAY)):
        province.add(second, unit=unit)
    province.target(second, code="23998", name="Khác", type="xã")
    province.do(province.of_two())
    found = queries.faults(province.again(second), today=date(2025, 8, 22))
    assert any("đã chấm dứt" in one.text and "phường Đăk Kon" in one.way_out for one in found)


def test_only_one_does_it_and_only_once(communes: tuple[Unit, Unit]) -> None:
    merger, by = province.of_two(), cast.organiser()
    seen = actions.rehearse(merger=merger, by=by, at=NOW).fingerprint
    actions.do(merger=province.again(merger), seen=seen, by=by, at=NOW)
    with pytest.raises(BrokenRule):
        actions.do(merger=province.again(merger), seen=seen, by=by, at=NOW)
    with pytest.raises(Stale):
        actions.do(merger=merger, seen=seen, by=by, at=NOW)
    assert MergerMove.objects.filter(merger=merger).count() > 10


def test_a_rehearsal_leaves_nothing_behind(communes: tuple[Unit, Unit]) -> None:
    province.given("Sửa đường", cast.committee(communes[0]))
    merger = province.of_two()
    before, rows = province.snapshot(), JournalEntry.objects.count()
    actions.rehearse(merger=merger, by=cast.organiser(), at=NOW)
    assert (province.snapshot(), JournalEntry.objects.count()) == (before, rows)


def test_an_organiser_of_another_commune_may_not(communes: tuple[Unit, Unit]) -> None:
    merger = province.of_two()
    other = cast.account("tochuc-xa", "organiser", cast.committee(cast.unit(cast.LY_SON)), "Cán bộ tổ chức")
    for somebody in (other, cast.stranger()):
        with pytest.raises(NotAllowed):
            actions.do(merger=merger, seen="", by=somebody, at=NOW)
        with pytest.raises(NotAllowed):
            actions.add_source(merger=merger, unit=cast.unit(cast.NGOK_BAY), by=somebody, at=NOW)


def test_what_was_lost_on_the_way_stops_everything(
    communes: tuple[Unit, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An app that forgets what it holds: the sums, counted apart, tell."""
    province.given("Sửa đường", cast.committee(communes[0]))
    merger, before = province.of_two(), province.snapshot()
    monkeypatch.setattr("thongsuot.apps.cases.actions.hand_over", lambda **_facts: [])
    with pytest.raises(actions.Unbalanced, match=r"trước 1 .*sau 0"):
        actions.do(merger=merger, seen="", by=cast.organiser(), at=NOW)
    assert province.snapshot() == before
