"""Organs: founded, renamed, placed, guided, dissolved and brought back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from conftest import NOW
from tests import cast
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.models import Organisation
from thongsuot.apps.places.models import Succession, Unit

pytestmark = pytest.mark.django_db
FROM = date(2025, 7, 1)
TODAY = date(2025, 8, 22)


def by() -> dict[str, Any]:
    return {"by": system_actor(), "at": NOW}


def organ(name: str, parent: Organisation | None = None, **facts: Any) -> Organisation:
    usual = {"kind": "other", "block": "state", "unit": cast.unit(), "founded_on": FROM}
    return actions.found(name=name, parent=parent, **usual | facts, **by())


def refused(code: str, field: str | None, act: Callable[[], object], *words: str) -> None:
    with pytest.raises(BrokenRule) as broken:
        act()
    assert (broken.value.code, broken.value.field) == (code, field)
    for word in words:
        assert word in broken.value.message


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"name": " "}, "name-missing", "name"),
        ({"name": "Sở " * 100}, "name-too-long", "name"),
        ({"kind": "guild"}, "kind-unknown", "name"),
        ({"founded_on": date(1900, 1, 1)}, "day-unlikely", "founded_on"),
        ({"founded_on": date(2025, 6, 30)}, "day-unlikely", "founded_on"),
        ({"founded_on": date(2035, 1, 1)}, "day-unlikely", "founded_on"),
    ],
)
def test_an_organ_that_cannot_be_is_refused(facts: dict[str, Any], code: str, field: str) -> None:
    refused(code, field, partial(organ, **{"name": "Tổ thử"} | facts))
    assert not Organisation.objects.exists()


def test_a_name_stands_once_in_a_unit_whatever_its_capitals() -> None:
    organ("Hội Đồng Thử")
    refused("name-taken", "name", lambda: organ("Hội đồng thử"), "Hội đồng thử")
    organ("Hội đồng thứ")
    organ("Hội Đồng Thử", unit=cast.unit(cast.LY_SON))


def test_a_unit_that_ceased_to_exist_names_its_successors() -> None:
    old, new = cast.unit(cast.DAK_BLA), cast.unit(cast.NGOK_BAY)
    Unit.objects.filter(pk=old.pk).update(dissolved_on=TODAY)
    Succession.objects.create(old=old, new=new, kind="full", on=TODAY, recorded_at=NOW)
    old.refresh_from_db()
    refused("unit-gone", "unit", lambda: organ("Tổ thử", unit=old, founded_on=TODAY), new.full_name)
    refused("unit-gone", "unit", lambda: organ("Tổ cũ", unit=old, founded_on=FROM), new.full_name)


def test_a_parent_has_to_be_there() -> None:
    parent, heir = organ("Phòng cũ"), organ("Phòng mới")
    actions.dissolve(organisation=parent, on=TODAY, successors=[heir], **by())
    refused("gone", "parent", lambda: organ("Tổ thử", parent, founded_on=TODAY), "Phòng mới")
    late = organ("Phòng sau", founded_on=date(2025, 9, 1))
    refused("not-founded-yet", "parent", lambda: organ("Tổ thử", late), "01/09/2025")


def test_a_new_name_leaves_the_old_one_to_the_days_before() -> None:
    one = organ("Phòng Kinh tế")
    actions.rename(organisation=one, name="Phòng Kinh tế và Hạ tầng", on=TODAY, document="12/QĐ-UBND", **by())
    assert one.name == "Phòng Kinh tế và Hạ tầng"
    assert queries.name_on(one, on=TODAY - timedelta(days=1)) == "Phòng Kinh tế"
    assert queries.name_on(one, on=TODAY) == one.name
    history = queries.organ_history(one)
    assert [row.name for row in history.names] == [one.name, "Phòng Kinh tế"]
    found = queries.find_organs("phong kinh te", units=[one.unit_id])
    assert [(hit.name, hit.is_former) for hit in found] == [("Phòng Kinh tế", True), (one.name, False)]


@pytest.mark.parametrize(
    ("name", "on", "code", "field"),
    [
        ("Phòng Kinh tế", TODAY, "same-name", "name"),
        ("Phòng Khác", FROM, "goes-back", "on"),
        ("Phòng Khác", FROM - timedelta(days=1), "not-founded-yet", "on"),
        ("Phòng Đã có", TODAY, "name-taken", "name"),
        ("", TODAY, "name-missing", "name"),
    ],
)
def test_a_name_that_cannot_be_given(name: str, on: date, code: str, field: str) -> None:
    one = organ("Phòng Kinh tế")
    organ("Phòng Đã có")
    refused(code, field, partial(actions.rename, organisation=one, name=name, on=on, **by()))
    assert one.names.count() == 1


def test_names_do_not_go_back() -> None:
    one = organ("Phòng Một")
    actions.rename(organisation=one, name="Phòng Hai", on=TODAY, **by())
    early = TODAY - timedelta(days=5)
    refused(
        "goes-back",
        "on",
        partial(actions.rename, organisation=one, name="Phòng Ba", on=early, **by()),
        "22/08/2025",
    )


def test_a_circle_is_refused_with_its_chain() -> None:
    top = organ("Cấp một")
    low = organ("Cấp ba", organ("Cấp hai", top))
    move = partial(actions.place_under, organisation=top, parent=low, **by())
    refused("circle", "parent", move, "Cấp một → Cấp hai → Cấp ba → Cấp một")
    itself = partial(actions.place_under, organisation=low, parent=low, **by())
    refused("circle", "parent", itself, "Cấp ba → Cấp ba")


def test_an_organ_moves_with_a_journal_row_and_not_twice() -> None:
    one, other = organ("Cấp một"), organ("Cấp hai")
    actions.place_under(organisation=other, parent=one, **by())
    actions.place_under(organisation=other, parent=one, **by())
    assert [row.act for row in journal.of(other)] == ["placed", "founded"]
    actions.place_under(organisation=other, parent=None, **by())
    assert queries.organisation(other.uid).parent is None


class Trees(TestCase):
    """However organs are moved, from each one leads up to a top."""

    @given(st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 5)), max_size=25))
    @settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
    def test_no_circle_after_any_moves(self, moves: list[tuple[int, int | None]]) -> None:
        organs = [organ(f"Cơ quan {number}") for number in range(6)]
        for low, high in moves:
            try:
                actions.place_under(
                    organisation=organs[low], parent=None if high is None else organs[high], **by()
                )
            except BrokenRule as broken:
                assert broken.code == "circle"
                assert high in _below(low, dict(Organisation.objects.values_list("pk", "parent")), organs)
        parents = dict(Organisation.objects.values_list("pk", "parent"))
        for key in parents:
            seen = set()
            while key is not None:
                assert key not in seen
                seen.add(key)
                key = parents[key]


def _below(top: int, parents: dict[int, int | None], organs: list[Organisation]) -> set[int]:
    """Slow and plain: the places of the organs under one, itself included."""
    places = {organ.pk: place for place, organ in enumerate(organs)}
    found = {top}
    for _round in organs:
        found |= {places[key] for key, parent in parents.items() if parent and places[parent] in found}
    return found


def test_departments_of_the_province_guide_organs_of_communes() -> None:
    division = organ("Phòng Kinh tế")
    two = [cast.organ("Sở Xây dựng"), cast.organ("Sở Tài chính")]
    actions.guide(organisation=division, departments=two, **by())
    assert set(division.guided_by.all()) == set(two)
    actions.guide(organisation=division, departments=two[:1], **by())
    assert list(division.guided_by.all()) == two[:1]
    other = organ("Phòng khác", unit=cast.unit(cast.LY_SON))
    astray = partial(actions.guide, organisation=division, departments=[other], **by())
    refused("not-of-the-province", "departments", astray, "Phòng khác")
    above = partial(actions.guide, organisation=two[0], departments=[two[1]], **by())
    refused("not-a-commune", "departments", above, "Sở Xây dựng")


def test_one_office_of_a_block_always_keeps_its_register() -> None:
    one = cast.organ("Văn phòng Tỉnh ủy", kind="office", block="party", keeps_register=True)
    leave = partial(actions.keep_register, organisation=one, is_kept=False, **by())
    refused("last-register", "keeps_register", leave, "Văn phòng Tỉnh ủy")
    other = cast.organ("Ban Tổ chức Tỉnh ủy", kind="party-body", block="party")
    actions.keep_register(organisation=other, is_kept=True, **by())
    leave()
    assert not queries.organisation(one.uid).keeps_register


def test_what_hangs_under_an_organ_and_who_sits_in_it_comes_first() -> None:
    top, place = organ("Phòng cũ"), organ("Phòng mới")
    child = organ("Tổ trực thuộc", top)
    dissolve = partial(actions.dissolve, organisation=top, on=TODAY, **by())
    refused("has-children", "children_to", dissolve, "Tổ trực thuộc", "Hãy chọn cơ quan tiếp nhận")
    post = actions.open_post(organisation=top, title="Trưởng phòng", since=FROM, **by())
    person = actions.enter_person(name="Trần Thị Thử", **by())
    held = actions.appoint(person=person, post=post, since=FROM, **by())
    refused("has-holders", "on", partial(dissolve, children_to=place), "Trưởng phòng", "21/08/2025")
    actions.end_membership(membership=held, until=TODAY - timedelta(days=1), **by())
    dissolve(children_to=place, successors=[place], document="15/QĐ-UBND")
    child.refresh_from_db()
    post.refresh_from_db()
    assert (child.parent, post.until) == (place, TODAY - timedelta(days=1))
    assert top.exists_on(TODAY - timedelta(days=1))
    assert not top.exists_on(TODAY)


def test_a_dissolution_can_be_taken_back_whole() -> None:
    top, place = organ("Phòng cũ"), organ("Phòng mới")
    child = organ("Tổ trực thuộc", top)
    post = actions.open_post(organisation=top, title="Trưởng phòng", since=FROM, **by())
    closed = actions.open_post(organisation=top, title="Phó", since=FROM, until=date(2025, 7, 31), **by())
    before = _state(top, child, post, closed)
    actions.dissolve(organisation=top, on=TODAY, children_to=place, successors=[place], **by())
    assert _state(top, child, post, closed) != before
    actions.restore(organisation=top, **by())
    assert _state(top, child, post, closed) == before
    refused("not-dissolved", None, partial(actions.restore, organisation=top, **by()))


def _state(*rows: Any) -> list[Any]:
    kept = []
    for row in rows:
        row.refresh_from_db()
        plain = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
        kept.append(
            (plain, [one.pk for one in row.successors.all()] if isinstance(row, Organisation) else [])
        )
    return kept


def test_a_name_given_to_another_meanwhile_does_not_come_back() -> None:
    old = organ("Phòng Kinh tế")
    actions.dissolve(organisation=old, on=TODAY, **by())
    organ("Phòng Kinh tế", founded_on=TODAY)
    refused("name-taken", "name", partial(actions.restore, organisation=old, **by()))


def test_who_came_after_whom_never_closes() -> None:
    first, second = organ("Phòng Một"), organ("Phòng Hai")
    actions.dissolve(organisation=first, on=TODAY, successors=[second], **by())
    again = partial(actions.dissolve, organisation=second, on=TODAY, successors=[first], **by())
    refused("circle", "successors", again, "Phòng Hai")
    refused("gone", "on", partial(actions.dissolve, organisation=first, on=TODAY, **by()), "Phòng Hai")


def test_an_old_name_leads_to_the_living_successors() -> None:
    first, second = organ("Phòng Văn hóa"), organ("Phòng Xã hội")
    third = organ("Phòng Văn hóa - Xã hội", founded_on=TODAY)
    last = organ("Phòng Đời sống", founded_on=date(2025, 9, 1))
    for gone in (first, second):
        actions.dissolve(organisation=gone, on=TODAY, successors=[third], **by())
    actions.dissolve(organisation=third, on=date(2025, 9, 1), successors=[last], **by())
    hit = next(hit for hit in queries.find_organs("phong xa hoi") if hit.organ == second)
    assert (hit.now, hit.is_former) == ([last], True)
    assert queries.organ_history(third).predecessors == [first, second]
    assert queries.find_organs("   ") == []


def test_the_organs_of_a_day() -> None:
    first, second = organ("Phòng Một"), organ("Phòng Hai", founded_on=TODAY)
    actions.dissolve(organisation=first, on=TODAY, successors=[second], **by())
    assert list(queries.organs_of(cast.unit(), on=TODAY - timedelta(days=1))) == [first]
    assert list(queries.organs_of(cast.unit(), on=TODAY)) == [second]


def test_the_last_register_of_a_block_goes_on_with_a_successor() -> None:
    one, elsewhere = organ("Văn phòng", keeps_register=True), cast.unit(cast.LY_SON)
    organ("Văn phòng xã khác", unit=elsewhere, keeps_register=True)
    dissolve = partial(actions.dissolve, organisation=one, on=TODAY, **by())
    refused("last-register", "successors", dissolve, "Văn phòng")
    leave = partial(actions.keep_register, organisation=one, is_kept=False, **by())
    refused("last-register", "keeps_register", leave)
    heir = organ("Văn phòng mới")
    refused("last-register", "successors", partial(dissolve, successors=[heir]))
    actions.keep_register(organisation=heir, is_kept=True, **by())
    heir.refresh_from_db()
    dissolve(successors=[heir])
    assert one.dissolved_on == TODAY


def test_organs_under_it_do_not_move_before_the_day() -> None:
    top, place = organ("Phòng cũ"), organ("Phòng mới")
    child = organ("Tổ trực thuộc", top)
    later = partial(
        actions.dissolve, organisation=top, on=TODAY + timedelta(days=1), children_to=place, **by()
    )
    refused("children-later", "on", later, "23/08/2025")
    child.refresh_from_db()
    assert child.parent == top
    actions.place_under(organisation=child, parent=place, **by())
    later()
    assert top.dissolved_on == TODAY + timedelta(days=1)
