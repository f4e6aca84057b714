"""What an organ sends is drafted by its officer, and approved or sent back by who approves there."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.models import Answer, Case, DirectStep, Draft
from thongsuot.apps.cases.tests import life
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed, Stale
from thongsuot.apps.core.models import Notice, User

pytestmark = pytest.mark.django_db

ANSWER = {"result": "explained", "text": "Đã cân đối trong kế hoạch năm sau."}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def officer() -> User:
    return cast.department_officer()


def send(case: Case, step: str, by: User, **typed: Any) -> Any:
    standing = life.fresh(case)
    version = standing.round if step in ("confirm", "contest") else standing.version
    posted = {"version": version, "post_key": cast.key()} | typed
    return cast.browser(by).post(reverse("cases:step-form", args=[case.uid, step]), posted)


def act(draft: Draft, name: str, by: User, **typed: Any) -> Any:
    draft.refresh_from_db()
    posted = {"version": draft.version, "post_key": cast.key()} | typed
    return cast.browser(by).post(reverse(f"inside:{name}", args=[draft.uid]), posted)


def drafted(step: str = "answer", **typed: Any) -> Draft:
    life.head()
    assert send(life.assigned(), step, officer(), **(ANSWER | typed)).status_code == 302
    return Draft.objects.get()


ORGAN_STEPS = {
    "answer": ANSWER,
    "schedule": ANSWER | {"result": "scheduled", "schedule_until": "2025-12-01"},
    "forward": ANSWER | {"result": "forwarded", "forwarded_to": "Bộ Xây dựng"},
    "resolve": ANSWER | {"result": "resolved"},
    "return": {"reason": "Thuộc ngành khác", "believed_words": "Sở Y tế"},
}


@pytest.mark.parametrize("step", ORGAN_STEPS)
def test_every_step_of_a_lead_is_drafted_kept_as_typed_and_sent_by_who_approves(step: str) -> None:
    case, head = life.assigned(), life.head()
    codes = [row.code for row in queries.form_steps(life.fresh(case, officer()), for_=officer())]
    step = next(code for code in codes if code == step or code.startswith(step))
    before = case.status
    assert send(case, step, officer(), **ORGAN_STEPS.get(step, ORGAN_STEPS["return"])).status_code == 302
    draft = Draft.objects.get()
    assert (life.fresh(case).status, draft.status, draft.drafted_by) == (before, "submitted", officer())
    assert Notice.objects.filter(user=head, url=reverse("inside:approvals")).count() == 1
    shown = cast.browser(head).get(reverse("inside:approvals")).content.decode()
    assert "Duyệt và gửi" in shown
    assert act(draft, "approve", head).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, life.fresh(case).status) == ("approved", case.life_cycle.step(step).target)
    assert journal.of(case).filter(act=step).get().by == head


def test_the_approver_reads_the_whole_text_and_the_officer_does_not_approve() -> None:
    draft = drafted()
    shown = cast.browser(life.head()).get(reverse("inside:approvals")).content.decode()
    assert all(word in shown for word in (ANSWER["text"], "Giải trình, cung cấp thông tin", draft.title))
    mine = cast.browser(officer()).get(reverse("inside:approvals")).content.decode()
    assert "Duyệt và gửi" not in mine
    assert ANSWER["text"] in mine
    assert act(draft, "approve", officer()).status_code == 403
    assert not Answer.objects.exists()


def test_nobody_outside_the_organ_finds_a_draft() -> None:
    draft = drafted()
    for user in (cast.coordinator(), cast.commune_officer(), cast.head(cast.organ("Sở Y tế"))):
        assert queries.draft(draft.uid, for_=user) is None
        assert act(draft, "approve", user).status_code == 404
        assert not queries.to_approve(for_=user).exists()
        told = cast.browser(user).get(reverse("cases:detail", args=[draft.case.uid])).content.decode()  # type: ignore[union-attr]
        assert ANSWER["text"] not in told


def test_sent_back_with_a_word_it_comes_again_with_what_was_typed() -> None:
    draft, head = drafted(), life.head()
    assert act(draft, "send-back", head, note="").status_code == 422
    assert act(draft, "send-back", head, note="Ghi rõ năm").status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.note) == ("sent-back", "Ghi rõ năm")
    assert Notice.objects.filter(user=officer(), text__contains="trả lại để sửa").count() == 1
    assert draft.case
    page = cast.browser(officer()).get(reverse("cases:step-form", args=[draft.case.uid, "answer"]))
    assert ANSWER["text"] in page.content.decode()
    again = ANSWER | {"text": "Đã cân đối trong kế hoạch năm 2026."}
    assert send(draft.case, "answer", officer(), **again).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.values["text"]) == ("submitted", [again["text"]])
    assert [row.act for row in journal.of(draft).order_by("seq")] == ["drafted", "send-back", "submit"]
    actions.drop(draft=draft, by=officer(), at=NOW)
    assert not queries.own_drafts(for_=officer()).exists()


def test_what_was_redrafted_meanwhile_is_not_sent_unread() -> None:
    draft = drafted()
    old = Draft.objects.get()
    assert draft.case
    send(draft.case, "answer", officer(), **(ANSWER | {"text": "Nội dung mới"}))
    posted = {"version": old.version, "post_key": cast.key()}
    answer = cast.browser(life.head()).post(reverse("inside:approve", args=[draft.uid]), posted)
    assert (answer.status_code, Answer.objects.exists()) == (422, False)
    with pytest.raises(Stale):
        actions.approve(draft=old, run=lambda: None, by=life.head(), at=NOW)


def test_a_step_that_is_no_longer_open_says_so_and_keeps_the_draft() -> None:
    draft = drafted()
    case = draft.case
    assert case
    actions.take_step(case=life.fresh(case), step="withdraw", reason="Nhầm", by=cast.coordinator(), at=NOW)
    shown = cast.browser(life.head()).get(reverse("inside:approvals")).content.decode()
    assert "Bản trình vẫn được giữ" in shown
    assert act(draft, "approve", life.head()).status_code == 422
    draft.refresh_from_db()
    assert draft.status == "submitted"


def test_an_organ_lets_a_step_go_without_approval() -> None:
    organ, case = cast.organ(life.LEAD), life.assigned()
    url = reverse("inside:direct-steps", args=[organ.uid])
    typed = {"steps": ["answer"], "post_key": cast.key()}
    assert cast.browser(officer()).post(url, typed).status_code == 403
    assert cast.browser(cast.head(cast.organ("Sở Y tế"))).post(url, typed).status_code == 403
    assert cast.browser(life.head()).post(url, typed).status_code == 302
    assert DirectStep.objects.get().step == "answer"
    assert "22/08/2025" in cast.browser(life.head()).get(url).content.decode()
    assert send(case, "answer", officer(), **ANSWER).status_code == 302
    assert (Draft.objects.exists(), life.fresh(case).status) == (False, "answered")
    other = life.assigned(text="Việc khác cần lộ trình")
    step = ORGAN_STEPS["schedule"]
    assert send(other, "schedule", officer(), **step).status_code == 302
    assert Draft.objects.get().step == "schedule"
    actions.set_direct(organisation=organ, steps=frozenset(), by=life.head(), at=NOW)
    assert not DirectStep.objects.exists()
    with pytest.raises(BrokenRule):
        actions.set_direct(organisation=organ, steps=frozenset({"withdraw"}), by=life.head(), at=NOW)


@pytest.mark.parametrize("step", ["confirm", "contest"])
def test_a_commune_says_what_its_head_approves_and_itself_where_nobody_approves(step: str) -> None:
    typed = {"words": "Đã xem", "reason": "Chưa làm đoạn cuối"}
    alone = life.answered()
    assert send(alone, step, cast.commune_officer(), **typed).status_code == 302
    assert not Draft.objects.exists()
    chair = cast.head(cast.committee(cast.unit()))
    case = life.answered(text="Sớm cấp nước sạch cho thôn 5")
    assert send(case, step, cast.commune_officer(), **typed).status_code == 302
    draft = Draft.objects.get()
    assert (life.fresh(case).status, draft.organisation) == (case.status, cast.committee(cast.unit()))
    assert act(draft, "approve", chair).status_code == 302
    assert life.fresh(case).status != case.status
    assert {one.status for one in life.fresh(case).confirmations.all()} == {f"{step}ed"}


def test_a_request_is_raised_when_the_head_approves() -> None:
    office = cast.coordinator() and cast.organ("Văn phòng Tỉnh ủy")
    chair, by = cast.head(cast.committee(cast.unit())), cast.commune_officer()
    typed = {
        "kind": "recommendation",
        "text": "Đề nghị nâng cấp trạm y tế",
        "topic": "infrastructure",
        "units": [str(cast.unit().uid)],
        "register": str(office.uid),
        "raised_on": "2025-08-22",
        "level": "internal",
        "post_key": cast.key(),
    }
    assert cast.browser(by).post(reverse("cases:raise"), typed)["Location"] == reverse("inside:approvals")
    draft = Draft.objects.get()
    assert (Case.objects.exists(), draft.step, draft.case) == (False, "raise", None)
    assert cast.unit().full_name in cast.browser(chair).get(reverse("inside:approvals")).content.decode()
    assert act(draft, "approve", chair).status_code == 302
    assert Case.objects.get().text == "Đề nghị nâng cấp trạm y tế"


def test_who_does_not_work_there_drafts_nothing() -> None:
    case = life.assigned()
    with pytest.raises(NotAllowed):
        actions.submit(
            case=case,
            organisation=cast.organ(life.LEAD),
            step="answer",
            title="x",
            values={},
            by=cast.coordinator(),
            at=NOW,
        )
    with pytest.raises(BrokenRule):
        actions.submit(
            case=case,
            organisation=cast.organ(life.LEAD),
            step="answer",
            title="x",
            values={"text": ["(Mật)"]},
            by=officer(),
            at=NOW,
        )
