"""What the pages offer is what the actions would do: no way back where there is none, no question left out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.organisations import actions, queries
from thongsuot.apps.organisations.models import Membership, Organisation, Person, Post, PostRole
from thongsuot.apps.organisations.queries.organs import SUCCEEDED
from thongsuot.apps.organisations.tests import apparatus

pytestmark = pytest.mark.django_db
TODAY = date(2025, 8, 22)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


@pytest.fixture
def committee() -> Organisation:
    return apparatus.ward()


@pytest.fixture
def client() -> Client:
    return cast.browser(cast.organiser())


def read(client: Client, name: str, *args: object, query: str = "") -> str:
    page: str = client.get(reverse(f"organisations:{name}", args=args) + query).content.decode()
    return page


def division() -> Organisation:
    return Organisation.objects.get(name__startswith="Phòng Văn hóa")


def test_what_a_merger_ended_is_not_offered_back(committee: Organisation, client: Client) -> None:
    ended = division()
    actions.dissolve(organisation=ended, on=TODAY, **apparatus.by())
    back = reverse("organisations:organ-act", args=[ended.uid, "khoi-phuc"])
    assert back in read(client, "organ", ended.uid)
    journal.write(ended, SUCCEEDED, **apparatus.by())
    assert queries.ended_by_merger(Organisation.objects.get(pk=ended.pk))
    assert back not in read(client, "organ", ended.uid)


def test_nobody_is_offered_to_go_on_in_a_post_that_is_over(committee: Organisation, client: Client) -> None:
    held = Membership.objects.get(person__name="Phạm Văn Ví")
    actions.end_membership(membership=held, until=YESTERDAY, **apparatus.by())
    back = reverse("organisations:membership-act", args=[held.uid, "giu-tiep"])
    assert back in read(client, "person", held.person.uid)
    actions.close_post(post=held.post, until=YESTERDAY, **apparatus.by())
    assert back not in read(client, "person", held.person.uid)


def test_an_organ_ends_and_those_under_it_are_given_a_place(committee: Organisation, client: Client) -> None:
    above = division()
    below = actions.found(
        name="Tổ Một cửa", kind="division", block="state", unit=committee.unit, parent=above, **apparatus.by()
    )
    address = reverse("organisations:organ-act", args=[above.uid, "cham-dut"])
    form = client.get(address)
    assert 'name="children_to"' in form.content.decode()
    fields = {"on": "2025-08-22", "post_key": cast.key(), "version": apparatus.version_in(form)}
    assert client.post(address, fields).status_code == 422
    again = fields | {"post_key": cast.key(), "children_to": str(committee.uid)}
    assert client.post(address, again).status_code == 302
    below.refresh_from_db()
    assert below.parent == committee
    assert 'name="children_to"' not in read(client, "organ-act", below.uid, "cham-dut")


def test_a_role_with_an_end_and_one_of_today_can_be_withdrawn(
    committee: Organisation, client: Client
) -> None:
    post = Post.objects.get(title="Phó Chủ tịch")
    actions.grant_role(post=post, role="commune", since=TODAY, until=TOMORROW, **apparatus.by())
    address = reverse("organisations:post-act", args=[post.uid, "thu-hoi-vai-tro"])
    assert address in read(client, "organ", committee.uid)
    form = client.get(address)
    fields = {"role": "commune", "until": YESTERDAY.isoformat(), "post_key": cast.key()}
    assert client.post(address, fields | {"version": apparatus.version_in(form)}).status_code == 302
    assert not PostRole.objects.filter(post=post).exists()
    assert address not in read(client, "organ", committee.uid)


def test_a_role_that_was_so_is_not_taken_out_of_the_past(committee: Organisation) -> None:
    post = Post.objects.get(title="Phó Chủ tịch")
    actions.grant_role(post=post, role="commune", since=YESTERDAY, **apparatus.by())
    with pytest.raises(BrokenRule, match="trước ngày bắt đầu"):
        actions.withdraw_role(post=post, role="commune", until=apparatus.SINCE, **apparatus.by())


def test_the_head_of_a_body_is_missing_once(committee: Organisation) -> None:
    """Nine members, eight of them there or to be: the head's seat is listed with its post, not again as a member's."""
    party = Organisation.objects.get(kind="party-committee", unit=committee.unit)
    head = Membership.objects.get(post__organisation=party)
    term = actions.set_term(
        block="party", name="2025-2030", since=date(2025, 7, 1), until=None, source="Thử", **apparatus.by()
    )
    actions.hold_congress(organisation=party, term=term, seats_allowed=1, **apparatus.by())
    assert not [one for one in queries.vacancies([committee.unit_id], on=TODAY) if one.organisation == party]
    actions.end_membership(membership=head, until=YESTERDAY, **apparatus.by())
    found = [one for one in queries.vacancies([committee.unit_id], on=TODAY) if one.organisation == party]
    assert [(one.title, one.vacant) for one in found] == [("Bí thư", 1)]
    actions.hold_congress(organisation=party, term=term, seats_allowed=9, **apparatus.by())
    found = [one for one in queries.vacancies([committee.unit_id], on=TODAY) if one.organisation == party]
    assert sum(one.vacant for one in found) == 9


def test_a_name_without_marks_is_asked_about(committee: Organisation, client: Client) -> None:
    post = Post.objects.get(title="Phó Chủ tịch")
    page = read(client, "post-act", post.uid, "bo-nhiem", query="?q=le+thi+mau")
    assert "người khác cùng tên “le thi mau”" in page


def test_all_of_a_common_name_are_shown_before_another_is_entered(
    committee: Organisation, client: Client
) -> None:
    for _number in range(22):
        apparatus.person("Nguyễn Văn Trùng")
    post = Post.objects.get(title="Phó Chủ tịch")
    page = read(client, "post-act", post.uid, "bo-nhiem", query="?q=Nguyen+Van+Trung")
    everyone = Person.objects.filter(name="Nguyễn Văn Trùng")
    assert all(str(uid) in page for uid in everyone.values_list("uid", flat=True))
    assert "người khác cùng tên" in page


def test_the_answer_for_one_name_answers_for_no_other(committee: Organisation, client: Client) -> None:
    address = reverse("organisations:person-new")
    said = {"name": "Lê Thị Mẫu", "who": "new pham van vi", "post_key": cast.key()}
    assert client.post(address, said).status_code == 422
    assert Person.objects.filter(name="Lê Thị Mẫu").count() == 1


def test_a_post_that_opens_later_is_not_opened_twice_by_a_frame() -> None:
    """On a day before it, the frame finds it lacking and leaves it: its own title is taken from its first day."""
    unit = cast.unit()
    province = cast.unit(cast.PROVINCE)
    assert cast.organ("UBND tỉnh").unit == province
    row = {
        "key": "vp", "name": "Văn phòng thử {unit}", "kind": "office", "block": "state",
        "posts": [{"title": "Chánh Văn phòng", "seats": 1, "is_lead": True, "is_head": True, "role": "head",
                   "rank": 10, "filled_by": ""}],
    }  # fmt: skip
    frame = actions.draft_frame(
        name="Khung thử", province=province, unit_types=[unit.type], since=apparatus.SINCE, source="thử",
        by=cast.organiser(), at=NOW,
    )  # fmt: skip
    actions.change_frame_rows(frame=frame, rows=[row], by=cast.organiser(), at=NOW)
    actions.publish_frame(frame=frame, by=cast.organiser(), at=NOW)
    (office,) = actions.found_by_frame(unit=unit, on=TODAY, **apparatus.by())
    post = office.posts.get()
    Organisation.objects.filter(pk=office.pk).update(founded_on=apparatus.SINCE)
    actions.found_by_frame(unit=unit, on=apparatus.SINCE, **apparatus.by())
    assert list(office.posts.all()) == [post]
    assert [role.since for role in post.roles.all()] == [TODAY]
    gaps = queries.frame_gaps(unit, on=YESTERDAY)
    assert [title for _organ, title in gaps.posts] == ["Chánh Văn phòng"]
