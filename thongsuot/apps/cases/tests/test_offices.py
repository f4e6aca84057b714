"""In whose register a case stands, and which officer handles it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.models import Case
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed, Stale
from thongsuot.apps.core.models import Notice, User
from thongsuot.apps.organisations.models import Membership, Organisation

pytestmark = pytest.mark.django_db
AT: dict[str, Any] = {"at": NOW}


def office() -> Organisation:
    """The other office: it keeps the register of the State block."""
    cast.state_coordinator()
    return cast.organ("Văn phòng UBND tỉnh")


def seen(user: User) -> list[str]:
    return [case.text for case in queries.register(queries.Filters(), for_=user)]


def send(case: Case, name: str, user: User, *args: Any, **posted: Any) -> Any:
    url = reverse(f"cases:{name}", args=[case.uid, *args])
    case.refresh_from_db()
    return cast.browser(user).post(url, {"version": case.version, "post_key": cast.key()} | posted)


def test_nothing_is_shared_by_default() -> None:
    office(), cast.case("việc của Tỉnh ủy")
    assert (seen(cast.coordinator()), seen(cast.state_coordinator())) == (["việc của Tỉnh ủy"], [])


def test_sharing_lets_the_other_office_see_and_not_act_until_it_ends() -> None:
    case, by, other = cast.case("việc chung"), cast.coordinator(), cast.state_coordinator()
    actions.share(case=case, organisation=office(), reason="Cùng theo dõi", by=by, at=NOW)
    assert seen(other) == ["việc chung"]
    told = Notice.objects.get()
    assert (told.user, told.url) == (other, f"/so-theo-doi/{case.uid}/")
    assert "Cùng theo dõi" in told.text
    with pytest.raises(NotAllowed):
        actions.take_step(case=case, step="withdraw", reason="x", by=other, at=NOW)
    with pytest.raises(NotAllowed):
        actions.share(case=case, organisation=cast.organ("Văn phòng Tỉnh ủy"), reason="x", by=other, at=NOW)
    with pytest.raises(NotAllowed):
        actions.assign(case=case, organisation=cast.organ("Sở Y tế"), role="lead", by=other, at=NOW)
    with pytest.raises(BrokenRule):
        actions.share(case=case, organisation=office(), reason="lại", by=by, at=NOW)
    actions.unshare(case=case, organisation=office(), reason="", by=by, at=NOW)
    assert seen(other) == []
    assert [entry.act for entry in journal.of(case)] == ["unshared", "shared", "recorded"]
    assert case.version == 3


def test_moving_gives_the_case_over() -> None:
    case, by, other = cast.case("việc chuyển"), cast.coordinator(), cast.state_coordinator()
    actions.share(case=case, organisation=office(), reason="Cùng theo dõi", by=by, at=NOW)
    actions.move_to_register(case=case, organisation=office(), reason="Đúng khối", by=by, at=NOW)
    case.refresh_from_db()
    assert (case.register, case.shared_with.count(), case.version) == (office(), 0, 3)
    assert (seen(by), seen(other)) == ([], ["việc chuyển"])
    actions.take_step(case=case, step="withdraw", reason="Ghi nhầm", by=other, at=NOW)
    moved = next(entry for entry in journal.of(case) if entry.act == "moved-to-register")
    assert moved.payload["from"] == str(cast.organ("Văn phòng Tỉnh ủy").uid)
    assert moved.acting_for == cast.organ("Văn phòng Tỉnh ủy").uid


@pytest.mark.parametrize("act", [actions.share, actions.move_to_register])
def test_only_a_living_office_that_keeps_a_register_and_is_another_takes_a_case(act: Any) -> None:
    case, by = cast.case(), cast.coordinator()
    gone = cast.organ("Văn phòng đã giải thể", keeps_register=True)
    gone.dissolved_on = NOW.date()
    gone.save()
    for wrong in (cast.organ("Sở Y tế"), cast.organ("Văn phòng Tỉnh ủy"), gone):
        with pytest.raises(BrokenRule) as refused:
            act(case=case, organisation=wrong, reason="Vì", by=by, at=NOW)
        assert refused.value.field == "organisation"
    with pytest.raises(BrokenRule) as refused:
        act(case=case, organisation=office(), reason="  ", by=by, at=NOW)
    assert refused.value.field == "reason"


def test_a_case_that_changed_meanwhile_is_not_moved() -> None:
    case, by = cast.case(), cast.coordinator()
    old = Case.objects.get(pk=case.pk)
    actions.take_step(case=case, step="withdraw", reason="Ghi nhầm", by=by, at=NOW)
    with pytest.raises(Stale):
        actions.move_to_register(case=old, organisation=office(), reason="Đúng khối", by=by, at=NOW)
    assert Case.objects.get(pk=case.pk).register == cast.organ("Văn phòng Tỉnh ủy")
    assert not Notice.objects.exists()


def test_sharing_and_moving_by_the_page() -> None:
    case, by = cast.case("việc trên trang"), cast.coordinator()
    shown = cast.browser(by).get(reverse("cases:detail", args=[case.uid]))
    assert "chuyen-so" not in shown.content.decode(), "there is no other office yet"
    uid = str(office().uid)
    assert send(case, "share", by, organisation=uid, reason="").status_code == 422
    assert send(case, "share", by, organisation=uid, reason="Cùng khối việc").status_code == 302
    shown = cast.browser(by).get(reverse("cases:detail", args=[case.uid])).content.decode()
    assert f"/so-theo-doi/{case.uid}/chia-se/{uid}/bo/" in shown
    for user, may in ((cast.state_coordinator(), False), (cast.leader(), False)):
        other = cast.browser(user).get(reverse("cases:detail", args=[case.uid])).content.decode()
        assert ("chia-se" in other) is may
        assert "Văn phòng UBND tỉnh" in other
    assert send(case, "unshare", by, uid).status_code == 302
    moved = send(case, "move", by, organisation=uid, reason="Đúng khối")
    assert moved["Location"] == reverse("cases:list")
    assert send(case, "move", by, organisation=uid, reason="Đúng khối").status_code == 404


def test_the_register_is_filtered_by_whose_it_is() -> None:
    other = office()
    own = cast.case("việc sổ mình")
    given = actions.NewCase("recommendation", "land", "việc chia sẻ", NOW.date())
    lent = actions.record(new=given, by=cast.state_coordinator(), at=NOW)
    actions.share(
        case=lent,
        organisation=cast.organ("Văn phòng Tỉnh ủy"),
        reason="Để biết",
        by=cast.state_coordinator(),
        at=NOW,
    )
    user = cast.coordinator()
    choices = queries.choices(for_=user)["register"]
    assert [name for _uid, name in choices] == ["Văn phòng Tỉnh ủy", "cơ quan khác"]
    kept = [queries.register(queries.Filters(register=uid), for_=user).get() for uid, _name in choices]
    assert kept == [own, lent]
    assert queries.choices(for_=cast.department_officer())["register"] == []
    page = cast.browser(user).get(reverse("cases:list"), {"register": choices[1][0]}).content.decode()
    assert "Việc chia sẻ" in page
    assert "Việc sổ mình" not in page
    foreign = cast.browser(user).get(reverse("cases:list"), {"register": str(other.uid)}).content.decode()
    assert "Chưa hiểu điều kiện" in foreign


def given_to(organ: Organisation) -> Case:
    return cast.case(assignees=(actions.Named(organ.name, "lead", organ),))


def officer() -> Membership:
    return Membership.objects.get(person__user=cast.department_officer())


def test_the_head_hands_on_to_an_officer() -> None:
    organ = cast.organ("Sở Xây dựng")
    case, head, who = given_to(organ), cast.head(organ), officer()
    given = case.assignments.get()
    actions.hand_on(assignment=given, membership=who, by=head, at=NOW)
    given.refresh_from_db()
    assert (given.officer, given.version, given.status) == (who, 1, "named")
    assert (Notice.objects.get().user, journal.of(given).get().act) == (
        cast.department_officer(),
        "handed-on",
    )
    mine = queries.Filters(is_mine=True)
    assert queries.register(mine, for_=cast.department_officer()).get() == case
    assert not queries.register(mine, for_=head).exists()
    actions.hand_on(assignment=given, membership=None, by=head, at=NOW)
    assert not queries.register(mine, for_=cast.department_officer()).exists()
    assert [entry.act for entry in journal.of(given)] == ["taken-back", "handed-on"]


def test_officers_of_organs_under_it_count_and_others_do_not() -> None:
    organ, case = cast.organ("Sở Xây dựng"), given_to(cast.organ("Sở Xây dựng"))
    under = cast.organ("Chi cục Giám định")
    Organisation.objects.filter(pk=under.pk).update(parent=organ)
    near = cast.account("chicuc", "department", under, "Chuyên viên")
    far = cast.account("yte", "department", cast.organ("Sở Y tế"), "Chuyên viên")
    given, head = case.assignments.get(), cast.head(organ)
    actions.hand_on(assignment=given, membership=near.person.memberships.get(), by=head, at=NOW)
    with pytest.raises(BrokenRule):
        actions.hand_on(assignment=given, membership=far.person.memberships.get(), by=head, at=NOW)
    left = near.person.memberships.get()
    Membership.objects.filter(pk=left.pk).update(until=timezone.localdate(NOW) - timedelta(days=1))
    with pytest.raises(BrokenRule) as refused:
        actions.hand_on(assignment=given, membership=left, by=head, at=NOW)
    assert refused.value.field == "officer"


def test_only_the_head_of_that_organ_hands_on() -> None:
    organ = cast.organ("Sở Xây dựng")
    given, who = given_to(organ).assignments.get(), officer()
    others = (cast.head(cast.organ("Sở Y tế")), cast.department_officer(), cast.coordinator(), cast.leader())
    for user in others:
        with pytest.raises(NotAllowed):
            actions.hand_on(assignment=given, membership=who, by=user, at=NOW)
    old = type(given).objects.get(pk=given.pk)
    actions.hand_on(assignment=given, membership=who, by=cast.head(organ), at=NOW)
    with pytest.raises(Stale):
        actions.hand_on(assignment=old, membership=None, by=cast.head(organ), at=NOW)


def test_handing_on_by_the_page() -> None:
    organ = cast.organ("Sở Xây dựng")
    case, who, head = given_to(organ), officer(), cast.head(organ)
    given = case.assignments.get()
    shown = cast.browser(head).get(reverse("cases:detail", args=[case.uid])).content.decode()
    assert f"{who.person.name}, {who.post.title}" in shown
    posted = {"version": given.version, "officer": str(who.uid)}
    assert send(case, "hand-on", head, given.uid, **posted).status_code == 302
    shown = cast.browser(cast.leader()).get(reverse("cases:detail", args=[case.uid])).content.decode()
    assert f"Thụ lý: {who.person.name}" in shown
    assert "giao-can-bo" not in shown
    wrong = send(case, "hand-on", head, given.uid, version=given.version + 1, officer="x")
    assert wrong.status_code == 422
    stale = send(case, "hand-on", head, given.uid, version=given.version, officer="")
    assert stale.status_code == 422
    assert send(case, "hand-on", head, case.uid, **posted).status_code == 404
