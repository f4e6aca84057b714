"""Whatever two or three communes hold: the sums hold, and reversal leaves every table as it was."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions as cases
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core import journal
from thongsuot.apps.desk.models import Merger
from thongsuot.apps.desk.tests import province
from thongsuot.apps.organisations.models import Organisation

pytestmark = pytest.mark.django_db
CODES = (cast.KON_TUM, cast.DAK_BLA, cast.NGOK_BAY)
TITLES = ("Chủ tịch", "Phó Chủ tịch", "Chuyên viên")


@dataclass(frozen=True)
class Matter:
    """Which of the communes raised it, and whose committees it was given to (the first one leads)."""

    raised: frozenset[int]
    given: tuple[int, ...]
    is_closed: bool


matters = st.builds(
    Matter,
    st.frozensets(st.integers(0, 2), min_size=1),
    st.lists(st.integers(0, 2), unique=True, max_size=3).map(tuple),
    st.booleans(),
)
people = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(TITLES)), max_size=5)


def play(seats: list[tuple[int, str]], raised: list[Matter]) -> list[Organisation]:
    units = [cast.unit(code) for code in CODES]
    committees = [cast.committee(unit) for unit in units]
    for number, (place, title) in enumerate(seats):
        post = cast.post(committees[place], title, "commune")
        province.hold(post, f"A Người {number}")
    for number, matter in enumerate(raised):
        case = cast.case(f"Việc {number}", raising_units=tuple(units[place] for place in matter.raised))
        for turn, place in enumerate(matter.given):
            role = "support" if turn else "lead"
            cases.assign(case=case, organisation=committees[place], role=role, by=cast.coordinator(), at=NOW)
        if matter.is_closed:
            cases.take_step(case=case, step="withdraw", reason="Trùng", by=cast.coordinator(), at=NOW)
    return committees


def there_and_back(merger: Merger) -> None:
    before = province.snapshot()
    outcome = province.do(merger)
    assert all(row.is_even for row in outcome.balance)
    assert province.snapshot() != before
    province.reverse(merger)
    assert province.snapshot() == before
    for case in Case.objects.all():
        assert journal.verify("cases.case", case.uid) == []
        assert journal.of(case).count() == case.version


@settings(max_examples=12)
@given(people, st.lists(matters, max_size=4), st.integers(2, 3))
def test_any_merger_and_back(seats: list[tuple[int, str]], raised: list[Matter], many: int) -> None:
    with transaction.atomic():
        play(seats, raised)
        merger = province.draft()
        for code in CODES[:many]:
            province.add(merger, unit=cast.unit(code))
        province.target(merger, code="23999", name="Đăk Kon", type="phường")
        there_and_back(province.again(merger))
        transaction.set_rollback(True)


@settings(max_examples=8)
@given(people, st.lists(matters, max_size=4))
def test_any_division_and_back(seats: list[tuple[int, str]], raised: list[Matter]) -> None:
    with transaction.atomic():
        play(seats, raised)
        merger = province.draft("divide")
        province.add(merger, unit=cast.unit())
        new = [province.target(merger, code=f"2399{n}", name=f"Kon {n}", type="phường") for n in range(2)]
        province.answer_all(merger, *new)
        there_and_back(province.again(merger))
        transaction.set_rollback(True)


@settings(max_examples=8)
@given(people, st.lists(matters, max_size=4), st.integers(1, 2))
def test_any_reorganisation_and_back(seats: list[tuple[int, str]], raised: list[Matter], many: int) -> None:
    with transaction.atomic():
        first = play(seats, raised)[0]
        merger = province.draft("reorganise")
        for organ in (first, cast.organ("Phòng Kinh tế", kind="division", of=first.unit)):
            province.add(merger, organ=organ)
        new = [province.target(merger, name=f"UBND mới {n}", type="peoples-committee") for n in range(many)]
        province.answer_all(merger, *new)
        there_and_back(province.again(merger))
        transaction.set_rollback(True)
