"""What went wrong at Open Zaak, asked of this house: six of its advisories, each with what answers to it here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from conftest import NOW
from tests import cast
from thongsuot.apps.cases import actions as cases
from thongsuot.apps.core import actions as core
from thongsuot.apps.core.models import User
from thongsuot.apps.core.queries import system_actor
from thongsuot.apps.meetings.tests import room
from thongsuot.apps.organisations import actions as organisations
from thongsuot.apps.organisations import bridge
from thongsuot.apps.organisations.models import ImportRun

pytestmark = pytest.mark.django_db
SECRET = "cầu treo bí mật"
RAW = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.stop_clock(monkeypatch)


def outsider() -> User:
    """Sees a register and sessions, but nothing of phường Kon Tum's."""
    return cast.commune_officer(cast.unit(cast.LY_SON))


def addresses(resolver: URLResolver | None = None, prefix: str = "/", *, more: int = 0) -> Iterator[str]:
    """Every address of our own without parameters, or with one uid in it (`more`), as "/x/{}/"."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from addresses(entry, path, more=more)
        elif (
            isinstance(entry, URLPattern) and path.count("<") == more and "^" not in path and "\\" not in path
        ):
            yield path.replace("<uuid:uid>", "{}")


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode("utf-8", "replace")).lower()


def secret_case() -> Any:
    session = room.opened(SECRET)
    room.heard(session, text=SECRET, assignees=(("Sở Xây dựng", "lead"),))
    (case,) = room.confirm(session)
    return case


def test_expand_returns_nothing_that_the_reader_may_not_see() -> None:
    """GHSA-v9vp-r9j9-9889: a case in sight shows no session, file, case of its thread or link out of sight."""
    hidden = secret_case()
    seen = cast.case("việc của Lý Sơn", raising_units=(cast.unit(cast.LY_SON),))
    type(seen).objects.filter(pk=seen.pk).update(thread=hidden.thread)
    for kind, uid in (("cases.case", hidden.uid), ("meetings.session", hidden.links.get().target_uid)):
        ref = cases.Ref(kind, uid, f"{SECRET} {kind}", "/x/")
        cases.link(case=seen, ref=ref, by=cast.coordinator(), at=NOW)
    shown = body(cast.browser(outsider()).get(reverse("cases:detail", args=[seen.uid])))
    assert "việc của lý sơn" in shown
    assert SECRET not in shown
    assert hidden.number.lower() not in shown
    assert (
        body(cast.browser(cast.coordinator()).get(reverse("cases:detail", args=[seen.uid]))).count(SECRET)
        >= 3
    )


def test_no_list_shows_what_is_out_of_scope() -> None:
    """GHSA-vpvj-hgh4-8389: every address that needs no parameter, asked by somebody who must not see the case."""
    case = secret_case()
    for user in (outsider(), cast.department_officer("Sở Y tế"), cast.keeper(), cast.stranger()):
        client = cast.browser(user)
        for address in addresses():
            response = client.get(address, {"q": ""})
            assert response.status_code < 500, address
            text = body(response)
            assert SECRET not in text, (user, address)
            assert case.number.lower() not in text, (user, address)
    assert SECRET in body(cast.browser(cast.coordinator()).get("/so-theo-doi/"))


def test_a_search_sent_another_way_is_no_way_around() -> None:
    """CVE-2026-54657: POST, HEAD, htmx, an export, a mark of a page: the same scope or no answer at all."""
    case, client = secret_case(), cast.browser(outsider())
    for address in ("/so-theo-doi/", "/so-theo-doi/xuat.csv", "/buoi-lam-viec/"):
        sent = client.post(address, {"q": SECRET, "post_key": cast.key()})
        assert sent.status_code == 405
        for headers in ({"HX-Request": "true"}, {"HX-Request": "true", "HX-Target": "register"}, {}):
            found = client.get(address, {"q": "cau treo"}, headers=headers)
            assert found.status_code == 200
            assert f"{SECRET}<" not in body(found)
            assert case.number.lower() not in body(found)
        assert body(client.head(address, {"q": SECRET})) == ""
    unit = cast.unit().uid
    for asked in (
        {"unit": unit.hex},
        {"after": f"{case.raised_on}_{case.uid.hex}"},
        {"register": case.register.uid},
    ):
        shown, other = (client.get("/so-theo-doi/", {**asked, "q": q}) for q in ("cau treo", "khong he co"))
        assert body(shown).count("<tr>") == body(other).count("<tr>")
        assert case.number.lower() not in body(shown)
    known, unknown = (
        body(client.get("/so-theo-doi/", {"after": f"{case.raised_on}_{uid}"}))
        for uid in (case.uid.hex, "0" * 32)
    )
    assert "bắt đầu lại từ đầu" in known
    assert "bắt đầu lại từ đầu" in unknown


HOSTILE = {
    "many words": "a b c d e g h i k l m n o p q r s t u v x y " * 8,
    "one word a thousand times": "đất " * 1000,
    "signs of LIKE": "%_" * 100,
    "backslashes": "\\" * 200,
    "quotes": "'\"" * 100,
    "an expression": "(a+)+$" * 30,
    "control characters": "\x00\x01\x1f\x7f",
    "marks on marks": "a" + "\u0301" * 190,
    "ten thousand letters": "x" * 10_000,
    "right to left": "\u202e" * 100,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_search_costs_no_more_than_another(text: str) -> None:
    """GHSA-57hf-x26f-5cmh: no expression is run; words, queries and conditions are bounded."""
    cast.case("đất")
    client = cast.browser(cast.coordinator())
    for address in ("/so-theo-doi/", "/so-theo-doi/xuat.csv", "/buoi-lam-viec/", "/dia-phuong/tim/"):
        with CaptureQueriesContext(connection) as usual:
            body(client.get(address, {"q": "đất"}))
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address, {"q": text})
            assert response.status_code in (200, 400), address
            body(response)
        assert len(asked) <= len(usual) + 3, address
        conditions = sum(query["sql"].count(" LIKE ") for query in asked)
        assert conditions <= 12 * 6, address


@pytest.mark.parametrize(
    "name", ["unit", "topic", "since", "until", "status", "kind", "sort", "after", "register"]
)
def test_a_hostile_filter_is_left_out(name: str) -> None:
    client = cast.browser(cast.coordinator())
    for value in HOSTILE.values():
        assert client.get("/so-theo-doi/", {name: value}).status_code in (200, 400)
        assert client.get("/so-theo-doi/", {name: [value] * 50}).status_code in (200, 400)


def test_thousands_of_parameters_are_refused() -> None:
    client = cast.browser(cast.coordinator())
    with CaptureQueriesContext(connection) as asked:
        response = client.get("/so-theo-doi/?" + "&".join(f"p{n}={n}" for n in range(5000)))
    assert response.status_code in (200, 400)
    assert len(asked) < 20
    assert len(response.content) < 1_000_000


def test_what_is_stored_is_never_run() -> None:
    """GHSA-7jgm-gwhh-jp8v: names of organs, posts, people, cases, sessions and notices come out as text."""
    organ = cast.organ(f"Sở {RAW}")
    held = cast.post(organ, f"Trưởng {RAW}", "organiser")
    user = cast.account("xss", "organiser", organ, f"Trưởng {RAW}", name=f"Nguyễn {RAW}")
    also = cast.post(cast.organ("Văn phòng Tỉnh ủy", kind="office", block="party", keeps_register=True),
                     f"Chuyên viên {RAW}", "coordinator")  # fmt: skip
    organisations.appoint(
        person=user.person, post=also, since=cast.SINCE, is_concurrent=True, by=system_actor(), at=NOW
    )
    case = cast.case(f"Việc {RAW}", raised_by=RAW, assignees=(cases.Named(organ.name, "lead", organ),))
    session = room.opened(f"Buổi {RAW}", chair=RAW)
    room.read(session, f"Báo cáo {RAW}", name=f"{RAW}.txt")
    core.tell(users=[user], text=f"Nhắc {RAW}", url="javascript:alert(1)", at=NOW)
    client, shown = cast.browser(user), 0
    uids = (organ.uid, held.uid, user.person.uid, case.uid, session.uid)
    pages = [
        *addresses(),
        *(address.format(uid) for address in addresses(more=1) for uid in uids if "{}" in address),
    ]
    for address in pages:
        response = client.get(address)
        if (response.status_code == 200 and "html" in response.get("Content-Type", "")) or "svg" in address:
            text = body(response)
            shown += "&lt;img src=x" in text
            assert RAW not in text, address
            assert 'href="javascript:' not in text, address
    assert shown >= 8, "the name is shown where names are shown"


ESCAPES = ("../../thoat.txt", "/goc/thoat.txt", "..\\..\\thoat.txt", "C:\\thoat.txt", "xl/../../thoat.txt")


def archive(*names: str) -> bytes:
    """A workbook with more members than it should have."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out, "a") as packed:
        for name in names:
            packed.writestr(name, "ra ngoài")
    return out.getvalue()


def files_under(*folders: Path) -> set[Path]:
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ESCAPES)
def test_an_import_writes_no_file_anywhere(name: str, tmp_path: Path) -> None:
    """CVE-2026-55836: neither the name of a file nor a member of an archive is ever a path."""
    before = files_under(tmp_path, Path(settings.VAR_DIR))
    with pytest.raises(bridge.Unreadable) as refused:
        bridge.sheets(archive(name))
    assert refused.value.problem == "unsafe"
    client: Client = cast.browser(cast.organiser())
    for content in (archive(name), archive()):
        file = SimpleUploadedFile("ds.xlsx", content)
        file._name = name  # a browser sends what it likes; Django's setter would clean it
        sent = client.post(reverse("organisations:import"), {"post_key": cast.key(), "file": file})
        assert sent.status_code in (302, 422)
    assert all("/" not in run.name and "\\" not in run.name for run in ImportRun.objects.all())
    assert files_under(tmp_path, Path(settings.VAR_DIR)) == before


@pytest.mark.parametrize("name", ESCAPES)
def test_the_name_of_a_document_is_text_only(name: str) -> None:
    run = room.read(room.opened(), "Một báo cáo.", name=name)
    assert not {"/", "\\"} & set(run.source.original_name)
    sent = cast.browser(cast.coordinator()).get(reverse("documents:download", args=[run.source.uid]))
    assert sent["Content-Disposition"].startswith("attachment")
    assert ".." not in sent["Content-Disposition"]
