"""Terms, congresses, references for headcount, and the list of empty seats with who decides on them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from tests import cast
from thongsuot.apps.core import journal
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.models import Congress, Organisation, Term
from thongsuot.apps.organisations.tests.test_organs import by, organ, refused
from thongsuot.apps.organisations.tests.test_posts import hold, post

pytestmark = pytest.mark.django_db
FROM, TODAY = date(2025, 7, 1), date(2025, 8, 22)


def term(
    name: str = "2025-2030", block: str = "party", since: date = FROM, until: date | None = None
) -> Term:
    return actions.set_term(name=name, block=block, since=since, until=until, source="Văn bản thử", **by())


def party_committee() -> Organisation:
    return organ("Đảng ủy thử", kind="party-committee", block="party")


def test_terms_of_a_block_never_overlap() -> None:
    first = term("2021-2026", "state", date(2021, 5, 23), date(2026, 3, 14))
    refused("overlap", "since", partial(term, "2026-2031", "state", date(2026, 3, 14)), "2021-2026")
    second = term("2026-2031", "state", date(2026, 3, 15))
    term()
    assert list(queries.terms("state")) == [first, second]
    assert queries.term_of("state", on=TODAY) == first
    assert queries.term_of("front", on=TODAY) is None


def test_a_term_is_corrected_and_a_repeat_leaves_no_row() -> None:
    one = term()
    assert term() == one
    assert journal.of(one).count() == 1
    assert term(until=date(2030, 12, 31)).until == date(2030, 12, 31)
    assert journal.of(one).count() == 2


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"name": ""}, "term-unclear", "name"),
        ({"block": "guild"}, "term-unclear", "name"),
        ({"until": date(2025, 6, 30)}, "dates-reversed", "until"),
    ],
)
def test_a_term_that_cannot_be(facts: dict[str, Any], code: str, field: str) -> None:
    refused(code, field, partial(term, **facts))


def congress(of: Organisation, which: Term, **facts: Any) -> Congress:
    return actions.hold_congress(organisation=of, term=which, **facts, **by())


def test_a_congress_is_held_and_its_figures_are_corrected() -> None:
    body, which = party_committee(), term()
    held = congress(body, which, held_on=date(2025, 8, 5), delegates_called=200, delegates_present=198)
    assert congress(body, which, seats_allowed=27) == held
    held.refresh_from_db()
    assert (held.delegates_present, held.seats_allowed, held.held_on) == (198, 27, date(2025, 8, 5))
    congress(body, which, seats_allowed=27)
    assert [row.act for row in journal.of(held)] == ["corrected", "held"]


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"held_on": date(2023, 1, 1)}, "not-founded-yet", "held_on"),
        ({"held_on": date(2031, 1, 1)}, "outside-term", "held_on"),
        ({"delegates_called": 10, "delegates_present": 11}, "more-than-called", "delegates_present"),
        ({"seats_allowed": -1}, "numbers-unlikely", "seats_allowed"),
    ],
)
def test_a_congress_that_cannot_be(facts: dict[str, Any], code: str, field: str) -> None:
    body, which = party_committee(), term(until=date(2030, 12, 31))
    refused(code, field, partial(congress, body, which, **facts))
    assert not Congress.objects.exists()


def test_a_term_of_another_block_is_refused() -> None:
    refused("other-block", "term", partial(congress, cast.committee(cast.unit()), term()))
    with pytest.raises(TypeError):
        congress(party_committee(), term(), chair="ai đó")


def test_references_for_headcount_are_noted_with_their_source() -> None:
    note = partial(actions.note_headcount, label="Khối chính quyền", since=FROM, **by())
    first = note(low=32, high=32, source="Công văn thử", block="state")
    assert note(low=32, high=32, source="Công văn thử", block="state") == first
    refused("source-missing", "source", partial(note, low=1, high=2, source=" "))
    refused("numbers-unlikely", "low", partial(note, low=3, high=2, source="x"))
    refused("dates-reversed", "until", partial(note, low=1, high=2, source="x", until=date(2025, 1, 1)))
    ward = note(low=70, high=70, source="Báo thử", unit_type="phường")
    assert set(queries.headcounts(on=TODAY, unit_type="phường")) == {first, ward}
    assert set(queries.headcounts(on=TODAY, unit_type="xã")) == {first}
    assert set(queries.headcounts(on=TODAY, unit_type="xã", block="party")) == set()
    assert set(queries.headcounts(on=date(2025, 1, 1))) == set()


def test_nothing_compares_with_a_reference() -> None:
    """Thirty-two is what somebody once said; a thirty-third official is appointed all the same."""
    note = partial(actions.note_headcount, label="Khối chính quyền", since=FROM, **by())
    note(low=0, high=0, source="Công văn thử", block="state")
    assert hold(post(seats=1), FROM).pk


def test_empty_seats_say_how_many_and_who_decides() -> None:
    body, decider, which = party_committee(), cast.organ("Ban Thường vụ Tỉnh ủy", block="party"), term()
    secretary = post("Bí thư", body, rank=1, filled_by=decider)
    member = post("Ủy viên", body, seats=3, rank=2)
    full = post("Phó Bí thư", body, rank=3)
    other = post("Chủ tịch", cast.committee(cast.unit()))
    hold(full, FROM)
    both = hold(member, FROM, date(2025, 8, 21))
    actions.appoint(
        person=hold(member, TODAY).person, post=secretary, since=TODAY, is_concurrent=True, **by()
    )
    congress(body, which, seats_allowed=9, completed_by=decider)

    found = queries.vacancies([cast.unit().pk], on=TODAY, block="party")
    shown = {(row.title, row.seats, row.filled, row.vacant, row.decider) for row in found}
    assert shown == {
        ("Thành viên, nhiệm kỳ 2025-2030", 9, 2, 5, decider),
        ("Ủy viên", 3, 1, 2, decider),
    }
    before = queries.vacancies([cast.unit().pk], on=date(2025, 8, 1), block="party")
    assert {row.title for row in before} == {"Thành viên, nhiệm kỳ 2025-2030", "Ủy viên", "Bí thư"}
    assert both.until == date(2025, 8, 21)
    everything = queries.vacancies([cast.unit().pk], on=TODAY)
    assert [(row.post, row.decider) for row in everything if row.organisation == other.organisation] == [
        (other, None)
    ]


def test_who_sat_for_another_term_is_not_counted() -> None:
    body = party_committee()
    old, new = term("2020-2025", since=date(2020, 7, 1), until=date(2025, 6, 30)), term()
    member = post("Ủy viên", body, seats=5)
    held = hold(member, FROM)
    actions.amend_membership(membership=held, term=old, **by())
    congress(body, new, seats_allowed=5)
    rows = queries.vacancies([cast.unit().pk], on=TODAY, term=new)
    assert [(row.filled, row.congress is not None) for row in rows if row.post is None] == [(0, True)]
    assert [
        row.congress for row in queries.vacancies([cast.unit().pk], on=TODAY, term=old) if row.post is None
    ] == []


def test_no_seat_of_a_dissolved_organ_is_empty() -> None:
    one = organ("Phòng Thử")
    post(of=one)
    actions.dissolve(organisation=one, on=TODAY, **by())
    assert queries.vacancies([cast.unit().pk], on=TODAY) == []


def test_empty_seats_take_three_queries(django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        post(of=organ(f"Phòng {number}"))
    unit = cast.unit()
    with django_assert_max_num_queries(3):
        rows = queries.vacancies([unit.pk], on=TODAY)
        assert len([(row.organisation.unit.name, row.decider, row.vacant) for row in rows]) == 4


def test_congresses_of_a_day() -> None:
    body = party_committee()
    old, new = term("2020-2025", since=date(2020, 7, 1), until=date(2025, 6, 30)), term()
    congress(body, old)
    held = congress(body, new)
    assert list(queries.congresses([body], on=TODAY)) == [held]
