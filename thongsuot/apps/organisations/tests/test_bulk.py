"""Bulk twins leave what their single actions leave: row for row, journal row for journal row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from conftest import NOW
from tests import cast
from thongsuot.apps.core import journal, vault
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.models import JournalEntry, PersonalKey
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.actions import bulk
from thongsuot.apps.organisations.models import (
    Membership,
    Organisation,
    OrganisationName,
    Person,
    Post,
    PostRole,
)

pytestmark = pytest.mark.django_db
MODELS = (Organisation, OrganisationName, Post, PostRole, Person, Membership)
NAMES = ("Phạm Thị Hà", "Đinh Văn Rô", "Y Blơ", "Nguyễn Thanh Bình", "A Thút", "Hồ Thị Xuân")


@dataclass
class Way:
    """One way to write rows: each by its own action, or all at once."""

    organs: Callable[[Sequence[bulk.NewOrgan]], list[Organisation]]
    posts: Callable[[Sequence[bulk.NewPost]], list[Post]]
    roles: Callable[[Sequence[bulk.NewRole]], list[PostRole]]
    people: Callable[[Sequence[bulk.NewPerson]], list[Person]]
    memberships: Callable[[Sequence[bulk.NewMembership]], list[Membership]]


def given(row: Any) -> dict[str, Any]:
    said = {field.name: getattr(row, field.name) for field in fields(row)}
    return said | ({"requirements": list(row.requirements)} if isinstance(row, bulk.NewPost) else {})


def one_by_one() -> Way:
    def each(act: Callable[..., Any]) -> Callable[[Sequence[Any]], list[Any]]:
        return lambda rows: [act(**given(row), by=system_actor(), at=NOW) for row in rows]

    names = ("found", "open_post", "grant_role", "enter_person", "appoint")
    return Way(*(each(getattr(actions, name)) for name in names))


def all_at_once() -> Way:
    def whole(act: Callable[..., Any]) -> Callable[[Sequence[Any]], list[Any]]:
        return lambda rows: act(rows=rows, by=system_actor(), at=NOW)

    names = ("found_many", "open_posts", "grant_roles", "enter_people", "appoint_many")
    return Way(*(whole(getattr(bulk, name)) for name in names))


def build(way: Way) -> None:
    """Some three hundred rows with parents, roles, same names, concurrent posts, ends, documents."""
    random = Random(3)  # noqa: S311
    province, ward = cast.unit(cast.PROVINCE), cast.unit()
    top = way.organs(
        [
            bulk.NewOrgan(
                "  UBND  phường Kon Tum ", "peoples-committee", "state", ward, founded_on=cast.SINCE
            ),
            bulk.NewOrgan("Văn phòng UBND tỉnh", "office", "state", province, keeps_register=True),
        ]
    )
    divisions = way.organs(
        [
            bulk.NewOrgan(f"Phòng số {n}", "division", "state", ward, top[0], cast.SINCE, "12/NQ-HĐND")
            for n in range(12)
        ]
    )
    posts = way.posts(
        [
            bulk.NewPost(
                organ, f"Chức danh {n}", cast.SINCE, seats=2 + n, is_head=n == 0, rank=n, filled_by=top[0],
                requirements=({"text": "Trung cấp lý luận chính trị", "strength": "later"},) if n else (),
            )
            for organ in divisions
            for n in range(3)
        ]
    )  # fmt: skip
    way.roles([bulk.NewRole(post, "commune", cast.SINCE) for post in posts[::4]])
    people = way.people(
        [
            bulk.NewPerson(
                random.choice(NAMES), random.choice(("", "TS.")), random.choice(("", "female")), True
            )
            for _ in range(60)
        ]
    )
    seats = [post for post in posts for _ in range(post.seats - 1)]
    way.memberships(
        [
            bulk.NewMembership(
                person,
                post,
                cast.SINCE + timedelta(days=random.randrange(30)),
                random.choice((None, date(2026, 6, 30))),
                decision_number="12-QĐ/UBND",
                decision_on=cast.SINCE,
                appointed_by=top[0],
            )
            for person, post in zip(people, seats, strict=False)
        ]
        + [
            bulk.NewMembership(person, posts[-1 - n], date(2025, 8, 1), is_concurrent=True)
            for n, person in enumerate(people[:10])
        ]
    )


def written() -> dict[str, Any]:
    """All that stands, with uids told by what they name and without keys."""
    names = {
        row.uid: f"{type(row).__name__} {n}"
        for model in MODELS
        for n, row in enumerate(model.objects.order_by("pk"))
        if hasattr(row, "uid")
    }
    names |= {unit.uid: unit.code for unit in (cast.unit(cast.PROVINCE), cast.unit())}
    rows = {model.__name__: [shown(row, names) for row in model.objects.order_by("pk")] for model in MODELS}
    entries = JournalEntry.objects.filter(subject_uid__in=names).order_by("subject_kind")
    told = sorted(
        (names[e.subject_uid], e.seq, e.act, e.at, e.by_id, plain(e.payload, names)) for e in entries
    )
    same = Person.distinct_from.through.objects.values_list("from_person__uid", "to_person__uid")
    return rows | {"journal": told, "distinct": sorted((names[one], names[two]) for one, two in same)}


def shown(row: Any, names: dict[UUID, str]) -> dict[str, Any]:
    found = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.name) if field.is_relation else getattr(row, field.attname)
        if field.name not in ("id", "uid"):
            found[field.name] = names.get(getattr(value, "uid", None), value) if field.is_relation else value
    return found


def plain(payload: Any, names: dict[UUID, str]) -> str:
    """The payload with sealed values opened and uids named, as one comparable text."""
    if vault.is_personal(payload):
        return f"sealed {vault.open_(UUID(payload['holder']), payload['sealed'], purpose=vault.JOURNAL)}"
    if isinstance(payload, dict):
        return str({key: plain(value, names) for key, value in sorted(payload.items())})
    if isinstance(payload, list):
        return str([plain(value, names) for value in payload])
    try:
        return names.get(UUID(payload), payload)
    except (ValueError, TypeError, AttributeError):
        return str(payload)


def results(way: Way) -> dict[str, Any]:
    point = transaction.savepoint()
    build(way)
    kinds = JournalEntry.objects.filter(subject_kind__startswith="organisations.")
    faults = [journal.verify(kind, uid) for kind, uid in kinds.values_list("subject_kind", "subject_uid")]
    assert not any(faults)
    found = written() | {"keys": PersonalKey.objects.count()}
    transaction.savepoint_rollback(point)
    return found


def test_many_at_once_leave_what_one_by_one_leave() -> None:
    cast.unit()
    slow, quick = results(one_by_one()), results(all_at_once())
    assert len(slow["journal"]) > 180
    assert sum(len(slow[model.__name__]) for model in MODELS) > 200
    assert slow["distinct"]
    for part in slow:
        assert quick[part] == slow[part], part


def test_many_rows_take_few_queries(django_assert_max_num_queries: Any) -> None:
    """SQLite is given at most 999 values at once: about a hundred rows a query."""
    ward = cast.unit()
    by = system_actor()
    with django_assert_max_num_queries(25):
        people = bulk.enter_people(rows=[bulk.NewPerson(f"Người thứ {n}") for n in range(400)], by=by, at=NOW)
    organ = cast.committee(ward)
    post = actions.open_post(organisation=organ, title="Ủy viên", since=cast.SINCE, seats=400, by=by, at=NOW)
    rows = [bulk.NewMembership(person, post, cast.SINCE) for person in people]
    with django_assert_max_num_queries(25):
        bulk.appoint_many(rows=rows, by=by, at=NOW)


def test_none_at_all_is_fine() -> None:
    whole = all_at_once()
    assert [way([]) for way in (whole.organs, whole.posts, whole.roles, whole.people, whole.memberships)] == [
        []
    ] * 5


def broken_rows() -> list[tuple[str, list[Any], int, str]]:
    """Per twin: rows of which one breaks a rule, which one, and its field."""
    ward = cast.unit()
    organ = cast.committee(ward)
    post = cast.post(organ, "Chuyên viên")
    single = bulk.NewPost(organ, "Trưởng phòng", cast.SINCE)
    head = actions.open_post(**given(replace(single, title="Chánh văn phòng")), by=system_actor(), at=NOW)
    one, two = (
        actions.enter_person(name="Đinh Thị Một", by=system_actor(), at=NOW),
        actions.enter_person(name="Phạm Văn Hai", by=system_actor(), at=NOW),
    )
    good = bulk.NewMembership(one, head, cast.SINCE)
    fresh = bulk.NewOrgan("Phòng Mới", "division", "state", ward)
    role = bulk.NewRole(post, "commune", cast.SINCE)
    return [
        ("found_many", [fresh, replace(fresh, name="  ")], 2, "name"),
        ("found_many", [fresh, replace(fresh, kind="guild", name="Phòng B")], 2, "name"),
        ("found_many", [fresh, fresh], 2, "name"),
        ("found_many", [replace(fresh, name=organ.name)], 1, "name"),
        ("found_many", [replace(fresh, founded_on=date(1900, 1, 1))], 1, "founded_on"),
        ("open_posts", [single, single], 2, "title"),
        ("open_posts", [single, replace(single, title="chuyên viên")], 2, "title"),
        ("open_posts", [single, replace(single, title="B", seats=0)], 2, "seats"),
        ("open_posts", [replace(single, until=date(2025, 1, 1))], 1, "until"),
        ("grant_roles", [role, role], 2, "role"),
        ("grant_roles", [replace(role, role="king")], 1, "role"),
        ("grant_roles", [replace(role, until=date(2025, 1, 1))], 1, "until"),
        ("enter_people", [bulk.NewPerson("Y Mới"), bulk.NewPerson(" y  MỚI")], 2, "name"),
        ("enter_people", [bulk.NewPerson("Dinh Thi Mot")], 1, "name"),
        ("enter_people", [bulk.NewPerson("Một"), bulk.NewPerson(" ")], 2, "name"),
        ("enter_people", [bulk.NewPerson("x" * 121)], 1, "name"),
        ("appoint_many", [good, replace(good, person=two)], 2, "post"),
        ("appoint_many", [good, replace(good, post=post)], 2, "is_concurrent"),
        ("appoint_many", [good, replace(good, is_concurrent=True)], 2, "since"),
        ("appoint_many", [replace(good, since=date(2020, 1, 1))], 1, "since"),
        ("appoint_many", [replace(good, until=date(2020, 1, 1))], 1, "until"),
        ("appoint_many", [good, replace(good, decision_number="9" * 99, person=two)], 2, "decision_number"),
    ]


def test_the_row_and_the_column_that_break_a_rule_are_named_and_nothing_is_written() -> None:
    for act, rows, row, field in broken_rows():
        before = [model.objects.count() for model in (*MODELS, JournalEntry)]
        with pytest.raises(bulk.BrokenRow) as refused:
            getattr(bulk, act)(rows=rows, by=system_actor(), at=NOW)
        assert (refused.value.row, refused.value.field) == (row, field), (act, rows)
        assert str(row) in refused.value.message
        assert [model.objects.count() for model in (*MODELS, JournalEntry)] == before


def test_a_row_is_refused_with_the_words_of_its_own_action() -> None:
    for act, rows, row, _field in broken_rows():
        single = {"found_many": "found", "open_posts": "open_post", "grant_roles": "grant_role",
                  "enter_people": "enter_person", "appoint_many": "appoint"}[act]  # fmt: skip
        with pytest.raises(bulk.BrokenRow) as at_once:
            getattr(bulk, act)(rows=rows, by=system_actor(), at=NOW)
        with pytest.raises(BrokenRule) as alone, transaction.atomic():
            for one in rows:
                getattr(actions, single)(**given(one), by=system_actor(), at=NOW)
        assert (at_once.value.why, at_once.value.code) == (alone.value.message, alone.value.code), (act, row)
