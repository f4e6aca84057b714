"""Documents in: read once, kept always, refused clearly."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from conftest import NOW
from tests import cast
from thongsuot.apps.core import files, jobs
from thongsuot.apps.core.errors import BrokenRule
from thongsuot.apps.core.jobs.running import begin
from thongsuot.apps.documents import queries as sources
from thongsuot.apps.meetings import actions, bridge, queries
from thongsuot.apps.meetings.models import ReadingRun, WorkingSession
from thongsuot.apps.meetings.tests import room

pytestmark = pytest.mark.django_db


def scan(pages: int = 2) -> bytes:
    """A PDF of blank pages: no text, as a scan has none."""
    pdf = pdfium.PdfDocument.new()
    for _page in range(pages):
        pdf.new_page(595, 842)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_reading_twice_makes_no_doubles() -> None:
    session = room.opened()
    first = room.read(session)
    before = [(item.uid, item.text) for item in queries.items(session)]
    second = room.read(session)
    actions.perform(run_uid=first.uid, at=NOW)
    assert (second.uid, [(item.uid, item.text) for item in queries.items(session)]) == (first.uid, before)
    assert session.participations.count() == len(set(session.participations.values_list("name", "titles")))


def test_a_newer_reader_keeps_what_a_person_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    session = room.opened()
    room.read(session)
    kept, dropped = room.drafted(session, "recommendation")[:2]
    actions.decide(item=kept, step="accept", by=cast.coordinator(), at=NOW)
    actions.decide(item=dropped, step="reject", by=cast.coordinator(), at=NOW)
    count = session.items.count()
    monkeypatch.setattr(bridge, "VERSION", "next")
    monkeypatch.setattr(bridge, "EXTRACTOR", "reading-next")
    run = room.read(session)
    assert run.engine_version == "next"
    assert session.items.count() == count
    shown = (
        cast.browser(cast.coordinator()).get(reverse("meetings:session", args=[session.uid])).content.decode()
    )
    assert shown.count('class="source-text"') == 1
    for item, status in ((kept, "accepted"), (dropped, "rejected")):
        item.refresh_from_db()
        assert item.status == status


def test_the_report_fills_the_head_but_never_what_a_person_typed() -> None:
    session = room.opened(chair="Người đã ghi tay", held_on=None)
    room.read(session)
    assert (session.chair, str(session.held_on)) == ("Người đã ghi tay", "2025-08-14")
    assert [unit.code for unit in session.units.all()] == [cast.KON_TUM]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"   \n ", "empty"),
        (b"%PDF-1.7 broken", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "unknown-type"),
        (("The delegation worked with the ward on the two-tier model. " * 20).encode(), "not-vietnamese"),
        (scan(), "no-text-layer"),
    ],
)
def test_what_cannot_be_read_is_kept_and_explained(content: bytes, problem: str) -> None:
    session = room.opened()
    run = room.read(session, content, "tep.bin")
    assert (run.progress_status, run.problem) == ("refused", problem)
    assert files.read(run.source.sha256) == content
    assert not session.items.exists()
    shown = (
        cast.browser(cast.coordinator()).get(reverse("meetings:session", args=[session.uid])).content.decode()
    )
    assert str(bridge.PROBLEMS[problem]) in shown
    assert "Đọc lại" in shown


def test_too_large_is_refused_and_kept(settings: object) -> None:
    settings.UPLOAD_LIMIT = 500  # type: ignore[attr-defined]
    run = room.read(room.opened(), room.REPORT)
    assert run.problem == "too-large"
    assert sources.content(run.source).decode() == room.REPORT


def test_a_bug_in_the_reader_is_logged_and_can_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    session = room.opened()
    with monkeypatch.context() as broken:
        broken.setattr(bridge, "read", lambda *args, **kwargs: 1 / 0)
        run = room.read(session)
    assert run.progress_status == "failed"
    again = actions.ask_reading(run=run, by=cast.coordinator(), at=NOW)
    actions.perform(run_uid=again.uid, at=NOW)
    again.refresh_from_db()
    assert (again.progress_status, session.items.exists()) == ("done", True)


def test_many_files_at_once_and_pasted_text_beside_them() -> None:
    client = cast.browser(cast.coordinator())
    uploads = [SimpleUploadedFile(f"{n}.txt", f"{room.REPORT}{n}".encode()) for n in range(3)]
    client.post(
        reverse("meetings:new"), {"post_key": cast.key(), "uploads": uploads, "text": "Một báo cáo dán vào"}
    )
    assert ReadingRun.objects.count() == 4


def test_a_double_click_opens_one_session() -> None:
    client, sent = cast.browser(cast.coordinator()), {"post_key": cast.key(), "text": room.REPORT}
    first, second = (client.post(reverse("meetings:new"), sent) for _ in range(2))
    assert (WorkingSession.objects.count(), first.headers["Location"]) == (1, second.headers["Location"])


def test_an_empty_form_says_what_to_do() -> None:
    response = cast.browser(cast.coordinator()).post(reverse("meetings:new"), {"post_key": cast.key()})
    assert response.status_code == 422
    assert "Hãy dán báo cáo" in response.content.decode()


def test_a_scan_shows_its_pages_and_takes_items_on_a_rectangle() -> None:
    session = room.opened()
    run = room.read(session, scan(), "ban-quet.pdf")
    client = cast.browser(cast.coordinator())
    page = client.get(reverse("documents:page", args=[run.source.uid, 2]))
    assert page.content.startswith(b"\x89PNG")
    where = {"source_uid": run.source.uid, "page": 2, "left": 100, "top": 200, "width": 300, "height": 50}
    item = {"kind": "recommendation", "text": "sửa đường liên thôn", "topic": "infrastructure"}
    response = client.post(
        reverse("meetings:add-item", args=[session.uid]), {"post_key": cast.key()} | where | item
    )
    assert response.status_code == 302, response.content.decode()
    passage = session.items.get().passage
    assert (passage.page_number, passage.left, passage.top, passage.width, passage.height) == (
        2,
        100,
        200,
        300,
        50,
    )


@pytest.mark.parametrize("change", [{"page": 9}, {"left": 900, "width": 300}, {"width": ""}])
def test_a_rectangle_off_the_page_is_refused_and_nothing_typed_is_lost(change: dict[str, object]) -> None:
    session = room.opened()
    run = room.read(session, scan(), "ban-quet.pdf")
    where = {
        "source_uid": run.source.uid,
        "page": 1,
        "left": 100,
        "top": 200,
        "width": 300,
        "height": 50,
    } | change
    sent = {
        "post_key": cast.key(),
        "kind": "directive",
        "text": "rà soát tài sản công",
        "topic": "other",
    } | where
    response = cast.browser(cast.coordinator()).post(reverse("meetings:add-item", args=[session.uid]), sent)
    assert response.status_code == 422
    assert "rà soát tài sản công" in response.content.decode()


def test_a_fault_while_drafting_is_a_failed_reading_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("thongsuot.apps.meetings.actions.reading.draft", lambda **kwargs: 1 / 0)
        run = room.read(room.opened())
    assert (run.progress_status, run.session.items.count()) == ("failed", 0)


def test_a_reading_whose_worker_died_comes_again_three_times_at_most() -> None:
    session = room.opened()
    run = actions.add_document(
        session=session, content=room.REPORT.encode(), name="a.txt", by=cast.coordinator(), at=NOW
    )
    task = DBTaskResult.objects.get()
    for attempt in (1, 2, 3):
        DBTaskResult.objects.update(status="RUNNING", started_at=NOW, worker_ids=["elsewhere/1/a"])
        begin(task.id, at=NOW)
        ReadingRun.objects.update(progress_status="running", alive_at=NOW)
        assert jobs.take_back(at=NOW + timedelta(seconds=59)) == 0
        assert jobs.take_back(at=NOW + timedelta(seconds=61)) == 1
        run.refresh_from_db()
        assert run.progress_status == ("failed" if attempt == 3 else "running")
    actions.perform(run_uid=run.uid, at=NOW)
    assert session.items.count() == 6


def test_a_reading_left_alone_can_be_asked_for_again_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    session = room.opened()
    actions.add_document(session=session, content=b"x", name="a.txt", by=cast.coordinator(), at=NOW)
    client, page = cast.browser(cast.coordinator()), reverse("meetings:session", args=[session.uid])
    cast.stop_clock(monkeypatch, NOW)
    assert "Đọc lại" not in client.get(page).content.decode()
    cast.stop_clock(monkeypatch, NOW + timedelta(minutes=2))
    assert "Đọc lại" in client.get(page).content.decode()


def test_a_second_reading_does_not_draft_into_a_confirmed_record() -> None:
    session = room.opened()
    room.heard(session)
    run = actions.add_document(
        session=session, content=room.REPORT.encode(), name="a.txt", by=cast.coordinator(), at=NOW
    )
    ReadingRun.objects.update(progress_status="failed")
    room.confirm(session)
    ReadingRun.objects.update(progress_status="queued")
    actions.perform(run_uid=run.uid, at=NOW)
    assert session.items.count() == 1


def test_files_are_served_to_those_who_may_as_attachments() -> None:
    session = room.opened()
    run = room.read(session)
    address = reverse("documents:download", args=[run.source.uid])
    response = cast.browser(cast.coordinator()).get(address)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.content.decode() == room.REPORT
    ward, island = cast.commune_officer(), cast.commune_officer(cast.unit(cast.LY_SON))
    assert cast.browser(ward).get(address).status_code == 404, "a draft is nobody else's yet"
    room.decide_all(session)
    room.confirm(session)
    assert cast.browser(ward).get(address).status_code == 200
    assert cast.browser(island).get(address).status_code == 404
    assert cast.browser(cast.commune_officer(cast.unit(cast.LY_SON))).get(address).status_code == 404
    assert cast.browser(cast.department_officer()).get(address).status_code == 403


def test_a_name_with_folders_or_control_characters_is_only_a_name() -> None:
    run = room.read(room.opened(), room.REPORT, "../../etc/\x00báo\ncáo.txt")
    assert run.source.original_name == "báocáo.txt"


def test_documents_are_not_added_to_a_confirmed_record() -> None:
    session = room.opened()
    room.heard(session)
    room.confirm(session)
    session.refresh_from_db()
    with pytest.raises(BrokenRule):
        room.read(session)
