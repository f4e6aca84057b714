"""Remarks and evidence on a case, and what is to be done now: who reads, who writes, what leaves the product."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import copying
from thongsuot.apps.cases.actions import comments, evidence
from thongsuot.apps.cases.models import Case, Comment, Evidence
from thongsuot.apps.cases.queries import notes
from thongsuot.apps.cases.tests import life
from thongsuot.apps.core import files, journal
from thongsuot.apps.core.errors import BrokenRule, NotAllowed
from thongsuot.apps.core.models import Notice, User
from thongsuot.apps.documents.models import SourceFile
from thongsuot.apps.documents.tests.test_evidence import PDF, photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def url(case: Case, *rest: Any) -> str:
    return "/".join(["/so-theo-doi", str(case.uid), *map(str, rest), ""])


def read(response: HttpResponse) -> str:
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def post(case: Case, *rest: Any, by: User, **typed: Any) -> HttpResponse:
    return cast.browser(by).post(url(case, *rest), {"post_key": cast.key()} | typed)


def pdf(name: str = "bien-ban.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def jpg(name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo())


def test_a_remark_is_read_by_all_who_see_the_case_and_told_without_its_words() -> None:
    case, asker = life.assigned(), cast.commune_officer()
    Notice.objects.all().delete()
    assert post(case, "trao-doi", by=life.head(), text="Đang chờ vốn", organisation="").status_code == 302
    for user in (cast.coordinator(), cast.commune_officer(), life.head()):
        assert "Đang chờ vốn" in read(cast.browser(user).get(url(case)))
    told = Notice.objects.filter(user=asker)
    assert [one.text for one in told] == [f"{case.number}: có trao đổi mới."]
    assert not Notice.objects.filter(user=life.head()).exists()


def test_an_internal_remark_stays_in_its_organ() -> None:
    case, organ = life.assigned(), cast.organ(life.LEAD)
    colleague = cast.department_officer()
    assert (
        post(case, "trao-doi", by=life.head(), text="Hỏi kế toán", organisation=organ.uid).status_code == 302
    )
    assert "Hỏi kế toán" in read(cast.browser(colleague).get(url(case)))
    for user in (cast.coordinator(), cast.commune_officer(), cast.leader()):
        assert "Hỏi kế toán" not in read(cast.browser(user).get(url(case)))
    assert not Notice.objects.filter(text__contains="trao đổi", user=cast.coordinator()).exists()


def test_nobody_speaks_within_anothers_organ() -> None:
    with pytest.raises(NotAllowed, match="cơ quan của bạn"):
        comments.comment(
            case=life.assigned(), text="x", organisation=cast.organ(life.LEAD), by=cast.coordinator(), at=NOW
        )
    assert not Comment.objects.exists()


def test_words_are_kept_when_a_remark_is_refused() -> None:
    case = life.assigned()
    answer = post(case, "trao-doi", by=life.head(), text="TỐI MẬT", organisation="")
    assert answer.status_code == 422
    assert "TỐI MẬT" in read(answer)
    assert not Comment.objects.exists()


def test_ones_own_remark_is_taken_back_and_no_others() -> None:
    case = life.assigned()
    said = comments.comment(case=case, text="Nhầm", by=life.head(), at=NOW)
    assert post(case, "trao-doi", said.uid, "rut", by=cast.coordinator()).status_code == 403
    assert post(case, "trao-doi", said.uid, "rut", by=life.head()).status_code == 302
    assert "Nhầm" not in read(cast.browser(cast.coordinator()).get(url(case)))
    assert {row.act for row in journal.of(said)} == {"commented", "withdrawn"}
    assert post(case, "trao-doi", said.uid, "rut", by=life.head()).status_code == 404


def test_evidence_is_sent_and_opened_by_who_sees_the_case() -> None:
    case = life.assigned()
    sent = post(case, "minh-chung", by=life.head(), evidence=[pdf()], note="Biên bản", level="internal")
    assert sent.status_code == 302
    (one,) = Evidence.objects.all()
    answer = cast.browser(cast.commune_officer()).get(url(case, "minh-chung", one.uid))
    assert b"".join(answer) == PDF
    assert answer.streaming
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="bien-ban.pdf"'
    other = cast.department_officer("Sở Y tế")
    assert cast.browser(other).get(url(case, "minh-chung", one.uid)).status_code == 404
    assert cast.browser(cast.coordinator()).get(f"/tai-lieu/{one.source.uid}/").status_code == 404


def test_a_limited_file_is_for_the_parties() -> None:
    case = life.assigned()
    (one,) = evidence.attach(case=case, files=[pdf()], level="limited", by=life.head(), at=NOW)
    for user in (cast.coordinator(), cast.commune_officer(), life.head()):
        assert list(notes.evidence(life.fresh(case, user), for_=user)) == [one]
    assert list(notes.evidence(life.fresh(case, cast.leader()), for_=cast.leader())) == []
    assert cast.browser(cast.leader()).get(url(case, "minh-chung", one.uid)).status_code == 404


def test_who_has_no_part_sends_nothing() -> None:
    with pytest.raises(NotAllowed, match="nơi được giao"):
        evidence.attach(case=life.assigned(), files=[pdf()], by=cast.leader(), at=NOW)
    assert not SourceFile.objects.exists()


def test_ones_own_file_is_taken_back_and_opened_no_more() -> None:
    case = life.assigned()
    (one,) = evidence.attach(case=case, files=[pdf()], by=life.head(), at=NOW)
    assert post(case, "minh-chung", one.uid, "rut", by=cast.coordinator()).status_code == 403
    assert post(case, "minh-chung", one.uid, "rut", by=life.head()).status_code == 302
    assert cast.browser(life.head()).get(url(case, "minh-chung", one.uid)).status_code == 404
    assert {row.act for row in journal.of(one)} == {"attached", "withdrawn"}


def test_a_form_takes_evidence_with_it_in_one_act() -> None:
    case = life.assigned()
    typed = {"version": case.version, "text": "Đã làm xong", "evidence": [pdf()], "evidence_photo": [jpg()]}
    answer = post(case, "buoc", "resolve", by=life.head(), result="resolved", **typed)
    assert answer.status_code == 302, read(answer)
    assert life.fresh(case).status == "resolved"
    assert sorted(one.source.original_name for one in Evidence.objects.all()) == ["anh.pdf", "bien-ban.pdf"]


def test_a_full_disk_takes_no_step_and_keeps_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    case = life.assigned()

    def full(chunks: Any) -> tuple[str, int]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "store_stream", full)
    typed = {"version": case.version, "text": "Đã làm xong", "evidence": [pdf()]}
    answer = post(case, "buoc", "resolve", by=life.head(), result="resolved", **typed)
    assert answer.status_code == 422
    assert "Kho lưu tệp không ghi thêm được" in read(answer)
    assert "Đã làm xong" in read(answer)
    assert life.fresh(case).status == "assigned"
    assert not Evidence.objects.exists() and not SourceFile.objects.exists()


def test_what_is_handed_up_for_approval_goes_out_with_it() -> None:
    case, officer = life.assigned(), cast.department_officer()
    typed = {"version": case.version, "text": "Đã làm xong", "evidence": [pdf()]}
    assert post(case, "buoc", "resolve", by=officer, result="resolved", **typed).status_code == 302
    assert not Evidence.objects.exists(), "nothing leaves the organ before it is approved"
    draft = case.drafts.get()
    assert draft.values["evidence"] == [str(SourceFile.objects.get().uid)]


def test_the_card_holds_the_one_next_act_unfolded() -> None:
    case = life.assigned()
    page = cast.browser(life.head()).get(url(case)).content.decode()
    card = page.partition('aria-labelledby="now"')[2].partition("</section>")[0]
    assert "Tiếp nhận" in card
    asked = life.answered()
    page = cast.browser(cast.commune_officer()).get(url(asked)).content.decode()
    card = page.partition('aria-labelledby="now"')[2].partition("</section>")[0]
    assert 'capture="environment"' in card
    assert "/buoc/confirm/" in card
    page = cast.browser(cast.leader()).get(url(asked)).content.decode()
    assert 'aria-labelledby="now"' not in page


def test_the_text_to_copy_has_nothing_above_the_public_level(settings: Any) -> None:
    settings.SITE_URL = "https://thongsuot.example"
    case = cast.case("Sửa cầu treo thôn Ba")
    said = copying.copy_text(case)
    assert f"https://thongsuot.example/so-theo-doi/{case.uid}/" in said
    assert case.number in said and "cầu treo" not in said
    case.level = "public"
    assert "Sửa cầu treo thôn Ba" in copying.copy_text(case)
    case.level, case.public_words = "limited", "Đang xem xét"
    assert copying.copy_text(case).startswith(f"{case.number}. Xem trong hệ thống: https://")
    assert "Đang xem xét" not in copying.copy_text(case)


def test_nothing_marked_secret_stands_in_a_note() -> None:
    with pytest.raises(BrokenRule, match="độ mật"):
        evidence.attach(case=life.assigned(), files=[pdf()], note="(MẬT)", by=life.head(), at=NOW)
    assert not SourceFile.objects.exists()
