"""Two communes of the cast with organs, posts, people and matters between them, and what all tables hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions as cases
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.desk import actions, queries
from thongsuot.apps.desk.models import Merger, MergerTarget
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations.models import Membership, Organisation, Post
from thongsuot.apps.places.models import Unit

ON = date(2025, 8, 20)
"""When mergers of the tests take effect: two days before they take place."""
DECISION = actions.Facts(ON, "77/NQ-HĐND", date(2025, 8, 18), "HĐND tỉnh")
TABLES = ("places", "organisations", "documents", "cases", "meetings")


def snapshot() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that a merger may touch, but for the counters of acts."""
    return {
        model._meta.label: sorted(
            model._base_manager.values_list(
                *(field.attname for field in model._meta.concrete_fields if field.name != "version")
            ),
            key=repr,
        )
        for app in TABLES
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }


def seat(organ: Organisation, title: str, name: str, *, is_head: bool = False, **facts: Any) -> Membership:
    """Somebody, in a post of one seat."""
    by = system_actor()
    post = organ.posts.filter(title=title, until=None).first() or organisations.open_post(
        organisation=organ, title=title, since=cast.SINCE, is_head=is_head, is_lead=is_head, by=by, at=NOW
    )
    return hold(post, name, **facts)


def hold(post: Post, name: str, **facts: Any) -> Membership:
    by = system_actor()
    person = organisations.enter_person(name=name, is_distinct=True, by=by, at=NOW)
    since = facts.pop("since", cast.SINCE)
    return organisations.appoint(person=person, post=post, since=since, by=by, at=NOW, **facts)


def commune(unit: Unit, chair: str) -> Membership:
    """A commune with its committee, a head, and a division under it."""
    committee = cast.committee(unit)
    division = cast.organ("Phòng Kinh tế", kind="division", of=unit)
    seat(division, "Trưởng phòng", f"{chair} Phòng", is_head=True)
    return seat(committee, "Chủ tịch", chair, is_head=True)


def given(text: str, organ: Organisation, *units: Unit, role: str = "lead") -> Case:
    """An open recommendation of some units that an organ is to answer."""
    case = cast.case(text, raising_units=units or (organ.unit,))
    cases.assign(case=case, organisation=organ, role=role, by=cast.coordinator(), at=NOW)
    return case


def draft(kind: str = "merge", *, facts: actions.Facts = DECISION) -> Merger:
    return actions.draft(kind=kind, facts=facts, by=cast.organiser(), at=NOW)


def of_two(code: str = "23999", name: str = "Đăk Kon", kind: str = "phường") -> Merger:
    """phường Kon Tum and xã Đăk Bla become one ward (an invented one)."""
    merger = draft()
    for one in (cast.unit(), cast.unit(cast.DAK_BLA)):
        add(merger, unit=one)
    target(merger, code=code, name=name, type=kind)
    return again(merger)


def add(merger: Merger, **source: Any) -> None:
    actions.add_source(merger=merger, by=cast.organiser(), at=NOW, **source)


def target(merger: Merger, **fields: Any) -> MergerTarget:
    return actions.add_target(merger=merger, by=cast.organiser(), at=NOW, **fields)


def again(merger: Merger) -> Merger:
    return queries.mergers(for_=cast.organiser()).get(pk=merger.pk)


def do(merger: Merger) -> actions.Outcome:
    by = cast.organiser()
    seen = actions.rehearse(merger=merger, by=by, at=NOW).fingerprint
    return actions.do(merger=again(merger), seen=seen, by=by, at=NOW)


def reverse(merger: Merger) -> None:
    actions.reverse(merger=again(merger), reason="Ghi nhầm văn bản", by=cast.organiser(), at=NOW)


def answer_all(merger: Merger, *targets: MergerTarget) -> None:
    """Every question is answered, by turns."""
    asked = queries.questions(again(merger))
    to = {one.holding.uid: targets[n % len(targets)] for n, one in enumerate(asked)}
    actions.answer(merger=again(merger), to=to, by=cast.organiser(), at=NOW)
