"""The queue worker reads what was sent in, on a database where two connections see each other's writes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import cast
from thongsuot.apps.meetings.models import WorkingSession
from thongsuot.apps.meetings.tests import room


def word(text: str) -> bytes:
    document, out = docx.Document(), BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"), [("bao-cao.docx", word(room.REPORT)), ("bao-cao.txt", room.REPORT.encode())]
)
def test_files_come_in_through_the_page_and_are_read_by_the_worker(
    committed: None, work: Callable[[], None], name: str, content: bytes
) -> None:
    cast.unit()
    client = cast.browser(cast.coordinator())
    response = client.post(
        reverse("meetings:new"), {"post_key": cast.key(), "uploads": [SimpleUploadedFile(name, content)]}
    )
    session = WorkingSession.objects.get()
    assert response.headers["Location"] == reverse("meetings:session", args=[session.uid])
    assert session.runs.get().is_waiting
    work()
    run = session.runs.get()
    assert (run.progress_status, run.percent) == ("done", 100)
    assert session.items.filter(kind="recommendation").count() == 3
