"""`thongsuot journal verify` as a person or a script calls it."""

from __future__ import annotations

import pytest

from thongsuot.apps.core.models import JournalEntry, Seal
from thongsuot.apps.core.tests.test_seals_check import SUBJECTS, sealed
from thongsuot.cli import main

pytestmark = pytest.mark.django_db
__all__ = ["sealed"]


def test_the_command_names_what_is_wrong(sealed: list[Seal], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify"]) == 0
    told = capsys.readouterr().out
    assert "Đã kiểm tra 5 dòng của 3 đối tượng, 3 niêm phong: không có lỗi." in told
    assert f"Niêm phong mới nhất: 3:{sealed[-1].hash}, lúc 22/08/2025 08:36:00." in told
    assert "Chưa niêm phong: 1 dòng, cũ nhất lúc 22/08/2025 08:37:00." in told
    JournalEntry.objects.filter(subject_uid=SUBJECTS[1][1], seq=2).delete()
    assert main(["journal", "verify"]) == 1
    told = capsys.readouterr().out
    assert f"LỖI core.sample {SUBJECTS[1][1]} dòng 2: đã bị cắt từ dòng này [cut-off]" in told
    assert ": 1 lỗi." in told


def test_the_command_looks_from_a_day_on(sealed: list[Seal], capsys: pytest.CaptureFixture[str]) -> None:
    JournalEntry.objects.filter(subject_uid=SUBJECTS[1][1], seq=2).delete()
    assert main(["journal", "verify", "--since", "2025-08-22"]) == 1
    assert main(["journal", "verify", "--since", "2025-08-23"]) == 0
    assert "Đã kiểm tra 1 dòng của 1 đối tượng, 3 niêm phong" in capsys.readouterr().out


def test_the_command_compares_with_what_was_noted(sealed: list[Seal]) -> None:
    assert main(["journal", "verify", "--noted", str(sealed[1])]) == 0
    assert main(["journal", "verify", "--noted", f"4:{sealed[1].hash}"]) == 1
    with pytest.raises(SystemExit):
        main(["journal", "verify", "--noted", "abc"])
