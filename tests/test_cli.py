"""The command line as a person or a script calls it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from thongsuot.cli import COMMANDS, WHAT_TO_DO, main
from thongsuot.engines.reading.model import Problem
from thongsuot.engines.reading.plain import record_schema

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "tests/reading/documents/01_khao-sat-tuy-hoa.txt"
ALL = sorted((ROOT / "tests/reading/documents").glob("*.txt"))


def test_the_published_schema_is_current():
    published = json.loads((ROOT / "docs/reference/record.schema.json").read_text(encoding="utf-8"))
    assert published == record_schema(), "python -m thongsuot schema > docs/reference/record.schema.json"
    jsonschema.Draft202012Validator.check_schema(published)


def test_json_is_one_valid_object_a_line(capsys):
    assert main(["read", "--json", *map(str, ALL)]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(records) == len(ALL)
    for record in records:
        jsonschema.validate(record, record_schema(), format_checker=jsonschema.FormatChecker())


def test_table(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["read", str(DOCUMENT)]) == 0
    out = capsys.readouterr().out
    assert "sáng 17/09/2025" in out and "phường Tuy Hòa" in out
    assert "Hồ Văn Khiêm – Ủy viên Ban Thường vụ Tỉnh ủy" in out
    assert "Nội dung chỉ đạo (6)" in out and "thời hạn: trước ngày 30/9 (30/09/2025)" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("width", ["1", "40", "200", "nonsense"])
def test_any_width(capsys, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", width)
    assert main(["read", str(DOCUMENT)]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 120


def test_others_are_printed_where_one_fails(capsys, tmp_path):
    scan = tmp_path / "quét.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    assert main(["read", str(scan), str(tmp_path / "không có.txt"), str(tmp_path), str(DOCUMENT)]) == 1
    told = capsys.readouterr()
    assert "Tuy Hòa" in told.out
    scanned, missing, folder = told.err.splitlines()
    assert "quét.png" in scanned and WHAT_TO_DO[Problem.UNKNOWN_TYPE] in scanned
    assert "không có.txt" in missing and "không tìm thấy tệp" in missing
    assert "thư mục" in folder


def test_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DOCUMENT.read_bytes())))
    assert main(["read", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["held_on"] == "2025-09-17"


def test_what_is_known_from_outside(capsys, tmp_path):
    page = tmp_path / "trang.txt"
    page.write_text(
        "Sáng 2/1, đồng chí Lê Văn Hòa, Bí thư Tỉnh ủy làm việc với Đảng ủy xã Bình Minh.", encoding="utf-8"
    )
    assert main(["read", "--json", "--date", "2026-01-03", "--province", "66", str(page)]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["held_on"], record["province_code"]) == ("2026-01-02", "66")


@pytest.mark.parametrize(
    "arguments", [[], ["read"], ["fly"], ["read", "--date", "hôm nay", "x"], ["read", "--nope", "x"]]
)
def test_misuse(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err


def test_every_problem_has_words():
    assert set(WHAT_TO_DO) == set(Problem)


def test_commands_are_a_table(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    help_text = " ".join(capsys.readouterr().out.split())
    assert all(command.name in help_text and command.summary in help_text for command in COMMANDS)


def test_text_is_read_without_django_or_the_libraries_of_other_formats():
    called = (
        "import sys; from thongsuot.cli import main; main(['read', sys.argv[1]]); "
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", called, str(DOCUMENT)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert loaded.isdisjoint({"django", "trafilatura", "lxml", "docx", "pypdfium2"})


def test_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "thongsuot", "schema"], capture_output=True, check=True, cwd=ROOT
    )
    assert json.loads(done.stdout) == record_schema()


class TestManyIntoAFolder:
    def test_each_has_its_record_and_what_cannot_be_read_is_told(self, capsys, tmp_path):
        reports, out = tmp_path / "reports", tmp_path / "out"
        (reports / "05").mkdir(parents=True)
        for name, document in (("a.txt", ALL[0]), ("05/a.txt", ALL[1]), ("05/b.txt", ALL[2])):
            (reports / name).write_bytes(document.read_bytes())
        (reports / "quét.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
        (reports / ".ẩn").write_text("không đọc", encoding="utf-8")
        assert main(["read", "--out", str(out), str(reports)]) == 1
        told = capsys.readouterr()
        assert (
            WHAT_TO_DO[Problem.UNKNOWN_TYPE] in told.err and "4 tệp: 3 đã đọc, 1 không đọc được." in told.err
        )
        written = sorted(file.relative_to(out) for file in out.rglob("*") if file.is_file())
        assert written == [Path("05/a.txt.json"), Path("05/b.txt.json"), Path("a.txt.json")]
        assert main(["read", "--json", str(reports / "a.txt")]) == 0
        assert json.loads(capsys.readouterr().out) == json.loads((out / "a.txt.json").read_text("utf-8"))

    def test_run_again_it_reads_only_what_is_new_or_changed(self, capsys, tmp_path):
        out, one, two = tmp_path / "out", tmp_path / "one.txt", tmp_path / "two.txt"
        for file, document in ((one, ALL[0]), (two, ALL[1])):
            file.write_bytes(document.read_bytes())
        command = ["read", "--out", str(out), str(one), str(two)]
        assert main(command) == 0
        marked = out / "one.txt.json"
        marked.write_text(json.dumps(json.loads(marked.read_text("utf-8")) | {"title": "giữ"}), "utf-8")
        (out / "two.txt.json").write_text("{half", encoding="utf-8")
        assert main(command) == 0
        assert json.loads(marked.read_text("utf-8"))["title"] == "giữ"
        assert json.loads((out / "two.txt.json").read_text("utf-8"))["held_on"]
        older = marked.stat().st_mtime - 10
        os.utime(marked, (older, older))
        assert main(command) == 0
        assert json.loads(marked.read_text("utf-8"))["title"] != "giữ"
        assert "2 tệp: 2 đã đọc" in capsys.readouterr().err

    def test_two_of_one_name_are_refused_before_anything_is_written(self, capsys, tmp_path):
        for folder in ("x", "y"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "a.txt").write_bytes(DOCUMENT.read_bytes())
        names = [str(tmp_path / folder / "a.txt") for folder in ("x", "y")]
        assert main(["read", "--out", str(tmp_path / "out"), *names]) == 2
        assert "hai tệp cùng tên" in capsys.readouterr().err
        assert not (tmp_path / "out").exists()

    def test_a_folder_that_cannot_be_written_is_told(self, capsys, tmp_path):
        (tmp_path / "out").write_text("", encoding="utf-8")
        assert main(["read", "--out", str(tmp_path / "out"), str(DOCUMENT)]) == 1
        assert "không ghi được" in capsys.readouterr().err
