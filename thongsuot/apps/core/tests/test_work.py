"""The operator's page of jobs: what gave up is seen there and put back, by nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from conftest import NOW
from tests import cast
from thongsuot.apps.core import actions, journal, queries
from thongsuot.apps.core.models import JobRun, Turn

pytestmark = pytest.mark.django_db


def test_only_an_operator_sees_it() -> None:
    assert cast.browser(cast.coordinator()).get(reverse("core:work")).status_code == 403


def test_what_gave_up_is_put_back_with_a_row_in_the_journal() -> None:
    operator = actions.open_account(
        login="quantri", password=cast.PASSWORD, by=queries.system_actor(), at=NOW, is_operator=True
    )
    browser, page = cast.browser(operator), reverse("core:work")
    assert "Không có việc nào" in browser.get(page).content.decode()
    actions.post_mail(to="a@b.example", subject="a", text="b", key="c", at=NOW)
    actions.wake_mail(at=NOW)
    Turn.objects.create(act="mail", problem="OperationalError('away')")
    DBTaskResult.objects.update(
        status="FAILED", finished_at=NOW, traceback="Trace\nArithmeticError: no luck\n"
    )
    shown = browser.get(page).content.decode()
    assert "ArithmeticError: no luck" in shown
    assert "OperationalError" in shown
    task = DBTaskResult.objects.get()
    again = reverse("core:run-again", args=[task.id])
    assert browser.post(again, {"post_key": cast.key()}).status_code == 302
    task.refresh_from_db()
    assert task.status == "READY"
    assert journal.of(JobRun.objects.get()).get().act == "run-again"
    assert browser.post(again, {"post_key": cast.key()}).status_code == 404
