"""Capacities and what they reach: dates of roles, stand-ins, the switch, registers, lines of organs and units."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions as cases
from thongsuot.apps.cases import queries as register
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import Notice, User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions, permissions, queries
from thongsuot.apps.organisations.middleware import equip
from thongsuot.apps.organisations.models import BreakGlass, Membership, Organisation, Post, PostRole, StandIn

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)
DAY = timedelta(days=1)
BY: dict[str, Any] = {"at": NOW}
REASON = "Thường trực Tỉnh ủy cần số liệu ngay sáng nay"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def also(user: User, role: str, organisation: Organisation, title: str) -> User:
    """One more post for somebody."""
    held = cast.post(organisation, title, role)
    actions.appoint(
        person=user.person, post=held, since=cast.SINCE, is_concurrent=True, by=system_actor(), at=NOW
    )
    return equip(user, at=NOW)


def both() -> User:
    """A commune officer who is a coordinator of the Tỉnh ủy office as well."""
    office = queries.organisation(cast.coordinator().acting_for)
    assert office
    return also(cast.commune_officer(), "coordinator", office, "Biệt phái tổng hợp")


def as_role(user: User, role: str) -> User:
    chosen = next(one for one in queries.held(user) if one.role == role)
    return equip(user, at=NOW, chosen=str(chosen.uid))


@pytest.mark.parametrize("rows", [Membership, PostRole, Post], ids=["membership", "role", "post"])
@pytest.mark.parametrize(("offset", "holds"), [(-1, False), (0, True), (5, True), (6, False)])
def test_a_capacity_needs_membership_role_and_post_in_force(rows: Any, offset: int, holds: bool) -> None:
    user = cast.leader()
    rows.objects.update(since=TODAY, until=TODAY + 5 * DAY)
    Membership.objects.exclude(pk__in=[]).update(since=TODAY - 9 * DAY) if rows is not Membership else None
    assert bool(queries.capacities(user, on=TODAY + offset * DAY)) is holds


def test_of_two_roles_of_a_post_only_the_one_in_force_counts() -> None:
    """The dates asked for and the role read stand on the same row."""
    user = cast.commune_officer()
    post = user.person.memberships.get().post
    actions.grant_role(post=post, role="head", since=TODAY + DAY, by=system_actor(), at=NOW)
    PostRole.objects.create(post=post, role="leader", since=cast.SINCE, until=TODAY - DAY)
    held = {day: {one.role for one in queries.capacities(user, on=TODAY + day * DAY)} for day in (-1, 0, 1)}
    assert held == {-1: {"commune", "leader"}, 0: {"commune"}, 1: {"commune", "head"}}


def test_a_dissolved_organ_gives_no_capacity_from_that_day_on() -> None:
    user = cast.commune_officer()
    Organisation.objects.update(dissolved_on=TODAY)
    assert not queries.capacities(user, on=TODAY)
    assert queries.capacities(user, on=TODAY - DAY)


def stood_in() -> tuple[User, StandIn]:
    user, absent = cast.department_officer(), cast.head(cast.committee(cast.unit()))
    stand_in = StandIn.objects.create(
        membership=absent.person.memberships.get(),
        person=user.person,
        since=TODAY,
        until=TODAY + DAY,
        reason="Nghỉ",
    )
    return equip(user, at=NOW), stand_in


def test_a_stand_in_has_the_roles_of_the_holder_for_these_days() -> None:
    user, _stand_in = stood_in()
    assert [(one.role, one.stands_in_for) for one in queries.held(user)] == [
        ("department", ""),
        ("head", f"Người dung-dau-{cast.committee(cast.unit()).pk}"),
    ]
    assert len(queries.capacities(user, on=TODAY - DAY)) == 1
    assert len(queries.capacities(user, on=TODAY + 2 * DAY)) == 1
    acting = as_role(user, "head")
    assert queries.scope(acting, "cases.hand_on").organs
    assert acting.acting_for == cast.committee(cast.unit()).uid


def test_a_stand_in_ends_with_the_membership_that_it_is_for() -> None:
    user, stand_in = stood_in()
    Membership.objects.filter(pk=stand_in.membership_id).update(until=TODAY - DAY)
    assert len(queries.capacities(user, on=TODAY)) == 1


def test_capacities_take_one_query_and_what_they_reach_one_more(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = both()
    with django_assert_num_queries(1):
        equip(user, at=NOW)
    with django_assert_num_queries(3):  # lines and trees of organs, the line of the commune, what is opened
        for action in (
            "cases.view",
            "cases.receive",
            "meetings.view",
            "meetings.view_drafts",
            "documents.view",
        ):
            queries.scope(user, action)
    with django_assert_num_queries(0):
        queries.scope(user, "cases.view")


def test_every_act_is_written_with_the_capacity_and_the_organ() -> None:
    user = as_role(both(), "coordinator")
    case = cases.record(
        new=cases.NewCase("recommendation", "land", "Đề nghị cấp giấy", TODAY), by=user, at=NOW
    )
    entry = journal.of(case).get()
    assert (entry.acting_as, entry.acting_for) == (user.acting_as, cast.organ("Văn phòng Tỉnh ủy").uid)
    assert case.register_id == cast.organ("Văn phòng Tỉnh ủy").pk


def switch(client: Client, capacity: Any, **headers: Any) -> Any:
    return client.post("/tu-cach/", {"capacity": str(capacity), "post_key": cast.key()}, **headers)


def test_the_switch_shows_every_capacity_and_changes_it() -> None:
    user = both()
    client = cast.browser(user)
    first, second = queries.held(user)
    shown = client.get("/so-theo-doi/").content.decode()
    assert f'value="{first.uid}" aria-pressed="true"' in shown
    assert f'value="{second.uid}" aria-pressed="false"' in shown
    assert "Chuyên viên tổng hợp" in shown
    back = "http://testserver/so-theo-doi/?q=a"
    assert switch(client, second.uid, HTTP_REFERER=back)["Location"] == back
    shown = client.get("/so-theo-doi/").content.decode()
    assert f'value="{second.uid}" aria-pressed="true"' in shown
    assert switch(client, first.uid, HTTP_REFERER="https://elsewhere.example/")["Location"] == "/"


def test_who_holds_one_capacity_is_offered_no_switch() -> None:
    assert "/tu-cach/" not in cast.browser(cast.commune_officer()).get("/so-theo-doi/").content.decode()


def test_a_capacity_that_is_not_held_is_refused_and_one_that_ended_gives_way_to_the_first() -> None:
    client = cast.browser(user := both())
    other = queries.held(cast.leader())[0]
    assert switch(client, other.uid).status_code == 422
    assert switch(client, "x").status_code == 422
    second = queries.held(user)[1]
    assert switch(client, second.uid).status_code == 302
    Membership.objects.filter(pk=second.membership_id).update(until=TODAY - DAY)
    assert client.get("/buoi-lam-viec/moi/").status_code == 403


def test_a_refusal_names_the_capacity_that_may() -> None:
    client = cast.browser(both())
    refused = client.get("/buoi-lam-viec/moi/")
    assert refused.status_code == 403
    assert (
        "Bạn làm được việc này với tư cách “Biệt phái tổng hợp, Văn phòng Tỉnh ủy”"
        in refused.content.decode()
    )
    alone = cast.browser(cast.department_officer()).get("/buoi-lam-viec/moi/")
    assert "Bạn làm được việc này" not in alone.content.decode()


def test_the_register_is_filtered_by_capacity() -> None:
    user = both()
    own = cast.case("việc của địa phương")
    kept = cast.case("việc của sổ", raising_units=(cast.unit(cast.LY_SON),))
    filters = {one.role: register.Filters(capacity=one.uid) for one in queries.held(user)}
    assert set(register.register(register.Filters(), for_=user)) == {own, kept}
    assert set(register.register(filters["commune"], for_=user)) == {own}
    client = cast.browser(user)
    shown = client.get("/so-theo-doi/", {"capacity": str(filters["commune"].capacity)}).content.decode()
    assert "Việc của địa phương" in shown
    assert "Việc của sổ" not in shown
    foreign = queries.held(cast.leader())[0].uid
    assert "Chưa hiểu điều kiện" in client.get("/so-theo-doi/", {"capacity": str(foreign)}).content.decode()
    assert register.tally(register.Filters(capacity=foreign), for_=user).total == 0


def test_an_organ_that_keeps_no_register_writes_into_the_one_of_its_block_in_its_unit() -> None:
    office = queries.organisation(cast.coordinator().acting_for)
    beside = cast.organ("Ban Tổ chức Tỉnh ủy", block="party")
    user = cast.account("ban-tc", "coordinator", beside, "Chuyên viên")
    assert office
    assert queries.register_of(user) == office.pk
    assert office.pk in queries.scope(user, "cases.view").registers
    far = cast.organ("Văn phòng Đảng ủy", block="party", of=cast.unit())
    alone = cast.account("vp-dang-uy", "coordinator", far, "Chuyên viên")
    assert queries.register_of(alone) is None
    assert not queries.scope(alone, "cases.view").registers


def test_closed_cases_of_former_units_and_organs_are_found_by_their_successors() -> None:
    from tests.scope import world  # the world of the scope tests knows former units

    old_unit, committee = world.former_unit(), cast.committee(cast.unit())
    old_organ = world.former("UBND xã Cũ Kỹ", committee)
    older = world.former("UBND xã Rất Cũ", old_organ)
    of_unit = cast.case("việc của xã cũ", raising_units=(old_unit,))
    lead = cases.Named(older.name, "lead", older)
    of_organ = cast.case("việc giao cơ quan cũ", raising_units=(), assignees=(lead,))
    for case in (of_unit, of_organ):
        cases.take_step(case=case, step="withdraw", reason="Đã khép", by=cast.coordinator(), at=NOW)
    closed = register.Filters(status="withdrawn")
    assert set(register.register(closed, for_=cast.commune_officer())) == {of_unit, of_organ}
    other = cast.commune_officer(cast.unit(cast.DAK_BLA))
    assert not register.register(closed, for_=other).exists()


def test_opening_in_an_emergency_is_journalled_and_told() -> None:
    case, user = cast.case(), cast.state_coordinator()
    assert register.case(case.uid, for_=user) is None
    opened = cases.open_in_emergency(number=case.number.lower(), reason=REASON, by=user, at=NOW)
    assert opened == case
    glass = BreakGlass.objects.get()
    assert (glass.user, glass.subject_uid, glass.closes_at) == (user, case.uid, NOW + timedelta(hours=4))
    assert next(entry.act for entry in journal.of(case)) == "opened-in-emergency"
    assert next(entry.act for entry in journal.of(user)) == "opened-in-emergency"
    case.refresh_from_db()
    assert case.version == journal.of(case)[0].seq
    told = Notice.objects.get()
    assert (told.user, told.url) == (cast.coordinator(), f"/so-theo-doi/{case.uid}/")
    assert REASON in told.text
    assert case.number in told.text
    assert list(register.emergencies(for_=cast.coordinator())) == [glass]
    assert list(register.emergencies(for_=user)) == []


def test_what_is_within_reach_is_not_opened_in_an_emergency() -> None:
    case = cast.case()
    assert cases.open_in_emergency(number=case.number, reason="", by=cast.coordinator(), at=NOW) == case
    assert not BreakGlass.objects.exists()


@pytest.mark.parametrize("reason", ["", "gấp", "  vì   gấp  ", "x" * 14])
def test_an_emergency_needs_a_reason(reason: str) -> None:
    with pytest.raises(BrokenRule) as refused:
        cases.open_in_emergency(number=cast.case().number, reason=reason, by=cast.state_coordinator(), at=NOW)
    assert refused.value.field == "reason"
    assert not Notice.objects.exists()


def test_five_are_open_at_once_and_no_more() -> None:
    user, numbers = cast.state_coordinator(), [cast.case(f"việc {n}").number for n in range(6)]
    for number in numbers[:5]:
        cases.open_in_emergency(number=number, reason=REASON, by=user, at=NOW)
    with pytest.raises(BrokenRule) as refused:
        cases.open_in_emergency(number=numbers[5], reason=REASON, by=user, at=NOW)
    assert refused.value.code == "too-many"
    later = NOW + timedelta(hours=4)
    again = equip(user, at=later)
    assert cases.open_in_emergency(number=numbers[5], reason=REASON, by=again, at=later)


def test_who_may_not_learns_nothing_of_which_numbers_exist() -> None:
    number = cast.case(raising_units=(cast.unit(cast.LY_SON),)).number
    for who in (cast.department_officer(), cast.commune_officer(), cast.stranger()):
        said = set()
        for asked in (number, "KN-2025-9999"):
            with pytest.raises(NotAllowed) as refused:
                cases.open_in_emergency(number=asked, reason=REASON, by=who, at=NOW)
            said.add(str(refused.value))
            posted = {"number": asked, "reason": REASON, "post_key": cast.key()}
            assert cast.browser(who).post("/so-theo-doi/khan-cap/", posted).status_code == 403
        assert len(said) == 1
    assert not BreakGlass.objects.exists()


def test_the_emergency_page() -> None:
    case, client = cast.case(), cast.browser(cast.state_coordinator())
    unknown = client.post(
        "/so-theo-doi/khan-cap/", {"number": "KN-2025-9999", "reason": REASON, "post_key": cast.key()}
    )
    assert unknown.status_code == 422
    assert "Không có nội dung nào mang số này" in unknown.content.decode()
    posted = {"number": case.number, "reason": REASON, "post_key": cast.key()}
    assert client.post("/so-theo-doi/khan-cap/", posted)["Location"] == f"/so-theo-doi/{case.uid}/"
    shown = client.get(f"/so-theo-doi/{case.uid}/").content.decode()
    assert "Đang mở khẩn cấp đến 12:30 22/08/2025" in shown
    owner = cast.browser(cast.coordinator()).get("/so-theo-doi/khan-cap/").content.decode()
    assert REASON in owner
    assert "tonghop-ubnd" in owner


def test_an_organ_is_seen_by_the_permission_table_in_words() -> None:
    assert set(permissions.ACTIONS) == set(permissions.TABLE)
    assert set(permissions.RELATIONS) == set(permissions.Relation)
    known = {role.code for role in permissions.ROLES}
    assert {role for cells in permissions.TABLE.values() for role in cells} <= known
