"""What time alone does: old answers and files without a row go, everything else stays."""

from __future__ import annotations

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from conftest import NOW
from tests import cast
from thongsuot.apps.core import files
from thongsuot.apps.core.models import PostAnswer
from thongsuot.apps.documents import actions as documents

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def aged(name: str, days: float) -> str:
    """The stored file, last touched so many days before NOW."""
    moment = (NOW - timedelta(days=days)).timestamp()
    os.utime(files._path(name), (moment, moment))
    return name


def tick() -> str:
    out = StringIO()
    call_command("tick", at=NOW, stdout=out)
    return out.getvalue()


def test_answers_of_long_ago_go() -> None:
    user = cast.coordinator()
    for name, age in (("cũ", timedelta(days=7) + MINUTE), ("mới", timedelta(days=7) - MINUTE)):
        PostAnswer.objects.create(user=user, key=name, at=NOW - age)
    assert "1 câu trả lời cũ" in tick()
    assert list(PostAnswer.objects.values_list("key", flat=True)) == ["mới"]


def test_files_without_a_row_go_after_a_day() -> None:
    source = documents.keep(content=b"named", name="a.txt", by=cast.coordinator(), at=NOW)
    named, orphan, fresh = (
        aged(source.sha256, 400),
        aged(files.store(b"orphan"), 1.01),
        aged(files.store(b"fresh"), 0.99),
    )
    half = files._path(orphan).parent / "tmp-half-written"
    half.write_bytes(b"")
    os.utime(half, (0, 0))
    assert "2 tệp thừa" in tick()
    assert files.read(named) == b"named"
    assert files.read(fresh) == b"fresh"
    assert not half.exists()
    with pytest.raises(FileNotFoundError):
        files.read(orphan)
    assert "0 tệp thừa" in tick()


def test_bytes_that_come_again_are_new_again() -> None:
    again = aged(files.store(b"again"), 400)
    files.store(b"again")
    tick()
    assert files.read(again) == b"again"


def test_the_moment_may_be_typed() -> None:
    aged(files.store(b"orphan"), 2)
    out = StringIO()
    call_command("tick", "--at", "2025-08-20T00:00", stdout=out)
    assert "0 tệp thừa" in out.getvalue()
    call_command("tick", "--at", "2025-08-22T08:30+07:00", stdout=out)
    assert "1 tệp thừa" in out.getvalue()


def test_without_any_file_there_is_nothing_to_sweep() -> None:
    assert not settings.FILES_DIR.exists()
    assert "0 tệp thừa" in tick()
