"""Frames: drafted, checked, published without overlap, and the organs that units get from them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from conftest import NOW
from tests import cast
from thongsuot import facts
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed, Stale
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.actions.shipped import shipped_rows
from thongsuot.apps.organisations.models import Frame, Organisation, Post, PostRole
from thongsuot.apps.organisations.permissions import ROLES
from thongsuot.apps.organisations.tests.test_organs import by, refused

pytestmark = pytest.mark.django_db
FROM, TODAY = date(2025, 7, 1), date(2025, 8, 22)
COMMITTEE = {
    "key": "ubnd",
    "name": "UBND {unit}",
    "kind": "peoples-committee",
    "block": "state",
    "posts": [{"title": "Chủ tịch UBND", "is_head": True, "role": "head", "filled_by": "HĐND tỉnh"}],
}
DIVISION = {
    "key": "phong",
    "name": "Phòng Kinh tế {unit}",
    "kind": "division",
    "block": "state",
    "parent": "ubnd",
    "guided_by": ["Sở Xây dựng", "Sở Chưa có"],
    "posts": [{"title": "Trưởng phòng", "role": "head"}, {"title": "Chuyên viên", "seats": 3}],
}
ROWS = [DIVISION, COMMITTEE]


def draft(since: date = FROM, rows: Any = ROWS, **more: Any) -> Frame:
    usual = {"name": "Khung thử", "unit_types": ["phường"], "source": "Nghị quyết thử"}
    province = cast.unit(cast.PROVINCE)
    frame = actions.draft_frame(province=province, since=since, **usual | more, **by())
    if rows:
        actions.change_frame_rows(frame=frame, rows=rows, **by())
    return frame


def publish(frame: Frame) -> Frame:
    actions.publish_frame(frame=frame, by=cast.organiser(), at=NOW)
    return frame


def found(on: date = TODAY) -> list[Organisation]:
    return actions.found_by_frame(unit=cast.unit(), on=on, **by())


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"name": " "}, "source-missing", "name"),
        ({"source": ""}, "source-missing", "name"),
        ({"unit_types": []}, "types-unclear", "unit_types"),
        ({"unit_types": ["xã", "tỉnh"]}, "types-unclear", "unit_types"),
        ({"unit_types": ["huyện"]}, "types-unclear", "unit_types"),
        ({"until": FROM - timedelta(days=1)}, "dates-reversed", "until"),
    ],
)
def test_a_frame_that_cannot_be_drafted(facts: dict[str, Any], code: str, field: str) -> None:
    refused(code, field, partial(draft, **facts))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"key": ""}, "row-unclear"),
        ({"name": "x {unit}" * 50}, "row-unclear"),
        ({"kind": "guild"}, "kind-unknown"),
        ({"block": "guild"}, "kind-unknown"),
        ({"name": "Phòng Kinh tế"}, "unit-missing"),
        ({"parent": "nowhere"}, "parent-unknown"),
        ({"parent": "phong"}, "circle"),
        ({"key": "ubnd", "parent": ""}, "key-twice"),
        ({"name": "UBND {unit}"}, "key-twice"),
        ({"guided_by": "Sở Xây dựng"}, "guide-unclear"),
        ({"rank": -1}, "number-unlikely"),
        ({"posts": [{"title": ""}]}, "post-unclear"),
        ({"posts": ["Trưởng phòng"]}, "post-unclear"),
        ({"posts": [{"title": "Trưởng phòng", "pay": 3}]}, "post-unclear"),
        ({"posts": [{"title": "Trưởng phòng", "seats": 0}]}, "number-unlikely"),
        ({"posts": [{"title": "Trưởng phòng", "role": "king"}]}, "role-unknown"),
        ({"posts": [{"title": "Trưởng phòng"}, {"title": "Trưởng Phòng"}]}, "title-taken"),
    ],
)
def test_a_row_that_cannot_be_is_named(change: dict[str, Any], code: str) -> None:
    frame = draft()
    rows = [COMMITTEE, DIVISION | change]
    refused(
        code, "rows", partial(actions.change_frame_rows, frame=frame, rows=rows, **by()), "Hãy sửa dòng này"
    )
    assert frame.rows.count() == 2


def test_a_circle_through_several_rows_is_refused() -> None:
    rows = [COMMITTEE | {"parent": "phong"}, DIVISION]
    refused("circle", "rows", partial(draft, rows=rows))


def test_rows_are_replaced_and_an_old_page_does_not_win() -> None:
    frame = draft()
    seen = frame.version
    actions.change_frame_rows(frame=frame, rows=[COMMITTEE], **by())
    assert [row.key for row in frame.rows.all()] == ["ubnd"]
    with pytest.raises(Stale):
        actions.change_frame_rows(frame=frame, rows=ROWS, version=seen, **by())


def test_html_in_a_name_stays_the_text_that_it_is() -> None:
    name = "<b>Phòng</b> {unit} {0} & co"
    publish(draft(rows=[COMMITTEE | {"name": name}]))
    assert found()[0].name == f"<b>Phòng</b> {cast.unit().full_name} {{0}} & co"


def test_a_published_frame_is_never_changed() -> None:
    frame = publish(draft())
    change = partial(actions.change_frame_rows, frame=frame, rows=[COMMITTEE], **by())
    refused("published", None, change, "Hãy soạn khung mới")
    with pytest.raises(BrokenRule) as broken:
        publish(frame)
    assert broken.value.code == "wrong-state"


def test_publishing_is_for_those_who_arrange_organs() -> None:
    frame = draft()
    with pytest.raises(NotAllowed):
        actions.publish_frame(frame=frame, by=cast.leader(), at=NOW)
    refused("rows-missing", "rows", partial(publish, draft(rows=[])))


def test_a_newer_frame_closes_the_older_the_day_before() -> None:
    older = publish(draft())
    newer = publish(draft(date(2026, 1, 1)))
    older.refresh_from_db()
    assert (older.until, older.status) == (date(2025, 12, 31), "published")
    assert journal.of(older).first().act == "closed"
    assert queries.frame_of(cast.unit(), on=date(2025, 12, 31)) == older
    assert queries.frame_of(cast.unit(), on=date(2026, 1, 1)) == newer
    assert queries.frame_of(cast.unit(cast.NGOK_BAY), on=TODAY) is None


def test_a_frame_that_begins_no_later_is_in_the_way() -> None:
    publish(draft(date(2026, 1, 1)))
    for since in (date(2026, 1, 1), date(2025, 12, 1)):
        refused("guard", None, partial(publish, draft(since)), "Hãy chọn ngày bắt đầu sau khung đó")
    publish(draft(date(2025, 12, 1), until=date(2025, 12, 31)))
    publish(draft(date(2025, 1, 1), unit_types=["xã"]))


def test_closing_a_frame_leaves_no_type_of_unit_without_one() -> None:
    publish(draft(unit_types=["phường", "xã"]))
    narrow = draft(date(2026, 1, 1), unit_types=["phường"])
    refused("types-split", "unit_types", partial(publish, narrow), "xã")
    publish(draft(date(2026, 1, 1), unit_types=["phường", "xã", "đặc khu"]))


DAY = st.integers(0, 60).map(lambda number: FROM + timedelta(days=number))
TYPES = st.lists(st.sampled_from(["xã", "phường", "đặc khu"]), min_size=1, unique=True)


class Overlaps(TestCase):
    """Whatever is published in whatever order, one type of unit has at most one frame on a day."""

    @given(st.lists(st.tuples(DAY, st.none() | st.integers(0, 30), TYPES), max_size=6))
    @settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
    def test_published_frames_never_overlap(self, drafts: list[tuple[date, int | None, list[str]]]) -> None:
        for since, length, types in drafts:
            until = None if length is None else since + timedelta(days=length)
            with suppress(BrokenRule):
                publish(draft(since, until=until, unit_types=types))
        rows = list(Frame.objects.filter(status="published"))
        assert bool(rows) is bool(drafts)
        for day in (FROM + timedelta(days=number) for number in range(100)):
            held = [kind for row in rows if row.is_in_force(day) for kind in row.unit_types]
            assert len(held) == len(set(held))


def test_a_unit_gets_what_its_frame_has_and_only_once() -> None:
    department = cast.organ("Sở Xây dựng")
    council = cast.organ("HĐND tỉnh", kind="peoples-council")
    publish(draft())
    committee, division = sorted(found(), key=lambda one: one.kind, reverse=True)
    assert (division.parent, list(division.guided_by.all())) == (committee, [department])
    assert (committee.name, committee.founded_on) == (f"UBND {cast.unit().full_name}", TODAY)
    chair = committee.posts.get()
    assert (chair.is_head, chair.is_lead, chair.filled_by) == (True, True, council)
    assert [(one.title, one.seats) for one in division.posts.all()] == [
        ("Trưởng phòng", 1),
        ("Chuyên viên", 3),
    ]
    assert set(PostRole.objects.values_list("post__title", "role")) >= {
        ("Chủ tịch UBND", "head"),
        ("Trưởng phòng", "head"),
    }
    rows = (Organisation.objects.count(), Post.objects.count(), PostRole.objects.count())
    assert found() == []
    assert (Organisation.objects.count(), Post.objects.count(), PostRole.objects.count()) == rows


def test_what_stands_already_is_completed_and_keeps_its_name() -> None:
    publish(draft())
    committee = cast.committee(cast.unit())
    actions.rename(organisation=committee, name="UBND phường mới", on=date(2025, 8, 1), **by())
    role_holder = actions.open_post(
        organisation=committee, title="Chủ tịch UBND", since=FROM, seats=1, **by()
    )
    actions.grant_role(post=role_holder, role="head", since=FROM, **by())
    actions.withdraw_role(post=role_holder, role="head", until=TODAY, **by())
    gaps = queries.frame_gaps(cast.unit(), on=TODAY)
    assert [match.name for match in gaps.missing] == [f"Phòng Kinh tế {cast.unit().full_name}"]
    assert [match.organ for match in gaps.renamed] == [committee]
    made = found()
    assert [one.kind for one in made] == ["division"]
    assert made[0].parent == committee
    assert role_holder.roles.count() == 1
    assert not queries.frame_gaps(cast.unit(), on=TODAY).missing


def test_the_gaps_between_a_frame_and_a_unit() -> None:
    assert not queries.frame_gaps(cast.unit(), on=TODAY)
    publish(draft())
    found()
    assert not queries.frame_gaps(cast.unit(), on=TODAY)
    extra = cast.organ("Đội thử", kind="other", of=cast.unit())
    cast.organ("Tổ dân phố 1", kind="residential-group", of=cast.unit())
    staff = Post.objects.get(
        title="Chuyên viên", organisation__kind="division", organisation__unit=cast.unit()
    )
    actions.close_post(post=staff, until=TODAY, **by())
    gaps = queries.frame_gaps(cast.unit(), on=TODAY + timedelta(days=1))
    assert gaps.extra == (extra,)
    assert gaps.posts == ((staff.organisation, "Chuyên viên"),)
    assert not gaps.missing


def test_without_a_published_frame_nothing_is_founded() -> None:
    draft()
    refused("no-frame", "unit", found, "phường")


def test_the_shipped_facts_load_once_and_corrections_stay() -> None:
    cast.unit()
    first = actions.load_facts(**by())
    assert (first.terms, first.positions, first.headcounts, len(first.frames)) == (3, 10, 6, 4)
    actions.set_term(name="2026-2031", block="state", since=date(2026, 4, 1), source="Nghị quyết thử", **by())
    again = actions.load_facts(**by())
    assert not again.is_change
    assert queries.term_of("state", on=date(2026, 3, 20)) is None


def test_the_shipped_frames_give_a_province_and_a_ward_their_organs() -> None:
    for frame in (cast.unit(), actions.load_facts(**by()))[1].frames:
        publish(frame)
    province = cast.unit(cast.PROVINCE)
    actions.found_by_frame(unit=province, on=FROM, **by())
    made = found(FROM)
    registers = Organisation.objects.filter(unit=province, keeps_register=True).values_list("name", flat=True)
    assert set(registers) == {"Văn phòng Tỉnh ủy", "Văn phòng UBND tỉnh", "Văn phòng Đoàn ĐBQH và HĐND tỉnh"}
    assert Organisation.objects.filter(unit=province, kind="department").count() == 13
    urban = next(one for one in made if one.kind == "division" and "Hạ tầng" in one.name)
    assert urban.guided_by.count() == 4
    assert {row.filled_by.name for row in Post.objects.filter(title="Bí thư Đảng ủy")} == {
        "Ban Thường vụ Tỉnh ủy"
    }
    for unit in (province, cast.unit()):
        gaps = queries.frame_gaps(unit, on=FROM)
        assert not (gaps.missing or gaps.posts)
        assert actions.found_by_frame(unit=unit, on=FROM, **by()) == []


def test_founding_a_unit_by_its_frame_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    for frame in (cast.unit(), actions.load_facts(**by()))[1].frames:
        publish(frame)
    actions.found_by_frame(unit=cast.unit(cast.PROVINCE), on=FROM, **by())
    unit = cast.unit()
    with django_assert_max_num_queries(60):
        assert len(actions.found_by_frame(unit=unit, on=FROM, **by())) == 27


def test_what_the_tables_refer_to_is_in_the_tables() -> None:
    organs, posts = facts.table("organisations/organs"), facts.table("organisations/posts")
    provincial = {row["name"] for row in organs if row["tier"] == "province"}
    keys = {(row["tier"], row["key"]) for row in organs}
    communal = {row["name"] for row in organs if row["tier"] == "commune"}
    guides = {name for row in organs for name in row["guided_by"].split(";") if name}
    assert guides <= provincial
    assert {(row["tier"], row["organ"]) for row in posts} <= keys
    assert {row["filled_by"] for row in posts} - {""} <= provincial | communal
    assert {row["role"] for row in posts} - {""} == {role.code for role in ROLES}
    sure = {row["sure"] for row in (*organs, *posts)}
    assert sure == {"verified", "remembered", "doubtful", "proposed"}
    assert all(row["source"] for row in organs)
    assert len({row["key"] for row in shipped_rows("commune", "phường")}) == 27


def test_a_city_says_city() -> None:
    province = cast.unit(cast.PROVINCE)
    type(province).objects.filter(pk=province.pk).update(type="thành phố")
    province.refresh_from_db()
    loaded = actions.load_facts(province=province, **by())
    names = {row.name for frame in loaded.frames for row in frame.rows.all()}
    assert {"Thành ủy", "Văn phòng UBND thành phố", "Thành đoàn"} <= names
    assert not [name for name in names if "tỉnh" in name.lower()]
