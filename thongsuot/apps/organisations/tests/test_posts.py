"""Posts: what they are, how many may hold them on any day, which roles they carry; lists of job positions."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import cast
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.actions.posts import check_seats, fullest
from thongsuot.apps.organisations.models import Membership, Organisation, Post
from thongsuot.apps.organisations.tests.test_organs import by, organ, refused

pytestmark = pytest.mark.django_db
FROM, TODAY = date(2025, 7, 1), date(2025, 8, 22)


def post(title: str = "Chuyên viên", of: Organisation | None = None, **facts: Any) -> Post:
    usual = {"since": FROM}
    return actions.open_post(
        organisation=of or cast.committee(cast.unit()), title=title, **usual | facts, **by()
    )


def hold(post: Post, since: date, until: date | None = None) -> Membership:
    person = actions.enter_person(name=f"Người Thử {Membership.objects.count()}", **by())
    return actions.appoint(person=person, post=post, since=since, until=until, **by())


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"title": "  "}, "title-missing", "title"),
        ({"title": "Trưởng phòng " * 12}, "title-too-long", "title"),
        ({"seats": 0}, "seats-unlikely", "seats"),
        ({"seats": 1001}, "seats-unlikely", "seats"),
        ({"fraction": Decimal("1.5")}, "fraction-unlikely", "fraction"),
        ({"fraction": Decimal("-0.1")}, "fraction-unlikely", "fraction"),
        ({"fraction": Decimal("0.333")}, "fraction-unlikely", "fraction"),
        ({"fraction": "một nửa"}, "fraction-unlikely", "fraction"),
        ({"requirements": [{"text": "Đại học"}]}, "requirement-unclear", "requirements"),
        ({"requirements": [{"text": " ", "strength": "must"}]}, "requirement-unclear", "requirements"),
        ({"requirements": [{"text": "Đại học", "strength": "maybe"}]}, "requirement-unclear", "requirements"),
        ({"requirements": ["Đại học"]}, "requirement-unclear", "requirements"),
        ({"until": FROM - timedelta(days=1)}, "dates-reversed", "until"),
    ],
)
def test_a_post_that_cannot_be_is_refused(facts: dict[str, Any], code: str, field: str) -> None:
    refused(code, field, partial(post, **facts))
    assert not Post.objects.exists()


def test_a_post_is_opened_with_what_was_said_of_it() -> None:
    needs = [{"text": "Đại học luật", "strength": "must"}]
    opened = post("Trưởng phòng", fraction=Decimal("0.50"), is_head=True, requirements=needs)
    opened.refresh_from_db()
    assert (opened.fraction, opened.is_lead, opened.requirements) == (Decimal("0.50"), True, needs)
    assert [row.act for row in journal.of(opened)] == ["opened"]


def test_a_title_stands_once_in_an_organ_at_a_time() -> None:
    first = post("Phó Trưởng phòng", until=TODAY)
    refused("title-taken", "title", partial(post, "Phó trưởng phòng"), "01/07/2025")
    post("Phó trưởng phòng", since=TODAY + timedelta(days=1))
    refused("title-taken", "title", partial(actions.reopen_post, post=first, **by()))


def test_a_post_stands_within_the_life_of_its_organ() -> None:
    one = organ("Phòng Thử", founded_on=date(2025, 8, 1))
    refused("before-organisation", "since", partial(post, of=one), "01/08/2025")
    actions.dissolve(organisation=one, on=date(2025, 9, 1), **by())
    late = partial(post, of=one, since=date(2025, 9, 1))
    refused("after-organisation", "since", late)
    refused("after-organisation", "until", partial(post, of=one, since=TODAY), "31/08/2025")
    assert post(of=one, since=TODAY, until=date(2025, 8, 31)).pk


def test_seats_do_not_fall_below_who_holds_the_post_on_any_day() -> None:
    busy = post(seats=3)
    hold(busy, FROM, date(2025, 7, 31))
    hold(busy, FROM)
    hold(busy, date(2025, 7, 20))
    fewer = partial(actions.change_post, post=busy, seats=2, **by())
    refused("seats", "seats", fewer, "20/07/2025", "3 người", "mở chức vụ mới từ ngày khác")
    actions.change_post(post=busy, seats=4, title="Chuyên viên chính", **by())
    assert (busy.seats, busy.title) == (4, "Chuyên viên chính")
    changed = journal.of(busy).first().payload["changed"]
    assert changed == {"seats": [3, 4], "title": ["Chuyên viên", "Chuyên viên chính"]}


def test_a_change_that_changes_nothing_leaves_no_row() -> None:
    one = post(seats=3)
    actions.change_post(post=one, seats=3, fraction=Decimal("1"), **by())
    assert journal.of(one).count() == 1
    with pytest.raises(TypeError):
        actions.change_post(post=one, since=TODAY, **by())


def test_the_rule_of_seats_names_the_day_and_the_way_out() -> None:
    one = post(seats=1)
    held = hold(one, date(2025, 8, 1), date(2025, 8, 31))
    check_seats(post=one, since=FROM, until=date(2025, 7, 31))
    check_seats(post=one, since=date(2025, 9, 1), until=None)
    check_seats(post=one, since=FROM, until=None, without=held)
    over = partial(check_seats, post=one, since=FROM, until=None)
    refused("seats", "post", over, "01/08/2025", "2 người", "Hãy ghi thôi giữ chức vụ")


def test_a_post_closes_only_when_nobody_holds_it_later() -> None:
    one = post(seats=2)
    held = hold(one, FROM)
    close = partial(actions.close_post, post=one, until=TODAY, **by())
    refused("held", "until", close, held.person.name)
    actions.end_membership(membership=held, until=TODAY, **by())
    close()
    assert one.until == TODAY
    later = partial(actions.close_post, post=one, until=TODAY + timedelta(days=1), **by())
    refused("closed-already", "until", later)
    actions.reopen_post(post=one, **by())
    assert one.until is None
    refused("open", None, partial(actions.reopen_post, post=one, **by()))
    early = partial(actions.close_post, post=one, until=FROM - timedelta(days=1), **by())
    refused("dates-reversed", "until", early)


def test_a_role_is_granted_once_and_withdrawn() -> None:
    one = post()
    grant = partial(actions.grant_role, post=one, role="commune", **by())
    grant(since=FROM)
    refused("role-held", "role", partial(grant, since=TODAY), "01/07/2025")
    refused("role-unknown", "role", partial(actions.grant_role, post=one, role="king", since=FROM, **by()))
    withdraw = partial(actions.withdraw_role, post=one, role="commune", **by())
    refused("dates-reversed", "until", partial(withdraw, until=FROM - timedelta(days=1)))
    withdraw(until=TODAY)
    assert not one.roles.get().is_in_force(TODAY + timedelta(days=1))
    refused("role-not-held", "role", partial(withdraw, until=TODAY))
    grant(since=TODAY + timedelta(days=1))
    assert [row.act for row in journal.of(one)][:3] == ["role-granted", "role-withdrawn", "role-granted"]


DAY = st.integers(0, 40).map(lambda number: FROM + timedelta(days=number))
SPELL = st.tuples(DAY, st.none() | st.integers(0, 20)).map(
    lambda one: (one[0], None if one[1] is None else one[0] + timedelta(days=one[1]))
)


@given(st.lists(SPELL, max_size=12), DAY)
def test_the_fullest_day_is_the_one_that_counting_days_finds(
    spells: list[tuple[date, date | None]], since: date
) -> None:
    lasting = [one for one in spells if one[1] is None or one[1] >= since]
    days = [since + timedelta(days=number) for number in range(80)]
    held = {day: sum(1 for s, u in lasting if s <= day and (u is None or u >= day)) for day in days}
    most = max(held.values())
    first = next(day for day in days if held[day] == most)
    assert fullest(lasting, since) == (first, most)


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("appoint"), SPELL),
        st.tuples(st.just("end"), st.tuples(st.integers(0, 9), DAY)),
        st.tuples(st.just("seats"), st.integers(1, 4)),
    ),
    max_size=14,
)


class Seats(TestCase):
    """Whatever is done to a post, on no day do more hold it than it has seats."""

    @given(ACTS)
    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
    def test_no_day_has_more_holders_than_seats(self, acts: list[tuple[str, Any]]) -> None:
        one = post(seats=2)
        for number, (act, value) in enumerate(acts):
            with suppress(BrokenRule):
                _do(one, act, value, number)
            one.refresh_from_db()
            crowd: Counter[date] = Counter()
            for since, until in one.memberships.values_list("since", "until"):
                last = until or FROM + timedelta(days=90)
                crowd.update(since + timedelta(days=n) for n in range((last - since).days + 1))
            assert max(crowd.values(), default=0) <= one.seats


def _do(one: Post, act: str, value: Any, number: int) -> None:
    rows = list(one.memberships.order_by("pk"))
    if act == "appoint":
        person = actions.enter_person(name=f"Người Số {number}", **by())
        actions.appoint(person=person, post=one, since=value[0], until=value[1], **by())
    elif act == "end" and rows:
        actions.end_membership(membership=rows[value[0] % len(rows)], until=value[1], **by())
    elif act == "seats":
        actions.change_post(post=one, seats=value, **by())


def test_posts_with_their_holders_in_two_queries(django_assert_num_queries: Any) -> None:
    here, there = cast.committee(cast.unit()), cast.committee(cast.unit(cast.LY_SON))
    busy, empty = post("Chủ tịch", here, rank=1), post("Phó Chủ tịch", here, seats=2, rank=2)
    elsewhere = post("Chủ tịch", there)
    gone, now = hold(busy, FROM, date(2025, 7, 31)), hold(busy, date(2025, 8, 1))
    hold(elsewhere, FROM)
    with django_assert_num_queries(2):
        rows = queries.posts_of([here, there.pk], on=TODAY)
        shown = {(row.organisation, row.title): [one.person.name for one in row.holders] for row in rows}
    assert shown == {
        (here, "Chủ tịch"): [now.person.name],
        (here, "Phó Chủ tịch"): [],
        (there, "Chủ tịch"): ["Người Thử 2"],
    }
    assert [(row.filled, row.vacant) for row in rows if row.organisation == here] == [(1, 0), (0, 2)]
    then = queries.posts_of([here], on=FROM)[0]
    assert ([one.pk for one in then.holders], empty.seats) == ([gone.pk], 2)


POSITIONS = [{"code": "VP-01", "name": "Văn thư", "group": "Văn phòng"}]


def publish(since: date, positions: Any = POSITIONS, name: str = "Danh mục thử") -> Any:
    facts = {"name": name, "source": "Văn bản thử", "since": since, "positions": positions}
    return actions.publish_positions(**facts, **by())


def test_lists_of_positions_never_overlap() -> None:
    older = publish(FROM)
    refused("goes-back", "since", partial(publish, FROM), "01/07/2025")
    newer = publish(TODAY, [*POSITIONS, {"code": "VP-02", "name": "Tư pháp"}])
    older.refresh_from_db()
    assert older.until == TODAY - timedelta(days=1)
    assert queries.position_list(TODAY - timedelta(days=1)) == older
    assert queries.position_list(TODAY) == newer
    assert [row.code for row in queries.positions(TODAY)] == ["VP-02", "VP-01"]
    assert queries.position_list(FROM - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"positions": []}, "position-unclear", "positions"),
        ({"positions": [{"code": "", "name": "Văn thư"}]}, "position-unclear", "positions"),
        ({"positions": POSITIONS * 2}, "code-twice", "positions"),
        ({"name": " "}, "source-missing", "name"),
    ],
)
def test_a_list_that_cannot_be_published(facts: dict[str, Any], code: str, field: str) -> None:
    refused(code, field, partial(publish, FROM, **facts))
    assert queries.position_list(FROM) is None


def test_a_greater_part_of_a_working_time_is_asked_of_who_holds_the_post() -> None:
    half, other = post(fraction=Decimal("0.5")), post("Văn thư", fraction=Decimal("0.5"))
    both = hold(half, FROM)
    actions.appoint(person=both.person, post=other, since=FROM, **by())
    more = partial(actions.change_post, post=half, fraction=Decimal(1), **by())
    refused("second-full-time", "fraction", more, "Văn thư")
    actions.change_post(post=half, fraction=Decimal("0.25"), **by())
    assert half.fraction == Decimal("0.25")
