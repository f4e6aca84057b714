"""Reminders: proposed by time with back-off, sent by the office, escalated, and what closes without a word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions, queries
from thongsuot.apps.cases.models import Case, Reminder
from thongsuot.apps.cases.queries.digest import digest_for
from thongsuot.apps.cases.tests import life
from thongsuot.apps.core import journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import Notice
from thongsuot.apps.core.queries import system_actor

pytestmark = pytest.mark.django_db


def tick(days: int) -> int:
    return actions.propose_reminders(by=system_actor(), at=life.days_later(days))


def proposed(case: Case) -> Reminder | None:
    return queries.proposals(for_=cast.coordinator()).filter(case=case).first()


def send(case: Case, days: int) -> Reminder:
    reminder = proposed(case)
    assert reminder
    actions.send_reminder(reminder=reminder, by=cast.coordinator(), at=life.days_later(days))
    return reminder


def seen(**changes: Any) -> Case:
    """Taken up by its lead, on its answering clock."""
    life.head()
    case = life.assigned(**changes)
    (given,) = case.assignments.all()
    actions.receive(assignment=given, by=cast.department_officer(), at=NOW)
    return life.fresh(case)


def days_to(case: Case, more: int = 0) -> int:
    assert case.due_on
    return (case.due_on - NOW.date()).days + more


def urged() -> Reminder:
    """What is proposed when a case of this test's register is a day late."""
    case = seen()
    tick(days_to(case, 1))
    reminder = proposed(case)
    assert reminder
    return reminder


def test_what_is_due_soon_or_overdue_is_proposed_once_with_its_reason() -> None:
    case = seen()
    assert tick(1) == 0
    assert tick(days_to(case, -1)) == 1
    first = proposed(case)
    assert first
    assert (first.number, first.organisation, first.reason[:12]) == (1, cast.organ(life.LEAD), "Sắp đến hạn ")
    assert tick(days_to(case, 20)) == 0
    assert journal.verify("cases.reminder", first.uid) == []


def test_what_nobody_received_in_time_is_proposed_before_it_is_due() -> None:
    case = life.assigned()
    assert tick(1) == 0
    assert tick(5) == 1
    reminder = proposed(case)
    assert reminder
    assert reminder.reason.startswith("Chưa tiếp nhận")


def test_three_reminders_with_rests_between_then_an_escalation_that_a_person_sends() -> None:
    leader, case = cast.leader(), seen()
    day = days_to(case, 1)
    numbers = []
    for _turn in range(3):
        assert tick(day) == 1
        numbers.append(send(case, day).number)
        assert tick(day + 1) == 0
        day += 7
    assert numbers == [1, 2, 3]
    assert tick(day) == 1
    escalation = proposed(case)
    assert escalation
    assert escalation.kind == "escalation"
    assert not Notice.objects.filter(user=leader).exists()
    send(case, day)
    assert Notice.objects.get(user=leader).level == "late"
    assert tick(day + 30) == 0
    assert len(queries.reminders_of(case)) == 4


def test_the_lead_is_told_in_the_words_of_the_officer_and_who_may_not_send_is_refused() -> None:
    case = seen()
    tick(days_to(case, 1))
    reminder = proposed(case)
    assert reminder
    with pytest.raises(NotAllowed):
        actions.send_reminder(reminder=reminder, by=cast.department_officer(), at=NOW)
    at = life.days_later(days_to(case, 1))
    with pytest.raises(BrokenRule):
        actions.send_reminder(reminder=reminder, text="Độ mật: Tối mật", by=cast.coordinator(), at=at)
    actions.send_reminder(reminder=reminder, text="Đề nghị Sở trả lời.", by=cast.coordinator(), at=at)
    notice = Notice.objects.get(user=cast.department_officer(), kind="reminder")
    assert (notice.text, notice.subject_uid, notice.is_public) == ("Đề nghị Sở trả lời.", case.uid, False)
    with pytest.raises(BrokenRule):
        actions.send_reminder(reminder=reminder, by=cast.coordinator(), at=at)


def test_one_that_is_dismissed_rests_and_comes_again_with_the_same_number() -> None:
    case = seen()
    day = days_to(case, 1)
    tick(day)
    reminder = proposed(case)
    assert reminder
    office = {"by": cast.coordinator(), "at": life.days_later(day)}
    with pytest.raises(BrokenRule):
        actions.dismiss_reminder(reminder=reminder, reason=" ", **office)
    actions.dismiss_reminder(reminder=reminder, reason="Đã trao đổi qua điện thoại", **office)
    assert (tick(day + 1), tick(day + 8)) == (0, 1)
    again = proposed(case)
    assert again
    assert again.number == 1


def test_a_proposal_goes_with_its_clock() -> None:
    case = seen()
    tick(days_to(case, 1))
    reminder = proposed(case)
    assert reminder
    actions.answer_case(case=case, step="resolve", given=life.given(), by=life.head(), at=NOW)
    assert proposed(case) is None
    reminder.refresh_from_db()
    with pytest.raises(BrokenRule):
        actions.send_reminder(reminder=reminder, by=cast.coordinator(), at=NOW)


def test_an_officer_urges_now_and_again() -> None:
    case = seen()
    assert actions.remind(case=case, by=cast.coordinator(), at=NOW) == 1
    assert actions.remind(case=case, by=cast.coordinator(), at=NOW) == 1
    assert [one.number for one in queries.reminders_of(case)] == [1, 2]
    with pytest.raises(NotAllowed):
        actions.remind(case=case, by=cast.state_coordinator(), at=NOW)
    with pytest.raises(BrokenRule):
        actions.remind(case=cast.case("Chưa giao cho ai"), by=cast.coordinator(), at=NOW)


def test_silence_closes_only_after_the_day_a_reminder_and_its_rest() -> None:
    cast.commune_officer()
    case = life.answered()
    day = days_to(case, 1)

    def close(days: int) -> int:
        return actions.close_all_unheard(by=system_actor(), at=life.days_later(days))

    assert close(day) == 0
    assert tick(day) == 1
    send(case, day)
    assert Notice.objects.filter(user=cast.commune_officer(), kind="reminder").count() == 1
    assert close(day) == 0
    assert close(day + 8) == 1
    assert life.fresh(case).status == "unheard"
    assert close(day + 9) == 0


def test_the_tick_proposes_and_the_digest_tells_each_what_is_theirs() -> None:
    case = seen()
    at = life.days_later(days_to(case, 1))
    call_command("tick", at=at, verbosity=0)
    today = (at + timedelta(hours=7)).date()

    def told(user: Any) -> dict[str, int]:
        return {line.section: line.count for line in digest_for(user, on=today)}

    assert told(cast.department_officer()) == {"Quá hạn": 1}
    assert told(cast.coordinator())["Đôn đốc chờ gửi"] == 1
    assert told(cast.leader()) == {"Khối của bạn: quá hạn": 1}
    assert told(cast.commune_officer(cast.unit(cast.LY_SON))) == {}


def test_the_digest_of_an_asker_and_of_who_receives() -> None:
    life.answered()
    life.assigned(raising_units=(cast.unit(cast.LY_SON),))
    on = NOW.date()
    assert {one.section for one in digest_for(cast.commune_officer(), on=on)} == {"Cần xác nhận"}
    assert {one.section for one in digest_for(cast.department_officer(), on=on)} == {"Cần tiếp nhận"}


def keyed(**typed: Any) -> dict[str, Any]:
    return {"post_key": cast.key(), **typed}


def test_the_page_sends_what_is_ticked_and_tells_each_fate() -> None:
    client = cast.browser(cast.coordinator())
    first, second = seen(), seen(raising_units=(cast.unit(cast.LY_SON),))
    tick(days_to(first, 1))
    one, other = proposed(first), proposed(second)
    assert one
    assert other
    page = client.get("/don-doc/")
    assert page.status_code == 200
    assert page.content.decode().count('name="chosen"') == 2
    assert client.post("/don-doc/gui/", keyed()).status_code == 422
    client.post("/don-doc/gui/", keyed(chosen=[str(one.uid)]))
    assert (proposed(first), proposed(second)) == (None, other)
    client.post("/don-doc/gui/", keyed(shown=[str(other.uid)], all="1"))
    assert proposed(second) is None


def test_one_is_worded_or_dismissed_on_its_page_and_urged_from_the_case() -> None:
    client = cast.browser(cast.coordinator())
    case = seen()
    tick(days_to(case, 1))
    reminder = proposed(case)
    assert reminder
    address = f"/don-doc/{reminder.uid}/"
    assert "Đôn đốc lần 1" in client.get(address).content.decode()
    assert client.post(f"{address}khong-gui/", keyed(reason="")).status_code == 422
    assert client.post(address, keyed(text="Đề nghị trả lời.")).status_code == 302
    assert client.get(address).status_code == 404
    assert "Đôn đốc ngay" in client.get(f"/so-theo-doi/{case.uid}/").content.decode()
    assert client.post(f"/don-doc/noi-dung/{case.uid}/", keyed()).status_code == 302
    assert len(queries.reminders_of(case)) == 2


def test_the_other_register_office_sees_none_of_it() -> None:
    case = seen()
    tick(days_to(case, 1))
    reminder = proposed(case)
    assert reminder
    client = cast.browser(cast.state_coordinator())
    assert "Không có đôn đốc nào" in client.get("/don-doc/").content.decode()
    assert client.get(f"/don-doc/{reminder.uid}/").status_code == 404
    client = cast.browser(cast.department_officer())
    assert client.get("/don-doc/").status_code == 403
