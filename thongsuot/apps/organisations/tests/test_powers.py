"""Nobody grows their own reach: not by a role, a post, a stand-in, a merger of people, a frame or a merger of units."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.organisations import actions
from thongsuot.apps.organisations.permissions import ROLES

pytestmark = pytest.mark.django_db
DAY = date(2025, 8, 22)


def ward_organiser() -> User:
    return cast.account("tochuc-kontum", "organiser", cast.committee(cast.unit()), "Cán bộ tổ chức phường")


@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_a_commune_gives_communal_roles_only(role: str) -> None:
    by = ward_organiser()
    post = cast.post(cast.committee(cast.unit()), "Chuyên viên")
    if role in {"commune", "head", "department"}:
        assert actions.grant_role(post=post, role=role, since=DAY, by=by, at=NOW).role == role
        return
    with pytest.raises(BrokenRule) as refused:
        actions.grant_role(post=post, role=role, since=DAY, by=by, at=NOW)
    assert (refused.value.field, refused.value.code) == ("role", "role-too-high")


def test_nobody_gives_a_role_to_a_post_of_their_own() -> None:
    by = cast.organiser()
    post = by.person.memberships.get().post
    with pytest.raises(BrokenRule) as refused:
        actions.grant_role(post=post, role="keeper", since=DAY, by=by, at=NOW)
    assert refused.value.code == "oneself"


def test_nobody_appoints_prolongs_or_puts_in_somebodys_place_themselves() -> None:
    by = cast.organiser()
    own, post = by.person.memberships.get(), cast.post(cast.organ("Sở Nội vụ"), "Giám đốc", "head")
    other = cast.head(cast.organ("Sở Xây dựng")).person.memberships.get()
    acts = (
        lambda: actions.appoint(person=by.person, post=post, since=DAY, is_concurrent=True, by=by, at=NOW),
        lambda: actions.amend_membership(membership=own, until=date(2030, 1, 1), by=by, at=NOW),
        lambda: actions.stand_in(
            membership=other, person=by.person, since=DAY, until=DAY, reason="đi công tác", by=by, at=NOW
        ),
        lambda: actions.merge_people(keep=other.person, drop=by.person, by=by, at=NOW),
    )
    for act in acts:
        with pytest.raises(BrokenRule) as refused:
            act()
        assert refused.value.code == "oneself"


def test_a_frame_is_the_provinces() -> None:
    facts = {
        "name": "Khung thử",
        "province": cast.unit(cast.PROVINCE),
        "unit_types": ["phường"],
        "since": DAY,
        "source": "văn bản thử",
        "at": NOW,
    }
    with pytest.raises(NotAllowed):
        actions.draft_frame(**facts, by=ward_organiser())
    frame = actions.draft_frame(**facts, by=cast.organiser())
    row = {"key": "phong", "name": "Phòng thử {unit}", "kind": "division", "block": "state"}
    with pytest.raises(NotAllowed):
        actions.change_frame_rows(frame=frame, rows=[row], by=ward_organiser(), at=NOW)
    actions.change_frame_rows(frame=frame, rows=[row], by=cast.organiser(), at=NOW)
    with pytest.raises(NotAllowed):
        actions.publish_frame(frame=frame, by=ward_organiser(), at=NOW)


def test_the_system_founds_what_a_frame_says() -> None:
    post = cast.post(cast.committee(cast.unit()), "Chuyên viên")
    assert actions.grant_role(post=post, role="keeper", since=DAY, by=system_actor(), at=NOW)
