"""Before somebody leaves a post, what is in their hands goes to another; the minutes stay as they were."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import NOW
from tests import cast
from thongsuot.apps.cases.models import Assignment, Case
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.desk import actions, queries
from thongsuot.apps.desk.models import HandOver
from thongsuot.apps.desk.tests import province
from thongsuot.apps.meetings import actions as meetings
from thongsuot.apps.meetings.models import WorkingSession
from thongsuot.apps.organisations.models import Membership, Organisation, Person

pytestmark = pytest.mark.django_db
TODAY = date(2025, 8, 22)


@pytest.fixture
def organ() -> Organisation:
    return cast.organ("Sở Xây dựng")


@pytest.fixture
def leaver(organ: Organisation) -> Membership:
    """An officer of the department with two matters in hand, one of them withdrawn since."""
    officer = Membership.objects.get(person__user=cast.department_officer())
    for text in ("Sửa đường", "Sửa cầu"):
        case = province.given(text, organ, cast.unit())
        Assignment.objects.filter(case=case).update(officer=officer)
    withdrawn = Case.objects.order_by("pk").last()
    assert withdrawn
    province.cases.take_step(case=withdrawn, step="withdraw", reason="Trùng", by=cast.coordinator(), at=NOW)
    return officer


def of(user: User) -> Membership:
    return Membership.objects.get(person__user=user)


def give(leaver: Membership, **facts: object) -> HandOver | None:
    return actions.hand_over(membership=leaver, by=cast.organiser(), at=NOW, **facts)  # type: ignore[arg-type]


def test_the_head_takes_over_when_nobody_is_named(leaver: Membership, organ: Organisation) -> None:
    head = province.seat(organ, "Giám đốc", "A Giám", is_head=True)
    made = give(leaver)
    assert made
    assert made.is_to_head
    assert made.successor == head
    assert [one.label for one in made.items.all()] == ["KN-2025-0001 Sửa đường"]
    open_now, closed = Assignment.objects.order_by("pk")
    assert (open_now.officer, closed.officer) == (head, leaver)
    assert journal.of(made).get().payload["items"] == 1
    assert not journal.verify("cases.assignment", open_now.uid)


def test_with_its_last_day_the_membership_ends_in_the_same_act(
    leaver: Membership, organ: Organisation
) -> None:
    to = province.seat(organ, "Trưởng phòng", "Y Trưởng")
    made = give(leaver, successor=to, last_day=TODAY, reason="Nghỉ hưu")
    leaver.refresh_from_db()
    assert made
    assert (leaver.until, leaver.end_reason, made.last_day) == (TODAY, "Nghỉ hưu", TODAY)
    assert Assignment.objects.filter(officer=to).count() == 1


def test_when_ending_is_refused_nothing_was_handed_over(leaver: Membership, organ: Organisation) -> None:
    province.seat(organ, "Giám đốc", "A Giám", is_head=True)
    with pytest.raises(BrokenRule):
        give(leaver, last_day=date(2025, 6, 1))
    assert Assignment.objects.filter(officer=leaver).count() == 2
    assert not HandOver.objects.exists()


def test_without_a_head_somebody_has_to_be_named(leaver: Membership) -> None:
    with pytest.raises(BrokenRule, match="chưa có người đứng đầu"):
        give(leaver)


def test_who_holds_no_post_of_the_organ_cannot_take_over(leaver: Membership) -> None:
    stranger = province.seat(cast.organ("Sở Y tế"), "Giám đốc", "A Y", is_head=True)
    with pytest.raises(BrokenRule) as refused:
        give(leaver, successor=stranger)
    assert refused.value.field == "successor"


def test_drafts_go_to_who_has_an_account_and_stay_with_who_has_another_post() -> None:
    recorder = cast.coordinator()
    leaver = of(recorder)
    session = meetings.open_session(head=meetings.SessionFields(title="Buổi"), by=recorder, at=NOW)
    organ = leaver.post.organisation
    without = province.seat(organ, "Chánh Văn phòng", "A Chánh", is_head=True)
    with pytest.raises(BrokenRule, match="chưa có tài khoản"):
        give(leaver)
    other = cast.account("tonghop-2", "coordinator", organ, "Phó phòng")
    made = give(leaver, successor=of(other))
    assert made
    assert WorkingSession.objects.get(pk=session.pk).recorded_by == other
    assert without.until is None
    second = province.hold(cast.post(cast.organ("Sở Y tế"), "Cộng tác viên"), "Ai đó")
    assert queries.held(second, on=TODAY).items == []


def test_a_person_with_another_post_keeps_their_drafts() -> None:
    recorder = cast.coordinator()
    meetings.open_session(head=meetings.SessionFields(title="Buổi"), by=recorder, at=NOW)
    leaver = of(recorder)
    assert len(queries.held(leaver, on=TODAY).items) == 1
    post = cast.post(cast.organ("Sở Y tế"), "Cộng tác viên")
    province.organisations.appoint(
        person=leaver.person, post=post, since=TODAY, is_concurrent=True, by=system_actor(), at=NOW
    )
    assert queries.held(leaver, on=TODAY).items == []


def test_only_the_head_and_the_organiser_hand_over(leaver: Membership, organ: Organisation) -> None:
    to = province.seat(organ, "Trưởng phòng", "Y Trưởng")
    for somebody in (cast.stranger(), cast.department_officer(), cast.head(cast.organ("Sở Y tế"))):
        with pytest.raises(NotAllowed):
            actions.hand_over(membership=leaver, successor=to, by=somebody, at=NOW)
    with pytest.raises(NotAllowed, match="cán bộ tổ chức"):
        actions.hand_over(membership=leaver, successor=to, last_day=TODAY, by=cast.head(organ), at=NOW)
    assert actions.hand_over(membership=leaver, successor=to, by=cast.head(organ), at=NOW)


def test_the_pages(leaver: Membership, organ: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)
    to = province.seat(organ, "Trưởng phòng", "Y Trưởng")
    client, address = cast.browser(cast.organiser()), f"/ban-giao/{leaver.uid}/"
    assert leaver.person.name in client.get("/ban-giao/", {"q": "xay dung"}).content.decode()
    page = client.get(address).content.decode()
    assert "Sửa đường" not in page, "who arranges people does not read their matters"
    assert "1 đầu việc ngoài phạm vi xem của bạn." in page
    refused = client.post(address, {"post_key": cast.key(), "reason": "Nghỉ hưu"})
    assert refused.status_code == 422
    assert 'value="Nghỉ hưu"' in refused.content.decode()
    given = {"post_key": cast.key(), "successor": to.uid.hex, "last_day": "2020-08-31", "reason": "Nghỉ hưu"}
    early = client.post(address, given).content.decode()
    assert 'id="id_last_day_error"' in early, "at its field, not on top"
    given |= {"post_key": cast.key(), "last_day": "2025-08-31"}
    minutes = client.post(address, given)["Location"]
    before = client.get(minutes).content.decode()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in before
    assert "31/08/2025" in before
    assert "1 đầu việc ngoài phạm vi xem của bạn." in before
    Case.objects.update(text="Việc khác hẳn")
    read = cast.browser(cast.head(organ)).get(minutes).content.decode()
    assert "Sửa đường" in read, "the minutes stay as they were"
    Person.objects.filter(pk=to.person.pk).update(name="(đã xóa)")
    assert "Y Trưởng" not in client.get(minutes).content.decode(), "an erased name is erased here too"
    assert cast.browser(cast.stranger()).get(minutes).status_code == 403
    elsewhere = cast.head(cast.organ("Sở Y tế"))
    assert cast.browser(elsewhere).get(minutes).status_code == 404


def test_minutes_of_the_party_bear_its_own_header() -> None:
    organ = cast.organ("Văn phòng Tỉnh ủy", kind="office", block="party", keeps_register=True)
    leaver = of(cast.coordinator())
    meetings.open_session(head=meetings.SessionFields(title="Buổi"), by=cast.coordinator(), at=NOW)
    other = cast.account("tonghop-2", "coordinator", organ, "Phó phòng")
    made = give(leaver, successor=of(other))
    assert made
    page = cast.browser(cast.organiser()).get(f"/ban-giao/bien-ban/{made.uid}/").content.decode()
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in page
    assert "CỘNG HÒA" not in page
